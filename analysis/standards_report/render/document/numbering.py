"""Numbers and cross references, over Pandoc's syntax tree, as Quarto sets them in a book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from standards_report.render.book.book import Chapter
from standards_report.render.pandoc.cross_references import KINDS, refers
from standards_report.render.pandoc.syntax_tree import Node, nodes, plain_text, rewrite

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Target:
    """Something that can be referred to."""

    identifier: str
    name: str
    page: str


@dataclass(frozen=True)
class Heading:
    """A heading of a page, for its contents and for search."""

    level: int
    number: str
    identifier: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """A chapter whose headings, figures and tables have their numbers."""

    blocks: list[Node]
    headings: list[Heading]
    targets: list[Target]


def number_chapter(blocks: list[Node], chapter: Chapter) -> Numbered:
    """Sets numbers into headings and captions of a chapter and lists what has one.

    The chapter's own heading (level 1) is taken out: pages and the PDF print it themselves.
    """
    numbered = Numbered([], [], [])
    counts = {"fig": 0, "tbl": 0}
    sections = [0, 0, 0, 0]
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            identifier = block["c"][1][0]
            name = f"Chapter{NBSP}{chapter.number}" if not chapter.appendix else ""
            numbered.targets.append(Target(identifier, name, chapter.page))
            continue
        if block["t"] == "Header":
            _number_heading(block, chapter, sections, numbered)
        for node in nodes(block, ("Figure", "Table")):
            _number_float(node, chapter, counts, numbered)
        numbered.blocks.append(block)
    return numbered


def resolve(
    blocks: list[Node], targets: Mapping[str, Target], link: Callable[[Target], str]
) -> tuple[list[Node], list[str]]:
    """Replaces references like `@fig-a` by links; returns also the ones that lead nowhere."""
    unknown: list[str] = []

    def replace(node: Node) -> Any:
        if not refers(node):
            return None
        inlines: list[Node] = []
        for citation in node["c"][0]:
            identifier = citation["citationId"]
            target = targets.get(identifier)
            if target is None:
                unknown.append(identifier)
                inlines.append({"t": "Str", "c": f"?{identifier}"})
                continue
            number_only = citation["citationMode"]["t"] == "SuppressAuthor"
            name = target.name.partition(NBSP)[2] if number_only else target.name
            attributes = ["", ["quarto-xref"], []]
            text = [{"t": "Str", "c": name}]
            inlines.append({"t": "Link", "c": [attributes, text, [link(target), ""]]})
        return inlines

    return rewrite(blocks, ("Cite",), replace), unknown


def _number_heading(block: Node, chapter: Chapter, sections: list[int], numbered: Numbered) -> None:
    level, attributes, inlines = block["c"]
    number = ""
    if "unnumbered" not in attributes[1] and chapter.number:
        depth = level - 2
        sections[depth] += 1
        sections[depth + 1 :] = [0] * (len(sections) - depth - 1)
        number = ".".join([chapter.number, *map(str, sections[: depth + 1])])
    text = plain_text(inlines).strip()
    numbered.headings.append(Heading(level, number, attributes[0], text))
    if number:
        numbered.targets.append(Target(attributes[0], f"Section{NBSP}{number}", chapter.page))
        span = ["", ["header-section-number"], []]
        block["c"][2] = [
            {"t": "Span", "c": [span, [{"t": "Str", "c": number}]]},
            {"t": "Space"},
            *inlines,
        ]


def _number_float(node: Node, chapter: Chapter, counts: dict[str, int], numbered: Numbered) -> None:
    identifier = node["c"][0][0]
    prefix = identifier.partition("-")[0]
    if prefix not in counts:
        return
    counts[prefix] += 1
    number = f"{chapter.number}.{counts[prefix]}" if chapter.number else str(counts[prefix])
    name = f"{KINDS[prefix]}{NBSP}{number}"
    numbered.targets.append(Target(identifier, name, chapter.page))
    caption = node["c"][1][1]
    if caption:
        caption[0]["c"] = [{"t": "Str", "c": f"{name}:"}, {"t": "Space"}, *caption[0]["c"]]
