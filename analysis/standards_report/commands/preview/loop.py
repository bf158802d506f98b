"""The loop of the preview: builds, shows, waits for a save, and builds again."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn, Protocol

from standards_report.build.build import BuildPlan, build
from standards_report.build.render_steps import draft_step
from standards_report.commands.preview.board import Board
from standards_report.commands.preview.own_source import code_hash, require_code
from standards_report.commands.preview.server import serving
from standards_report.commands.preview.warner import Warner
from standards_report.commands.preview.watching import Saves, is_library, watching
from standards_report.errors import ReportError, fault_lines
from standards_report.observations.domain.releases import require_open
from standards_report.pipeline.graph.runner import SupersededError, Wishes
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.html.pages import HTML
from standards_report.render.quarto.quarto_program import choose_engine
from standards_report.workspace import PUBLISHED, folder_name

_QUIET = 0.7  # seconds without a save after which the rest is made: who writes on waits for pages


class Builder(Protocol):
    """What the loop asks of builds; both raise ReportError."""

    def pages(self, chapters: Sequence[str]) -> object:
        """Builds and publishes pages alone; those of the chapters are shown before."""

    def rest(self) -> object:
        """Then all other formats, such as the PDF. Raises SupersededError once somebody saves."""


def preview(
    project: Project, edition: str, engine: str, jobs: int, port: int, tell: Callable[[str], None]
) -> None:
    """Builds, serves and builds again on every change, until it is interrupted.

    `tell` gets the address once, when the first build has ended. A build that fails says why,
    in the terminal and on open pages; the last good pages stay on view. Raises UsageError for
    an unknown edition or engine, or where the port is taken.
    """
    make = _builder(project, edition, engine, jobs)
    board = Board()
    with watching(project) as saves, serving(project.site, port, board) as taken:
        builder = make(board, saves)
        address = f"http://127.0.0.1:{taken}/{edition}/"
        Reporter().say(f"Pages are shown as they are built: {address}")
        loop = _Loop(project, builder, board, saves, Warner(project, edition, board))
        try:
            loop.build_pages()
            tell(address)
            loop.run_until_code_changes()
        except KeyboardInterrupt:
            # Python would look through all objects before it ends: most of the time that it takes.
            gc.freeze()
            raise
    _start_again(taken)


@dataclass(frozen=True)
class _Builds:
    """Builds in this process, which knows again what it has loaded and set before."""

    plan: BuildPlan
    board: Board
    saves: Saves

    def pages(self, chapters: Sequence[str]) -> object:
        if self.plan.quarto:  # which sets all formats at once
            return build(self.plan)
        wishes = Wishes(told=partial(self._show, self._drafts(chapters)))
        plan = replace(self.plan, formats=(HTML,), drafts=chapters, wishes=wishes)
        try:
            return build(plan)
        finally:
            self.board.drafts.clear()

    def rest(self) -> object:
        if self.plan.quarto:
            return None
        return build(replace(self.plan, wishes=Wishes(superseded=self.saves.waiting)))

    def _drafts(self, chapters: Sequence[str]) -> dict[str, str]:
        """The place of each chapter's page in its edition, by the step that makes its draft."""
        edition = self.plan.names[0]
        return {draft_step(edition, file): f"{file.removesuffix('.qmd')}.html" for file in chapters}

    def _show(self, drafts: Mapping[str, str], step: str) -> None:
        """Shows a draft that has just been made."""
        if step not in drafts:
            return
        place = Path(PUBLISHED) / drafts[step]
        made = self.plan.project.results / folder_name(step) / place
        site = self.plan.project.site.resolve() / self.plan.names[0]
        self.board.drafts.put(site / drafts[step], made.read_bytes())
        self.board.put()


def _builder(
    project: Project, edition: str, engine: str, jobs: int
) -> Callable[[Board, Saves], Builder]:
    require_open(project, edition)
    quarto, _ = choose_engine(engine)
    return partial(_Builds, BuildPlan(project, [edition], quarto, jobs))


class _Loop:
    def __init__(
        self, project: Project, builder: Builder, board: Board, saves: Saves, warner: Warner
    ) -> None:
        self._project, self._builder, self._board = project, builder, board
        self._saves, self._warner = saves, warner
        self._code = code_hash()
        self._rest_is_due = False
        self._rests = False  # nobody has saved for a moment, and all that waited for it is done
        self._reporter = Reporter()

    def build_pages(self, saved: Collection[str] = ()) -> None:
        """Builds pages and has open ones show them, or why they could not be built.

        Where nothing but chapters is saved, theirs are shown as soon as they are made: with
        anything else, a page may refer to what is not published yet.
        """
        chapters = sorted(saved) if all(name.endswith(".qmd") for name in saved) else []
        started = time.monotonic()
        self._board.put(at_work="Building …")
        self._rests = False
        self._rest_is_due = self._told(partial(self._builder.pages, chapters))
        if self._rest_is_due:
            self._reporter.say(f"Pages are shown after {time.monotonic() - started:.1f} s")

    def run_until_code_changes(self) -> None:
        """Builds pages when somebody saves; when nobody does for a moment, looks for warnings,
        which a fault does not hide, and builds the rest."""
        while True:
            saved = self._saves.next(None if self._rests else _QUIET)
            if not saved:
                self._rests = True
                self._warner.look()
                if self._rest_is_due:
                    self._build_rest()
                _pass_over_what_stays()
            elif any(map(is_library, saved)) and code_hash() != self._code:
                if self._told(partial(require_code, saved)):
                    return
            else:
                names = sorted({self._project.relative(path) for path in saved})
                self._reporter.say(f"Changed: {', '.join(names)}")
                self.build_pages(names)

    def _build_rest(self) -> None:
        self._rest_is_due = False
        self._board.put(at_work="Other formats follow …")
        with suppress(SupersededError):  # pages come first, and the rest after them
            self._told(self._builder.rest)

    def _told(self, work: Callable[[], object]) -> bool:
        """Does the work and says what is wrong, if anything; returns whether nothing is."""
        try:
            work()
        except ReportError as error:
            faults = tuple(fault_lines(error.faults))
            for fault in faults:
                self._reporter.say(fault)
            self._reporter.say("The last good build stays on view.")
        else:
            faults = ()
        self._board.put(at_work="", faults=faults)
        return not faults


def _pass_over_what_stays() -> None:
    """Python looks for garbage among what builds to come make alone: to look through all that
    stays loaded takes a tenth of a second, and comes in the midst of a build."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _start_again(port: int) -> NoReturn:
    """The same command in this process, with the code as it is now, for pages that are open."""
    Reporter().say("The code of the report has changed: starting again")
    command = [sys.executable, *sys.orig_argv[1:], "--port", str(port)]
    os.execv(sys.executable, command)
