"""Signs of markup that Pandoc reads as words, since something is missing around them.

What is escaped is meant: only signs count that stand in the text as they stand in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standards_report.render.document.lines import line_of
from standards_report.render.document.words import inlines_of
from standards_report.render.pandoc.syntax_tree import Node, nodes

_BREAKS = ("SoftBreak", "LineBreak")
_EMPTY_LINE = "put an empty line before it"
# How a line in a paragraph begins that was meant as a block; whether a space follows; what it is.
_BLOCKS = (
    (re.compile(r"#{1,6}"), True, "a heading"),
    (re.compile(r"[-+*]"), True, "an item of a list"),
    (re.compile(r"\(?1[.)]"), True, "an item of a list"),
    (re.compile(r">.*"), False, "a quote"),
    (re.compile(r"\|.*"), False, "a row of a table"),
    (re.compile(r"\+[-=\N{EM DASH}\N{EN DASH}]+\+.*"), False, "a row of a table"),
)
# The same where a paragraph begins with it.
_FIRST = (
    (
        re.compile(r"#{1,6}(?:[^\W\d_].*|\N{NO-BREAK SPACE}.*)?"),
        "signs of a heading",
        "put a space after them and an empty line before them",
    ),
    (re.compile(r"\|[-:\N{EM DASH}\N{EN DASH}|]+\|?"), "a table without a header", "give it one"),
    (re.compile(r"\+[-=\N{EM DASH}\N{EN DASH}]+\+.*"), "a broken table", "align its columns"),
    (re.compile(r":"), "a caption without its table", "put it right before or behind the table"),
    (re.compile(r"\*\[.*"), "an abbreviation with its meaning", "write the meaning in brackets"),
)
_WORDS = (
    (re.compile(r"`+"), "code that is never closed", "close it with `"),
    (re.compile(r"\]\["), "an address that is defined nowhere", "define it as [name]: https://…"),
    (re.compile(r"\]\("), "a link that is never closed", "close it with )"),
    (re.compile(r"\^\["), "a note that is never closed", "close it with ]"),
    (re.compile(r"\[\^[^\]]*$"), "a note with a space in its name", "leave the space out"),
    (
        re.compile(r"(?:(?<=^)|(?<=[\"'(\N{LEFT DOUBLE QUOTATION MARK}]))(?:\*{1,3}|_{1,3})(?=\w)"),
        "emphasis that is never closed",
        "close it, or write \\ before the sign",
    ),
)


@dataclass(frozen=True)
class Sign:
    """Signs on a line, what they were meant as, and what to do."""

    line: int
    signs: str
    meant: str
    remedy: str


def unread_signs(blocks: list[Node], text: str) -> Iterator[Sign]:
    """All unread signs, one for each place."""
    lines = text.split("\n")
    for block in nodes(blocks, ("Para", "Plain", "Header")):
        yield from _in_block(block, lines)


def _in_block(block: Node, lines: Sequence[str]) -> Iterator[Sign]:
    inlines = inlines_of(block)
    places = _places(block, lines)
    breaks = [index for index, inline in enumerate(inlines) if inline["t"] in _BREAKS]
    for number, index in enumerate([-1, *breaks]):
        found = _at_start(inlines[index + 1 : index + 3], number)
        if found:
            begins = re.compile(rf"[\s>]*{re.escape(found.signs)}")
            line = next((line for line in places if begins.match(lines[line])), None)
            if line is not None:
                yield Sign(line + 1, found.signs, found.meant, found.remedy)
                return  # the rest of it follows from that
    for text in nodes(inlines, ("Str",)):
        yield from _in_words(text, lines, places)


def _places(block: Node, lines: Sequence[str]) -> range:
    """Where the lines of a block stand; its first words may stand on a later one."""
    first = max(line_of(block), 1) - 1
    last = first + len(list(nodes(inlines_of(block), _BREAKS)))
    while first and lines[first - 1].strip():
        first -= 1
    return range(first, min(last + 2, len(lines)))


def _at_start(inlines: Sequence[Node], number: int) -> Sign | None:
    """What the first inlines of a line were meant as; no line is known yet."""
    if not inlines or inlines[0]["t"] != "Str":
        return None
    word: str = inlines[0]["c"]
    spaced = len(inlines) > 1 and inlines[1]["t"] == "Space"
    if not number:
        for pattern, meant, remedy in _FIRST:
            if pattern.fullmatch(word) and (word != ":" or spaced):
                return Sign(0, word[:2], meant, remedy)
        return None
    for pattern, has_space, meant in _BLOCKS:
        if pattern.fullmatch(word) and (spaced or not has_space):
            return Sign(0, word[:2], f"{meant} in a paragraph", _EMPTY_LINE)
    return None


def _in_words(text: Node, lines: Sequence[str], places: range) -> Iterator[Sign]:
    for pattern, meant, remedy in _WORDS:
        match = pattern.search(text["c"])
        if match is None or "```" in text["c"]:
            continue
        signs = text["c"][match.start() : match.start() + 20]
        stands = re.compile(rf"(?<!\\){re.escape(signs)}")
        line = next((line for line in places if stands.search(lines[line])), None)
        if line is not None:
            yield Sign(line + 1, signs, meant, remedy)
            return
