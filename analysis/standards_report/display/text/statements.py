"""Statements as a sentence or a label quotes them: numbers with qualifiers, and ranges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from standards_report.decimals import decimals
from standards_report.display.text.numbers import NOT_IN_SOURCES, SUFFIX, in_print, is_missing
from standards_report.measures import ROWS
from standards_report.observations import in_words
from standards_report.observations.tables.schema import MEASURED

if TYPE_CHECKING:
    import pandas as pd


def as_stated(
    value: float,
    low: float,
    high: float,
    qualifier: str,
    unit: str = "count",
    digits: int | None = None,
    rows: Iterable[str] = (),
) -> str:
    """`79`, `about 120`, `less than 60`, `7.4 to 14.6%`, or `not in our sources`.

    `value` is the number, or `low` and `high` are the ends of a range; what is missing is NaN.
    A number has the decimals that `rows` print; a number that none of them prints has `digits`
    decimals, or its own.
    """
    rows = tuple(rows)

    def said(number: float) -> str:
        return in_print(number, unit, digits_of(number, rows, digits))

    if (qualifier == "range" or is_missing(value)) and not is_missing(low):
        return f"{said(low).removesuffix(SUFFIX.get(unit, ''))} to {said(high)}"
    if is_missing(value):
        return NOT_IN_SOURCES
    return said(value) if qualifier == "exact" else f"{qualifier} {said(value)}"


def share_as_stated(low: float, high: float, qualifier: str, rows: Iterable[str] = ()) -> str:
    """A share that is an interval of percent (see `measures.percent_within`), as `as_stated`.

    A share that none of the `rows` prints has no decimals.
    """
    value = high if qualifier.startswith("at most") else low
    return as_stated(value, low, high, qualifier, "percent", 0, rows)


def stated_column(table: pd.DataFrame) -> list[str]:
    """Each row as its source states it, as `stated_words` does, with `times` after such numbers."""
    said = zip(stated_words(table), table["unit"], strict=True)
    return [f"{text} times" if unit == "times" else text for text, unit in said]


def stated_words(table: pd.DataFrame) -> list[str]:
    """Each statement in words: `about 10%`, `7 to 14%`, `64.3%`.

    `table` has `value`, `low`, `high`, `qualifier` and `unit`, and `id` or `rows`. A number
    keeps the digits that its source prints.
    """
    return [
        as_stated(**{name: row[name] for name in MEASURED}, rows=rows_of(row))
        for row in table.to_dict("records")
    ]


def stated_number(number: float | None, unit: str, qualifier: str, rows: Iterable[str] = ()) -> str:
    """A number with its qualifier: `about 70%`; `no number` where it is missing."""
    if is_missing(number):
        return "no number"
    words = "" if qualifier in ("", "exact") else f"{qualifier} "
    return words + in_print(number, unit, digits_of(number, rows))


def rows_of(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """The ids behind a row of a table: its `rows`, else its `id`, else none."""
    return tuple(row[ROWS]) if ROWS in row else (row["id"],) if "id" in row else ()


# The decimals of each number that a row prints, by the row's id and the number: a binary number
# does not keep its trailing zeros.
_printed: Mapping[tuple[str, float], int] = {}


def keep_digits(printed: Mapping[tuple[str, float], int]) -> None:
    """Sets the decimals of printed numbers for this process; a notebook has one study."""
    global _printed
    _printed = printed


def digits_of(number: float | None, rows: Iterable[str] = (), otherwise: int | None = None) -> int:
    """The decimals of a number as one of those rows prints it.

    A number that none of them prints was computed. It has `otherwise` decimals, or its own
    where that is None.
    """
    if number is None or is_missing(number) or number in (math.inf, -math.inf):
        return 0
    own = decimals(number) if otherwise is None or number % 1 == 0 else otherwise
    return digits_in_print(number, rows, own)


def digits_in_print(number: float | None, rows: Iterable[str], otherwise: int) -> int:
    """The decimals with which one of those rows prints the number; else `otherwise`."""
    if number is None:
        return otherwise
    found = [_printed[row, number] for row in rows if (row, number) in _printed]
    return max(found, default=otherwise)


def number_and_date(
    number: float, date: str, unit: str = "count", digits: int | None = None
) -> str:
    """A number with its date: `68 (November 2021)`; `none` without a date."""
    return f"{in_print(number, unit, digits)} ({in_words(date)})" if date else "none"
