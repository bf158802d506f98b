"""The forms that figures of this report take. Each returns a figure and draws only data."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.style import colour, marker
from standards_report.display.style_names import GRID, INK, MUTED, WIDTH
from standards_report.display.time_axis import whole_years, year_span
from standards_report.display.words import in_print, listing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def _subplots(height: float) -> tuple[Figure, Axes]:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(WIDTH, height))


def stated_points(
    data: pd.DataFrame, names: Mapping[str, str], *, years: tuple[int, int], label: str
) -> Figure:
    """Single statements over time: a point each, a bar over its period, no line between.

    `data` has `country`, `date` and `value`; `names` gives the countries in order with the
    names to print; `label` names the quantity and its unit.
    """
    figure, axes = _subplots(2.9)
    for rank, (code, name) in enumerate(names.items()):
        rows = data[data["country"] == code]
        for date, value in zip(rows["date"], rows["value"], strict=True):
            start, end = year_span(date)
            axes.plot([start, end], [value, value], color=colour(rank), linewidth=3, alpha=0.35)
            middle = (start + end) / 2
            axes.plot(middle, value, marker(rank), color=colour(rank), clip_on=False)
            _label_point(axes, f"{name} {in_print(value)}", middle, value, years, colour(rank))
    top = data["value"].max()
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(0, top * 1.18 if top > 0 else 1))
    _say_what_is_missing(axes, data, names)
    _set_title(figure, label)
    axes.xaxis.set_major_locator(whole_years(years))
    return figure


def _set_title(figure: Figure, label: str) -> None:
    """What the figure counts, from its left edge on; broken where it would not fit."""
    title = textwrap.fill(label, 58)
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=9.5)


def _label_point(
    axes: Axes, text: str, x: float, y: float, years: tuple[int, int], shade: str
) -> None:
    right = x < (years[0] + years[1]) / 2
    axes.annotate(
        text,
        (x, y),
        xytext=(7 if right else -7, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        color=shade,
        fontweight="semibold",
    )


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

    `data` has `country`, the column `by`, and `value`.
    """
    step = 0.8 / max(len(names), 1)
    figure, axes = _subplots(0.75 + 0.24 * len(names) * len(order) + 0.1 * len(order))
    top = data["value"].max() if len(data) else 0
    for rank, (code, name) in enumerate(names.items()):
        rows = data[data["country"] == code].set_index(by)["value"]
        for place, group in enumerate(order):
            at = place + (rank - (len(names) - 1) / 2) * step
            value = rows.get(group, float("nan"))
            stated = pd.notna(value)
            axes.barh(at, value if stated else 0, height=step * 0.86, color=colour(rank))
            text = f"{name} {in_print(value, unit, digits)}"
            axes.annotate(
                text,
                (value if stated else 0, at),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                color=colour(rank) if stated else MUTED,
                fontweight="semibold" if stated else "normal",
            )
    axes.set_yticks(range(len(order)), order)
    axes.set(xlim=(0, top * 1.42 if top > 0 else 1), ylim=(len(order) - 0.5, -0.5))
    if not top > 0:
        axes.set_xticks([])
    axes.grid(axis="y", visible=False)
    _set_title(figure, label)
    axes.axvline(0, color=GRID, linewidth=0.8)
    return figure


def _say_what_is_missing(axes: Axes, data: pd.DataFrame, names: Mapping[str, str]) -> None:
    absent = [name for code, name in names.items() if code not in set(data["country"])]
    if absent:
        text = textwrap.fill(f"No number published for {listing(absent)}", 58)
        axes.set_xlabel(text, loc="left", color=MUTED)
    if len(absent) == len(names):
        axes.set_yticks([])
