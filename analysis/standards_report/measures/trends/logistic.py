"""Logistic trends of a share: fitted to records, or through two published fitted values.

A trend is a model. Its values between and after the data are not observations.
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
    """A fitted trend: `coefficients` has one row, `predictions` one a year; without a fit, none.

    Columns of `coefficients`: `slope` (log odds a year), `odds_ratio` (a year),
    `standard_error` (of the slope), `low` and `high` (95 percent, of the odds ratio),
    `p_value`, `items`, `rows`. Columns of `predictions`: `year`, `percent`, `low`, `high`
    (percent, 95 percent), `rows`. Numbers that the data cannot give are missing.
    """

    coefficients: pd.DataFrame
    predictions: pd.DataFrame


_COEFFICIENTS = ["slope", "odds_ratio", "standard_error", "low", "high", "p_value", "items", ROWS]
_PREDICTIONS = ["year", "percent", "low", "high", ROWS]


def logistic_through(points: pd.DataFrame, years: Iterable[float]) -> LogisticTrend:
    """The logistic curve through two published fitted values: a model, not an observation.

    `points` has `year` (with decimals), `value` (percent, between 0 and 100) and `rows`.
    The log odds of a logistic model are a line in time, so two of its values fix the line.
    Errors and the p value cannot be derived from them and are missing. With less than two
    points both tables are empty. Raises ValueError for more than two points, for two points of
    one year, and for a share of 0 or 100 percent, whose log odds are infinite.

    Source of the model: D. W. Hosmer and S. Lemeshow, Applied Logistic Regression (1989).
    """
    if len(points) < 2:
        return _no_trend()
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
    Both tables are empty where no trend can be fitted: where all items or no items are hits,
    where all are of one time, and where time separates hits from misses completely, since the
    likelihood then has no maximum.

    Intervals are Wald's, at 95 percent, on the scale of log odds. Source: D. W. Hosmer and
    S. Lemeshow, Applied Logistic Regression (1989); computed by statsmodels (GLM, binomial
    family).
    """
    hit = records["hit"].astype(float)
    if hit.nunique() < 2 or records["year"].nunique() < 2 or _is_separated(records):
        return _no_trend()
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


def _no_trend() -> LogisticTrend:
    """Tables without rows whose columns have types: beside tables with rows, numbers stay that."""

    def empty(columns: Iterable[str]) -> pd.DataFrame:
        types = {name: "object" if name == ROWS else "float64" for name in columns}
        return pd.DataFrame(columns=list(columns)).astype(types)

    return LogisticTrend(empty(_COEFFICIENTS), empty(_PREDICTIONS))


def log_odds(share: float) -> float:
    """The log odds of a share in percent. Raises ValueError for 0, 100 and beyond."""
    if not 0 < share < 100:
        text = in_digits(share)
        raise ValueError(f"a share of {text} percent has no finite log odds: leave it out")
    return math.log(share / (100 - share))


def percent(odds_log: float) -> float:
    """The share in percent that has these log odds."""
    if odds_log < 0:
        return 100 * math.exp(odds_log) / (1 + math.exp(odds_log))
    return 100 / (1 + math.exp(-odds_log))


def _two(points: pd.DataFrame) -> list[tuple[float, float]]:
    pairs = sorted(zip(points["year"].astype(float), points["value"].astype(float), strict=True))
    if len(pairs) != 2 or pairs[0][0] == pairs[1][0]:
        times = points["year"].nunique()
        what = f"not {len(pairs)} of {times}"
        raise ValueError(f"a logistic curve needs two values of two different times, {what}")
    return pairs


def _is_separated(records: pd.DataFrame) -> bool:
    hits = records["hit"].astype(bool)
    yes, no = records.loc[hits, "year"], records.loc[~hits, "year"]
    return bool(yes.min() >= no.max() or no.min() >= yes.max())


def _fit(time: pd.Series, hit: pd.Series) -> Any:
    # Imported from their own modules, since statsmodels.api loads the whole package.
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
