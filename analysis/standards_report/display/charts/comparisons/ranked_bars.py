"""Countries in the order of one quantity, a bar each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    AnswerSeries,
    answer_with,
)
from standards_report.display.figures.axes import new_axes, set_title, write_by
from standards_report.display.figures.palette import GRID, HALF, MUTED, WIDTH
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import digits_in_print, rows_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_BAR = 0.235  # inches of height for each bar


def ranked_bars(
    data: pd.DataFrame,
    focus: Sequence[str],
    *,
    label: str,
    unit: str = "count",
    digits: int = 0,
    small: bool = False,
    more: pd.DataFrame | None = None,
) -> Figure:
    """Draws horizontal bars in the order of `data`, with the number at the end of each.

    `data` has `country`, `name` and `value` (of `unit`; missing where nothing is stated). A
    number has the decimals that its `rows` print, and `digits` where it was computed. Bars of
    the countries in `focus` have their colors and bold names, the others are gray. A `small`
    figure has half of the width. The rows of `more` have no bar; a reader of the page may choose
    them.
    """
    from matplotlib.ticker import MaxNLocator

    figure, axes = new_axes(0.55 + _BAR * max(len(data), 2), HALF if small else WIDTH)
    top = max(filter(isfinite, data["value"]), default=0)
    places = {code: rank for rank, code in enumerate(focus)}
    for place, row in enumerate(data.to_dict("records")):
        code, value = row["country"], row["value"]
        chosen = code in places
        shade = color(places[code]) if chosen else MUTED
        stated = isfinite(value)
        bar = axes.barh(
            place,
            value if stated else 0,
            height=0.72,
            color=shade,
            alpha=1 if chosen else 0.55,
        )
        text = _printed(row, unit, digits)
        say_value(bar if stated else [], _said(row, unit, digits))
        point, weight = (value if stated else 0, place), "semibold" if chosen else "normal"
        if stated:
            write_by(axes, text, point, (4, 0), shade, fontweight=weight)
        else:
            write_by(axes, text, point, (4, 0), MUTED)
    axes.set_yticks(range(len(data)), data["name"])
    for tick, code in zip(axes.get_yticklabels(), data["country"], strict=True):
        tick.set_fontweight("semibold" if code in places else "normal")
    axes.set(xlim=(0, top * 1.16 if top > 0 else 1), ylim=(max(len(data), 1) - 0.5, -0.5))
    if not top > 0:
        axes.set_xticks([])
    elif unit == "count":
        axes.xaxis.set_major_locator(MaxNLocator(4 if small else "auto", integer=True))
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color=GRID, linewidth=0.8)
    set_title(figure, label)
    answer_with(figure, _answer(data, more, places, label, unit, digits))
    return figure


def _printed(row: Mapping[Any, Any], unit: str, digits: int) -> str:
    return in_print(row["value"], unit, digits_in_print(row["value"], rows_of(row), digits))


def _said(row: Mapping[Any, Any], unit: str, digits: int) -> str:
    return f"{row['name']}: {_printed(row, unit, digits)}"


def _answer(
    data: pd.DataFrame,
    more: pd.DataFrame | None,
    places: Mapping[str, int],
    label: str,
    unit: str,
    digits: int,
) -> Answer:
    """Bars of one group. A country may have several bars, as those of its employers: then it is
    their names that tell them apart."""
    drawn = data.to_dict("records")
    rows = [*drawn, *(more.to_dict("records") if more is not None else [])]
    key = "country" if len({row["country"] for row in rows}) == len(rows) else "name"
    series = [
        AnswerSeries(
            key=row[key],
            name=row["name"],
            is_drawn=rank < len(drawn),
            color=places.get(row["country"]),
        )
        for rank, row in enumerate(rows)
    ]
    points = [
        AnswerPoint(
            series=row[key],
            x=0,
            y=float(row["value"]) if isfinite(row["value"]) else None,
            printed=_printed(row, unit, digits),
            said=_said(row, unit, digits),
        )
        for row in rows
    ]
    return Answer(
        form="bars",
        title=label,
        x=AnswerAxis(unit="", places=("",)),
        y=AnswerAxis(unit=unit),
        series=tuple(series),
        points=tuple(points),
    )
