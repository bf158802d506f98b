"""Rows counted by group, and rows in the order of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import parse_span

if TYPE_CHECKING:
    import pandas as pd


def tally(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Counts the rows of `table` that share the same values of the columns `by`.

    `table` has the columns `by` and `rows`. Returns one row a group, in order of
    appearance: the columns `by`, `value` (count) and `rows`.
    """
    grouped = table.groupby(by, sort=False)
    counted = grouped.agg(value=(ROWS, "size"), **{ROWS: (ROWS, join_rows)})
    return counted.reset_index()


def in_date_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sorts the rows by their written `date`, the earliest first.

    A period counts from its first day, and of dates that begin on one day the more precise one
    comes first. Rows with equal dates keep their order; rows without a date come last.
    """

    def place(date: str) -> tuple[bool, str, str]:
        if not date:
            return True, "", ""
        span = parse_span(date)
        return False, span.first.isoformat(), span.last.isoformat()

    order = sorted(range(len(table)), key=lambda index: place(table["date"].iloc[index]))
    return table.iloc[order].reset_index(drop=True)
