"""A chronology: things with a date, each on its own line, from the first to the last."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import new_axes
from standards_report.display.figures.palette import GRID, INK, MUTED
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import end_of, start_of
from standards_report.display.figures.tooltips import say_value
from standards_report.observations import in_words, parse_span

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

_LINE = 0.145  # inches
_CHARACTERS = 34  # of a label at its size, beside the axis of a figure
_LABELS = 0.5  # the part of the width that the labels take


def chronology(data: pd.DataFrame, *, years: tuple[int, int], label: str, hollow: str) -> Figure:
    """Draws a point for each dated thing, or a bar over its stated period, in the order of `data`.

    `data` has `name`, `date` and `is_hollow`. The date of a hollow point means something else,
    which `hollow` explains. An open period runs to the end of the axis.
    """
    names = [textwrap.fill(name, _CHARACTERS) for name in data["name"]]
    heights = [_LINE * (name.count("\n") + 1) + 0.09 for name in names]
    height = sum(heights) + 0.85
    figure, axes = new_axes(height, layout="none")
    figure.subplots_adjust(left=_LABELS, right=0.97, top=1 - 0.35 / height, bottom=0.5 / height)
    places, down = [], 0.0
    for part in heights:
        places.append(down + part / 2)
        down += part
    for place, row in zip(places, data.to_dict("records"), strict=True):
        point = _draw(axes, row["date"], place, years[1] + 1, hollow=bool(row["is_hollow"]))
        say_value(point, f"{row['name']}: {in_words(row['date'])}")
    axes.set_yticks(places, names, fontsize=7.8, linespacing=1.1)
    axes.set(ylim=(down, 0), xlim=(years[0] - 0.2, years[1] + 1))
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=INK, pad=4)
    _name_years(axes, years)
    figure.suptitle(label, x=0.01, y=1 - 0.05 / height, ha="left", va="top", fontsize=9.5)
    if data["is_hollow"].any():
        figure.text(0.01, 0.05 / height, f"Hollow: {hollow}", color=MUTED, fontsize=8, va="bottom")
    return figure


def _draw(axes: Axes, date: str, place: float, end: float, *, hollow: bool) -> list[Line2D]:
    span = parse_span(date)
    first, last = start_of(span.first), min(end_of(span.last), end)
    shade = color(0)
    axes.plot([first, last], [place, place], color=shade, linewidth=3, alpha=0.35)
    face = "none" if hollow else shade
    open_end = last == end and "/" in date
    middle = first if open_end else (first + last) / 2
    axes.axhline(place, color=GRID, linewidth=0.5, zorder=0)
    return axes.plot(middle, place, marker(0), color=shade, markerfacecolor=face, clip_on=False)


def _name_years(axes: Axes, years: tuple[int, int]) -> None:
    """Puts the name of each year in the middle of the space that the year takes."""
    every = 2 if years[1] - years[0] > 8 else 1
    shown = range(years[0], years[1] + 1, every)
    axes.set_xticks(range(years[0], years[1] + 2), [""] * (years[1] - years[0] + 2))
    axes.set_xticks([year + 0.5 for year in shown], [str(year) for year in shown], minor=True)
    axes.tick_params(axis="x", which="minor", length=0, labelsize=8)
    axes.tick_params(axis="x", which="major", length=3)
