"""Parts of a whole in percent."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def shares(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sums `value` by the columns `by` and gives each sum as percent of all of them.

    `table` has `value` (one unit throughout) and `rows`. Returns one row a group, largest
    first and ties in order of appearance: the columns `by`, `value`, `percent` (0 to 100;
    NaN where the sum of all is zero) and `rows`.
    """
    grouped = table.groupby(by, sort=False, as_index=False)
    summed = grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    whole = summed["value"].sum()
    summed["percent"] = summed["value"] / whole * 100 if whole else float("nan")
    return summed.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def percent_of(part: float | None, whole: float | None) -> float | None:
    """`part` in percent of `whole`; None where either is missing or the whole is zero."""
    if part is None or not whole or pd.isna(part) or pd.isna(whole):
        return None
    return part / whole * 100


def shares_of_total(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Each country's count in percent of the published total with the same keys.

    `table` has the columns in `keys` (such as body, measure and date), `country` (empty in
    the row of the total), `value` (one unit within a group of keys) and `rows`. Returns one
    row a country and group that has a total: the keys, `country`, `value`, `total`,
    `percent` and `rows` (of the count and of the total).
    """
    is_total = table["country"] == ""
    totals = table.loc[is_total, [*keys, "value", ROWS]]
    totals = totals.rename(columns={"value": "total", ROWS: "total_rows"})
    both = table[~is_total].merge(totals, on=keys, how="inner")
    both["percent"] = both["value"] / both["total"].where(both["total"] != 0) * 100
    both[ROWS] = [join_rows(pair) for pair in zip(both[ROWS], both["total_rows"], strict=True)]
    return both[[*keys, "country", "value", "total", "percent", ROWS]]
