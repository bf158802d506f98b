"""The book as `_quarto.yml` describes it: its chapters in order, and how they are numbered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.yaml_reader import parse_yaml
from standards_report.project import Project
from standards_report.render.book.edition_profile import CARD, profile_content
from standards_report.source_files import read_source, source_files
from standards_report.suggestions import nearest, question

FRONT, REFERENCES = "index.qmd", "chapters/references.html"
_FILE = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.qmd")


@dataclass(frozen=True)
class Chapter:
    """One source file of the book and its place."""

    file: str
    number: str
    title: str
    appendix: bool

    @property
    def page(self) -> str:
        """Address of its page in the edition."""
        return self.file.removesuffix(".qmd") + ".html"

    @property
    def offset(self) -> str:
        """Path from its page to the root of the edition."""
        return posixpath.relpath(".", posixpath.dirname(self.file) or ".")

    @property
    def heading(self) -> str:
        """The title as its page prints it, in Quarto's words."""
        if self.appendix:
            return f"Appendix {self.number} — {self.title}"
        return f"{self.number}\N{NO-BREAK SPACE} {self.title}" if self.number else self.title

    @property
    def is_front(self) -> bool:
        """Whether it is the first page."""
        return self.file == FRONT

    @property
    def card(self) -> str:
        """Address in the edition of the picture that other sites show beside a link to its page."""
        if self.is_front:
            return f"figures/{CARD}"
        stem = self.file.removeprefix("chapters/").removesuffix(".qmd").replace("/", "-")
        return f"figures/card-{stem}.png"

    def path_to(self, page: str) -> str:
        """Relative address of another page of the edition."""
        return posixpath.relpath(page, posixpath.dirname(self.page) or ".")


@dataclass(frozen=True)
class Title:
    """The title of a chapter as plain text, and whether the chapter has a number."""

    text: str
    numbered: bool


@dataclass(frozen=True)
class Listed:
    """A source file of the book, of which nothing is known yet."""

    file: str
    appendix: bool


@dataclass(frozen=True)
class Contents:
    """All source files, and the configuration that both engines share."""

    chapters: tuple[Listed, ...]
    config: dict[str, Any]

    def headline(self, file: str) -> str:
        """The value that stands for a chapter, where `cards` names one."""
        cards = self.config.get("cards")
        return str(cards.get(file, "")) if isinstance(cards, dict) else ""


@dataclass(frozen=True)
class Book:
    """All chapters with their titles, and the configuration that both engines share."""

    chapters: tuple[Chapter, ...]
    config: dict[str, Any]


def load_contents(project: Project, edition: Edition) -> Contents:
    """Reads `_quarto.yml`, with the appendices that only the edition has after the others.

    Raises DataError or RenderError where it is not usable, or a chapter is missing or outside
    the project.
    """
    config = _config(read_source(project.root / "_quarto.yml", "_quarto.yml"))
    own = profile_content(edition)["book"].get("appendices", [])
    chapters, faults = [], []
    for file, appendix in [*_listed(config), *((name, True) for name in own)]:
        if not _FILE.fullmatch(file):
            what = f"{file!r} is no chapter of the project"
            faults.append(Fault("_quarto.yml", 0, what, "write it as chapters/name.qmd"))
        elif not _is_there(project.root / file):
            remedy = _near(project, file) or "create it or unlist it"
            faults.append(Fault("_quarto.yml", 0, f"no chapter {file!r}", remedy))
        chapters.append(Listed(file, appendix))
    if faults:
        raise RenderError(faults)
    return Contents(tuple(chapters), config)


@lru_cache(maxsize=4)
def _config(content: bytes) -> dict[str, Any]:
    """Wanted a dozen times by each plan of a build; to be read."""
    return parse_yaml(content, "_quarto.yml")


def number_book(contents: Contents, titles: Mapping[str, Title]) -> Book:
    """The chapters with the titles of their files, numbered in their order.

    Raises RenderError for those that have no title.
    """
    chapters, faults = [], []
    numbered = 0
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for listed in contents.chapters:
        title = titles[listed.file]
        if not title.text:
            faults.append(Fault(listed.file, 1, "no title", "begin it with a line # Title"))
        if listed.appendix:
            number = next(letters)
        else:
            numbered += title.numbered
            number = str(numbered) if title.numbered else ""
        chapters.append(Chapter(listed.file, number, title.text, listed.appendix))
    if faults:
        raise RenderError(faults)
    return Book(tuple(chapters), contents.config)


def _near(project: Project, file: str) -> str:
    """Which chapter may be meant; systems differ in whether they tell capitals apart."""
    folders = ((project.root, "*.qmd"), (project.chapters, "**/*.qmd"))
    there = [project.relative(path) for folder in folders for path in source_files(*folder)]
    near = nearest(file, there, cutoff=0.8)
    return question(near) if near else ""


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is longer than the system's may be
        return False


def _listed(config: dict[str, Any]) -> list[tuple[str, bool]]:
    """Files of the book in their order, and whether each is an appendix."""
    book = config.get("book")
    known = book if isinstance(book, dict) else {}
    chapters, appendices = known.get("chapters"), known.get("appendices") or []
    if not isinstance(chapters, list) or not isinstance(appendices, list):
        what = "lists no chapters"
        raise RenderError(Fault("_quarto.yml", 0, what, "list them below book: chapters:"))
    return [*((str(file), False) for file in chapters), *((str(file), True) for file in appendices)]
