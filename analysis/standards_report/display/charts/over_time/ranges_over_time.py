"""Statements over time that are points for one country and ranges for another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import stated_words
from standards_report.observations import in_words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STRONG: dict[str, Any] = {"fontweight": "semibold"}
_LONG = 3  # years: words stand above a longer period, and beside a shorter one
_LINE = 11  # points from one line of words to the next
# Only lines: SVG holds a hatch of dots as thousands of curves.
_HATCHES = ("////", "\\\\\\\\", "xxxx", "||||", "++++", "----")


class _Said(NamedTuple):
    """A range (`low` to `high`) or a number (`high` alone) of a time, and the words beside it."""

    date: str
    low: float | None
    high: float
    words: str
    inside: list[tuple[str, float]]


class _Beside(NamedTuple):
    """Words beside a point, whose country has that rank."""

    span: tuple[float, float]
    value: float
    text: str
    rank: int


def ranges_over_time(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
) -> Figure:
    """Draws numbers as points with a bar over their period, and ranges as hatched areas.

    `data` has `country`, `date`, `value`, `low`, `high`, `qualifier` and `unit`. `names` gives
    the countries in order with the names to print; at least one row of `data` is about one of
    them. A range is hatched from its lowest to its highest number over its whole period, since
    its source does not say which year had which number. No line joins two statements. `label`
    names the quantity and its unit.
    """
    figure, axes = new_axes(2.9)
    top = float(data[["value", "high"]].max().max())
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(0, top * 1.18))
    beside: list[_Beside] = []
    for rank, (code, name) in enumerate(names.items()):
        for said in _said_of(data[data["country"] == code], name):
            start, end = year_span(said.date)
            span = start, min(end, years[1] + 1.0)
            if said.low is None:
                mark = _point(axes, span, said.high, rank)
                beside.append(_Beside(span, said.high, said.words, rank))
            else:
                mark = _area(axes, span, (said.low, said.high), said.words, rank)
                for inside, value in said.inside:
                    point = _point(axes, year_span(inside), value, rank)
                    say_value([point], f"{name}, {in_words(inside)}: {in_print(value)}")
            say_value([mark], f"{said.words}, {in_words(said.date)}")
    _write_beside(axes, beside)
    axes.yaxis.set_major_formatter(lambda number, _: in_print(number))
    say_what_is_missing(axes, names, set(data["country"]))
    set_title(figure, label)
    axes.xaxis.set_major_locator(whole_years(years))
    return figure


def _said_of(rows: pd.DataFrame, name: str) -> list[_Said]:
    """The statements on one country. A number within a range of its time shares its words."""
    areas, points = [], []
    for row, words in zip(rows.to_dict("records"), stated_words(rows), strict=True):
        if pd.isna(row["value"]):
            areas.append(_Said(row["date"], row["low"], row["high"], f"{name} {words}", []))
        else:
            points.append((row["date"], row["value"], words))
    for date, value, words in points:
        around = next((area for area in areas if _lies_in(date, value, area)), None)
        if around:
            index = areas.index(around)
            words = f"{around.words}, {words}"
            areas[index] = around._replace(words=words, inside=[*around.inside, (date, value)])
        else:
            areas.append(_Said(date, None, value, f"{name} {words}", []))
    return areas


def _lies_in(date: str, value: float, area: _Said) -> bool:
    start, end = year_span(date)
    first, last = year_span(area.date)
    in_time = first <= start and end <= last
    return area.low is not None and in_time and area.low <= value <= area.high


def _area(
    axes: Axes, span: tuple[float, float], ends: tuple[float, float], text: str, rank: int
) -> Artist:
    shade = color(rank)
    area = axes.fill_between(
        span,
        ends[0],
        ends[1],
        facecolor="none",
        edgecolor=shade,
        linewidth=0.8,
        hatch=_HATCHES[rank % len(_HATCHES)],
        hatch_linewidth=0.5,
    )
    write_by(axes, text, (span[0], ends[1]), (0, 4), shade, up="bottom", **_STRONG)
    return area


def _point(axes: Axes, span: tuple[float, float], value: float, rank: int) -> Artist:
    shade = color(rank)
    axes.plot(span, [value, value], color=shade, linewidth=3, alpha=0.35)
    (point,) = axes.plot(sum(span) / 2, value, marker(rank), color=shade, clip_on=False)
    return point


def _write_beside(axes: Axes, points: list[_Beside]) -> None:
    """Writes the words of points beside their period, or above a long one.

    Words of one period stand a line apart: numbers of several countries may be close.
    """
    free: dict[tuple[float, float], float] = {}  # where the next words of a period may stand
    to_points = 72 / axes.get_figure(root=True).dpi  # type: ignore[union-attr]
    for span, value, text, rank in sorted(points, key=lambda point: point.value):
        shade = color(rank)
        if span[1] - span[0] > _LONG:
            write_by(
                axes, text, (span[1], value), (0, 4), shade, across="right", up="bottom", **_STRONG
            )
            continue
        level = axes.transData.transform((span[0], value))[1] * to_points
        lift = max(0.0, free.get(span, level) - level)
        free[span] = level + lift + _LINE
        if sum(span) < sum(axes.get_xlim()):
            write_by(axes, text, (span[1], value), (4, lift), shade, **_STRONG)
        else:
            write_by(axes, text, (span[0], value), (-4, lift), shade, across="right", **_STRONG)
