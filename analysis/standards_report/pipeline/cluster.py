"""Workers of a Dask cluster in place of this machine's threads.

The workers share the project's folder (a network file system, say) and have the same
packages; both are asked of every worker before anything runs. Steps are the same wherever
they run, and so are their bytes.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, RenderError, UsageError
from standards_report.project import Project

_PACKAGE = Path(__file__).parent.parent
_WITHIN = "5s"
_TOOLS = ("pandas", "matplotlib", "seaborn", "papermill", "pypandoc-binary", "typst")
_TOKEN = "cluster"


@dataclass(frozen=True)
class Workers:
    """Workers that are connected and fit for the project."""

    client: Any
    threads: int

    def run(
        self, make: Callable[[Path], Mapping[str, str] | None], folder: Path
    ) -> Mapping[str, str] | None:
        """Runs a step on one of them, in a folder that all of them see."""
        # No two steps are the same call, whatever their arguments look like.
        found: Mapping[str, str] | None = self.client.submit(make, folder, pure=False).result()
        return found


@contextmanager
def dask_workers(address: str, project: Project) -> Iterator[Workers]:
    """The workers of the scheduler at `address`, while they are needed.

    Raises UsageError where Dask is not installed, no scheduler answers, it has no workers, or
    a worker cannot see the project's folder or has other code or packages; RenderError where
    a worker is lost.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise UsageError(
            "--backend dask needs Dask: install the report with its extra, pip install -e '.[dask]'"
        ) from None
    # What it has to say on lost connections is said in our words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = distributed.Client(  # type: ignore[no-untyped-call]
            address, timeout=_WITHIN, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError):
        raise UsageError(
            f"no Dask scheduler answers at {address}: start one with `dask scheduler`, "
            "correct --scheduler, or leave out --backend"
        ) from None
    with client:
        _check(client, address, project)
        try:
            yield Workers(client, sum(client.nthreads().values()))
        except (KilledWorker, distributed.CancelledError) as error:
            what = f"lost a worker or the scheduler ({type(error).__name__})"
            remedy = "see what the worker printed, and build again"
            raise RenderError(Fault(f"Dask cluster at {address}", 0, what, remedy)) from None


def _check(client: Any, address: str, project: Project) -> None:
    """Every worker sees the same folder, and has the same code and packages as this process."""
    if not client.nthreads():
        raise UsageError(
            f"the Dask scheduler at {address} has no workers: start them with "
            f"`dask worker {address}`"
        )
    token = project.scratch / _TOKEN
    token.parent.mkdir(parents=True, exist_ok=True)
    token.write_text(client.id, encoding="utf-8")
    try:
        answers = client.run(seen_by_worker, str(token), on_error="return")
    finally:
        token.unlink()
    wanted = {"folder": client.id, **_OWN}
    faults = [
        Fault(f"Dask worker {worker}", 0, *_difference(answer, wanted, project.root))
        for worker, answer in answers.items()
        if answer != wanted
    ]
    if faults:
        raise UsageError(faults)


def _difference(answer: Any, wanted: Mapping[str, str], root: Path) -> tuple[str, str]:
    """What is wrong with a worker and what to do about it."""
    if not isinstance(answer, dict):
        return f"cannot run the report ({answer})", "install the same environment there"
    if answer["folder"] != wanted["folder"]:
        what = f"cannot read and write the project's folder {root}"
        return what, "mount it there under the same path"
    if answer["code"] != wanted["code"]:
        return "has loaded other code of the report", "bring it up to date and restart the worker"
    names = [name for name in wanted if answer.get(name) != wanted[name]]
    has = ", ".join(f"{name} {answer.get(name)}" for name in names)
    return f"has {has}, and this machine has not", "install the same lock file there"


def seen_by_worker(token: str) -> dict[str, str]:
    """What a worker says of itself: what it reads at `token`, its code and its packages."""
    path = Path(token)
    writable = path.is_file() and os.access(path.parent, os.W_OK)
    return {"folder": path.read_text(encoding="utf-8") if writable else "", **_OWN}


def _code() -> str:
    """The hash of the package's sources."""
    total = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


# Taken when a process loads the code: a worker keeps what it has loaded, whatever comes later.
_OWN = {
    "code": _code(),
    "Python": ".".join(map(str, sys.version_info[:2])),
    **{name: version(name) for name in _TOOLS},
}
