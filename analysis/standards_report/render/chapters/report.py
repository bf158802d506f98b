"""One edition of the report, loaded once a build and handed to whatever makes a part of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from standards_report.errors import Fault
from standards_report.evidence.results.index import Index, load_index
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.observations.domain.releases import (
    editions_to_build,
    find_release,
    open_id,
)
from standards_report.project import Project
from standards_report.render.book.book import (
    Book,
    Chapter,
    Contents,
    Title,
    load_contents,
    number_book,
)
from standards_report.render.book.edition_profile import profile_content
from standards_report.render.book.site_config import Publisher, load_publisher
from standards_report.render.chapters.chapter_files import (
    BLOCKS,
    CITED,
    FACTS,
    NOTES,
    PARAGRAPHS,
    REVIEW,
    TARGETS,
    TITLES,
    Review,
    chapter_file,
    chapter_step,
    fragment_steps,
    result_of,
)
from standards_report.render.document.anchors import Places
from standards_report.render.document.facts import Facts, Notes
from standards_report.render.document.labels import Label
from standards_report.render.document.numbering import Target
from standards_report.render.document.shortcodes import Shortcode
from standards_report.render.pandoc.syntax_tree import Node
from standards_report.render.shown.conditions import Setting
from standards_report.render.shown.fragments import Fragments
from standards_report.workspace import Workspace


@dataclass(frozen=True)
class Report:
    """One edition in one build: its settings, its chapters, and what the steps have left of both.

    What a step leaves is read when it is asked for; the book and the index are then kept.
    """

    project: Project
    edition: Edition
    contents: Contents
    publisher: Publisher
    previous: Report | None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles without what was read; another process reads what it needs."""
        told = (self.project, self.edition, self.contents, self.publisher, self.previous)
        return Report, told

    @property
    def work(self) -> Workspace:
        """Where the results of the edition lie."""
        return Workspace(self.project, self.edition.id)

    @property
    def is_open(self) -> bool:
        """Whether it is the edition that is worked on."""
        return open_id(self.project) == self.edition.id

    def named(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults in their order, each with this edition where a build computes others."""
        others = set(editions_to_build(self.project)) - {self.edition.id}
        edition = self.edition.id if others else ""
        return sorted({replace(fault, edition=edition) for fault in faults})

    @property
    def files(self) -> list[str]:
        """The files of the chapters, in their order."""
        return [listed.file for listed in self.contents.chapters]

    @property
    def settings(self) -> dict[str, object]:
        """The edition as a setting of a step."""
        return {"edition": self.edition.model_dump(mode="json")}

    @cached_property
    def book(self) -> Book:
        """The chapters with their titles and numbers, once the titles are known."""
        told = json.loads((self._result("titles") / TITLES).read_bytes())
        titles = {file: Title(**title) for file, title in told.items()}
        return number_book(self.contents, titles)

    @cached_property
    def index(self) -> Index:
        """Everything that the edition computed."""
        return load_index(self.work.index)

    def step(self, work: str, file: str = "") -> str:
        """The name of a step of the edition, or of one on a chapter of it, as `html shown`."""
        return chapter_step(self.edition, work, file) if file else f"{self.edition.id} {work}"

    def chapter(self, file: str) -> Chapter:
        """A chapter with its number and title."""
        return next(chapter for chapter in self.book.chapters if chapter.file == file)

    def setting(self, *forms: str) -> Setting:
        """What passages depend on, in any of these forms of the text."""
        return Setting(self.edition.id, forms, profile_content(self.edition))

    def fragments(self, file: str) -> Fragments:
        """What stands for the names and labels that a chapter uses."""
        names: dict[str, list[Node]] = {}
        cells: dict[str, list[Node]] = {}
        for step in fragment_steps(file):
            path = self._result(step) / chapter_file(file)
            found = Fragments.from_json(path.read_text(encoding="utf-8"))
            names |= found.names
            cells |= found.cells
        return Fragments(names, cells)

    def blocks(self, work: str, file: str) -> list[Node]:
        """The tree of a chapter that a kind of step left, as `html linked`."""
        blocks: list[Node] = json.loads((self._of_chapter(work, file) / BLOCKS).read_bytes())
        return blocks

    def facts(self, form: str, file: str) -> Facts:
        """What a chapter tells others, as a form of the text shows it."""
        path = self._of_chapter(f"{form} shown", file) / FACTS
        return Facts.from_json(path.read_text(encoding="utf-8"))

    def notes(self, file: str) -> Notes:
        """Citations and marks of a chapter with their lines, as its page shows it."""
        path = self._of_chapter("html shown", file) / NOTES
        return Notes.from_json(path.read_text(encoding="utf-8"))

    def paragraphs(self, file: str) -> dict[str, list[str]]:
        """`paragraphs` of a chapter that the edition shows, for comparison, and the `labels` of
        the figures and tables in it."""
        path = self._of_chapter("paragraphs", file) / PARAGRAPHS
        told: dict[str, list[str]] = json.loads(path.read_bytes())
        return told

    def review(self, file: str) -> Review:
        """What is checked of a chapter by itself."""
        told = json.loads((self._of_chapter("review", file) / REVIEW).read_bytes())
        labels = {
            form: [Label(**label) for label in labels] for form, labels in told["labels"].items()
        }
        shortcodes = [Shortcode(**shortcode) for shortcode in told["shortcodes"]]
        places = {form: Places(**found) for form, found in told["places"].items()}
        return Review(shortcodes, labels, places, [Fault(**fault) for fault in told["faults"]])

    def targets(self) -> dict[str, Target]:
        """Everything that chapters can refer to, by its identifier."""
        told = json.loads((self._result("targets") / TARGETS).read_bytes())
        return {name: Target(**target) for name, target in told.items()}

    def cited(self) -> list[str]:
        """Keys of the works that chapters cite, in their order."""
        cited: list[str] = json.loads((self._result("cited") / CITED).read_bytes())
        return cited

    def _of_chapter(self, work: str, file: str) -> Path:
        return result_of(self.project, self.step(work, file))

    def _result(self, step: str) -> Path:
        return result_of(self.project, self.step(step))


def load_reports(project: Project, editions: Iterable[Edition]) -> list[Report]:
    """The report of each edition, with those of the editions before it that were not released;
    each is loaded once.

    Raises DataError or RenderError where `_quarto.yml` or the file of an edition is not usable.
    """
    publisher = load_publisher(project)
    known: dict[str, Report] = {}

    def load(edition: Edition) -> Report:
        if edition.id not in known:
            before = edition.previous
            # A released one is compared by its record, and not computed.
            computed = before and not find_release(project, before)
            previous = load(load_edition(project.editions, before)) if computed else None
            contents = load_contents(project, edition)
            known[edition.id] = Report(project, edition, contents, publisher, previous)
        return known[edition.id]

    return [load(edition) for edition in editions]


def load_report(project: Project, edition: Edition) -> Report:
    """The report of one edition, as `load_reports` gives it."""
    return load_reports(project, [edition])[0]


def with_previous(reports: Sequence[Report]) -> list[Report]:
    """The reports with those that they are compared with, which have to be computed first."""
    every = [*reports, *(report.previous for report in reports if report.previous)]
    return list({report.edition.id: report for report in every}.values())
