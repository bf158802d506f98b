"""The task graph: steps with declared inputs and outputs, held and run by pytask.

pytask decides what is stale (by content, kept in its lock file), runs independent steps at
the same time, and can say why a step would run. This module only translates.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standards_report.errors import ReportError
from standards_report.pipeline.progress import Reporter
from standards_report.pipeline.waiting import wake_at_once

if TYPE_CHECKING:
    import pytask

    from standards_report.pipeline.cluster import Workers

CONFIG = "[tool.pytask.ini_options]\n"


@dataclass(frozen=True)
class Step:
    """One unit of work: runs where an input, a setting or an output has changed.

    `groups` are inputs that count as one under a name, as the code of a room: pytask spends
    its time by the number of nodes, and nobody asks which of a hundred modules has changed.
    """

    name: str
    run: Callable[[], None]
    inputs: Sequence[Path]
    outputs: Sequence[Path]
    settings: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Sequence[Path]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a run of the graph did."""

    ran: tuple[str, ...]
    unchanged: int
    seconds: float


def run_steps(
    steps: Sequence[Step],
    state: Path,
    *,
    jobs: int,
    reporter: Reporter,
    workers: Workers | None = None,
) -> Outcome:
    """Runs what is stale among `steps`; `state` is the folder in which pytask keeps its lock.

    `workers` are those of a cluster, in place of `jobs` threads.

    Raises the ReportError of the first step that failed; steps that do not depend on it are
    still finished, so that the next run has less to do. Raises KeyboardInterrupt where the user
    did not wait for all steps.
    """
    started = time.monotonic()
    backend = workers.register() if workers else "threads"
    count = workers.threads if workers else jobs
    session = _session(steps, state, jobs=count, reporter=reporter, backend=backend)
    _raise_first([report for report in session.execution_reports if report.exc_info])
    if len(session.execution_reports) < len(steps):
        # pytask-parallel takes an interrupt for the end.
        raise KeyboardInterrupt
    if session.exit_code:
        raise RuntimeError(f"pytask stopped with {session.exit_code!r}")
    ran = tuple(report.task.name for report in session.execution_reports if _ran(report))
    return Outcome(ran, len(session.execution_reports) - len(ran), time.monotonic() - started)


def _raise_first(reports: Sequence[Any]) -> None:
    """Raises the first failure; faults of other steps that failed in the same way join it."""
    failures = [report.exc_info[1] for report in reports if report.outcome.name == "FAIL"]
    if not failures:
        return
    # A fault in the data comes before what it broke.
    first = min(failures, key=lambda failure: getattr(failure, "exit_code", 0))
    alike = [failure for failure in failures if type(failure) is type(first)]
    if isinstance(first, ReportError) and len(alike) > 1:
        raise type(first)(fault for failure in alike for fault in failure.faults)
    raise first


def explain_steps(steps: Sequence[Step], state: Path) -> dict[str, list[str]]:
    """Why each step would run: step name to reasons, in the words of pytask's closed list."""
    # pytask explains only where it runs the tasks itself.
    quiet = Reporter(quiet=True)
    session = _session(steps, state, jobs=1, reporter=quiet, backend="none", explain=True)
    reasons = {}
    for task in session.tasks:
        explanation = task.attributes.get("explanation")
        if explanation and explanation.reasons:
            reasons[_plain_name(task.name)] = [_in_words(one) for one in explanation.reasons]
    return reasons


def _in_words(reason: Any) -> str:
    name = Path(reason.node_name).name if "/" in reason.node_name else reason.node_name
    name = name.rpartition("::")[2] or name
    words = {
        "changed": f"{reason.node_type} changed: {name}",
        "missing": f"{reason.node_type} missing: {name}",
        "not_in_db": f"never run before: {name}",
        "cascade": f"runs after {_plain_name(name)}, which runs",
        "forced": "forced",
    }
    return words.get(reason.reason, f"{reason.node_type} {reason.reason}: {name}")


def _plain_name(name: str) -> str:
    return name.rpartition("::")[2]


def _ran(report: Any) -> bool:
    return bool(report.outcome.name == "SUCCESS")


def _session(
    steps: Sequence[Step],
    state: Path,
    *,
    jobs: int,
    reporter: Reporter,
    backend: str,
    explain: bool = False,
) -> pytask.Session:
    import pytask

    from standards_report.pipeline.states import read_states_once

    state.mkdir(parents=True, exist_ok=True)
    config = state / "pytask.toml"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8")
    wake_at_once()
    read_states_once()
    quiet = pytask.console.quiet
    pytask.console.quiet = True
    try:
        return pytask.build(
            tasks=_tasks(steps),
            config=config,
            paths=state,
            capture="no",
            explain=explain,
            n_workers=max(jobs, 1),
            parallel_backend=backend,
            verbose=0,
            reporter=reporter,
        )
    finally:
        pytask.console.quiet = quiet


def _tasks(steps: Sequence[Step]) -> list[Any]:
    hashes: dict[Path, str] = {}

    def digest(files: Sequence[Path]) -> str:
        """One hash for all files; none is read twice in a session."""
        for path in files:
            if path not in hashes:
                hashes[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return json.dumps([[path.name, hashes[path]] for path in files])

    return [_task(step, digest) for step in steps]


def _task(step: Step, digest: Callable[[Sequence[Path]], str]) -> Any:
    import pytask

    # pytask binds its nodes by these names; the step knows its own files.
    def run(inputs: Any, groups: Any, settings: Any, produces: Any) -> None:  # noqa: ARG001
        step.run()

    def node(value: str) -> Any:
        return pytask.PythonNode(value=value, hash=True)

    kwargs = {
        "inputs": list(step.inputs),
        "groups": {name: node(digest(files)) for name, files in step.groups.items()},
        "settings": node(json.dumps(step.settings, sort_keys=True)),
        "produces": list(step.outputs),
    }
    return pytask.task(name=step.name, kwargs=kwargs)(run)
