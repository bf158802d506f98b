"""Statements over time that are points for one country and ranges for another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.canvas import new_axes, say_what_is_missing, set_title
from standards_report.display.quoting import stated_words
from standards_report.display.style import colour, marker
from standards_report.display.time_axis import whole_years, year_span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LONG = 3  # years from which on words stand above a period and not beside it
# Lines alone: a hatch of dots is drawn as thousands of curves.
_HATCHES = ("////", "----", "\\\\\\\\", "xxxx", "||||", "++++")


def stated_spans(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
) -> Figure:
    """Points with a bar over their period, and ranges as areas; no line between statements.

    `data` has `country`, `date`, `value`, `low`, `high`, `qualifier` and `unit`; at least one
    of its rows is of a country in `names`, which gives the countries in order with the names
    to print. A range is hatched from its lowest to its highest number over its whole period,
    since its source does not say which year had which. `label` names quantity and unit.
    """
    figure, axes = new_axes(2.9)
    top = float(data[["value", "high"]].max().max())
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(0, top * 1.18))
    for rank, (code, name) in enumerate(names.items()):
        rows = data[data["country"] == code]
        for row, words in zip(rows.to_dict("records"), stated_words(rows), strict=True):
            start, end = year_span(row["date"])
            span = start, min(end, years[1] + 1.0)
            if pd.isna(row["value"]):
                _area(axes, span, (row["low"], row["high"]), f"{name} {words}", rank)
            else:
                around = rows.loc[(rows["low"] <= row["value"]) & (row["value"] <= rows["high"])]
                lift = float(around["high"].max()) if len(around) else row["value"]
                _point(axes, span, (row["value"], lift), f"{name} {words}", rank)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    say_what_is_missing(axes, names, set(data["country"]))
    set_title(figure, label)
    axes.xaxis.set_major_locator(whole_years(years))
    return figure


def _area(
    axes: Axes, span: tuple[float, float], ends: tuple[float, float], text: str, rank: int
) -> None:
    shade = colour(rank)
    axes.fill_between(
        span,
        ends[0],
        ends[1],
        facecolor="none",
        edgecolor=shade,
        linewidth=0.8,
        hatch=_HATCHES[rank % len(_HATCHES)],
        hatch_linewidth=0.5,
    )
    _write(axes, text, (span[0], ends[1]), (0, 4), shade, "left", "bottom")


def _point(
    axes: Axes, span: tuple[float, float], at: tuple[float, float], text: str, rank: int
) -> None:
    """A point at `at[0]`, and its words beside its period; above `at[1]` where that is higher."""
    shade, (value, lift) = colour(rank), at
    axes.plot(span, [value, value], color=shade, linewidth=3, alpha=0.35)
    axes.plot(sum(span) / 2, value, marker(rank), color=shade, clip_on=False)
    if lift > value or span[1] - span[0] > _LONG:
        _write(axes, text, (span[1], lift), (0, 4), shade, "right", "bottom")
    elif sum(span) < sum(axes.get_xlim()):
        _write(axes, text, (span[1], value), (4, 0), shade, "left", "center")
    else:
        _write(axes, text, (span[0], value), (-4, 0), shade, "right", "center")


def _write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    away: tuple[float, float],
    shade: str,
    across: str,
    up: str,
) -> None:
    axes.annotate(
        text,
        at,
        xytext=away,
        textcoords="offset points",
        ha=across,
        va=up,
        color=shade,
        fontweight="semibold",
    )
