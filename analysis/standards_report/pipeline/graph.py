"""The graph of steps: what runs, in which order, and what becomes of it.

`graphlib` keeps the order and `concurrent.futures` the threads. A step that has to run makes its
result aside; what it reads is compared with what was hashed before, and where something has moved
meanwhile it runs again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path

from standards_report.errors import Fault, ReportError, UsageError
from standards_report.pipeline.contents import hashes_below
from standards_report.pipeline.decision import Decision
from standards_report.pipeline.progress import Reporter
from standards_report.pipeline.steps import Outcome, Step
from standards_report.workspace import folder_name

Make = Callable[[Path], Mapping[str, str] | None]
Runner = Callable[[Make, Path], Mapping[str, str] | None]
_TRIES = 5
_LOOKS = 0.1  # seconds between two moments at which an interrupt is seen


def here(make: Make, folder: Path) -> Mapping[str, str] | None:
    """Runs a step in this process."""
    return make(folder)


def run_steps(
    steps: Sequence[Step],
    decision: Decision,
    *,
    jobs: int,
    reporter: Reporter,
    run: Runner = here,
) -> Outcome:
    """Runs each step whose result does not hold, `jobs` at a time, by `run`.

    Raises the ReportError of the steps that failed, all of the first kind at once; steps that do
    not depend on them are finished, so that the next build has less to do. Raises UsageError
    where two steps have one name.
    """
    started = time.monotonic()
    graph = _Graph(steps, decision, reporter, run)
    pool = ThreadPoolExecutor(max(jobs, 1))
    try:
        graph.run(pool)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    graph.raise_failures()
    return Outcome(tuple(graph.ran), len(steps) - len(graph.ran), time.monotonic() - started)


def explain_steps(steps: Sequence[Step], decision: Decision) -> dict[str, list[str]]:
    """Why each step would run: step name to reasons."""
    found: dict[str, list[str]] = {}
    for name in TopologicalSorter({step.name: step.before for step in steps}).static_order():
        step = next(step for step in steps if step.name == name)
        causes = [f"runs after {before}, which runs" for before in step.before if before in found]
        if reasons := decision.reasons(step, decision.inputs(step)) or causes:
            found[name] = [*reasons, *causes] if reasons is not causes else causes
    return found


class _Graph:
    def __init__(
        self,
        steps: Sequence[Step],
        decision: Decision,
        reporter: Reporter,
        run: Runner,
    ) -> None:
        _require_own_names(steps)
        self._steps = {step.name: step for step in steps}
        self._memory, self._decision = decision.memory, decision
        self._reporter, self._run = reporter, run
        self._failures: dict[str, BaseException | None] = {}
        self.ran: list[str] = []
        reporter.expects(Counter(step.shown for step in steps))

    def run(self, pool: ThreadPoolExecutor) -> None:
        """Visits all steps, each as soon as those before it are done."""
        order = TopologicalSorter({name: step.before for name, step in self._steps.items()})
        order.prepare()
        visits: dict[Future[bool], str] = {}
        while order.is_active():
            for name in order.get_ready():
                visits[pool.submit(self._visit, self._steps[name])] = name
            done, _ = wait(visits, timeout=_LOOKS, return_when=FIRST_COMPLETED)
            for visit in [visit for visit in visits if visit in done]:  # in the order of the plan
                name = visits.pop(visit)
                self._note(name, visit)
                order.done(name)

    def raise_failures(self) -> None:
        """Raises the first failure; faults of other steps that failed in the same way join it."""
        failures = [failure for failure in self._failures.values() if failure]
        if not failures:
            return
        # A fault in the data comes before what it broke.
        first = min(failures, key=lambda failure: getattr(failure, "exit_code", 0))
        alike = [failure for failure in failures if type(failure) is type(first)]
        if isinstance(first, ReportError) and len(alike) > 1:
            faults = (
                fault for one in alike if isinstance(one, ReportError) for fault in one.faults
            )
            raise type(first)(faults)
        raise first

    def _note(self, name: str, visit: Future[bool]) -> None:
        """Keeps how a visit ended: with a run, without one, or with a failure."""
        shown = self._steps[name].shown
        failure = visit.exception()
        if failure:
            self._failures[name] = failure
            self._reporter.finished(shown, "FAIL")
        elif name not in self._failures:
            if visit.result():
                self.ran.append(name)
            self._reporter.finished(shown, "SUCCESS" if visit.result() else "UNCHANGED")

    def _visit(self, step: Step) -> bool:
        """Whether the step had to run; it has run then."""
        if any(before in self._failures for before in step.before):
            self._failures[step.name] = None
            return False
        inputs = self._decision.inputs(step)
        if not self._decision.reasons(step, inputs):
            return False
        self._reporter.started(step.shown)
        for _ in range(_TRIES):
            room = self._memory.room(step.name)
            found = self._run(step.make, room) or {}
            moved = self._decision.moved(step, found)
            if not moved:
                outputs = hashes_below(room)
                self._memory.keep(step.name, room, replace(inputs, found=found, outputs=outputs))
                return True
            inputs = self._decision.inputs(step)
        raise restless(moved)


def restless(names: Sequence[str]) -> UsageError:
    """What to say where files change faster than a build reads them."""
    what = "keeps changing while the build reads it"
    return UsageError(Fault(name, 0, what, "build again when it rests") for name in names)


def _require_own_names(steps: Sequence[Step]) -> None:
    counted = Counter(folder_name(step.name) for step in steps)
    twice = sorted(name for name, count in counted.items() if count > 1)
    if twice:
        raise UsageError(
            Fault(name, 0, "two steps have this name", "rename the notebook or chapter")
            for name in twice
        )
