"""Statements of the same number for a coarse and for a fine date, which count as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.time.matching import lies_within
from standards_report.observations import parse_span

if TYPE_CHECKING:
    import pandas as pd


def most_precise(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Joins statements of one value where the date of one lies within that of the other.

    `table` has the columns in `keys`, `date`, `value` and `rows`. A statement for `2021` and
    one for `2021-11` with the same value are one row dated `2021-11`, which rests on the rows
    of both. A coarse statement that fits several finer ones joins the finest of them.
    Statements without a value stay as they are. The remaining rows keep their order.
    """
    kept = table.reset_index(drop=True)
    rows: list[tuple[str, ...]] = list(kept[ROWS])
    dates: list[str] = list(kept["date"])
    joined: set[int] = set()
    grouped = kept[kept["value"].notna()].groupby([*keys, "value"], sort=False)
    for indexes in grouped.groups.values():
        ordered = sorted((int(index) for index in indexes), key=lambda index: _days(dates[index]))
        for rank, coarse in enumerate(ordered):
            within = (
                index
                for index in ordered[:rank]
                if index not in joined and lies_within(dates[index], dates[coarse])
            )
            finer = next(within, None)
            if finer is not None:
                rows[finer] = join_rows([rows[finer], rows[coarse]])
                joined.add(coarse)
    kept[ROWS] = rows
    return kept.drop(index=sorted(joined)).reset_index(drop=True)


def _days(date: str) -> int:
    span = parse_span(date)
    return (span.last - span.first).days
