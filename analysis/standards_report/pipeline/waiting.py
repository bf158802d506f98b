"""The graph goes on as soon as a step has ended, and writes down once what it did.

A pytask plugin. pytask-parallel looks whether a step has ended up to a second apart. In a chain
of short steps that is longer than the steps themselves take: here the end of a step ends the
wait. And pytask keeps its states in a lock file, from which it decides what to run, and again in
a database of earlier versions, one transaction for each file of each step: a second for a build
in which hardly anything has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import Future
from typing import Any

from pluggy import HookimplMarker, PluginManager

hookimpl = HookimplMarker("pytask")  # without loading pytask

_AT_MOST = 1.0  # seconds; no end of a step is missed for longer, whatever happens
_news = threading.Event()


class Alarm:
    """Stands in for the sleeper of pytask-parallel."""

    def reset(self) -> None:
        pass

    def increment(self) -> None:
        pass

    def sleep(self) -> None:
        _news.wait(_AT_MOST)
        _news.clear()


def wake_at_once() -> None:
    """Puts the alarm in the place of the sleeper."""
    from pytask_parallel import execute

    execute._Sleeper = Alarm  # type: ignore[assignment,misc]


@hookimpl(trylast=True)
def pytask_add_hooks(pm: PluginManager) -> None:
    """Leaves out the database; pytask does without where none is set up."""
    pm.unregister(name="_pytask.database")


@hookimpl(wrapper=True)
def pytask_execute_task() -> Generator[None, Any, Any]:
    """The end of a step that runs elsewhere is news."""
    running = yield
    if isinstance(running, Future):
        running.add_done_callback(lambda _: _news.set())
    return running


@hookimpl
def pytask_execute_task_log_end() -> None:
    """Once it is known, others may be ready."""
    _news.set()
