"""Numbers and cross references, over Pandoc's syntax tree, as Quarto sets them in a book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from standards_report.render.book import Chapter

Node = dict[str, Any]
NBSP = "\N{NO-BREAK SPACE}"
# Kinds of nodes that hold no others.
_TEXT = ("Str", "Space", "SoftBreak", "LineBreak", "Code", "CodeBlock", "Math")
_LEAVES = frozenset((*_TEXT, "RawInline", "RawBlock", "HorizontalRule"))
_KINDS = {"fig": "Figure", "tbl": "Table", "sec": "Section"}


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
        if not is_reference(node):
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


def nodes(node: Any, kinds: Collection[str]) -> Iterator[Node]:
    """All nodes of those kinds in document order."""
    # Not by recursion: a tree has a hundred thousand nodes, and is walked through often.
    passed = _LEAVES.difference(kinds)
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += [
                inner
                for inner in reversed(part)
                if inner.__class__ is list
                or (inner.__class__ is dict and inner.get("t") not in passed)
            ]
        elif isinstance(part, dict):
            kind = part.get("t")
            if kind in kinds:
                yield part
            if kind not in _LEAVES:
                waiting.append(part.get("c"))


def rewrite(node: Any, kinds: Collection[str], replace: Callable[[Node], Any]) -> Any:
    """A copy of the tree in which `replace` may give, for a node of those kinds, another node,
    a list of nodes, or None to keep it. What lies below leaves is shared, not copied."""
    if isinstance(node, dict):
        return {**node, "c": rewrite(node["c"], kinds, replace)} if "c" in node else node
    result: list[Any] = []
    for part in node if isinstance(node, list) else ():
        if isinstance(part, list):
            result.append(rewrite(part, kinds, replace))
            continue
        kind = part.get("t") if isinstance(part, dict) else None
        new = replace(part) if kind in kinds else None
        if isinstance(new, list):
            result.extend(new)
        elif new is not None or kind is None or kind in _LEAVES:
            result.append(part if new is None else new)
        else:
            result.append(rewrite(part, kinds, replace))
    return result if isinstance(node, list) else node


def plain_text(node: Any) -> str:
    """The words of a tree, notes left out."""
    if isinstance(node, list):
        return "".join(plain_text(part) for part in node)
    if not isinstance(node, dict):
        return ""
    kind = node.get("t")
    if kind in ("Str", "Code", "Math", "CodeBlock"):
        content = node["c"]
        return content if isinstance(content, str) else str(content[-1])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Note", "RawInline", "RawBlock"):
        return ""
    if kind == "Quoted":
        left, right = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
        return left + plain_text(node["c"][1]) + right
    text = plain_text(node.get("c"))
    return text + " " if kind in ("Para", "Plain", "Header", "BulletList", "Cell") else text


def is_reference(node: Node) -> bool:
    """Whether a citation refers to a figure, a table or a section, and cites no work."""
    prefixes = {citation["citationId"].partition("-")[0] for citation in node["c"][0]}
    return prefixes <= _KINDS.keys()


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
    name = f"{_KINDS[prefix]}{NBSP}{number}"
    numbered.targets.append(Target(identifier, name, chapter.page))
    caption = node["c"][1][1]
    if caption:
        caption[0]["c"] = [{"t": "Str", "c": f"{name}:"}, {"t": "Space"}, *caption[0]["c"]]
