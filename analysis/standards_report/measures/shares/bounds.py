"""Shares of quantities that a source states as ranges or bounds.

A stated number is an interval: `more than 65` runs from 65 to infinity, `at most 2` from 0 to
2, and a range from `low` to `high`. The share of a part in a whole is then the interval from the
least part of the largest whole to the largest part of the least whole: division in interval
arithmetic (R. E. Moore, Interval Analysis, 1966). Open and closed ends are not told apart:
`more than` and `at least` give the same interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from standards_report.decimals import decimals
from standards_report.measures.attached_rows import ROWS, join_rows

_FROM_BELOW = ("less than", "at most")
_FROM_ABOVE = ("more than", "at least")


def interval(value: float, low: float, high: float, qualifier: str) -> tuple[float, float]:
    """The least and the largest number that a statement allows; infinite without a limit.

    Quantities of this report cannot be negative, so a bound from above begins at zero.
    """
    if qualifier == "range":
        return low, high
    if qualifier in _FROM_BELOW:
        return 0.0, value
    if qualifier in _FROM_ABOVE:
        return value, float("inf")
    return value, value


def percent_within(parts: pd.DataFrame, wholes: pd.DataFrame) -> pd.DataFrame:
    """Each part in percent of the one whole, as an interval from 0 to 100.

    `parts` has `country`, `date` and the columns of a statement (`value`, `low`, `high`,
    `qualifier`), `rows`; `wholes` has one row of the same columns of a statement. Returns
    `country`, `date`, `low`, `high` (percent; equal where both are single numbers),
    `qualifier` (exact, about, range, at least or at most, the last two with " about" where one
    of the numbers is) and `rows` (of part and whole); no row where there is no whole. Raises
    ValueError where `wholes` has more than one row.
    """
    if len(wholes) > 1:
        raise ValueError(f"there are {len(wholes)} wholes: select the one that the parts belong to")
    if wholes.empty:
        return _table([])
    whole = wholes.to_dict("records")[0]
    least, most = _interval_of(whole)
    results: list[tuple[object, ...]] = []
    for part in parts.to_dict("records"):
        low, high = _interval_of(part)
        share = (_quotient(low, most), _quotient(high, least))
        is_about = "about" in (part["qualifier"], whole["qualifier"])
        rows = join_rows([part[ROWS], whole[ROWS]])
        results.append((part["country"], part["date"], *share, _named(*share, is_about), rows))
    return _table(results)


def stated_percent(table: pd.DataFrame) -> pd.DataFrame:
    """Published shares in the form of `percent_within`.

    `table` has `country`, `date`, the columns of a statement in percent, and `rows`.
    """
    results: list[tuple[object, ...]] = []
    for row in table.to_dict("records"):
        low, high = _interval_of(row)
        ends = (min(low, 100.0), min(high, 100.0))
        named = _named(*ends, row["qualifier"] == "about")
        results.append((row["country"], row["date"], *ends, named, row[ROWS]))
    return _table(results)


def counted_percent(counted: pd.DataFrame, by: str = "percent") -> pd.DataFrame:
    """Shares that were counted from records in the form of `percent_within`.

    `counted` has `country`, `date`, the share of a whole in the column `by`, and `rows`.
    """
    return _table(
        [
            (row["country"], row["date"], row[by], row[by], "exact", row[ROWS])
            for row in counted.to_dict("records")
        ]
    )


def _table(results: list[tuple[object, ...]]) -> pd.DataFrame:
    """A table with typed columns, also where it is empty: pandas would type them as objects."""
    columns = ["country", "date", "low", "high", "qualifier", ROWS]
    return pd.DataFrame(results, columns=columns).astype({"low": float, "high": float})


def implied_whole(part: float, percent: float, rounding: float) -> tuple[float, float]:
    """The least and the largest whole of which `part` is `percent`, plus or minus `rounding`.

    The largest is infinite where the share may be rounded from zero.
    """
    least = part / (percent + rounding) * 100
    most = part / (percent - rounding) * 100 if percent > rounding else float("inf")
    return least, most


def half_digit(percent: float) -> float:
    """Half the unit of the last decimal of a share: the most that rounding can have moved it."""
    return float(0.5 / 10 ** decimals(percent))


def implied_wholes(parts: pd.DataFrame, shares: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The whole behind each part whose share the same source states for the same time.

    Both tables have the columns in `keys`, `value` (a count; percent) and `rows`. A share is
    known to half of its last printed digit (see `half_digit`). Returns the keys,
    `low`, `high` (of the whole) and `rows` of both.
    """
    pairs = parts.merge(shares, on=keys, suffixes=("", "_share"))
    results = []
    for pair in pairs.to_dict("records"):
        share = float(pair["value_share"])
        ends = implied_whole(pair["value"], share, half_digit(share))
        rows = join_rows([pair[ROWS], pair[f"{ROWS}_share"]])
        results.append((*(pair[key] for key in keys), *ends, rows))
    return pd.DataFrame(results, columns=[*keys, "low", "high", ROWS])


def _interval_of(statement: Mapping[Any, Any]) -> tuple[float, float]:
    value, low, high = (float(statement[name]) for name in ("value", "low", "high"))
    return interval(value, low, high, str(statement["qualifier"]))


def _quotient(part: float, whole: float) -> float:
    """Percent, between 0 and 100: 0 of an infinite whole, 100 of a whole of zero."""
    if part == 0 or whole == float("inf"):
        return 0.0
    return 100.0 if whole == 0 else min(part / whole * 100, 100.0)


def _named(low: float, high: float, is_about: bool) -> str:
    if low == high:
        return "about" if is_about else "exact"
    if low > 0 and high < 100:
        return "range"
    return ("at most" if low == 0 else "at least") + (" about" if is_about else "")
