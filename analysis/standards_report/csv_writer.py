"""Writes the CSV that the report publishes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from standards_report.decimals import without_exponent

# Full-width signs count too: spreadsheets in East Asia treat them alike.
_FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠-]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(?:e[+-]?[0-9]+)?\s?%?")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Returns the rows as CSV with Unix line ends. A cell that is None becomes empty.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which marks it
    as text. Numbers stay as they are, negative ones included. A carriage return within a text
    becomes a line end, since readers would end the row there.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def without_mark(cell: str) -> str:
    """The text of a cell that `csv_text` wrote, without the apostrophe before a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:2]) else cell


def _cell(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, float) and "e" in repr(cell):
        return without_exponent(cell)
    if not isinstance(cell, str):
        return cell
    is_formula = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return ("'" if is_formula else "") + cell.replace("\r\n", "\n").replace("\r", "\n")
