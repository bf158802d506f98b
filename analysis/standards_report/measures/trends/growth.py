"""Growth in percent, and what it says about the number that it started from."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import parse_span


def percent_growth(first: float, last: float) -> float:
    """By how many percent of `first` it rose to `last`; infinite, which no number is, from zero."""
    return (last - first) / first * 100 if first else float("inf")


def implied_base(last: float, growth: float) -> float:
    """The number that grew by `growth` percent to `last`; NaN for a growth that leaves nothing."""
    return last / (1 + growth / 100) if growth > -100 else float("nan")


def steps(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """From each statement to the next one in time.

    `table` has the columns in `keys`, `date` (ISO), `value` and `rows`. Returns one row a
    pair of neighbours: the keys, `from_date`, `to_date`, `from_value`, `to_value`,
    `difference` (unit of value) and `rows` of both. Years between two statements are not
    filled: a step can span several.
    """
    results = []
    for key, group in table.sort_values("date", kind="stable").groupby(keys, sort=False):
        records = group.to_dict("records")
        for one, other in pairwise(records):
            dates = (one["date"], other["date"])
            values = (one["value"], other["value"])
            difference = other["value"] - one["value"]
            rows = join_rows([one[ROWS], other[ROWS]])
            results.append((*key, *dates, *values, difference, rows))
    names = ["from_date", "to_date", "from_value", "to_value", "difference", ROWS]
    return pd.DataFrame(results, columns=[*keys, *names])


def implied_bases(growths: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Where a stated growth began, by the last number that is published for its end.

    `growths` has `country`, `date` (a period), `value` (percent) and `rows`; `statements` has
    `country`, `date`, `value` and `rows`. Returns one row a growth: `country`, `date`,
    `growth`, `base` (unit of the statements; NaN where none falls into the last year of the
    period) and `rows` of both. The two may come from sources that count differently.
    """
    results = []
    for growth in growths.to_dict("records"):
        end = parse_span(growth["date"].partition("/")[2])
        ends = [
            one
            for one in statements.sort_values("date").to_dict("records")
            if one["country"] == growth["country"] and _lies_in(one["date"], end.first, end.last)
        ]
        base = implied_base(ends[-1]["value"], growth["value"]) if ends else float("nan")
        rows = join_rows([growth[ROWS], *(one[ROWS] for one in ends[-1:])])
        results.append((growth["country"], growth["date"], growth["value"], base, rows))
    return pd.DataFrame(results, columns=["country", "date", "growth", "base", ROWS])


def _lies_in(text: str, first: date, last: date) -> bool:
    span = parse_span(text)
    return first <= span.first and span.last <= last
