"""How far shares lie from their mean, in percentage points."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def deviation_from_mean(table: pd.DataFrame, by: list[str], weight: str = "") -> pd.DataFrame:
    """Each share less the mean share of its group: 0 is the mean, positive above it.

    `table` has the columns in `by` (a year, for instance), `value` (percent), `rows`, and
    `weight` where one is named: the whole of which `value` is a share (all Contributions to
    a study group). Weighted, the mean is the share in all wholes together, which is how the
    CIRA report sets the level of a year (Appendix 1, text on its Figure 10); without a
    weight it is the plain mean. Returns the table with `mean` (percent), `deviation`
    (percentage points) and `rows` of the whole group, since the mean rests on all of it.
    """
    weights = table[weight] if weight else pd.Series(1.0, index=table.index)
    totals = (table["value"] * weights).groupby([table[name] for name in by]).transform("sum")
    wholes = weights.groupby([table[name] for name in by]).transform("sum")
    result = table.assign(mean=totals / wholes.where(wholes != 0))
    result["deviation"] = result["value"] - result["mean"]
    result[ROWS] = _of_group(table, by)
    return result


def deviation_from(shares: pd.DataFrame, mean: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """Each published share less the published mean of the same time and country.

    Both tables have the columns `on`, `value` (percent) and `rows`; `mean` has one row a
    combination of `on`. Shares without a published mean are left out. Returns `shares` with
    `mean` (percent), `deviation` (percentage points) and the rows of both.
    """
    means = mean[[*on, "value", ROWS]].rename(columns={"value": "mean", ROWS: "mean_rows"})
    both = shares.merge(means, on=on, how="inner", validate="many_to_one")
    both["deviation"] = both["value"] - both["mean"]
    both[ROWS] = [join_rows(pair) for pair in zip(both[ROWS], both["mean_rows"], strict=True)]
    return both.drop(columns="mean_rows")


def _of_group(table: pd.DataFrame, by: list[str]) -> list[tuple[str, ...]]:
    behind = table.groupby(by, sort=False)[ROWS].agg(join_rows).to_dict()
    keys = table[by[0]] if len(by) == 1 else zip(*(table[name] for name in by), strict=True)
    return [behind[key] for key in keys]
