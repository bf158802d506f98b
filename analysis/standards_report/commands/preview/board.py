"""What open pages show beside their text: what is at work, faults of the last build, warnings."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from standards_report.commands.preview.published import Drafts


@dataclass(frozen=True)
class Notice:
    """What is said at some moment; each text is a line for people, never markup."""

    at_work: str = ""
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Board:
    """The notice of now, and pages that are shown before they are published.

    Threads that serve pages wait for the next notice.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._notice = Notice()
        self.drafts = Drafts()
        self._number = 0

    def put(self, **changes: Any) -> None:
        """Changes fields of the notice, and wakes who waits; without any, pages have changed."""
        with self._news:
            self._notice = replace(self._notice, **changes)
            self._number += 1
            self._news.notify_all()

    def wait_for(self, is_news: Callable[[Notice], bool], seconds: float) -> Notice:
        """The first notice that is news, or the one that stands when the time has passed."""
        deadline = time.monotonic() + seconds
        while True:
            with self._news:
                notice, number = self._notice, self._number
            left = deadline - time.monotonic()
            if left <= 0 or is_news(notice):
                return notice
            with self._news:
                # What came while `is_news` looked at files has not been waited for.
                if self._number == number:
                    self._news.wait(left)
