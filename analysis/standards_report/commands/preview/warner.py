"""Typed numbers and misspellings, looked for after a page is shown, so that no page waits."""

from __future__ import annotations

import threading

from standards_report.commands.preview.board import Board
from standards_report.errors import ReportError, fault_lines
from standards_report.project import Project


class Warner:
    """A thread that reads the chapters of an edition when it is asked to."""

    def __init__(self, project: Project, edition: str, board: Board) -> None:
        self._project, self._edition, self._board = project, edition, board
        self._asked = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def look(self) -> None:
        """Has the chapters read as they are now; asked in between, it reads once more."""
        self._asked.set()

    def _run(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            self._board.put(warnings=self._found())

    def _found(self) -> tuple[str, ...]:
        from standards_report.render.wording.chapter_wording import wording_faults

        try:
            return tuple(fault_lines(wording_faults(self._project, self._edition)))
        except ReportError as error:
            return tuple(fault_lines(error.faults))
        except (OSError, UnicodeDecodeError):  # a chapter is just being saved, or the build says so
            return ()
