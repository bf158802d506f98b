"""Dated marks on lines of their own: when things happened, one line a subject."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import LINE, new_axes, set_title, write_by
from standards_report.display.figures.palette import GRID, MUTED
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEAD, _TEXT, _GAP = 0.16, 0.2, 0.13  # inches: a line of a name, texts at marks, between lines
_UP, _DOWN = 7, -7  # points from a mark to its text


def event_timeline(
    data: pd.DataFrame,
    lines: Mapping[str, str],
    kinds: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
) -> Figure:
    """Draws one line for each of `lines`, with a mark for every dated row of `data`.

    `data` has `line` (a key of `lines`), `kind` (a key of `kinds`), `date` and `text` (what
    stands at the mark). `lines` and `kinds` give the words to print, in order. The texts of
    the first kind stand above the line, those of the others below, so that marks close to
    each other stay readable. A date that covers a year or more is a bar over its period. On a
    line without any date stands "no date stated".
    """
    places = _places(data, lines, next(iter(kinds)))
    height = places[-1][1] + _TEXT + _GAP if places else _TEXT
    figure, axes = new_axes(0.75 + height)
    for (key, name), (top, place) in zip(lines.items(), places, strict=True):
        rows = data[data["line"] == key]
        axes.axhline(place, color=GRID, linewidth=1, zorder=0)
        axes.text(
            0, top, _wrapped(name), transform=axes.get_yaxis_transform(),
            va="top", fontweight="semibold", fontsize=8.5,
        )  # fmt: skip
        for row in rows.to_dict("records"):
            _mark(axes, row, place, list(kinds).index(str(row["kind"])), years)
        if rows.empty:
            _say_undated(axes, place)
    _finish(axes, height, years)
    set_title(figure, label)
    return figure


def _places(data: pd.DataFrame, lines: Mapping[str, str], above: str) -> list[tuple[float, float]]:
    """Where the name and the line of each subject stand, in inches from the top."""
    places, y = [], 0.0
    for key, name in lines.items():
        kinds = set(data.loc[data["line"] == key, "kind"])
        line = y + _HEAD * (_wrapped(name).count("\n") + 1) + (_TEXT if above in kinds else 0.1)
        places.append((y, line))
        y = line + (_TEXT if kinds != {above} else 0.06) + _GAP
    return places


def _wrapped(name: str) -> str:
    return textwrap.fill(name, LINE)


def _mark(
    axes: Axes, row: Mapping[object, object], place: float, rank: int, years: tuple[int, int]
) -> None:
    start, end = year_span(str(row["date"]))
    end = min(end, years[1] + 1)
    middle = (start + end) / 2
    axes.plot([start, end], [place, place], color=color(rank), linewidth=4, alpha=0.4)
    point = axes.plot(middle, place, marker(rank), color=color(rank))
    say_value(point, f"{row['text']}: {in_words(str(row['date']))}")
    share = (middle - years[0]) / (years[1] + 1 - years[0])
    side = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    away, up = ((0, _UP), "bottom") if rank == 0 else ((0, _DOWN), "top")
    write_by(
        axes, str(row["text"]), (middle, place), away, color(rank), across=side, up=up, fontsize=8
    )


def _say_undated(axes: Axes, place: float) -> None:
    first = axes.get_yaxis_transform()
    write_by(
        axes, "no date stated", (0, place), (0, _DOWN), MUTED, up="top", fontsize=8, xycoords=first
    )


def _finish(axes: Axes, height: float, years: tuple[int, int]) -> None:
    axes.set(xlim=(years[0] - 0.1, years[1] + 1.1), ylim=(height, 0))
    axes.set_yticks([])
    axes.set_xticks([year + 0.5 for year in range(years[0], years[1] + 1)])
    axes.set_xticklabels([str(year) for year in range(years[0], years[1] + 1)])
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False)
