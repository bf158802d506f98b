"""The change of a quantity from its first to its last statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


def change(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The first and the last statement of each group, their difference and their ratio.

    `table` has the columns in `keys`, `date` (ISO, one form within a group), `value` and
    `rows`. Returns one row a group: the keys, `first_date`, `first`, `last_date`, `last`,
    `difference` (unit of value), `times` (last over first; infinite where first is zero),
    `rows`, and separately `first_rows` and `last_rows`. A group with one date only has `last`,
    and the other numbers are missing.
    """
    ordered = table.sort_values("date", kind="stable")
    grouped = ordered.groupby(keys, sort=False)
    result = grouped.agg(
        first_date=("date", "first"),
        first=("value", "first"),
        last_date=("date", "last"),
        last=("value", "last"),
        first_rows=(ROWS, "first"),
        last_rows=(ROWS, "last"),
    ).reset_index()
    stated_twice = result["first_date"] != result["last_date"]
    result["first"] = result["first"].where(stated_twice)
    result["first_date"] = result["first_date"].where(stated_twice, "")
    result["difference"] = result["last"] - result["first"]
    result["times"] = result["last"] / result["first"].where(result["first"] != 0)
    result.loc[result["first"] == 0, "times"] = float("inf")
    result[ROWS] = [
        join_rows(pair) for pair in zip(result["first_rows"], result["last_rows"], strict=True)
    ]
    return result
