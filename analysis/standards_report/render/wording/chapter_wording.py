"""Checks the wording of an edition's chapters while authors write them."""

from __future__ import annotations

from standards_report.errors import Fault
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.book.book import load_contents
from standards_report.render.wording.known_names import known_names
from standards_report.render.wording.plain_words import chapter
from standards_report.render.wording.spelling import misspelled
from standards_report.render.wording.typed_numbers import read_allowed, typed_numbers
from standards_report.source_files import read_text


def wording_faults(project: Project, edition: str) -> list[Fault]:
    """A fault for each typed number and each unknown word in the chapters of an edition.

    `tests/words.txt` lists the project's own words, and `tests/numbers.txt` the names that may hold
    a number. Either may be missing. Raises ReportError where the edition, the book or one of these
    files cannot be used.
    """
    lists = project.root / "tests"
    book = load_contents(project, load_edition(project.editions, edition))
    passages = [
        chapter(listed.file, read_text(project.root / listed.file, listed.file))
        for listed in book.chapters
    ]
    faults = {
        *typed_numbers(passages, read_allowed(lists / "numbers.txt")),
        *misspelled(passages, lists / "words.txt", known_names(project)),
    }
    return sorted(faults)
