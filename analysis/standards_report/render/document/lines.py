"""The lines on which the nodes of a tree stand.

Pandoc's reader of Markdown keeps no places. Tree and text hold the same words in the same order,
though, but for notes, captions and what stands between braces. So the words of the tree are
looked up in the text one after another; where one is missing (an entity, a quoted sign) the next
ones find the way back. Nothing is decided by it but the number of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from standards_report.render.pandoc.syntax_tree import Node

LINE = "l"
_WORD = re.compile(r"[^\W_]+")
_REACH = 60  # words that may stand between two words of a paragraph, as in attributes
_NEAR = 4
_FIRST = 6  # words by which a paragraph is found again
_SIGNS = frozenset("{}@:#`\\<>^~")


def line_of(node: Node) -> int:
    """The line of a node; 0 where it has none."""
    line: int = node.get(LINE, 0)
    return line


def number_lines(blocks: list[Node], text: str) -> None:
    """Sets the line of each block, and of each inline that can be of interest, into the tree."""
    _Walk(text).blocks(blocks)


def nearest_line(text: str, words: str) -> int:
    """The line of a text with the most of those words; 0 where it has few of them."""
    wanted = set(_WORD.findall(words))
    found = [len(wanted.intersection(_WORD.findall(line))) for line in text.split("\n")]
    most = max(found)
    return found.index(most) + 1 if 2 * most > len(wanted) else 0


class _Walk:
    def __init__(self, text: str) -> None:
        self._text_lines = text.split("\n")
        self._words: list[str] = []
        self._lines: list[int] = []
        for number, line in enumerate(self._text_lines, 1):
            found = _WORD.findall(line)
            self._words += found
            self._lines += [number] * len(found)
        self._places: dict[str, list[int]] = {}
        for index, word in enumerate(self._words):
            self._places.setdefault(word, []).append(index)
        self._at = 0  # the next word of the text
        self._before = 0  # where the block before began
        self._end = max(1, text.count("\n") + (not text.endswith("\n")))

    def blocks(self, blocks: Iterable[Node]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Node) -> None:
        kind: str = block["t"]
        content: Any = block.get("c")
        line = self._line()
        if kind in ("Para", "Plain"):
            self._text(block, content)
        elif kind == "Header":
            self._text(block, content[2])
            if not any(_words_of(content[2])):
                block[LINE] = self._line_of_signs("#" * content[0])
            self._attributes({}, content[1], 2)
        elif kind == "LineBlock":
            self._text(block, [part for inlines in content for part in inlines])
        elif kind in ("CodeBlock", "Div"):
            self._attributes(block, content[0], len(self._words))
            self._inside(content[1])
        elif kind == "RawBlock":
            block[LINE] = self._anchor(_WORD.findall(content[1]))
            if self._at and self._words[self._at - 1] == content[0]:  # as in ```{=typst}
                block[LINE] = self._line(-1)
            self._run(_WORD.findall(content[1]))
        elif kind == "Table":
            self._table(block, content)
        elif kind == "DefinitionList":
            for term, definitions in content:
                self._text({}, term)
                self._inside(definitions)
        elif kind == "Figure":
            self._inside(content[2])
        elif kind in ("BlockQuote", "BulletList", "OrderedList"):
            self._inside(content[1] if kind == "OrderedList" else content)
        block.setdefault(LINE, _first_line(content) or line)

    def _inside(self, content: Any) -> None:
        if isinstance(content, str):
            self._run(_WORD.findall(content))
        elif isinstance(content, dict):
            self._block(content)
        else:
            for part in content:
                self._inside(part)

    def _table(self, table: Node, content: Any) -> None:
        attributes, (_, caption), _, head, bodies, foot = content
        line = self._line()
        words = list(_words_of(caption))[:_FIRST]
        is_above = bool(words) and self._fits(self._at, words)
        if is_above:
            self.blocks(caption)
            self._attributes({}, attributes, _NEAR)
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        for _, cells in rows:
            for cell in cells:
                self.blocks(cell[4])
        if not is_above:
            self.blocks(caption)
            self._attributes({}, attributes, _NEAR)
        table[LINE] = line

    def _text(self, block: Node, inlines: list[Node]) -> None:
        words = list(_words_of(inlines))
        block[LINE] = self._anchor(words)
        self._inlines(inlines, iter([*words[1:], ""]))

    def _inlines(self, inlines: Iterable[Node], following: Iterator[str]) -> None:
        """`following` gives, for each word of them, the word after it."""
        for node in inlines:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind == "Str":
                line = self._sequence(content, following)
                if not _SIGNS.isdisjoint(content):
                    node[LINE] = line
            elif kind in ("Code", "Math", "RawInline"):
                node[LINE] = self._sequence(content[1], following)
                if kind == "Code":
                    self._attributes({}, content[0], _NEAR)
            elif kind in ("Span", "Link", "Image"):
                node[LINE] = self._line()
                self._inlines(content[1], following)
                self._after(node)
            elif kind == "Cite":
                self._cite(node, following)
            elif kind == "Note":
                self._note(node)
            elif kind == "Quoted":
                self._inlines(content[1], following)
            elif isinstance(content, list):
                self._inlines(content, following)

    def _after(self, node: Node) -> None:
        """What stands behind the words of a link or span: an address, attributes."""
        attributes, inlines, *target = node["c"]
        if node["t"] == "Span":
            node[LINE] = self._line(-1) if self._at and inlines else self._line()
            self._attributes(node, attributes, _NEAR)
            return
        address = _WORD.findall(" ".join(target[0]))
        if address and self._fits(self._at, address[:_FIRST]):
            self._run(address)
        self._attributes({}, attributes, _NEAR)

    def _cite(self, node: Node, following: Iterator[str]) -> None:
        citations, written = node["c"]
        node[LINE] = self._line()
        self._inlines(written, following)
        marked = [part for part in written if part["t"] == "Str" and "@" in part["c"]]
        for citation in citations:
            own = [part for part in marked if citation["citationId"] in part["c"]]
            citation[LINE] = line_of(own[0]) if own else node[LINE]

    def _note(self, node: Node) -> None:
        """Words of a note stand where it is, or anywhere else."""
        words = list(_words_of(node["c"]))
        here, before = self._at, self._before
        if words and not self._fits(here, words[:_FIRST]):
            found = self._find(words, here)
            self._at = here if (found := found or self._find(words, 0)) is None else found
            self.blocks(node["c"])
            self._at, self._before = here, before
        else:
            self.blocks(node["c"])

    def _sequence(self, text: str, following: Iterator[str]) -> int:
        """Line of the first word of a text that stands in the paragraph."""
        line = 0
        for word in _WORD.findall(text):
            found = self._word(word, next(following, ""))
            line = line or found
        return line or self._line_of_signs(text)

    def _line_of_signs(self, text: str) -> int:
        """Line of a text without words: the last one that holds it before the next word."""
        before, behind = (self._line(-1) if self._at else 1), self._line()
        lines = range(behind, before - 1, -1)
        return next((line for line in lines if text in self._text_lines[line - 1]), behind)

    def _run(self, words: Sequence[str]) -> None:
        # One more than there are words, where there are none.
        for word, following in zip(words, [*words[1:], ""], strict=False):
            self._word(word, following)

    def _word(self, word: str, following: str) -> int:
        """Goes behind the word, if it stands near; its line, or 0."""
        index = self._at
        if not self._is(index, word):
            places = self._places.get(word, [])
            first = bisect_left(places, index)
            last = bisect_left(places, index + (_REACH if following else _NEAR))
            near = (place for place in places[first:last] if self._is_followed(place, following))
            index = next(near, -1)
        if index < 0:
            return 0
        self._at = index + 1
        return self._lines[index]

    def _is_followed(self, place: int, following: str) -> bool:
        return not following or following in self._words[place + 1 : place + _NEAR]

    def _anchor(self, words: Sequence[str]) -> int:
        """Goes to the beginning of a block; its line."""
        found = self._at if words and self._is(self._at, words[0]) else self._find(words, self._at)
        if found is None:
            found = self._find(words, self._before)
        if found is not None:
            self._at = found
        self._before = self._at
        return self._line()

    def _find(self, words: Sequence[str], begin: int) -> int | None:
        """Where words that belong together stand next."""
        for skipped, word in enumerate(words[:_NEAR]):
            wanted = words[skipped : skipped + _FIRST]
            places = self._places.get(word, [])
            for place in places[bisect_left(places, begin) :]:
                if self._fits(place, wanted):
                    return place
        return None

    def _fits(self, place: int, words: Sequence[str]) -> bool:
        """Whether most of the words stand at a place, the first of them at its beginning."""
        if not words or not self._is(place, words[0]):
            return False
        near = Counter(self._words[place : place + 3 * len(words) + _NEAR])
        return 4 * sum((near & Counter(words)).values()) >= 3 * len(words)

    def _attributes(self, node: Node, attributes: Any, reach: int) -> None:
        identifier, classes, pairs = attributes
        parts = [identifier, *classes, *(part for pair in pairs for part in pair)]
        words = Counter(word for part in parts for word in _WORD.findall(part))
        length = words.total()
        for place in range(self._at, min(len(self._words), self._at + reach)) if words else ():
            if self._words[place] in words:
                near = self._words[place : place + length]
                if not words - Counter(near):
                    node[LINE], self._at = self._lines[place], place + length
                    return

    def _is(self, place: int, word: str) -> bool:
        return place < len(self._words) and self._words[place] == word

    def _line(self, step: int = 0) -> int:
        place = self._at + step
        return self._lines[place] if place < len(self._lines) else self._end


def _words_of(node: Any) -> Iterator[str]:
    """Words of a tree in the order in which `_Walk` looks for them, without notes."""
    if isinstance(node, list):
        for part in node:
            yield from _words_of(part)
        return
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        yield from _WORD.findall(content)
    elif kind in ("Code", "CodeBlock", "Math", "RawInline", "RawBlock"):
        yield from _WORD.findall(content[1])
    elif kind in ("Cite", "Quoted", "Span", "Link", "Image", "Div"):
        yield from _words_of(content[1])
    elif kind == "Header":
        yield from _words_of(content[2])
    elif kind in ("BulletList", "LineBlock", "BlockQuote", "Para", "Plain") or (
        kind not in ("Note", "OrderedList", "DefinitionList", "Table", "Figure")
        and isinstance(content, list)
    ):
        yield from _words_of(content)


def _first_line(content: Any) -> int:
    """The line of the first node inside that has one."""
    for part in content if isinstance(content, list) else ():
        if isinstance(part, dict) and LINE in part:
            return line_of(part)
        if found := _first_line(part):
            return found
    return 0
