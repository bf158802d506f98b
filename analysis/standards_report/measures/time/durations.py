"""Which of two dates came first, as far as their precision tells."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from standards_report.observations import parse_span

Order = Literal["before", "after", "in the same period", "not stated"]
_MONTH = len("2019-10")


def date_order(table: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Compares two columns of dates: a date has the precision with which it is written.

    `first` and `second` name columns of written dates (`2021`, `2019-10`, `2017/2021`),
    empty where none is stated. Returns the table with `order` (how `first` lies to
    `second`: `before`, `after`, `in the same period` where their days overlap and the order
    cannot be told, `not stated` where a date is missing) and `months` (whole months from
    `first` to `second`, negative where `second` came earlier; NaN unless both are written
    to the month or the day).
    """
    pairs = list(zip(table[first], table[second], strict=True))
    return table.assign(
        order=[_order(one, other) for one, other in pairs],
        months=[_months(one, other) for one, other in pairs],
    )


def _order(one: str, other: str) -> Order:
    if not one or not other:
        return "not stated"
    here, there = parse_span(one), parse_span(other)
    if here.last < there.first:
        return "before"
    return "after" if there.last < here.first else "in the same period"


def _months(one: str, other: str) -> float:
    if any(len(date) < _MONTH or "/" in date for date in (one, other)):
        return float("nan")
    here, there = parse_span(one).first, parse_span(other).first
    return float((there.year - here.year) * 12 + there.month - here.month)
