"""In which order the preview builds, and what it asks of builds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from standards_report.commands.preview import loop
from standards_report.commands.preview.board import Board
from standards_report.commands.preview.watching import Saves
from standards_report.errors import Fault, RenderError
from standards_report.pipeline.graph.runner import SupersededError
from standards_report.project import Project

from tests.conftest import SmallProject
from tests.support.browser import chromium, needs_chromium, opened

CHAPTER = "chapters/members.qmd"
_HEAD = '<!doctype html><html><head><link rel="icon" href="data:,"></head>'


class Builds:
    """Stands for builds: the page is the chapter's text, and each build is noted."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.done: list[str] = []
        self.drafts: list[list[str]] = []
        self.in_html: Callable[[], object] = lambda: None
        self.saves: Saves | None = None
        self.waits_in_pdf = False
        self.ended = False

    def pages(self, chapters: Sequence[str]) -> None:
        if self.ended:
            raise KeyboardInterrupt
        text = (self.project.root / CHAPTER).read_text(encoding="utf-8")
        self.done.append("html")
        self.drafts.append([*chapters])
        self.in_html()
        if "wrong" in text:
            raise RenderError(Fault(CHAPTER, 1, "is wrong", "correct it"))
        page = self.project.site / "2030" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{_HEAD}<body>{text}</body></html>", encoding="utf-8")

    def rest(self) -> None:
        deadline = time.monotonic() + 20
        while self.waits_in_pdf:
            assert self.saves
            assert time.monotonic() < deadline
            if self.saves.waiting():
                raise SupersededError
            time.sleep(0.02)
        self.done.append("pdf")

    def made(self, _: Board, saves: Saves) -> Builds:
        """Stands for the builder that the loop makes."""
        self.saves = saves
        return self

    def wait_for(self, *done: str) -> None:
        deadline = time.monotonic() + 20
        while self.done != list(done):
            assert time.monotonic() < deadline, self.done
            time.sleep(0.02)


class Running:
    """A preview in a thread, whose builds are noted."""

    def __init__(self, small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
        self.small = small
        self.builds = Builds(Project(small.root.resolve()))
        self.addresses: list[str] = []
        self.looks = 0
        monkeypatch.setattr(loop, "_builder", lambda *_: self.builds.made)
        monkeypatch.setattr(loop, "Warner", lambda *_: self)
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        with pytest.raises(KeyboardInterrupt):
            loop.preview(self.builds.project, "2030", "pandoc", 1, 0, self.addresses.append)

    def look(self) -> None:
        """Stands for the warner: counts how often it is asked."""
        self.looks += 1

    def wait_for_looks(self, looks: int) -> None:
        deadline = time.monotonic() + 20
        while self.looks < looks:
            assert time.monotonic() < deadline, self.looks
            time.sleep(0.02)

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.builds.ended = True
        self.save("The last text")
        self._thread.join(20)
        assert not self._thread.is_alive()

    def save(self, text: str) -> None:
        (self.small.root / CHAPTER).write_text(text, encoding="utf-8")


@pytest.fixture
def running(small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> Running:
    return Running(small, monkeypatch)


@pytest.mark.slow
def test_pages_come_first_and_the_pdf_when_nobody_saves(running: Running) -> None:
    with running:
        running.builds.wait_for("html", "pdf")
        running.save("A text")
        running.builds.wait_for("html", "pdf", "html")
        running.save("Another text")
        running.builds.wait_for("html", "pdf", "html", "html", "pdf")
        running.save("A wrong text")
        running.builds.wait_for("html", "pdf", "html", "html", "pdf", "html")
        time.sleep(1)  # no PDF of pages with a fault
        running.save("A right text")
        running.builds.wait_for("html", "pdf", "html", "html", "pdf", "html", "html", "pdf")
        assert len(running.addresses) == 1


@pytest.mark.slow
def test_warnings_are_looked_for_once_a_save_beside_a_fault_as_well(running: Running) -> None:
    with running:
        running.builds.wait_for("html", "pdf")
        running.wait_for_looks(1)
        running.save("A wrong text")
        running.wait_for_looks(2)
        time.sleep(1)  # who rests is not asked again
        assert running.looks == 2
        assert running.builds.done == ["html", "pdf", "html"]


@pytest.mark.slow
def test_a_save_while_the_pdf_is_made_does_not_wait_for_it(running: Running) -> None:
    with running:
        running.builds.wait_for("html", "pdf")
        running.builds.waits_in_pdf = True
        running.save("A text")
        running.builds.wait_for("html", "pdf", "html")
        running.wait_for_looks(2)  # so the PDF has begun
        running.save("Another text")
        running.builds.wait_for("html", "pdf", "html", "html")
        running.builds.waits_in_pdf = False
        running.builds.wait_for("html", "pdf", "html", "html", "pdf")


@pytest.mark.slow
def test_pages_of_saved_chapters_come_first_unless_something_else_is_saved(
    running: Running,
) -> None:
    with running:
        running.builds.wait_for("html", "pdf")
        running.save("A text")
        running.builds.wait_for("html", "pdf", "html", "pdf")
        (running.small.root / "references.bib").touch()
        running.builds.wait_for("html", "pdf", "html", "pdf", "html", "pdf")
        assert running.builds.drafts == [[], [CHAPTER], []]


def test_a_save_during_the_first_build_leads_to_another(running: Running) -> None:
    def save_once() -> None:
        running.builds.in_html = lambda: None
        running.save("Saved while the first build runs")

    running.builds.in_html = save_once
    with running:
        running.builds.wait_for("html", "html", "pdf")
        page: Path = running.builds.project.site / "2030" / "index.html"
        assert "Saved while" in page.read_text(encoding="utf-8")


@pytest.mark.slow
@needs_chromium
def test_what_the_preview_adds_to_a_build_is_short(running: Running) -> None:
    with running, chromium() as browser:
        running.builds.wait_for("html", "pdf")
        with opened(browser, running.addresses[0]) as page:
            page.get_by_text("A callout.").wait_for()
            started = time.monotonic()
            running.save("A saved text")
            page.get_by_text("A saved text").wait_for()
            seconds = time.monotonic() - started
            print(f"Between a save and the page, without the build: {seconds:.2f} s")
            assert seconds < 10
            running.save("A wrong text")
            page.get_by_text("is wrong: correct it").wait_for()
            page.get_by_text("A saved text").wait_for()
