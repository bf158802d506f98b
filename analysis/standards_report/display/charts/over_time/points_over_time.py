"""Single statements over time, a point each."""

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
from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import digits_of, rows_of
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def points_over_time(
    data: pd.DataFrame, names: Mapping[str, str], *, years: tuple[int, int], label: str
) -> Figure:
    """Draws each statement as a point with a bar over its period, without lines between them.

    `data` has `country`, `date` and `value`; `names` gives the countries in order with the
    names to print; `label` names the quantity and its unit. Without any statement the figure
    is a panel that says "Not in our sources".
    """
    stated = set(data["country"]) & set(names)
    if not stated:
        return none_published(names, label=label)
    figure, axes = new_axes(2.9)
    points: list[AnswerPoint] = []
    for rank, (code, name) in enumerate(names.items()):
        for row in data[data["country"] == code].to_dict("records"):
            date, value = row["date"], row["value"]
            said = in_print(value, digits=digits_of(value, rows_of(row)))
            start, end = year_span(date)
            axes.plot([start, end], [value, value], color=color(rank), linewidth=3, alpha=0.35)
            middle = (start + end) / 2
            point = axes.plot(middle, value, marker(rank), color=color(rank), clip_on=False)
            words = f"{name}, {in_words(date)}: {said}"
            say_value(point, words)
            points.append(AnswerPoint(series=code, x=middle, y=value, printed=said, said=words))
            _label_point(axes, f"{name} {said}", middle, value, years, color(rank))
    top = data["value"].max()
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(0, top * 1.18 if top > 0 else 1))
    say_what_is_missing(axes, names, stated)
    set_title(figure, label)
    axes.xaxis.set_major_locator(whole_years(years))
    answer_with(
        figure,
        Answer(
            form="points",
            title=label,
            x=AnswerAxis(unit="year"),
            y=AnswerAxis(unit="count"),
            series=in_order({code: name for code, name in names.items() if code in stated}, {}),
            points=tuple(sorted(points, key=lambda point: point.x)),
        ),
    )
    return figure


def _label_point(
    axes: Axes, text: str, x: float, y: float, years: tuple[int, int], shade: str
) -> None:
    right = x < (years[0] + years[1]) / 2
    away, side = ((7, 0), "left") if right else ((-7, 0), "right")
    write_by(axes, text, (x, y), away, shade, across=side, fontweight="semibold")
