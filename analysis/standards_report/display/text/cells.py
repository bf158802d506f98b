"""Cells of a table as JSON holds them and as a reader sees them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd
from numpy import datetime64

from standards_report.decimals import in_digits
from standards_report.display.text.numbers import NOT_IN_SOURCES, in_print, is_missing
from standards_report.display.text.statements import digits_of
from standards_report.observations import in_words


def json_cell(cell: Any) -> Any:
    """The cell as JSON holds it.

    Whole numbers have no point, days are written as 2030-01-31, and None stands for what is
    missing or infinite.
    """
    if is_missing(cell):
        return None
    if pd.api.types.is_float(cell):
        if not math.isfinite(cell):
            return None
        return int(cell) if float(cell).is_integer() else float(cell)
    if pd.api.types.is_integer(cell):
        return int(cell)
    return _moment(cell) or str(cell)


def printed_cell(cell: Any, rows: Iterable[str], digits: int = 1) -> str:
    """The cell as a reader sees it.

    A number has the digits that its rows print; a computed number that is not whole has `digits`
    decimals.
    """
    if is_missing(cell):
        return NOT_IN_SOURCES
    if _is_number(cell):
        return in_print(cell, digits=digits_of(cell, rows, digits))
    day, _, time = _moment(cell).partition(" ")
    return f"{in_words(day)}{time and f', {time}'}" if day else str(cell)


def trailing_zeros(
    data: pd.DataFrame, rows: Iterable[Iterable[str]]
) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of the numbers that their rows print with zeros at the end.

    JSON does not keep those zeros.
    """
    for line, (cells, ids) in enumerate(zip(data.itertuples(index=False), rows, strict=True)):
        for column, cell in enumerate(cells):
            number = float(cell) if pd.api.types.is_float(cell) else math.nan
            if digits_of(number, ids) > digits_of(number):
                yield line, column, in_digits(number, digits_of(number, ids))


def _is_number(cell: Any) -> bool:
    return pd.api.types.is_number(cell) and not pd.api.types.is_bool(cell)


def _moment(cell: Any) -> str:
    """A day as 2030-01-31, with its time where it has one; empty for anything else."""
    if isinstance(cell, pd.Period):
        return str(cell) if cell.freqstr[0] in "YMD" else ""
    if not isinstance(cell, (date, datetime64)):
        return ""
    moment = pd.Timestamp(cell)
    return str(moment.date()) if moment == moment.normalize() else str(moment)
