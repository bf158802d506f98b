"""Statements of the same time: within one period, and parts beside the whole of their time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import parse_span


def share_of_time(parts: pd.DataFrame, wholes: pd.DataFrame) -> pd.DataFrame:
    """Each part in percent of the whole whose date overlaps its own.

    Both tables have `date`, `value` (one unit) and `rows`. Returns the parts that have such a
    whole, with `whole`, `whole_date`, `percent` (0 to 100 where the part belongs to the
    whole) and `rows` of both. A part for December 2012 thus goes with a whole for 2012. Parts
    without a whole of their time are left out, and no number is carried to another date. Of
    several wholes that overlap, the one with the nearest first day is used.
    """
    results = []
    for part in parts.to_dict("records"):
        whole = _whole_of(part["date"], wholes)
        if whole is None or not whole["value"]:
            continue
        percent = part["value"] / whole["value"] * 100
        rows = join_rows([part[ROWS], whole[ROWS]])
        added = {"whole": whole["value"], "whole_date": whole["date"], "percent": percent}
        results.append(part | added | {ROWS: rows})
    names = [name for name in parts.columns if name != ROWS]
    return pd.DataFrame(results, columns=[*names, "whole", "whole_date", "percent", ROWS])


def within_period(table: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows of `table` whose written `date` lies within the period."""
    inside = [lies_within(date, period) for date in table["date"]]
    return table[pd.Series(inside, index=table.index, dtype=bool)]


def lies_within(date: str, period: str) -> bool:
    """Whether all days that a written date can mean lie within a written period."""
    inner, outer = parse_span(date), parse_span(period)
    return outer.first <= inner.first and inner.last <= outer.last


def _whole_of(date: str, wholes: pd.DataFrame) -> dict[Hashable, Any] | None:
    span = parse_span(date)
    best, distance = None, -1
    for whole in wholes.to_dict("records"):
        whole_span = parse_span(whole["date"])
        if whole_span.first <= span.last and span.first <= whole_span.last:
            days = abs((whole_span.first - span.first).days)
            if best is None or days < distance:
                best, distance = whole, days
    return best
