"""Logistic trends of a share: from records, or through two fitted values that are published.

A trend is a model. What it says between and after its data is never an observation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from standards_report.decimals import in_digits
from standards_report.measures.attached_rows import ROWS, join_rows

_Z = 1.959963984540054  # 97.5th percentile of the normal distribution: intervals of 95 percent


class LogisticTrend(NamedTuple):
    """`coefficients`: one row, or none where nothing could be fitted; `predictions`: one a year.

    Columns of `coefficients`: `slope` (log odds a year), `odds_ratio` (a year),
    `standard_error` (of the slope), `low` and `high` (95 percent, of the odds ratio),
    `p_value`, `items`, `rows`. Columns of `predictions`: `year`, `percent`, `low`, `high`
    (percent, 95 percent), `rows`. What the data cannot give is missing.
    """

    coefficients: pd.DataFrame
    predictions: pd.DataFrame


_COEFFICIENTS = ["slope", "odds_ratio", "standard_error", "low", "high", "p_value", "items", ROWS]
_PREDICTIONS = ["year", "percent", "low", "high", ROWS]


def logistic_through(points: pd.DataFrame, years: Iterable[float]) -> LogisticTrend:
    """The logistic curve through two published fitted values: a model, no observation.

    `points` has `year` (with decimals), `value` (percent, between 0 and 100) and `rows`.
    The log odds of a logistic model are a line in time, so two of its values fix the line;
    errors and p value are not to be had from them and are missing. With less than two
    points both tables are empty. Raises ValueError for more than two, two of one year, or
    a share of 0 or 100 percent, whose log odds are infinite.

    Source of the model: D. W. Hosmer and S. Lemeshow, Applied Logistic Regression (1989).
    """
    if len(points) < 2:
        return LogisticTrend(
            pd.DataFrame(columns=_COEFFICIENTS), pd.DataFrame(columns=_PREDICTIONS)
        )
    (first, last), rows = _two(points), join_rows(points[ROWS])
    slope = (log_odds(last[1]) - log_odds(first[1])) / (last[0] - first[0])
    nan = float("nan")
    coefficients = pd.DataFrame(
        [[slope, math.exp(slope), nan, nan, nan, nan, nan, rows]], columns=_COEFFICIENTS
    )
    predictions = pd.DataFrame(
        [
            [year, percent(log_odds(first[1]) + slope * (year - first[0])), nan, nan, rows]
            for year in years
        ],
        columns=_PREDICTIONS,
    )
    return LogisticTrend(coefficients, predictions)


def logistic_trend(records: pd.DataFrame, years: Iterable[float]) -> LogisticTrend:
    """A logistic regression of `hit` on time, fitted to records by maximum likelihood.

    `records` has one row an item: `year` (with decimals), `hit` (true or false) and `rows`.
    Where all items are hits, none is, or all are of one time, no trend can be fitted and
    both tables are empty; so too where time separates hits from misses altogether, since
    the likelihood then has no maximum.

    Intervals are Wald's, at 95 percent, on the scale of log odds. Source: D. W. Hosmer and
    S. Lemeshow, Applied Logistic Regression (1989); computed by statsmodels (GLM, binomial
    family).
    """
    empty = LogisticTrend(pd.DataFrame(columns=_COEFFICIENTS), pd.DataFrame(columns=_PREDICTIONS))
    hit = records["hit"].astype(float)
    if hit.nunique() < 2 or records["year"].nunique() < 2 or _is_separated(records):
        return empty
    centre = float(records["year"].mean())
    fit = _fit(records["year"] - centre, hit)
    rows = join_rows(records[ROWS])
    slope, error = float(fit.params.iloc[1]), float(fit.bse.iloc[1])
    low, high = (math.exp(slope + sign * _Z * error) for sign in (-1, 1))
    p_value = float(fit.pvalues.iloc[1])
    values = [slope, math.exp(slope), error, low, high, p_value, len(records), rows]
    predictions = [_predicted(fit, year, year - centre, rows) for year in years]
    return LogisticTrend(
        pd.DataFrame([values], columns=_COEFFICIENTS),
        pd.DataFrame(predictions, columns=_PREDICTIONS),
    )


def log_odds(share: float) -> float:
    """The log odds of a share in percent. Raises ValueError for 0, 100 and beyond."""
    if not 0 < share < 100:
        raise ValueError(f"a share of {in_digits(share)} percent has no finite log odds")
    return math.log(share / (100 - share))


def percent(odds_log: float) -> float:
    """The share in percent that has these log odds."""
    if odds_log < 0:
        return 100 * math.exp(odds_log) / (1 + math.exp(odds_log))
    return 100 / (1 + math.exp(-odds_log))


def _two(points: pd.DataFrame) -> list[tuple[float, float]]:
    pairs = sorted(zip(points["year"].astype(float), points["value"].astype(float), strict=True))
    if len(pairs) != 2 or pairs[0][0] == pairs[1][0]:
        raise ValueError("two values of two times fix a logistic curve")
    return pairs


def _is_separated(records: pd.DataFrame) -> bool:
    hits = records["hit"].astype(bool)
    yes, no = records.loc[hits, "year"], records.loc[~hits, "year"]
    return bool(yes.min() >= no.max() or no.min() >= yes.max())


def _fit(time: pd.Series, hit: pd.Series) -> Any:
    # Imported from where they live: statsmodels.api loads all of the package.
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    design = pd.DataFrame({"constant": 1.0, "time": time.astype(float)})
    return GLM(hit, design, family=Binomial()).fit()


def _predicted(fit: Any, year: float, time: float, rows: tuple[str, ...]) -> list[Any]:
    import numpy as np

    point = np.array([1.0, time])
    middle = float(point @ fit.params.to_numpy())
    spread = _Z * math.sqrt(float(point @ fit.cov_params().to_numpy() @ point))
    return [year, percent(middle), percent(middle - spread), percent(middle + spread), rows]
