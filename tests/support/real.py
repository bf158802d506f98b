"""What the pages and the indexes of a report say, for tests of the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from standards_report.evidence.results.index import Index, load_index
from standards_report.observations.domain.releases import editions_to_build, open_id
from standards_report.project import Project
from standards_report.workspace import Workspace

from tests.conftest import SmallProject

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_BLOCKS = {"p", "li", "td", "th", "dd", "dt", "figcaption", "h2", "h3", "h4"}
_CARDS = {"finding-card", "recommendation"}
_SKIPPED = {"claim-place", "citation", "quarto-xref", "header-section-number"}


def computed(root: Path) -> list[str]:
    """The editions that the tree computes, the newest first; the others are released. Where that
    of the default profile is released too, it is what `check` computes."""
    project = Project(root)
    return editions_to_build(project) or [open_id(project)]


def indexes(report: SmallProject) -> dict[str, Index]:
    """Edition to the index that its last computation left."""
    project = Project(report.root)
    return {
        edition: load_index(Workspace(project, edition).index) for edition in computed(report.root)
    }


@dataclass
class Block:
    """A card or paragraph of a page: its claims, its values, and its text outside of both."""

    claims: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[tuple[str, set[str], Block | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        known = {name: value or "" for name, value in attrs}
        classes = set(known.get("class", "").split())
        block = self._block()
        if classes & _CARDS or (tag in _BLOCKS and not self._within(_CARDS)):
            block = Block()
            self.blocks.append(block)
        if block and "claim" in classes:
            block.claims.add(known["data-claim"])
        if block and "value" in classes and not self._within({"claim"}):
            block.values.add(known["data-id"])
        self._open.append((tag, classes, block))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            while self._open and self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        block = self._block()
        if block and not self._within({"claim", "value"} | _SKIPPED):
            block.text += data

    def _block(self) -> Block | None:
        return self._open[-1][2] if self._open else None

    def _within(self, classes: set[str]) -> bool:
        return any(classes & one for _, one, _ in self._open)


def blocks_of(page: str) -> Iterator[Block]:
    """Cards and paragraphs of the main part of a page."""
    reader = _Reader()
    reader.feed(page[page.index("<main") : page.index("</main>")])
    yield from reader.blocks
