"""Runs steps on a worker of a cluster, for a build that runs the same code.

A worker outlives builds. So what counts is the code that it has loaded, not what is on its disk.
It makes each result in a folder of its own, since a worker that was given up, or whose build has
ended, goes on writing for a while.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from standards_report import own_code
from standards_report.pipeline.graph.content_hash import digest, file_hash
from standards_report.pipeline.graph.environment import environment_hash, versions
from standards_report.pipeline.kernels.fork_server import end_kernels

_LOOKS = 1  # seconds between two checks whether a step is still wanted
MADE, FAILED, UNFIT = "made", "failed", "unfit"
_ENVIRONMENT, _VERSIONS = environment_hash(), versions()
_changed: set[Path] = set()  # code that differs from what was loaded, or did for a while
_running: Counter[str] = Counter()  # running steps, by build
_left: set[str] = set()  # builds that have ended
_counting = threading.Lock()


def kit() -> dict[str, Any]:
    """The code and packages of this process, as it loaded them."""
    unknown = {path.relative_to(own_code.PACKAGE.parent).as_posix(): "" for path in _changed}
    return {
        "code": own_code.named_hashes() | unknown,
        "packages": _ENVIRONMENT if environment_hash() == _ENVIRONMENT else "",
        "versions": _VERSIONS,
    }


def kit_hash(found: Mapping[str, Any]) -> str:
    """One hash for the code and packages of a process."""
    return digest([*found["code"].items(), ("", found["packages"])])


def look(token: str) -> dict[str, Any]:
    """What a worker answers about itself: the content of the file `token`, and its `kit`.

    The content is empty where the worker cannot read the file or write into its folder.
    """
    _note_changes(_code_now())
    path = Path(token)
    writable = path.is_file() and os.access(path.parent, os.W_OK)
    return {"folder": path.read_text(encoding="utf-8") if writable else "", **kit()}


def attempt(wanted: str, pickled: bytes, folder: str, build: str) -> tuple[str, Any]:
    """Runs a step, if this process has the code and packages of the build (the hash `wanted`).

    Returns MADE with the folder of the result and what the step returned, FAILED with the pickled
    error of the step, or UNFIT with the `kit` of this process.
    """
    import cloudpickle

    before = _code_now()
    _note_changes(before)
    if kit_hash(kit()) != wanted:
        return UNFIT, kit()
    with _at_work_for(build):
        try:
            make: Callable[[Path], Mapping[str, str] | None] = cloudpickle.loads(pickled)
            own = mkdtemp(prefix=f"{Path(folder).name}-", dir=Path(folder).parent)
            found = make(Path(own))
        except Exception as error:
            return FAILED, cloudpickle.dumps(error)
        finally:
            _note_changes(before)
    return (MADE, (own, found)) if kit_hash(kit()) == wanted else (UNFIT, kit())


def leave(build: str) -> None:
    """Ends the kernels of a build that has ended, unless this worker works for another one."""
    _left.add(build)
    _end_unless_busy()


@contextmanager
def _at_work_for(build: str) -> Iterator[None]:
    with _counting:
        _running[build] += 1
    ended = threading.Event()
    threading.Thread(target=_watch, args=(build, _wanted(), ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        with _counting:
            _running[build] -= 1
        if build in _left:
            _end_unless_busy()


def _watch(build: str, is_wanted: Callable[[], bool], ended: threading.Event) -> None:
    """Notices while a step runs that its build or scheduler was killed, which no message tells."""
    while not ended.wait(_LOOKS):
        if not is_wanted():
            leave(build)
            return


def _wanted() -> Callable[[], bool]:
    """Returns a test whether the scheduler still waits for the step that this thread runs."""
    from distributed import Status, get_worker

    try:
        worker = get_worker()
    except ValueError:  # this process is not a worker
        return lambda: True
    tasks, key = worker.state.tasks, worker.get_current_task()

    def is_wanted() -> bool:
        task = tasks.get(key)
        given_up = task is None or task.state == "cancelled"
        return worker.status == Status.running and not given_up

    return is_wanted


def _end_unless_busy() -> None:
    """Ends the fork server, which holds code and tables of its start, unless it is in use."""
    with _counting:
        busy = any(count for build, count in _running.items() if build not in _left)
    if not busy:
        end_kernels()


def _note_changes(before: Mapping[Path, object]) -> None:
    """Records code that has changed since `before`, or since this process loaded it.

    The process may load such code later, or may have loaded it.
    """
    now = _code_now()
    for path, loaded in own_code.HASHES.items():
        if before[path] != now[path] or file_hash(path) != loaded:
            _changed.add(path)


def _code_now() -> dict[Path, object]:
    """Marks of the file system, which show that a file was changed and changed back."""
    return {path: _marks(path) for path in own_code.HASHES}


def _marks(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size
