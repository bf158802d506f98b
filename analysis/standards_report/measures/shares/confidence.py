"""Confidence intervals of shares, where the items counted are treated as a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

import pandas as pd

CONFIDENCE = 0.95


def with_wilson(
    table: pd.DataFrame, part: str, whole: str, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """Adds to each row the share of `part` in `whole` and its Wilson score interval.

    `table` has the counts `part` and `whole`. Adds `percent`, `low` and `high` (percent, 0
    to 100); all three are missing where a count is missing or the whole is zero. Raises
    ValueError where a part is negative or larger than its whole.

    The interval tells how far the share could be off if the items were a random sample of
    those that the same process would bring forth. Where all items were counted there is no
    sampling error, and the interval only shows how much chance could do. Source: E. B.
    Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of
    the American Statistical Association 22 (1927); computed by statsmodels.
    """
    parts, wholes = table[part].astype(float), table[whole].astype(float)
    known = parts.notna() & wholes.notna() & (wholes != 0)
    if ((parts < 0) | (parts > wholes))[known].any():
        raise ValueError(
            f"`{part}` has to lie between 0 and `{whole}`: correct the rows or columns"
        )
    bounds = [
        _wilson(count, size, confidence) if is_known else (float("nan"), float("nan"))
        for count, size, is_known in zip(parts, wholes, known, strict=True)
    ]
    return table.assign(
        percent=(parts / wholes.where(known) * 100),
        low=pd.Series([low for low, _ in bounds], index=table.index, dtype=float),
        high=pd.Series([high for _, high in bounds], index=table.index, dtype=float),
    )


def wilson(part: float, whole: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The ends of the Wilson score interval of `part` in `whole`, in percent, 0 to 100.

    Both are counts, the whole above zero and no smaller than the part. What the interval tells
    and where the method comes from: see `with_wilson`.
    """
    return _wilson(part, whole, confidence)


def chance_of_order(more: int, less: int, ratio: float = 1.0) -> float:
    """How likely chance alone sets two counts so far apart: a probability, 0 to 1.

    `more` and `less` are counts of independent events, `ratio` is what the first would be as a
    multiple of the second if the order did not hold. Given their sum, `more` then follows a
    binomial distribution with the share ratio / (1 + ratio); the test is exact and has two
    sides. Source: J. Przyborowski and H. Wilenski, Homogeneity of Results in Testing Samples from
    Poisson Series, Biometrika 31 (1940); computed by statsmodels. Raises ValueError for negative
    counts.
    """
    from statsmodels.stats.proportion import binom_test

    if min(more, less) < 0 or ratio <= 0:
        raise ValueError("counts and their ratio cannot be negative: correct them")
    if more + less == 0:
        return 1.0
    test = cast("Callable[..., float]", binom_test)
    return min(float(test(more, more + less, prop=ratio / (1 + ratio))), 1.0)


def _wilson(part: float, whole: float, confidence: float) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint

    confint = cast("Callable[..., Iterable[float]]", proportion_confint)
    low, high = confint(part, whole, alpha=1 - confidence, method="wilson")
    # Rounding can carry a bound slightly beyond 0 or 1.
    return max(float(low), 0.0) * 100, min(float(high), 1.0) * 100
