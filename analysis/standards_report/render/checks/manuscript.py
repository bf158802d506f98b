"""All chapters of an edition as the graph left them: what they show, name and refer to."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from standards_report.errors import Fault
from standards_report.evidence.release.data_package import COMPUTED
from standards_report.observations.notebook_metadata import page_folder, series_names
from standards_report.render.book.book import Book
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.chapter_files import (
    Review,
    load_bibliography_faults,
    load_cited_works,
)
from standards_report.render.chapters.report import Report
from standards_report.render.checks.citations import citation_faults, unused_works
from standards_report.render.checks.claim_sentences import Placed
from standards_report.render.content.what_changed import NOTEBOOK as COMPARED
from standards_report.render.document.anchors import dead_links
from standards_report.render.document.facts import Notes
from standards_report.render.document.labels import label_faults
from standards_report.render.document.numbering import Target
from standards_report.render.pandoc.bibliography import (
    bibliography_keys,
    bibliography_text,
    with_parents,
)
from standards_report.render.shown.fragments import Material
from standards_report.render.shown.uses import shortcode_faults
from standards_report.source_files import source_files


@dataclass(frozen=True)
class Manuscript:
    """What is checked of the chapters of an edition, by their files, and what its pages show.

    `targets` is all that can be referred to, `cited` the works that are cited.
    """

    book: Book
    reviews: Mapping[str, Review]
    notes: Mapping[str, Notes]
    targets: Mapping[str, Target]
    cited: tuple[str, ...]

    @property
    def forms(self) -> list[str]:
        """The forms of text that the chapters were looked at in."""
        return list(
            dict.fromkeys(form for review in self.reviews.values() for form in review.places)
        )

    @property
    def marks(self) -> list[Placed]:
        """Every mark of a claim that the edition shows."""
        return [(file, mark) for file, notes in self.notes.items() for mark in notes.marks]


def load_manuscript(report: Report) -> Manuscript:
    """The chapters of an edition; the graph has to have shown them."""
    book = report.book
    files = [chapter.file for chapter in book.chapters]
    return Manuscript(
        book,
        {file: report.review(file) for file in files},
        {file: report.notes(file) for file in files},
        report.targets(),
        tuple(report.cited()),
    )


def prose_faults(report: Report, manuscript: Manuscript, material: Material) -> list[Fault]:
    """What prose names and nothing provides: values, embeds, citations, cross references; and
    statements of others without a place to look them up."""
    every = material.notebooks()
    computed = {label: name for label, name in every.items() if name != COMPARED}
    works = bibliography_keys(report.project)
    used = {*manuscript.cited, *_later_works(report)}
    faults: list[Fault] = []
    for chapter in manuscript.book.chapters:
        review, notes = manuscript.reviews[chapter.file], manuscript.notes[chapter.file]
        notebooks = every if chapter.file == CHANGES else computed
        faults += shortcode_faults(review.shortcodes, chapter.file, material.names, notebooks)
        faults += review.faults
        faults += citation_faults(chapter, notes.citations, manuscript.targets, works)
        used |= set(load_cited_works(report.project, chapter.file))
    for form in manuscript.forms:
        shown = {file: review.labels[form] for file, review in manuscript.reviews.items()}
        faults += label_faults(shown, every)
    pages = {chapter.file: chapter.page for chapter in manuscript.book.chapters}
    places = {
        form: {file: review.places[form] for file, review in manuscript.reviews.items()}
        for form in manuscript.forms
    }
    faults += dead_links(pages, places, _published(report, material))
    used = with_parents(bibliography_text(report.project), used)
    faults += load_bibliography_faults(report.project)
    return [*dict.fromkeys(faults), *unused_works(works, used)]


def _published(report: Report, material: Material) -> set[str]:
    """Files of the site that chapters may lead to: data, notebooks, and lists of pages of which a
    notebook makes one for each value."""
    project = report.project
    tables = (path.name for path in source_files(project.data, "*.csv"))
    names = [*(f"{label}.csv" for label in material.items), *tables, *COMPUTED]
    notebooks = {f"notebooks/{name}.html" for name in material.notebooks().values()}
    series = (project.notebooks / f"{name}.ipynb" for name in series_names(project, report.edition))
    lists = {f"{page_folder(path)}/index.html" for path in series}
    return {*(f"data/{name}" for name in names), *notebooks, *lists}


def _later_works(report: Report) -> set[str]:
    """Works of sources that only later editions see."""
    # The table itself has been checked: loading it the whole way takes longer than the prose.
    with (report.project.data / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        sources = list(csv.DictReader(file))
    as_of = report.edition.as_of.isoformat()
    return {source["bibkey"] for source in sources if source["known_from"] > as_of}
