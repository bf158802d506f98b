"""Growth in percent, the steps of a series, and the number from which a stated growth began.

Growth in percent of a first value is not a difference of shares in percentage points.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.time.matching import lies_within
from standards_report.observations import parse_span


def percent_growth(first: float, last: float) -> float:
    """Growth from `first` to `last` in percent of `first`; infinite where `first` is zero."""
    return (last - first) / first * 100 if first else float("inf")


def growth_rates(changes: pd.DataFrame, unit: str = "count") -> pd.DataFrame:
    """Adds to a table of changes how fast the quantity grew.

    `changes` has `first`, `last` (of `unit`), `first_date` and `last_date`, as `change`
    gives them. Adds `growth` (percent of the first value), `years` between the middles of
    the two dates, `yearly` (percent a year at a constant rate: the compound annual growth rate
    (last / first) ** (1 / years) - 1) and `points` (percentage points; only where the unit
    is percent, since only shares differ by points). Growth from zero is infinite, and what has
    one date only is missing.
    """
    first = changes["first"].where(changes["first"] > 0)
    times = changes["last"] / first
    years = pd.Series(
        [
            years_between(start, end) if start else float("nan")
            for start, end in zip(changes["first_date"], changes["last_date"], strict=True)
        ],
        index=changes.index,
        dtype=float,
    )
    result = changes.assign(growth=(times - 1) * 100, years=years)
    result["yearly"] = (times ** (1 / years.where(years > 0)) - 1) * 100
    result.loc[changes["first"] == 0, ["growth", "yearly"]] = float("inf")
    difference = changes["last"] - changes["first"]
    result["points"] = difference if unit == "percent" else float("nan")
    return result


def years_between(first: str, last: str) -> float:
    """Years from the middle of one written date to the middle of another."""
    return middle_year(last) - middle_year(first)


def middle_year(date: str) -> float:
    """The middle of the days that a written date can mean, as a year with decimals.

    The first day stands for an open period, which has no middle.
    """
    span = parse_span(date)
    last = span.last if span.last.year < 9999 else span.first
    middle = (span.first.toordinal() + last.toordinal() + 1) / 2
    year = span.first.fromordinal(int(middle)).year
    start = span.first.replace(year=year, month=1, day=1).toordinal()
    end = span.first.replace(year=year + 1, month=1, day=1).toordinal()
    return year + (middle - start) / (end - start)


def steps(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """From each statement to the next one in time.

    `table` has the columns in `keys`, `date` (ISO), `value` and `rows`. Returns one row a
    pair of neighbours: the keys, `from_date`, `to_date`, `from_value`, `to_value`,
    `difference` (unit of `value`) and `rows` of both. A step can span several years: nothing
    is filled in between two statements.
    """
    results = []
    for key, group in table.sort_values("date", kind="stable").groupby(keys, sort=False):
        for start, end in pairwise(group.to_dict("records")):
            dates = (start["date"], end["date"])
            values = (start["value"], end["value"])
            rows = join_rows([start[ROWS], end[ROWS]])
            results.append((*key, *dates, *values, end["value"] - start["value"], rows))
    names = ["from_date", "to_date", "from_value", "to_value", "difference", ROWS]
    return pd.DataFrame(results, columns=[*keys, *names])


def implied_base(last: float, growth: float) -> float:
    """The number that grew by `growth` percent to `last`; NaN for a loss of 100 percent or more."""
    return last / (1 + growth / 100) if growth > -100 else float("nan")


def implied_bases(growths: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The number from which a stated growth began, given the number published for its end.

    `growths` has `country`, `date` (a period), `value` (percent) and `rows`; `statements` has
    `country`, `date`, `value` and `rows`. Returns one row a growth: `country`, `date`,
    `growth`, `base` (unit of the statements; NaN where no statement falls into the last year of
    the period) and `rows` of both. The two may come from sources that count differently.
    """
    results = []
    for growth in growths.to_dict("records"):
        end = growth["date"].partition("/")[2]
        at_end = [
            statement
            for statement in statements.sort_values("date").to_dict("records")
            if statement["country"] == growth["country"] and lies_within(statement["date"], end)
        ][-1:]
        base = implied_base(at_end[0]["value"], growth["value"]) if at_end else float("nan")
        rows = join_rows([growth[ROWS], *(statement[ROWS] for statement in at_end)])
        results.append((growth["country"], growth["date"], growth["value"], base, rows))
    return pd.DataFrame(results, columns=["country", "date", "growth", "base", ROWS])
