"""Numbers over ordered steps that are no dates, as releases: one panel a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.axes import set_title, write_by
from standards_report.display.figures.palette import INK, WIDTH
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE, _PANEL, _FOOT = 0.6, 1.05, 0.55  # inches
_ASIDE = 0.13  # of a step, by which the points of two kinds stand apart
_APART = 10  # points of type between the words of two kinds


def points_by_step(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    by: str,
    order: Sequence[str],
    kinds: Mapping[str, str],
    label: str,
    steps: str,
) -> Figure:
    """Draws shares as points over the steps in `order`, in one panel for each country.

    `data` has `country`, the columns `by` (a step) and `step` (its words), `kind`, `percent` and
    `percent_most`; a thin line leads from the one to the other where they differ. `names` gives
    the panels in order, `kinds` the kinds of number with the words of the key: the first is drawn
    full, the second hollow. The last number of each kind is written beside its point. Panels share
    one scale from zero, and `steps` names the axis below. No line joins two points.
    """
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    size = (WIDTH, _TITLE + _PANEL * len(names) + _FOOT)
    figure, grid = plt.subplots(
        len(names), 1, sharex=True, sharey=True, squeeze=False, figsize=size
    )
    places = {step: place for place, step in enumerate(order)}
    for rank, (axes, (code, name)) in enumerate(zip(grid[:, 0], names.items(), strict=True)):
        own = data[(data["country"] == code) & data[by].isin(places)]
        axes.set_title(name, loc="left", color=color(rank), fontweight="semibold", pad=2)
        ends: list[tuple[float, float]] = []
        for place, kind in enumerate(kinds):
            rows = own[own["kind"] == kind].assign(place=lambda rows: rows[by].map(places))
            points = rows.sort_values("place", kind="stable").to_dict("records")
            aside = (place - (len(kinds) - 1) / 2) * 2 * _ASIDE
            _draw(axes, points, aside, color(rank), place, f"{name}, {kinds[kind]}")
            ends += [(row["place"] + _ASIDE, row["percent"]) for row in points[-1:]]
        _write_last(axes, ends, color(rank))
        axes.tick_params(axis="x", length=0)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: in_print(number, "percent")))
    top = float(data["percent_most"].max())
    grid[-1, 0].set(xlim=(-0.6, len(order) + 1.2), ylim=(0, top * 1.12 if top > 0 else 1))
    grid[-1, 0].set_xticks(range(len(order)), order)
    grid[-1, 0].set_xlabel(steps)
    set_title(figure, label)
    _add_key(figure, kinds)
    return figure


def _draw(
    axes: Axes, rows: list[dict[Any, Any]], aside: float, shade: str, rank: int, name: str
) -> None:
    for row in rows:
        x, value, most = row["place"] + aside, row["percent"], row["percent_most"]
        if most > value:
            axes.plot([x, x], [value, most], color=shade, linewidth=1, alpha=0.6)
        point = axes.plot(
            x,
            value,
            marker(rank),
            color=shade,
            fillstyle="none" if rank else "full",
            markersize=4.5,
            clip_on=False,
        )
        say_value(point, f"{name}, {row['step']}: {in_print(value, 'percent', 1)}")


def _write_last(axes: Axes, numbers: Sequence[tuple[float, float]], shade: str) -> None:
    """Writes the last number of each kind beside its point, the higher one above the lower."""
    ordered = sorted(numbers, key=lambda point: point[1])
    for place, (x, number) in enumerate(ordered):
        away = (place - (len(ordered) - 1) / 2) * _APART
        text = in_print(number, "percent", 1)
        write_by(axes, text, (x, number), (6, away), shade, fontsize=8.5)


def _add_key(figure: Figure, kinds: Mapping[str, str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            marker=marker(rank),
            color=INK,
            linestyle="",
            fillstyle="none" if rank else "full",
            label=words,
        )
        for rank, words in enumerate(kinds.values())
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=1, handletextpad=0.2)
