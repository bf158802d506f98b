"""The number that stands for a chapter where one has room, with the sentence that prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standards_report.render.document.words import in_line, inlines_of, text_of
from standards_report.render.pandoc.syntax_tree import Node

_KEY = "data-id"
# Callouts say how old numbers are; figures and tables have pictures of their own.
_PASSED_OVER = ("callout", "cell", "table")
_NUMBER = re.compile(r"[−–-]?\d[\d,]*(?:\.\d+)?\s?(?:%|×)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ENDS = re.compile(r"(?<=[a-z)”\"0-9%][.?!])\s+(?=[A-Z“(])")
_REFERENCE = re.compile(r"\s*\((?:see )?[^()]*@[^()]*\)|\s*\(\s*\)")
_LENGTH = 240


@dataclass(frozen=True)
class Headline:
    """A number of a chapter, the name of its value, and its sentence; all empty where the chapter
    prints none."""

    value: str = ""
    number: str = ""
    sentence: str = ""


def headline_of(blocks: list[Node], wanted: str = "") -> Headline:
    """The first sentence that prints the value `wanted`, else the first that prints a number."""
    found = list(_headlines(blocks))
    first = next(iter(found), Headline())
    return next((headline for headline in found if headline.value == wanted), first)


def _headlines(blocks: list[Node]) -> Iterator[Headline]:
    for block in _paragraphs(blocks):
        text = text_of(inlines_of(block), citations=False)
        begin = 0
        for sentence in _ENDS.split(text.words):
            begin = text.words.index(sentence, begin)
            for span, start, end in text.spans:
                number = text.words[start:end].strip()
                if begin <= start < begin + len(sentence) and _counts(number):
                    name, shown = dict(span["c"][0][2]).get(_KEY, ""), _shown(sentence)
                    if name and "@" not in shown:  # it would lead to a figure that is elsewhere
                        yield Headline(name, number, shown)


def _paragraphs(blocks: list[Node]) -> Iterator[Node]:
    """Paragraphs and items of lists in their order, without headings and notes."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield block
        elif kind in ("BulletList", "OrderedList"):
            for item in content[1] if kind == "OrderedList" else content:
                yield from _paragraphs(item)
        elif kind == "Div" and not any(name.startswith(_PASSED_OVER) for name in content[0][1]):
            yield from _paragraphs(content[1])


def _counts(text: str) -> bool:
    """Whether a value says how many or how much, and not when."""
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _shown(sentence: str) -> str:
    text = in_line(_REFERENCE.sub("", sentence)).replace(" .", ".").replace(" ;", ";")
    return text if len(text) <= _LENGTH else text[:_LENGTH].rsplit(" ", 1)[0] + " …"
