"""The book as `_quarto.yml` describes it: its chapters in order, and how they are numbered."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from standards_report.errors import Fault, RenderError
from standards_report.project import Project


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

    def path_to(self, page: str) -> str:
        """Relative address of another page of the edition."""
        return posixpath.relpath(page, posixpath.dirname(self.page) or ".")


@dataclass(frozen=True)
class Book:
    """All chapters, and the configuration that both engines share."""

    chapters: tuple[Chapter, ...]
    config: dict[str, Any]


def load_book(project: Project) -> Book:
    """Reads `_quarto.yml`. Raises RenderError where it or a chapter is missing or has no title."""
    config = yaml.safe_load((project.root / "_quarto.yml").read_text(encoding="utf-8"))
    book = config["book"]
    chapters, faults = [], []
    numbered = 0
    listed = [(file, False) for file in book["chapters"]]
    listed += [(file, True) for file in book.get("appendices", [])]
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for file, appendix in listed:
        path = project.root / file
        if not path.is_file():
            faults.append(Fault("_quarto.yml", 0, f"no chapter {file!r}", "create it or unlist it"))
            continue
        title, plain = _title(path)
        if not title:
            faults.append(Fault(file, 1, "no title", "begin it with a line # Title"))
        if appendix:
            number = next(letters)
        else:
            numbered += not plain
            number = "" if plain else str(numbered)
        chapters.append(Chapter(file, number, title, appendix))
    if faults:
        raise RenderError(faults)
    return Book(tuple(chapters), config)


def _title(path: Path) -> tuple[str, bool]:
    """The first heading of a file and whether it asks not to be numbered."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            text, _, attributes = line[2:].partition("{")
            return text.strip(), ".unnumbered" in attributes or "-}" in attributes
    return "", False
