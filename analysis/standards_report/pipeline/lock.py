"""One build at a time in a project: another one waits, and says for what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from standards_report.errors import UsageError
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project


@contextmanager
def only_build(project: Project, reporter: Reporter) -> Iterator[None]:
    """Holds the project's lock; the system releases it when the process ends, however it does.

    Raises UsageError where the scratch folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        project.scratch.mkdir(parents=True, exist_ok=True)
        lock = FileLock(project.scratch / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            reporter.say("Another build is at work in this project: waiting for it to end")
            lock.acquire()
    except OSError as error:
        where = project.relative(project.scratch)
        raise UsageError(
            f"{where}/ cannot be written ({error.strerror}): check its owner"
        ) from None
    try:
        yield
    finally:
        lock.release()
