"""Statements as a sentence or a label quotes them: with their qualifier, or as a range."""

from __future__ import annotations

import math

import pandas as pd

from standards_report.display.words import NOT_PUBLISHED, SUFFIX, in_print
from standards_report.observations import in_words

# The columns that say how much.
MEASURED = ("value", "low", "high", "unit", "qualifier")


def as_stated(
    value: float, low: float, high: float, qualifier: str, unit: str = "count", digits: int = 0
) -> str:
    """`79`, `about 120`, `less than 60`, `7 to 14%`, or `not published`.

    `value` is the number, or `low` and `high` the ends of a range; what is missing is NaN.
    """
    if qualifier == "range" and not math.isnan(low):
        suffix = SUFFIX.get(unit, "")
        start = in_print(low, unit, digits).removesuffix(suffix)
        return f"{start} to {in_print(high, unit, digits)}"
    if math.isnan(value):
        return NOT_PUBLISHED
    text = in_print(value, unit, digits)
    return text if qualifier == "exact" else f"{qualifier} {text}"


def share_as_stated(low: float, high: float, qualifier: str, digits: int = 0) -> str:
    """The same for a share that is an interval of percent (see `measures.percent_within`)."""
    if qualifier.startswith("at most"):
        return as_stated(high, low, high, qualifier, "percent", digits)
    return as_stated(low, low, high, qualifier, "percent", digits)


def stated_column(table: pd.DataFrame) -> list[str]:
    """Each row of a table of observations as its source states it, with the digits it has."""
    return [_stated(**{name: row[name] for name in MEASURED}) for row in table.to_dict("records")]


def _stated(value: float, low: float, high: float, unit: str, qualifier: str) -> str:
    text = as_stated(value, low, high, qualifier, unit, digits_of(value))
    return f"{text} times" if unit == "times" else text


def digits_of(number: float) -> int:
    """Decimals of a number as the tables hold it: none or one."""
    return 0 if math.isnan(number) or float(number).is_integer() else 1


def number_and_date(number: float, date: str, unit: str = "count", digits: int = 0) -> str:
    """`68 (November 2021)`; `none` without a date."""
    return f"{in_print(number, unit, digits)} ({in_words(date)})" if date else "none"
