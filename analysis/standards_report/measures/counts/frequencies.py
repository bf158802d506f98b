"""How many rows say what: counts of statements, for tables that hold no numbers."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS
from standards_report.measures.shares.shares import shares


def frequencies(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Counts the rows of `table` for each value of `by`, the most frequent first.

    `table` has `by` and `rows`. Returns one row a value, ties in order of appearance:
    `by`, `value` (count), `percent` (of all rows) and `rows`.
    """
    return shares(table[[by, ROWS]].assign(value=1), [by])
