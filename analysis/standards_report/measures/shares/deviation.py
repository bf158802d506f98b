"""How far shares lie from a published mean, in percentage points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


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
