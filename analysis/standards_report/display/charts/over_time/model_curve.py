"""Published values of a model, and the curve that a model of that kind draws through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.display.text.statements import stated_words
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DASHES = ((0, (5, 3)), (0, (1, 2)), (0, (5, 2, 1, 2)), (0, (8, 3)))


def model_curve(
    points: pd.DataFrame, curve: pd.DataFrame, names: Mapping[str, str], *, label: str
) -> Figure:
    """Draws points with their numbers, and between them a dashed curve labeled as a model.

    `points` has `country`, `date` and the columns of a statement (`value` in percent);
    `curve` has `country`, `year` (with decimals) and `percent`. `names` gives the countries
    in order; those without a point are named below.
    """
    figure, axes = new_axes(2.9)
    spans = [year_span(date) for date in points["date"]]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    axes.set(xlim=(first - 0.4, last + 0.4), ylim=(0, 100))
    for rank, (code, name) in enumerate(names.items()):
        rows = curve[curve["country"] == code].sort_values("year")
        dashes = _DASHES[rank % len(_DASHES)]
        axes.plot(rows["year"], rows["percent"], color=color(rank), linestyle=dashes)
        if len(rows):
            _name_model(axes, rows, rank)
        _points(axes, points[points["country"] == code], name, rank, (first + last) / 2)
    axes.yaxis.set_major_formatter(lambda number, _: in_print(number, "percent"))
    axes.xaxis.set_major_locator(whole_years((int(first), int(last))))
    say_what_is_missing(axes, names, set(points["country"]))
    set_title(figure, label)
    return figure


def _points(axes: Axes, rows: pd.DataFrame, name: str, rank: int, middle: float) -> None:
    for row, words in zip(rows.to_dict("records"), stated_words(rows), strict=True):
        x = sum(year_span(row["date"])) / 2
        mark = axes.plot(x, row["value"], marker(rank), color=color(rank))
        say_value(mark, f"{name}, {in_words(row['date'])}: {words}")
        side = "left" if x < middle else "right"
        text, point = f"{name} {words}\n{in_words(row['date'])}", (x, row["value"])
        write_by(
            axes, text, point, (0, 8), color(rank), across=side, up="bottom", fontweight="semibold"
        )


def _name_model(axes: Axes, rows: pd.DataFrame, rank: int) -> None:
    """Names the curve below its middle, so far down that the curve does not cross the words."""
    middle = rows.iloc[len(rows) // 2]
    lowest = rows["percent"].iloc[len(rows) // 5 : -len(rows) // 5].min()
    words = "model curve through the published values"
    point = middle["year"], lowest
    write_by(axes, words, point, (0, -5), color(rank), across="center", up="top", fontsize=8.5)
