"""Data as Markdown: always text, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@!+=])")
_LINE = 96  # characters of a table across a page
_SHORT = 14  # of a column that is not broken


def escape(text: str) -> str:
    """The text with every character that Markdown or a shortcode would read as markup quoted."""
    quoted = _SPECIAL.sub(r"\\\1", text)
    # Runs of hyphens, dots and straight quotes would be set as dashes, ellipses and curly quotes.
    quoted = quoted.replace("--", r"\-\-").replace("...", r"\.\.\.")
    return " ".join(quoted.split())


def pipe_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> str:
    """A pipe table; numeric columns are set to the right.

    The number of dashes gives relative widths, which Pandoc uses only where a line is long.
    """
    cells = [[escape(cell) for cell in row] for row in (header, *rows)]
    widths = _widths([[row[at] for row in cells] for at in range(len(header))])
    rule = [
        "-" * (width - 1) + ":" if right else ":" + "-" * (width - 1)
        for width, right in zip(widths, numeric, strict=True)
    ]
    lines = [_line(cells[0]), _line(rule), *(_line(row) for row in cells[1:])]
    return "\n".join(lines) + "\n"


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Characters for each column: short columns get what they need, long ones share the rest.

    No column is narrower than its longest word, as far as the line has room.
    """
    natural = [max(3, *(len(cell) for cell in column)) for column in columns]
    if sum(natural) <= _LINE or all(width <= _SHORT for width in natural):
        return natural
    words = [
        max(len(word) for cell in column for word in cell.split() or [""]) for column in columns
    ]
    fixed = {at: width + 2 for at, width in enumerate(natural) if width <= _SHORT}
    rest = max(_LINE - sum(fixed.values()), _SHORT)
    weights = {
        at: min(width, 2 * _LINE) ** 0.6 for at, width in enumerate(natural) if at not in fixed
    }
    whole = sum(weights.values())
    shares = {at: round(rest * weight / whole) for at, weight in weights.items()}
    return [fixed.get(at) or max(words[at] + 1, shares[at]) for at in range(len(natural))]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
