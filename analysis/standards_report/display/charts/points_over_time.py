"""The forms that figures of this report take. Each returns a figure and draws only data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.palette import GRID, MUTED
from standards_report.display.figures.placeholder import none_published
from standards_report.display.figures.style import colour, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import digits_in_print, digits_of, rows_of
from standards_report.observations import in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle


def stated_points(
    data: pd.DataFrame, names: Mapping[str, str], *, years: tuple[int, int], label: str
) -> Figure:
    """Single statements over time: a point each, a bar over its period, no line between.

    `data` has `country`, `date` and `value`; `names` gives the countries in order with the
    names to print; `label` names the quantity and its unit. Without any statement the figure
    is a panel that says so.
    """
    stated = set(data["country"]) & set(names)
    if not stated:
        return none_published(names, label=label)
    figure, axes = new_axes(2.9)
    for rank, (code, name) in enumerate(names.items()):
        for row in data[data["country"] == code].to_dict("records"):
            date, value = row["date"], row["value"]
            said = in_print(value, digits=digits_of(value, rows_of(row)))
            start, end = year_span(date)
            axes.plot([start, end], [value, value], color=colour(rank), linewidth=3, alpha=0.35)
            middle = (start + end) / 2
            point = axes.plot(middle, value, marker(rank), color=colour(rank), clip_on=False)
            say_value(point, f"{name}, {in_words(date)}: {said}")
            _label_point(axes, f"{name} {said}", middle, value, years, colour(rank))
    top = data["value"].max()
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(0, top * 1.18 if top > 0 else 1))
    say_what_is_missing(axes, names, stated)
    set_title(figure, label)
    axes.xaxis.set_major_locator(whole_years(years))
    return figure


def _label_point(
    axes: Axes, text: str, x: float, y: float, years: tuple[int, int], shade: str
) -> None:
    right = x < (years[0] + years[1]) / 2
    away, side = ((7, 0), "left") if right else ((-7, 0), "right")
    write_by(axes, text, (x, y), away, shade, across=side, fontweight="semibold")


def paired_bars(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    by: str,
    order: Sequence[str],
    label: str,
    unit: str = "count",
    digits: int = 0,
) -> Figure:
    """Horizontal bars, one group for each of `order`, one bar for each country.

    `data` has `country`, the column `by`, and `value`; a number has the decimals that its `rows`
    print, and `digits` where it was computed. A country without any number is named below the
    axes; without a number of any country the figure is a panel that says so.
    """
    stated = set(data.loc[data["value"].notna(), "country"]) & set(names)
    if not stated:
        return none_published(names, label=label)
    shown = [(rank, code) for rank, code in enumerate(names) if code in stated]
    figure, axes = new_axes(0.75 + 0.24 * len(shown) * len(order) + 0.1 * len(order))
    step, top = 0.8 / len(shown), max(filter(isfinite, data["value"]), default=0)
    for line, (rank, code) in enumerate(shown):
        own = {row[by]: row for row in data[data["country"] == code].to_dict("records")}
        for place, group in enumerate(order):
            at = place + (line - (len(shown) - 1) / 2) * step
            row = own.get(group, {"value": float("nan")})
            value = row["value"]
            said = in_print(value, unit, digits_in_print(value, rows_of(row), digits))
            text = f"{names[code]} {said}"
            bar = _bar(axes, at, value, text, colour(rank), step * 0.86)
            say_value(bar, f"{group}: {text}")
    axes.set_yticks(range(len(order)), order)
    axes.set(xlim=(0, top * 1.42 if top > 0 else 1), ylim=(len(order) - 0.5, -0.5))
    if not top > 0:
        axes.set_xticks([])
    axes.grid(axis="y", visible=False)
    say_what_is_missing(axes, names, stated)
    set_title(figure, label)
    axes.axvline(0, color=GRID, linewidth=0.8)
    return figure


def _bar(
    axes: Axes, at: float, value: float, text: str, shade: str, height: float
) -> list[Rectangle]:
    """A bar with its words, or the words alone where there is no number."""
    if not isfinite(value):
        write_by(axes, text, (0, at), (5, 0), MUTED)
        return []
    write_by(axes, text, (value, at), (5, 0), shade, fontweight="semibold")
    return [*axes.barh(at, value, height=height, color=shade)]
