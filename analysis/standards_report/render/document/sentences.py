"""The sentences of a chapter as its author wrote them: which values they print, and on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standards_report.render.document.claim_marks import is_mark
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.document.words import inlines_of, paragraphs
from standards_report.render.pandoc.syntax_tree import Node, nodes

_ENDS = (".", "!", "?")


@dataclass(frozen=True)
class Sentence:
    """A sentence that prints values: its line, their names, and whether a claim is marked in it."""

    line: int
    values: tuple[str, ...]
    is_marked: bool


def sentences(blocks: list[Node]) -> Iterator[Sentence]:
    """Every sentence of paragraphs that prints a value, in their order."""
    for block in paragraphs(blocks):
        for inlines in _split(inlines_of(block)):
            codes = [code for code in shortcodes(inlines) if code.name == "var"]
            if codes:
                names = tuple(dict.fromkeys(code.argument for code in codes))
                yield Sentence(codes[0].line, names, any(map(is_mark, nodes(inlines, ("Span",)))))


def _split(inlines: list[Node]) -> Iterator[list[Node]]:
    """The inlines of each sentence; one that ends within a mark is not divided."""
    sentence: list[Node] = []
    for before, node in zip([None, *inlines], inlines, strict=False):
        ended = before is not None and before["t"] == "Str" and before["c"].endswith(_ENDS)
        if ended and node["t"] in ("Space", "SoftBreak"):
            yield sentence
            sentence = []
        sentence.append(node)
    yield sentence
