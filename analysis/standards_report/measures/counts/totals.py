"""Published totals and the sums of their published parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


def compare_totals(table: pd.DataFrame, keys: Iterable[str], part: str, total: str) -> pd.DataFrame:
    """Sets each published total beside the sum of its parts.

    `table` has the columns in `keys`, a column `part` that names the part of each row
    (`total` for the total itself), `value` (one unit throughout) and `rows`. Returns one
    row a published total that has parts: the keys, `total`, `parts`, `difference`
    (total minus parts, same unit) and `rows`.
    """
    keys = list(keys)
    is_total = table[part] == total
    totals = table[is_total].set_index(keys)
    grouped = table[~is_total].groupby(keys, sort=False)
    parts = grouped.agg(parts=("value", "sum"), part_rows=(ROWS, join_rows))
    both = totals.join(parts, how="inner").reset_index()
    both[ROWS] = [join_rows(pair) for pair in zip(both[ROWS], both["part_rows"], strict=True)]
    both = both.rename(columns={"value": "total"})
    both["difference"] = both["total"] - both["parts"]
    return both[[*keys, "total", "parts", "difference", ROWS]]
