"""One build at a time in a project: another one waits, and says for what; so does one that
follows a build that never came to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from standards_report.errors import UsageError
from standards_report.ingest.staging import finish_interrupted
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project


@contextmanager
def only_build(project: Project, reporter: Reporter) -> Iterator[None]:
    """Holds the project's lock; the system releases it when the process ends, however it does.

    A mark stands while work goes on. Where the next one finds it, the process before was killed.
    An ingest that was killed while tables changed is finished first.

    Raises UsageError where the scratch folder cannot be written.
    """
    from filelock import FileLock, Timeout

    mark = project.scratch / "at-work"
    try:
        project.scratch.mkdir(parents=True, exist_ok=True)
        lock = FileLock(project.scratch / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            reporter.say("Another build is at work in this project: waiting for it to end")
            lock.acquire()
        if mark.exists():
            reporter.say("The last run did not come to its end: going on from what it finished")
        mark.touch()
        finished = finish_interrupted(project.data)
        if finished:
            reporter.say(finished)
    except OSError as error:
        where = project.relative(project.scratch)
        raise UsageError(
            f"{where}/ cannot be written ({error.strerror}): check its owner"
        ) from None
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)
        lock.release()
