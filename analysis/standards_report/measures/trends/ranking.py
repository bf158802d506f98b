"""Ranks by value, and which country is first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

TIED = ""


def ranks(table: pd.DataFrame, within: Sequence[str] = (), by: str = "value") -> pd.DataFrame:
    """The rank of each row by the column `by`, within its group or in the whole table.

    `table` has the columns in `within` and the numbers `by`. Rank 1 has the largest number;
    rows with equal numbers share the better rank (standard competition ranking: 1, 2, 2, 4).
    Adds `rank` and `level` (how many rows share the rank); a row without a number has no rank.
    """
    groups = list(within)
    numbers = table.groupby(groups, sort=False)[by] if groups else table[by]
    ranked = table.assign(rank=numbers.rank(method="min", ascending=False))
    ranked["level"] = ranked.groupby([*groups, "rank"])["rank"].transform("size")
    return ranked


def leaders(table: pd.DataFrame, by: str, country: str = "country") -> pd.DataFrame:
    """The country with the largest `value` in each group of `by`.

    `table` has `by`, `country`, `value` (one unit within a group) and `rows`. Returns one
    row a group, in order of appearance: `by`, `leader` (empty where several countries are
    level), `margin` (largest minus second largest; NaN where only one country is stated) and
    `rows` (of all countries compared).
    """
    results = []
    for key, group in table.groupby(by, sort=False):
        ranked = group.sort_values("value", ascending=False, kind="stable")
        margin = (
            ranked["value"].iloc[0] - ranked["value"].iloc[1] if len(ranked) > 1 else float("nan")
        )
        leader = TIED if margin == 0 else ranked[country].iloc[0]
        results.append((key, leader, margin, join_rows(ranked[ROWS])))
    return pd.DataFrame(results, columns=[by, "leader", "margin", ROWS])
