"""One build at a time in a project: another one waits, and says for what; so does one that
follows a build that never came to its end."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from standards_report.errors import UsageError
from standards_report.pipeline.graph.progress import Reporter
from standards_report.project import Project

_LOCK, _MARK = "lock", "at-work"
_FOLDERS = ("results", "records", "making", "failed")


def _nothing_to_finish(_: Path) -> str:
    return ""


@contextmanager
def only_build(
    project: Project,
    reporter: Reporter,
    finish_interrupted: Callable[[Path], str] = _nothing_to_finish,
) -> Iterator[None]:
    """Holds the project's lock; the system releases it when the process ends, however it does.

    A mark stands while work goes on. Where the next one finds it, the process before was killed.
    `finish_interrupted` is called with the folder of the tables, which a command may have been
    writing when it was killed, and tells what it did.

    Raises UsageError where the scratch folder cannot be written.
    """
    with _locked(project, reporter), _marked(project, reporter):
        finished = finish_interrupted(project.data)
        if finished:
            reporter.say(finished)
        yield


@contextmanager
def _locked(project: Project, reporter: Reporter) -> Iterator[None]:
    from filelock import FileLock, Timeout

    path = project.scratch / _LOCK
    with _told(project):
        _set_aside(project, project.scratch, stat.S_ISDIR, reporter)
        project.scratch.mkdir(exist_ok=True)
        _set_aside(project, path, stat.S_ISREG, reporter)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            reporter.say("Another build is at work in this project: waiting for it to end")
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _marked(project: Project, reporter: Reporter) -> Iterator[None]:
    mark = project.scratch / _MARK
    with _told(project):
        _set_aside(project, mark, stat.S_ISREG, reporter)
        # A build writes and removes below them: none may lead out of the project.
        for name in _FOLDERS:
            _set_aside(project, project.scratch / name, stat.S_ISDIR, reporter)
        if mark.exists():
            reporter.say("The last run was interrupted: continuing from what it finished")
        mark.touch()
    try:
        yield
    finally:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


@contextmanager
def _told(project: Project) -> Iterator[None]:
    """Errors of the system in our words; that it knows no locks is one of them."""
    try:
        yield
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        where = project.scratch.name
        raise UsageError(f"{where}/ cannot be written ({reason}): check its owner") from None


def _set_aside(
    project: Project, path: Path, is_right: Callable[[int], bool], reporter: Reporter
) -> None:
    """Renames what is there unless it is of the right kind; a link never is."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return
    if is_right(kind):
        return
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.aside-{number}")):
        number += 1
    path.rename(aside)
    what = "a link" if stat.S_ISLNK(kind) else "not what a build makes there"
    name = path.relative_to(project.root).as_posix()
    reporter.say(f"{name} is {what}: it was renamed to {aside.name}")
