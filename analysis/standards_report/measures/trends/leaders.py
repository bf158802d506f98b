"""Which of several countries leads in what."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

TIED = ""


def leaders(table: pd.DataFrame, by: str, country: str = "country") -> pd.DataFrame:
    """The country with the largest `value` in each group of `by`.

    `table` has `by`, `country`, `value` (one unit within a group) and `rows`. Returns one
    row a group, in order of appearance: `by`, `leader` (empty where several are level),
    `margin` (largest minus second largest; NaN where only one country is stated) and
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
