"""The words of a passage as a reader sees them, and the passages of a chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from standards_report.render.document.lines import line_of
from standards_report.render.pandoc.syntax_tree import Node, nodes

_LISTS = ("BulletList", "OrderedList")


@dataclass
class Text:
    """The text of inlines, without notes, and where in it their spans stand."""

    words: str = ""
    spans: list[tuple[Node, int, int]] = field(default_factory=list)


def text_of(inlines: list[Node], *, citations: bool) -> Text:
    """The text of inlines, with the citations in brackets or without them."""
    text = Text()
    _add(text, inlines, citations)
    return text


def in_line(text: str) -> str:
    """A text without what breaks its lines."""
    return " ".join(text.split())


def paragraphs(blocks: list[Node]) -> Iterator[Node]:
    """All paragraphs and headings in their order; those of a note after the one that it is in."""
    return nodes(blocks, ("Para", "Plain", "Header"))


def inlines_of(block: Node) -> list[Node]:
    """The inlines of a paragraph or heading."""
    inlines: list[Node] = block["c"][2] if block["t"] == "Header" else block["c"]
    return inlines


def passages(blocks: list[Node]) -> Iterator[tuple[int, list[Node]]]:
    """Line and paragraphs of each passage that has to give its own basis: a paragraph, a list
    without empty lines in it, a note. Headings, captions and tables state nothing."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield from _passage([block])
        elif kind in _LISTS:
            items = content[1] if kind == "OrderedList" else content
            parts = [part for item in items for part in item]
            yield from _passage([part for part in parts if part["t"] == "Plain"])
            yield from passages([part for part in parts if part["t"] != "Plain"])
        elif kind == "DefinitionList":
            for _, definitions in content:
                yield from passages([part for definition in definitions for part in definition])
        elif kind in ("Div", "BlockQuote"):
            yield from passages(content[1] if kind == "Div" else content)


def _passage(parts: list[Node]) -> Iterator[tuple[int, list[Node]]]:
    if parts:
        yield line_of(parts[0]), parts
    for note in nodes(parts, ("Note",)):
        yield from passages(note["c"])


def _add(text: Text, node: Any, citations: bool) -> None:
    if isinstance(node, list):
        for part in node:
            _add(text, part, citations)
        return
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        text.words += content
    elif kind in ("Code", "Math"):
        text.words += content[1]
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        text.words += " "
    elif kind == "Quoted":
        left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        text.words += left
        _add(text, content[1], citations)
        text.words += right
    elif kind == "Span":
        begin = len(text.words)
        _add(text, content[1], citations)
        text.spans.append((node, begin, len(text.words)))
    elif kind == "Cite":
        if citations or content[0][0]["citationMode"]["t"] == "AuthorInText":
            _add(text, content[1], citations)
        else:
            text.words = text.words.rstrip()
    elif kind in ("Link", "Image"):
        _add(text, content[1], citations)
    elif kind not in ("Note", "RawInline") and isinstance(content, list):
        _add(text, content, citations)
