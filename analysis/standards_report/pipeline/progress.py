"""Shows progress in the terminal: a line for each step that ends; steps of one name share one."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping


class Reporter:
    """Prints a line for each step that ran, with its time in seconds."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._started: dict[str, float] = {}
        self._left: Counter[str] = Counter()
        self._ran: Counter[str] = Counter()
        self._lock = threading.Lock()

    def expects(self, steps: Mapping[str, int]) -> None:
        """Sets how many steps of each name there are."""
        self._left, self._ran = Counter(steps), Counter()
        self._started = {}

    def started(self, name: str) -> None:
        """Reports that a step begins to run."""
        with self._lock:
            self._started.setdefault(name, time.monotonic())
        if sys.stderr.isatty():
            self.say(f"  … {name}", end="\r")

    def finished(self, name: str, outcome: str) -> None:
        """Reports that a step has ended, with SUCCESS, FAIL or UNCHANGED."""
        with self._lock:
            self._left[name] -= 1
            self._ran[name] += outcome == "SUCCESS"
            ended = self._left[name] <= 0 and self._ran[name] > 0
            count = self._ran[name]
            seconds = time.monotonic() - self._started.get(name, time.monotonic())
        if outcome == "FAIL":
            self.say(f"  ✗ {name}")
        elif ended:
            shown = f"{name} ({count})" if count > 1 else name
            self.say(f"  ✓ {shown:<44}{seconds:5.1f} s")

    def say(self, line: str, end: str = "\n") -> None:
        """Prints a line to standard error, unless the reporter is quiet."""
        if not self.quiet:
            with self._lock:
                print(line, end=end, file=sys.stderr, flush=True)
