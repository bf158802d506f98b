"""Marks of claims in a tree: spans that say on which claim a sentence rests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standards_report.render.document.lines import line_of
from standards_report.render.document.words import in_line, inlines_of, paragraphs, text_of
from standards_report.render.pandoc.syntax_tree import Node, nodes

CLASS, KEY = "claim", "data-claim"
DISPUTED = "data-disputed"  # why a sentence stays although its claim does not carry it
JUDGED = "judged"  # the class of a mark beside which the verdict of its claim is printed
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=\S)")


@dataclass(frozen=True)
class Mark:
    """One use of a claim: where it stands, and the sentence around it as a reader sees it.

    `disputed` says why the sentence stays where its claim does not carry it. It is empty where
    nothing is said of that.
    """

    claim: str
    line: int
    sentence: str
    disputed: str = ""


def is_mark(node: Node) -> bool:
    """Whether a node is the mark of a claim."""
    return node["t"] == "Span" and CLASS in node["c"][0][1]


def claim_of(node: Node) -> str:
    """The claim that a mark names; empty where it names none."""
    return str(dict(node["c"][0][2]).get(KEY, ""))


def marked_claims(tree: Any) -> Iterator[tuple[int, str]]:
    """Line and claim of every mark."""
    for span in nodes(tree, ("Span",)):
        if is_mark(span) and claim_of(span):
            yield line_of(span), claim_of(span)


def marks(blocks: list[Node]) -> Iterator[Mark]:
    """Every mark that stands on a line of the chapter, but those that print their verdict."""
    for block in paragraphs(blocks):
        text = text_of(inlines_of(block), citations=False)
        for span, begin, end in text.spans:
            if not is_mark(span) or not claim_of(span) or not line_of(span):
                continue
            _, classes, pairs = span["c"][0]
            if JUDGED not in classes:
                said = _sentence(text.words, begin, end)
                why = str(dict(pairs).get(DISPUTED, ""))
                yield Mark(claim_of(span), line_of(span), said, why)


def _sentence(words: str, begin: int, end: int) -> str:
    """The sentence from the one in which a mark begins to the one in which it ends."""
    ends = [match.start() for match in _SENTENCE_END.finditer(words)]
    first = max((place for place in ends if place <= begin), default=0)
    last = min((place for place in ends if place >= end), default=len(words))
    return in_line(words[first:last])
