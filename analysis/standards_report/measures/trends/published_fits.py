"""Measures of a trend of which two fitted values are published."""

from __future__ import annotations

from typing import Any

import pandas as pd

from standards_report.decimals import rounded
from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.trends.growth import middle_year
from standards_report.measures.trends.logistic import logistic_through


def fitted_trends(points: pd.DataFrame, steps_a_year: int = 1) -> pd.DataFrame:
    """The change between the two published values of each country, by several measures.

    `points` has `country`, `date`, `value` (percent) and `rows`, two rows a country. Returns
    one row a country: `first`, `last` (percent), `difference` and `a_year` (percentage
    points), `growth` (percent of the first), and of the logistic curve through both (see
    `logistic_through`): `odds_ratio` a year, `odds_growth` (percent a year), `largest_step`
    and `smallest_step` (percentage points, from one of `steps_a_year` to the next); `rows`,
    `first_rows`, `last_rows`.
    """
    results = [
        {"country": country, **_trend(group, steps_a_year)}
        for country, group in points.groupby("country", sort=False)
    ]
    return pd.DataFrame(results, columns=["country", *_COLUMNS])


_COLUMNS = (
    *("first", "last", "difference", "a_year", "growth", "odds_ratio", "odds_growth"),
    *("largest_step", "smallest_step", ROWS, f"first_{ROWS}", f"last_{ROWS}"),
)


def fitted_curves(points: pd.DataFrame, steps_a_year: int) -> pd.DataFrame:
    """The logistic curve between the two published values of each country, step by step.

    `points` as in `fitted_trends`. Returns `country`, `year` (with decimals), `percent` and
    `rows`. The curve is a model, not data.
    """
    curves = [
        _curve(_timed(group), steps_a_year).assign(country=country)
        for country, group in points.groupby("country", sort=False)
    ]
    columns = ["country", "year", "percent", ROWS]
    return pd.concat(curves)[columns] if curves else pd.DataFrame(columns=columns)


def _trend(group: pd.DataFrame, steps_a_year: int) -> dict[str, Any]:
    timed = _timed(group)
    (first, last), (start, end) = timed["value"], timed["year"]
    ratio = float(logistic_through(timed, []).coefficients["odds_ratio"].iloc[0])
    steps = _curve(timed, steps_a_year)["percent"].diff()
    first_rows, last_rows = timed[ROWS]
    numbers = (
        *(first, last, last - first, (last - first) / (end - start), (last / first - 1) * 100),
        *(ratio, (ratio - 1) * 100, steps.max(), steps.min()),
        *(join_rows([first_rows, last_rows]), first_rows, last_rows),
    )
    return dict(zip(_COLUMNS, numbers, strict=True))


def _timed(group: pd.DataFrame) -> pd.DataFrame:
    return group.assign(year=[middle_year(date) for date in group["date"]]).sort_values("year")


def _curve(timed: pd.DataFrame, steps_a_year: int) -> pd.DataFrame:
    start, end = float(timed["year"].iloc[0]), float(timed["year"].iloc[-1])
    steps = int(rounded((end - start) * steps_a_year))
    years = [start + step / steps_a_year for step in range(steps + 1)]
    return logistic_through(timed, years).predictions
