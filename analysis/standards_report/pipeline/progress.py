"""Progress in the terminal: one line a step, as it ends. A pytask plugin."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

from pluggy import HookimplMarker

# The marker of pytask, without loading it for commands that run nothing.
hookimpl = HookimplMarker("pytask")


class Reporter:
    """Prints a line for each step that ran, with the time that it took."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._started: dict[str, float] = {}
        self._lock = threading.Lock()

    def started(self, name: str) -> None:
        self._started[name] = time.monotonic()
        if sys.stderr.isatty():
            self.say(f"  … {name}", end="\r")

    def finished(self, name: str, outcome: str) -> None:
        if outcome == "SUCCESS":
            seconds = time.monotonic() - self._started.get(name, time.monotonic())
            self.say(f"  ✓ {name:<44}{seconds:5.1f} s")
        elif outcome == "FAIL":
            self.say(f"  ✗ {name}")

    def say(self, line: str, end: str = "\n") -> None:
        """Prints a line where the terminal shows progress."""
        if not self.quiet:
            with self._lock:
                print(line, end=end, file=sys.stderr, flush=True)


def _name(task: Any) -> str:
    return str(task.name).rpartition("::")[2]


@hookimpl
def pytask_execute_task_log_start(session: Any, task: Any) -> None:
    reporter = session.config.get("reporter")
    if reporter:
        reporter.started(_name(task))


@hookimpl
def pytask_execute_task_log_end(session: Any, report: Any) -> None:
    reporter = session.config.get("reporter")
    if reporter:
        reporter.finished(_name(report.task), report.outcome.name)
