"""Dated marks on lines of their own: when things happened, one line a subject."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.style import colour, marker
from standards_report.display.style_names import GRID, INK, MUTED, WIDTH
from standards_report.observations import parse_span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DAYS = 365.25
_LINE = 0.88  # inches between two subjects
_UP, _DOWN = 7, -7  # points from a mark to its text


def dated_marks(
    data: pd.DataFrame,
    lines: Mapping[str, str],
    kinds: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
) -> Figure:
    """One line for each of `lines`, with a mark for every dated row of `data`.

    `data` has `line` (a key of `lines`), `kind` (a key of `kinds`), `date` and `text` (what
    stands at the mark). `lines` and `kinds` give the words to print, in order. The texts of
    the first kind stand above the line, those of the others below, so that marks close to
    each other stay readable. A date that covers a year or more is a bar over its period. A
    line without any date says so.
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(WIDTH, 0.75 + _LINE * max(len(lines), 1)))
    for place, (key, name) in enumerate(lines.items()):
        rows = data[data["line"] == key]
        axes.axhline(place, color=GRID, linewidth=1, zorder=0)
        axes.annotate(
            textwrap.fill(name, 58),
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(0, 20),
            textcoords="offset points",
            va="bottom",
            fontweight="semibold",
            fontsize=8.5,
        )
        for row in rows.to_dict("records"):
            _mark(axes, row, place, list(kinds).index(str(row["kind"])), years)
        if rows.empty:
            _say_undated(axes, place)
    _finish(axes, len(lines), years)
    figure.suptitle(textwrap.fill(label, 58), x=0.01, ha="left", color=INK, fontsize=9.5)
    return figure


def _mark(
    axes: Axes, row: Mapping[object, object], place: int, rank: int, years: tuple[int, int]
) -> None:
    span = parse_span(str(row["date"]))
    start = span.first.year + (span.first.timetuple().tm_yday - 1) / _DAYS
    end = min(span.last.year + span.last.timetuple().tm_yday / _DAYS, years[1] + 1)
    middle = (start + end) / 2
    axes.plot([start, end], [place, place], color=colour(rank), linewidth=4, alpha=0.4)
    axes.plot(middle, place, marker(rank), color=colour(rank))
    share = (middle - years[0]) / (years[1] + 1 - years[0])
    axes.annotate(
        str(row["text"]),
        (middle, place),
        xytext=(0, _UP if rank == 0 else _DOWN),
        textcoords="offset points",
        ha="left" if share < 0.2 else "right" if share > 0.8 else "center",
        va="bottom" if rank == 0 else "top",
        color=colour(rank),
        fontsize=8,
    )


def _say_undated(axes: Axes, place: int) -> None:
    axes.annotate(
        "no date stated",
        (0, place),
        xycoords=("axes fraction", "data"),
        xytext=(0, _DOWN),
        textcoords="offset points",
        va="top",
        color=MUTED,
        fontsize=8,
    )


def _finish(axes: Axes, lines: int, years: tuple[int, int]) -> None:
    axes.set(xlim=(years[0], years[1] + 1), ylim=(lines - 0.45, -0.8))
    axes.set_yticks([])
    axes.set_xticks([year + 0.5 for year in range(years[0], years[1] + 1)])
    axes.set_xticklabels([str(year) for year in range(years[0], years[1] + 1)])
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False)
