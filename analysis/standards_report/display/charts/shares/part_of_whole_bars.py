"""Parts of wholes as bars: how much of each whole, a bar a country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    answer_with,
    in_order,
)
from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title
from standards_report.display.figures.palette import GRID, INK, MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 0.19  # inches, of a line of text or a bar
_ROOM = 70  # percent of the axis, for the counts to the right of the bars


def part_of_whole_bars(data: pd.DataFrame, names: Mapping[str, str], *, label: str) -> Figure:
    """Draws for each `item` a bar to the whole, filled as far as each country's part reaches.

    `data` has `item` (in order), `country`, `value` and `whole` (counts), and `percent`; `names`
    gives the countries in order with the names to print. An item without a published part of
    any of them shows its whole alone.
    """
    items = list(dict.fromkeys(data["item"]))
    bars = data[data["country"].isin(names) & data["percent"].notna()]
    count = sum(1.3 + max(1, int((bars["item"] == item).sum())) for item in items)
    figure, axes = new_axes(0.75 + _LINE * count)
    points: list[AnswerPoint] = []
    y = 0.0
    for item in items:
        axes.text(0, y, item, va="center", ha="left", color=INK, fontsize=8.5)
        y += 1
        own = bars[bars["item"] == item]
        if own.empty:
            whole = data.loc[data["item"] == item, "whole"].max()
            _bar(axes, y, 0, f"{in_print(whole)} in all", MUTED, item)
            y += 1
        for rank, (code, name) in enumerate(names.items()):
            for row in own[own["country"] == code].itertuples():
                part = f"{in_print(row.value)} of {in_print(row.whole)}"
                said = _bar(axes, y, row.percent, f"{name} {part}", color(rank), item)
                points.append(
                    AnswerPoint(
                        series=code, x=items.index(item), y=row.percent, printed=part, said=said
                    )
                )
                y += 1
        y += 0.3
    axes.set(xlim=(0, 100 + _ROOM), ylim=(y - 0.5, -0.7))
    axes.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_bounds(0, 100)
    set_title(figure, label)
    stated = set(bars["country"])
    say_what_is_missing(axes, names, stated)
    if points:
        answer_with(
            figure,
            Answer(
                form="bars",
                title=label,
                x=AnswerAxis(unit="", places=tuple(items)),
                y=AnswerAxis(unit="percent"),
                series=in_order({code: names[code] for code in names if code in stated}, {}),
                points=tuple(points),
            ),
        )
    return figure


def _bar(axes: Axes, y: float, percent: float, text: str, shade: str, item: str) -> str:
    """Draws a bar with its words, and returns what it says to who points at it."""
    bars = [*axes.barh(y, 100, height=0.66, color=GRID)]
    bars += axes.barh(y, percent, height=0.66, color=shade)
    said = f"{item}: {text}" + (f", {in_print(percent, 'percent', 0)}" if percent else "")
    say_value(bars, said)
    axes.text(103, y, text, va="center", color=shade, fontsize=8.5, fontweight="semibold")
    return said
