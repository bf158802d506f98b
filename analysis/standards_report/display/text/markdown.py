"""Data as Markdown text, which is never read as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@!+=])")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
# Signs that would open a list, a definition, a Div or a caption at the beginning of a text.
_MARKER = re.compile(
    r"\A(\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?: |\Z))|[Tt]able(?=:)|(?=-(?: |\Z)|[:%]))"
)
# A special character without a backslash before it, except the `|` between cells.
_MARKUP = re.compile(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#~^$@!+=]")
_ESCAPED = re.compile(r"\\(\W|_)")
_LINE = 96  # characters of a table across a page
_SHORT = 14  # of a column that is not broken
_LONG = 24  # of a word that is; the PDF breaks longer ones
_STEEP = 6  # how much the highest cell of a row counts
_RAGGED = 3  # of a line, left empty on average because words are not broken
_CHINESE = re.compile(r"[\u2e80-\uffef]")


def escape(text: str) -> str:
    """The text with a backslash before every character that would be read as markup."""
    quoted = _SPECIAL.sub(r"\\\1", text)
    # Straight quotes are curled, as in prose; runs of hyphens and dots stay what they are.
    quoted = quoted.replace("--", r"\-\-").replace("...", r"\.\.\.")
    quoted = " ".join(_ENTITY.sub(r"\&", quoted).split())
    return _MARKER.sub(r"\1\\", quoted)


def code(text: str) -> str:
    """The text as inline code, also where it holds backticks."""
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    room = " " if runs else ""
    return f"{fence}{room}{text}{room}{fence}"


def unescape(text: str) -> str:
    """The original of a text that `escape` returned."""
    return _ESCAPED.sub(r"\1", text)


def holds_markup(table: str) -> bool:
    """Whether a table holds markup, which `pipe_table` never leaves in its cells."""
    return bool(_MARKUP.search(table))


def pipe_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> str:
    """A pipe table with numeric columns aligned to the right.

    The numbers of dashes are relative widths, which Pandoc uses only where a line is long.
    """
    cells = [[escape(cell) for cell in row] for row in (header, *rows)]
    widths = _widths([[row[index] for row in cells] for index in range(len(header))])
    rule = [
        "-" * (width - 1) + ":" if right else ":" + "-" * (width - 1)
        for width, right in zip(widths, numeric, strict=True)
    ]
    lines = [_line(cells[0]), _line(rule), *(_line(row) for row in cells[1:])]
    return "\n".join(lines) + "\n"


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Characters for each column: short columns get what they need, long ones share the rest.

    As far as the line has room, a column is as wide as its longest word, except for addresses
    and the like. The rest goes, character by character, to the column where it saves most lines.
    """
    natural = [max(3, *map(_room, column)) for column in columns]
    if sum(natural) <= _LINE or all(width <= _SHORT for width in natural):
        return natural
    widths = [
        width + 2 if width <= _SHORT else _longest_word(column) + 1
        for width, column in zip(natural, columns, strict=True)
    ]
    long = [index for index, width in enumerate(natural) if width > _SHORT]
    lengths = [[_room(columns[index][row]) for index in long] for row in range(len(columns[0]))]
    for _ in range(_LINE - sum(widths)):
        taken = [widths[index] for index in long]
        widths[long[_most_helped(lengths, taken)]] += 1
    return widths


def _most_helped(rows: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """The index of the column in which one more character saves most lines.

    A row is about as high as its highest cell. Powers stand for that maximum, since they let
    the other cells count a little.
    """
    gains = [0.0] * len(widths)
    for row in rows:
        used = [max(1, width - _RAGGED) for width in widths]
        heights = [(length / width) ** _STEEP for length, width in zip(row, used, strict=True)]
        whole = sum(heights)
        for index, (length, width) in enumerate(zip(row, used, strict=True)):
            less = whole - heights[index] + (length / (width + 1)) ** _STEEP
            gains[index] += whole ** (1 / _STEEP) - less ** (1 / _STEEP)
    return max(range(len(gains)), key=gains.__getitem__)


def _longest_word(column: Sequence[str]) -> int:
    words = [word for cell in column for word in _CHINESE.sub(" ", cell).split()]
    return min(_LONG, max(map(len, words), default=0))


def _room(text: str) -> int:
    """The width of a text in characters; a Chinese character counts as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
