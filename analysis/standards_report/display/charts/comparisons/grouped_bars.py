"""Bars in groups: one group for each category, one bar for each country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    answer_with,
    in_order,
)
from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.palette import GRID, MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import digits_in_print, rows_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle


def grouped_bars(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    by: str,
    order: Sequence[str],
    label: str,
    unit: str = "count",
    digits: int = 0,
    more: Mapping[str, str] | None = None,
) -> Figure:
    """Draws horizontal bars: one group for each of `order`, one bar for each country.

    `data` has `country`, the column `by`, and `value` (of `unit`). A number has the decimals
    that its `rows` print, and `digits` where it was computed. A country without a number is
    named below the axes. Without any number the figure is a panel that says "Not in our sources".
    Countries of `more` have no bar; a reader of the page may choose them.
    """
    stated = set(data.loc[data["value"].notna(), "country"]) & set(names)
    if not stated:
        return none_published(names, label=label)
    shown = [(rank, code) for rank, code in enumerate(names) if code in stated]
    figure, axes = new_axes(0.75 + 0.24 * len(shown) * len(order) + 0.1 * len(order))
    step = 0.8 / len(shown)
    top = max(filter(isfinite, data.loc[data["country"].isin(names), "value"]), default=0)
    answered = _points(data, {**names, **(more or {})}, by, order, unit, digits)
    for line, (rank, code) in enumerate(shown):
        for point in answered[code]:
            y = point.x + (line - (len(shown) - 1) / 2) * step
            text = f"{names[code]} {point.printed}"
            bar = _bar(axes, y, point.y, text, color(rank), step * 0.86)
            say_value(bar, point.said)
    axes.set_yticks(range(len(order)), order)
    axes.set(xlim=(0, top * 1.42 if top > 0 else 1), ylim=(len(order) - 0.5, -0.5))
    if not top > 0:
        axes.set_xticks([])
    axes.grid(axis="y", visible=False)
    say_what_is_missing(axes, names, stated)
    set_title(figure, label)
    axes.axvline(0, color=GRID, linewidth=0.8)
    known = {code: name for code, name in names.items() if code in stated}
    answer_with(
        figure,
        Answer(
            form="bars",
            title=label,
            x=AnswerAxis(unit="", places=tuple(order)),
            y=AnswerAxis(unit=unit),
            series=in_order(known, more or {}),
            points=tuple(point for code in [*known, *(more or {})] for point in answered[code]),
        ),
    )
    return figure


def _points(
    data: pd.DataFrame,
    names: Mapping[str, str],
    by: str,
    order: Sequence[str],
    unit: str,
    digits: int,
) -> dict[str, list[AnswerPoint]]:
    """For each country its number in each group, as it is printed and said."""
    found: dict[str, list[AnswerPoint]] = {}
    for code, name in names.items():
        own = {row[by]: row for row in data[data["country"] == code].to_dict("records")}
        found[code] = []
        for place, group in enumerate(order):
            row = own.get(group, {"value": float("nan")})
            value = float(row["value"])
            printed = in_print(value, unit, digits_in_print(value, rows_of(row), digits))
            found[code].append(
                AnswerPoint(
                    series=code,
                    x=place,
                    y=value if isfinite(value) else None,
                    printed=printed,
                    said=f"{group}: {name} {printed}",
                )
            )
    return found


def _bar(
    axes: Axes, y: float, value: float | None, text: str, shade: str, height: float
) -> list[Rectangle]:
    """Draws a bar with its words, or writes the words alone where there is no number."""
    if value is None:
        write_by(axes, text, (0, y), (5, 0), MUTED)
        return []
    write_by(axes, text, (value, y), (5, 0), shade, fontweight="semibold")
    return [*axes.barh(y, value, height=height, color=shade)]
