"""Lets one build at a time work in a project.

Another build waits, and says what it waits for. A build after an interrupted one says so, too.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from standards_report.errors import UsageError
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project

_LOCK, _MARK = "lock", "at-work"
_FOLDERS = ("results", "records", "making", "failed")


def nothing_to_finish(_: Path) -> str:
    """Finishes nothing, where no command can have been killed while it wrote."""
    return ""


@contextmanager
def only_build(
    project: Project,
    reporter: Reporter,
    finish_interrupted: Callable[[Path], str] = nothing_to_finish,
) -> Iterator[None]:
    """Holds the project's lock, which the system releases when the process ends in any way.

    A file marks that work is going on. A build that finds it knows that the process before was
    killed. `finish_interrupted` is called with the folder of the tables, since a command may have
    been killed while it wrote them. It returns a message on what it did, or an empty text.

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
    with _reported(project):
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
    with _reported(project):
        _set_aside(project, mark, stat.S_ISREG, reporter)
        # A build writes and removes files below them, so none may be a link out of the project.
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
def _reported(project: Project) -> Iterator[None]:
    """Reports errors of the system as UsageError, also where a file system has no locks."""
    try:
        yield
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        where = project.scratch.name
        raise UsageError(f"{where}/ cannot be written ({reason}): check its owner") from None


def _set_aside(
    project: Project, path: Path, is_right: Callable[[int], bool], reporter: Reporter
) -> None:
    """Renames what lies at `path` where it is of the wrong kind. A link always is."""
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
