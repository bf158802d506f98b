"""Figures of other sources beside the nearest statements of the main source."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.bounds import half_digit
from standards_report.observations import parse_span

WITHIN, BELOW, ABOVE = "between them", "below both", "above both"
BELOW_ONE, ABOVE_ONE, EQUAL_ONE = "below it", "above it", "equal to it"


def bracket(figures: pd.DataFrame, statements: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Sets each figure beside the last statement before it and the first one after it.

    Both tables have the columns in `keys`, `date`, `value` and `rows`. A statement counts as
    before a figure where its period starts no later, else as after it. Returns the figures that
    have a statement with the same keys, with `before_date`, `before`, `after_date`, `after`,
    `standing` (between both statements, below or above them, or how the figure compares with
    the only one) and the rows of all. A figure in percent is compared within its rounding (see
    `half_digit`). Nothing is interpolated: any number between two statements fits them.
    """
    results = []
    for figure in figures.to_dict("records"):
        same = statements
        for key in keys:
            same = same[same[key] == figure[key]]
        if same.empty:
            continue
        start = parse_span(figure["date"]).first
        ordered = same.assign(start=[parse_span(date).first for date in same["date"]])
        ordered = ordered.sort_values("start", kind="stable")
        before = ordered[ordered["start"] <= start].tail(1).to_dict("records")
        after = ordered[ordered["start"] > start].head(1).to_dict("records")
        sides = _sides("before", before) | _sides("after", after)
        near = [statement["value"] for statement in (*before, *after)]
        slack = half_digit(figure["value"]) if figure.get("unit") == "percent" else 0.0
        standing = _standing(figure["value"], near, slack)
        rows = join_rows([figure[ROWS], *(statement[ROWS] for statement in (*before, *after))])
        results.append(figure | sides | {"standing": standing, ROWS: rows})
    added = ["before_date", "before", "after_date", "after", "standing"]
    columns = [*(name for name in figures.columns if name != ROWS), *added, ROWS]
    return pd.DataFrame(results, columns=columns)


def _sides(name: str, found: list[dict[Hashable, Any]]) -> dict[Hashable, Any]:
    statement = found[0] if found else {"date": "", "value": float("nan")}
    return {f"{name}_date": statement["date"], name: statement["value"]}


def _standing(value: float, near: list[float], slack: float) -> str:
    is_alone = len(near) == 1
    if value + slack < min(near):
        return BELOW_ONE if is_alone else BELOW
    if value - slack > max(near):
        return ABOVE_ONE if is_alone else ABOVE
    return EQUAL_ONE if is_alone else WITHIN
