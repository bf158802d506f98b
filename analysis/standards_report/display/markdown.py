"""Data as Markdown: always text, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$@!+=])")
_MAX_WIDTH = 46


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
    widths = [
        max(3, min(_MAX_WIDTH, max(len(row[at]) for row in cells))) for at in range(len(header))
    ]
    rule = [
        "-" * (width - 1) + ":" if right else ":" + "-" * (width - 1)
        for width, right in zip(widths, numeric, strict=True)
    ]
    lines = [_line(cells[0]), _line(rule), *(_line(row) for row in cells[1:])]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
