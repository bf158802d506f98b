"""Dated stages of several standards under one another, each with its word and date."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import new_axes, set_title, write_by
from standards_report.display.figures.palette import INK, WIDTH
from standards_report.display.figures.style import color
from standards_report.display.figures.time_axis import year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.observations import in_words, parse_span

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_CHARACTER = 0.062  # inches, of the labels
_WRAP = 70  # characters of a title in the width of a figure
_LINE, _LANE = 0.16, 0.96  # inches: a line of a title; a lane with labels on both sides
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Words that fit beside a point; the caption says what they stand for.
SHORT_STAGES = {
    "approved as project": "project",
    "registered in work program": "program",
    "committee draft registered": "draft",
    "DIS registered": "DIS",
}
_LAST = ("approved", "published")


def stage_timeline(data: pd.DataFrame, *, label: str) -> Figure:
    """Draws a lane for each `title`, with its stages as points and their stated dates as bars.

    `data` has `title`, `event`, `date` and `follows`, in order of time within a title. A line
    joins two stages only where `follows` says that no other stage lies between them.
    """
    from matplotlib.ticker import MultipleLocator

    titles = {title: textwrap.wrap(title, _WRAP) for title in dict.fromkeys(data["title"])}
    height = sum(_LANE + _LINE * len(lines) for lines in titles.values())
    figure, axes = new_axes(height + 0.7)
    spans = [parse_span(written) for written in data["date"]]
    years = min(span.first.year for span in spans), max(span.last.year for span in spans) + 1
    scale = (WIDTH - 0.3) / (years[1] - years[0] + 0.8)
    y = 0.0
    for title, lines in titles.items():
        for line in lines:
            axes.text(years[0] - 0.4, y, line, va="center", color=INK, fontsize=8.5)
            y += _LINE
        _lane(axes, y + 0.38, data[data["title"] == title], scale)
        y += _LANE
    axes.set(xlim=(years[0] - 0.4, years[1] + 0.4), ylim=(height - 0.05, -0.12))
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MultipleLocator(2))
    set_title(figure, label)
    return figure


def _lane(axes: Axes, y: float, stages: pd.DataFrame, scale: float) -> None:
    taken = {-1: float("-inf"), 1: float("-inf")}  # right ends of labels above and below
    before = 0.0
    for stage in stages.to_dict("records"):
        start, end = year_span(stage["date"])
        middle = (start + end) / 2
        last = stage["event"] in _LAST
        shade = color(1 if last else 0)
        if stage["follows"]:
            axes.plot([before, middle], [y, y], color=color(0), linewidth=2)
        axes.plot([start, end], [y, y], color=shade, linewidth=4, alpha=0.35)
        point = axes.plot(middle, y, "s" if last else "o", color=shade)
        say_value(point, f"{stage['title']}: {stage['event']}, {in_words(stage['date'])}")
        lines = SHORT_STAGES.get(stage["event"], stage["event"]), _short(stage["date"])
        half = max(map(len, lines)) * _CHARACTER / 2 / scale
        side = -1 if taken[-1] <= taken[1] or middle - half > taken[-1] else 1
        taken[side] = middle + half
        _label(axes, "\n".join(lines), (middle, y), side, shade)
        before = middle


def _label(axes: Axes, text: str, point: tuple[float, float], side: int, shade: str) -> None:
    write_by(
        axes, text, point, (0, -7 * side), shade,
        across="center", up="bottom" if side < 0 else "top", fontsize=8, linespacing=1.05,
    )  # fmt: skip


def _short(written: str) -> str:
    parts = written.split("-")
    if "/" in written or len(parts) == 1:
        return written
    return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
