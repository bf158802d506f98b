"""Citations and the list of references as Pandoc's processor of citations words them.

To read the style takes Pandoc longer than to set a chapter. So the citations of all chapters are
worded together, once for each form of the text, and again only where one of them has changed; and
a year has the same letter in every chapter as in the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.cross_references import refers
from standards_report.render.pandoc.syntax_tree import Node, nodes, rewrite

_LIST = "refs"
_ENTRY = "ref-"


@dataclass(frozen=True)
class Cited:
    """The citations of a chapter as its readers see them, in the order of its text.

    `works` is the list of references, or of the works that the chapter cites.
    """

    citations: list[Node]
    works: Node

    def to_json(self) -> str:
        """The text that `from_json` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Cited:
        """What was written as text."""
        return cls(**json.loads(text))


def citations_of(blocks: list[Node]) -> list[Node]:
    """The citations of a chapter, which are no references to figures, tables or sections."""
    found: list[Node] = []

    def note(node: Node) -> list[Node] | None:
        if refers(node):
            return None
        found.append(node)
        return []

    rewrite(blocks, ("Cite",), note)
    return found


def word_citations(
    texts: Mapping[str, list[Node]], whole: str, bibliography: str
) -> dict[str, Cited]:
    """What each chapter gets for its citations; `whole` is the chapter with the list of all.

    Raises RenderError where Pandoc cannot read the bibliography.
    """
    places = [(file, node) for file, cited in texts.items() for node in cited]
    blocks = [{"t": "Plain", "c": [node]} for _, node in places]
    *worded, works = pandoc.cite(blocks, _LIST, bibliography, "references.bib")
    found: dict[str, list[Node]] = {file: [] for file in texts}
    for (file, _), block in zip(places, worded, strict=True):
        found[file].append(block["c"][0])
    return {
        file: Cited(cited, works if file == whole else _part(works, cited))
        for file, cited in found.items()
    }


def set_citations(
    blocks: list[Node], cited: Cited, page: str, *, is_one_document: bool
) -> list[Node]:
    """The chapter with its citations as readers see them.

    Citations lead to the list of references: on `page`, or in the same document where it is
    empty. A page that has no list gets its works as a hidden one, from which pop-ups take their
    words.
    """
    if is_one_document:
        worded = iter([node["c"][1] for node in cited.citations])
        return _with_list(_replaced(blocks, worded), cited.works)
    worded = iter([[node] for node in cited.citations])
    blocks = _with_list(_replaced(blocks, worded), cited.works)
    if not page:
        return blocks
    (identifier, classes, _), entries = cited.works["c"]
    hidden = {"t": "Div", "c": [[identifier, classes, [["hidden", ""]]], entries]}
    return [*_leading_to(blocks, page), *([hidden] if entries else [])]


def _part(works: Node, cited: list[Node]) -> Node:
    """The list of those works that are cited."""
    keys = {work["citationId"] for node in cited for work in node["c"][0]}
    attributes, entries = works["c"]
    own = [entry for entry in entries if entry["c"][0][0].removeprefix(_ENTRY) in keys]
    return {"t": "Div", "c": [attributes, own]}


def _replaced(blocks: list[Node], worded: Iterator[list[Node]]) -> list[Node]:
    def replace(node: Node) -> list[Node] | None:
        return None if refers(node) else next(worded)

    replaced: list[Node] = rewrite(blocks, ("Cite",), replace)
    return replaced


def _with_list(blocks: list[Node], works: Node) -> list[Node]:
    """Fills the place that the chapter on references has for the list."""

    def fill(node: Node) -> Node | None:
        return works if node["c"][0][0] == _LIST else None

    filled: list[Node] = rewrite(blocks, ("Div",), fill)
    return filled


def _leading_to(blocks: list[Node], page: str) -> list[Node]:
    for link in nodes(blocks, ("Link",)):
        target: Any = link["c"][2]
        if target[0].startswith(f"#{_ENTRY}"):
            target[0] = page + target[0]
    return blocks
