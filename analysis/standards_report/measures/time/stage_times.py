"""Dated stages of standards: their order, their sequence, and the months between them."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import STAGES, months_between, parse_span


def dated_stages(events: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The dated stages of each standard in order; a repeated statement counts once.

    `events` has `keys` (the standard), `event`, `date` and `rows`. Returns one row a stage:
    `keys`, `event`, `date`, `follows` (whether the stated stage before it is also the one
    before it in STAGES, so that no stage lies between), `months` (whole months since the first
    stated stage; NaN where either date names no month) and `rows`. Standards with one dated
    stage are left out.
    """
    rows = events[(events["date"] != "") & events["event"].isin(STAGES)]
    grouped = rows.groupby([*keys, "event", "date"], sort=False, as_index=False)
    rows = grouped.agg(**{ROWS: (ROWS, join_rows)})
    rows["rank"] = rows["event"].map(STAGES.index)
    rows = rows.sort_values("rank", kind="stable")
    blocks = [_with_months(block) for _, block in rows.groupby(keys, sort=False) if len(block) > 1]
    columns = [*keys, "event", "date", "follows", "months", ROWS]
    if not blocks:
        return pd.DataFrame(columns=columns)
    blocks.sort(key=lambda block: parse_span(block["date"].iloc[0]))
    return pd.concat(blocks, ignore_index=True)[columns]


def _with_months(block: pd.DataFrame) -> pd.DataFrame:
    first = block["date"].iloc[0]
    return block.assign(
        follows=block["rank"].diff().eq(1),
        months=[months_between(first, date) for date in block["date"]],
    )


def whole_way(stages: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The months from the first to the last dated stage of each standard.

    `stages` is a result of `dated_stages`. Returns `keys`, `first` and `last` (stages), `months`
    between them (NaN where a date names no month) and `rows`.
    """
    grouped = stages.groupby(keys, sort=False, as_index=False)
    return grouped.agg(
        first=("event", "first"),
        last=("event", "last"),
        months=("months", lambda months: months.iloc[-1]),
        **{ROWS: (ROWS, join_rows)},
    )
