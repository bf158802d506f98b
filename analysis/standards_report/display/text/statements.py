"""Statements as a sentence or a label quotes them: with their qualifier, or as a range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from standards_report.decimals import decimals
from standards_report.display.text.numbers import NOT_PUBLISHED, SUFFIX, in_print, is_missing
from standards_report.measures import ROWS
from standards_report.observations import in_words
from standards_report.observations.tables.schema import MEASURED


def as_stated(
    value: float,
    low: float,
    high: float,
    qualifier: str,
    unit: str = "count",
    digits: int | None = None,
    rows: Iterable[str] = (),
) -> str:
    """`79`, `about 120`, `less than 60`, `7.4 to 14.6%`, or `not published`.

    `value` is the number, or `low` and `high` the ends of a range; what is missing is NaN. They
    have the digits that `rows` print; what none of them prints has `digits`, or its own.
    """
    rows = tuple(rows)

    def said(number: float) -> str:
        return in_print(number, unit, digits_of(number, rows, digits))

    if (qualifier == "range" or is_missing(value)) and not is_missing(low):
        return f"{said(low).removesuffix(SUFFIX.get(unit, ''))} to {said(high)}"
    if is_missing(value):
        return NOT_PUBLISHED
    return said(value) if qualifier == "exact" else f"{qualifier} {said(value)}"


def share_as_stated(low: float, high: float, qualifier: str, rows: Iterable[str] = ()) -> str:
    """The same for a share that is an interval of percent (see `measures.percent_within`).

    A share that none of the `rows` prints is whole.
    """
    value = high if qualifier.startswith("at most") else low
    return as_stated(value, low, high, qualifier, "percent", 0, rows)


def stated_column(table: pd.DataFrame) -> list[str]:
    """Each row of a table of observations as its source states it, with the digits it has."""
    said = zip(stated_words(table), table["unit"], strict=True)
    return [f"{text} times" if unit == "times" else text for text, unit in said]


def stated_words(table: pd.DataFrame) -> list[str]:
    """Each statement as it would be quoted: `about 10%`, `7 to 14%`, `64.3%`.

    `table` has `value`, `low`, `high`, `qualifier` and `unit`, and its rows by `id` or in `rows`.
    A number keeps the digits that its source prints.
    """
    return [
        as_stated(**{name: row[name] for name in MEASURED}, rows=rows_of(row))
        for row in table.to_dict("records")
    ]


def stated_number(number: float | None, unit: str, qualifier: str, rows: Iterable[str] = ()) -> str:
    """A number as its source qualifies it: `about 70%`; `no number` where it states none."""
    if is_missing(number):
        return "no number"
    words = "" if qualifier in ("", "exact") else f"{qualifier} "
    return words + in_print(number, unit, digits_of(number, rows))


def rows_of(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """The observations behind a row of a table, as far as it names them."""
    return tuple(row[ROWS]) if ROWS in row else (row["id"],) if "id" in row else ()


# By the id of a row and a number that it prints: with how many decimals. A binary number does
# not know its trailing zeros.
_printed: Mapping[tuple[str, float], int] = {}


def keep_digits(printed: Mapping[tuple[str, float], int]) -> None:
    """From now on numbers have the digits that these rows print; a notebook has one study."""
    global _printed
    _printed = printed


def digits_of(number: float | None, rows: Iterable[str] = (), otherwise: int | None = None) -> int:
    """Decimals of a number as one of those rows prints it.

    A number that none of them prints was computed, and has `otherwise`, or its own.
    """
    if number is None or is_missing(number) or number in (math.inf, -math.inf):
        return 0
    own = decimals(number) if otherwise is None or number % 1 == 0 else otherwise
    return digits_in_print(number, rows, own)


def digits_in_print(number: float | None, rows: Iterable[str], otherwise: int) -> int:
    """Decimals with which one of those rows prints the number; `otherwise`, where none does."""
    if number is None:
        return otherwise
    found = [_printed[row, number] for row in rows if (row, number) in _printed]
    return max(found, default=otherwise)


def number_and_date(
    number: float, date: str, unit: str = "count", digits: int | None = None
) -> str:
    """`68 (November 2021)`; `none` without a date."""
    return f"{in_print(number, unit, digits)} ({in_words(date)})" if date else "none"
