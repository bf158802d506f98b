"""The rows of a table that is not a text: of a workbook, or of a web page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """Rows of text cells, each with its number as the program shows it, and what they are from."""

    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    form: str


def filled(rows: Sequence[Sequence[str]], lines: Sequence[int], form: str) -> Grid:
    """A grid without the rows that hold nothing, which programs keep below and between tables."""
    kept = [(row, line) for row, line in zip(rows, lines, strict=True) if any(map(str.strip, row))]
    return Grid([row for row, _ in kept], [line for _, line in kept], form)
