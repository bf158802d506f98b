"""Where the words of a PDF stand on its pages, measured in points from the lower left corner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

Box = tuple[float, float, float, float]  # left, bottom, right, top
_LINE_END = "\N{SOFT HYPHEN}\N{HYPHEN}\x02\ufffe-"  # as PDFium gives a hyphen that ends a line
_CURLED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


@dataclass(frozen=True)
class Word:
    """Letters that stand together on one line."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    letters: tuple[Box, ...]

    def covers(self, other: Word) -> bool:
        """Whether the two stand on each other. The boxes of words on one slanted line meet at
        their corners; of such words, some letter has to stand on another's middle."""
        if not _meet(_box(self), _box(other)):
            return False
        if not (self.is_slanted and other.is_slanted):
            return True
        return any(_meet(_core(one), _core(two)) for one in self.letters for two in other.letters)

    @property
    def is_slanted(self) -> bool:
        """Whether the middles of its letters rise or fall along the word."""
        (x, y), (end, height) = _middle(self.letters[0]), _middle(self.letters[-1])
        return abs(height - y) > 0.4 * abs(end - x) > 0


def _box(word: Word) -> Box:
    return (word.left, word.bottom, word.right, word.top)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _core(box: Box) -> Box:
    """The middle half of a letter."""
    x, y = _middle(box)
    across, up = (box[2] - box[0]) / 4, (box[3] - box[1]) / 4
    return (x - across, y - up, x + across, y + up)


def _meet(one: Box, other: Box, slack: float = 1.0) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and up > slack


@dataclass(frozen=True)
class Print:
    """What a PDF shows: its words, its text without spaces, and the size of its pages."""

    words: list[Word]
    text: str
    width: float
    height: float

    def shows(self, text: str) -> bool:
        """Whether the text is there, however its lines are broken."""
        return squeezed(text) in self.text

    def overlapping(self) -> list[tuple[str, str]]:
        """Pairs of words that stand on each other."""
        ordered = sorted(self.words, key=lambda word: (word.page, word.left))
        pairs = []
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 2000]:
                if other.page != one.page or other.left > one.right:
                    break
                if one.covers(other):
                    pairs.append((one.text, other.text))
        return pairs

    def outside(self, margin: float) -> list[str]:
        """Words that reach beyond the page's text, `margin` from its edges."""
        return [
            word.text
            for word in self.words
            if min(word.left, word.bottom) < margin
            or word.right > self.width - margin
            or word.top > self.height - margin
        ]


def squeezed(text: str) -> str:
    """The text without spaces and hyphens, and with straight quotes."""
    return re.sub(rf"[\s{_LINE_END}]+", "", text.translate(_CURLED))


def read_print(pdf: Path | bytes) -> Print:
    """Reads a PDF with PDFium, the reader of Chromium."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        words: list[Word] = []
        texts: list[str] = []
        for number, page in enumerate(document):
            text = page.get_textpage()
            texts.append(squeezed(text.get_text_range()))
            words += _words(number, text)
        width, height = document[0].get_size()
        return Print(words, "".join(texts), width, height)
    finally:
        document.close()


def _words(number: int, text: pypdfium2.PdfTextPage) -> Iterator[Word]:
    letters: list[tuple[str, Box]] = []
    line: Box | None = None
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        box = text.get_charbox(at)
        room = text.get_charbox(at, loose=True)  # of the line, whatever the letter's height
        ends = not letter.strip() or box[0] == box[2]
        if letters and (ends or not _follows(letters[-1][1], box, line, room)):
            yield _joined(number, letters)
            letters = []
        if not ends:
            letters.append((letter, box))
        line = room
    if letters:
        yield _joined(number, letters)


def _follows(before: Box, box: Box, line: Box | None, room: Box) -> bool:
    """Whether a letter stands to the right of the one before it, on its line. Those of a ligature
    have one place."""
    is_level = line is not None and min(line[3], room[3]) - max(line[1], room[1]) > 3
    return is_level and before[0] - 0.5 < box[0] < before[2] + 6


def _joined(number: int, letters: list[tuple[str, Box]]) -> Word:
    boxes = [box for _, box in letters]
    low = (min(box[0] for box in boxes), min(box[1] for box in boxes))
    high = (max(box[2] for box in boxes), max(box[3] for box in boxes))
    return Word(number, "".join(letter for letter, _ in letters), *low, *high, tuple(boxes))
