"""Growth in percent of what was, which is not a difference of shares in percentage points."""

from __future__ import annotations

import pandas as pd

from standards_report.observations import parse_span


def growth_rates(changes: pd.DataFrame, unit: str = "count") -> pd.DataFrame:
    """Adds to a table of changes how fast the quantity grew.

    `changes` has `first`, `last` (of `unit`), `first_date` and `last_date`, as `change`
    gives them. Adds `growth` (percent of the first value), `years` between the middles of
    the two dates, `yearly` (percent a year at a constant rate: the compound rate
    (last / first) ** (1 / years) - 1) and `points` (percentage points; only where the unit
    is percent, since only shares differ by points). Growth from zero is infinite, which no number
    is; what has one date only is missing.
    """
    first = changes["first"].where(changes["first"] > 0)
    times = changes["last"] / first
    years = pd.Series(
        [
            years_between(one, other) if one else float("nan")
            for one, other in zip(changes["first_date"], changes["last_date"], strict=True)
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

    An open period has no middle: its first day stands for it.
    """
    span = parse_span(date)
    last = span.last if span.last.year < 9999 else span.first
    middle = (span.first.toordinal() + last.toordinal() + 1) / 2
    year = span.first.fromordinal(int(middle)).year
    start = span.first.replace(year=year, month=1, day=1).toordinal()
    end = span.first.replace(year=year + 1, month=1, day=1).toordinal()
    return year + (middle - start) / (end - start)
