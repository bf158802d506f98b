"""Numbers with their intervals, a line each, about a line for neither more nor less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.axes import new_axes, set_title
from standards_report.display.figures.palette import MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import NOT_IN_SOURCES, in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 0.2  # inches
_TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)


def interval_lines(data: pd.DataFrame, focus: Sequence[str], *, line: str, label: str) -> Figure:
    """Draws a point and its interval for each row, by sections, on a scale of ratios.

    `data` has `section`, `name`, `country`, `value`, `low`, `high` (all missing where nothing is
    published) and `words`, in order. The line at one has the words `line` below the axes. The
    countries in `focus` have their colors, the others are gray.
    """
    sections = list(dict.fromkeys(data["section"]))
    figure, axes = new_axes(0.8 + _LINE * (len(data) + len(sections)))
    places: list[int] = []
    names: list[str] = []
    place = 0
    for section in sections:
        axes.annotate(
            section,
            (0, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=MUTED,
            fontstyle="italic",
            fontsize=8.5,
        )
        first = place + 0.5
        for row in data[data["section"] == section].to_dict("records"):
            place += 1
            places.append(place)
            names.append(str(row["name"]))
            _draw(axes, place, row, focus)
        # The line for neither more nor less leaves out the headings, which it would cross.
        axes.plot([1, 1], [first, place + 0.5], color=MUTED, linewidth=1)
        place += 1
    axes.set_xscale("log")
    known = [value for value in [*data["low"], *data["high"], 1] if isfinite(value) and value > 0]
    axes.set(xlim=(min(known) / 1.2, max(known) * 1.2), ylim=(place - 0.4, -0.6))
    shown = [tick for tick in _TICKS if min(known) / 1.2 <= tick <= max(known) * 1.2]
    axes.set_xticks(shown, [in_print(tick) for tick in shown])
    axes.set_xticks([], minor=True)
    axes.set_yticks(places, names)
    axes.set_xlabel(line, loc="left", color=MUTED)
    axes.grid(axis="y", visible=False)
    set_title(figure, label)
    return figure


def _draw(axes: Axes, place: int, row: Mapping[Any, Any], focus: Sequence[str]) -> None:
    code, value = row["country"], float(row["value"])
    shade = color(list(focus).index(code)) if code in focus else MUTED
    if not isfinite(value):
        axes.annotate(
            NOT_IN_SOURCES,
            (0, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=MUTED,
            fontsize=8.5,
        )
        return
    marks = axes.plot([row["low"], row["high"]], [place, place], color=shade, linewidth=1.6)
    marks += axes.plot(value, place, "o", color=shade, markersize=5)
    say_value(marks, f"{row['section']}, {row['name']}: {row['words']}")
