"""Places in an order, and how they changed."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def ranks(table: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """The place of each row by `value` within its group: 1 has the most.

    `table` has the columns in `within`, `value` and `rows`. Rows that are level share the
    better place, as in a sport's table (1, 2, 2, 4). Adds `rank` and `level` (how many rows
    share the place); a row without a value has no rank.
    """
    grouped = table.groupby(within, sort=False)["value"]
    ranked = table.assign(rank=grouped.rank(method="min", ascending=False))
    ranked["level"] = ranked.groupby([*within, "rank"])["rank"].transform("size")
    return ranked


def rank_change(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """First and last place of each `key` over the dates of the table.

    `table` has `key`, `date` (ISO, one form), `value` (one row a key and date) and `rows`.
    Only those present at both the first and the last date are ranked, so that a newcomer
    moves nobody. Returns `key`, `first`, `last`, `change` (places gained: positive is up)
    and `rows`, in the order of the last date.
    """
    ends = table[table["date"].isin([table["date"].min(), table["date"].max()])]
    if ends["date"].nunique() < 2:
        return pd.DataFrame(columns=[key, "first", "last", "change", ROWS])
    kept = ends.groupby(key)["date"].transform("nunique") == 2
    placed = ranks(ends[kept].sort_values("date", kind="stable"), ["date"])
    result = placed.groupby(key, sort=False).agg(
        first=("rank", "first"), last=("rank", "last"), **{ROWS: (ROWS, join_rows)}
    )
    result["change"] = result["first"] - result["last"]
    result = result.reset_index().sort_values("last", kind="stable", ignore_index=True)
    return result[[key, "first", "last", "change", ROWS]]
