"""Two numbers of each country on one line, as a rule and another one give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    AnswerSeries,
    answer_with,
)
from standards_report.display.figures.axes import new_axes, set_title, write_by
from standards_report.display.figures.palette import HALF, INK, MUTED, WIDTH
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 0.25  # inches of height for each country


def paired_points(
    data: pd.DataFrame,
    focus: Sequence[str],
    *,
    ends: Mapping[str, str],
    label: str,
    unit: str = "count",
    digits: int = 0,
    small: bool = False,
    more: pd.DataFrame | None = None,
) -> Figure:
    """Draws a line a country, in the order of `data`, from its first number to its second.

    `data` has `country`, `name` and the two columns of `ends` (numbers of `unit`), which maps
    them to the words of the key: the first is drawn hollow, the second full. Countries in `focus`
    have their colors and bold names, the others are gray. A `small` figure has half of the width.
    The rows of `more` are not drawn; a reader of the page may choose them.
    """
    figure, axes = new_axes(0.95 + _LINE * len(data), HALF if small else WIDTH)
    top = float(data[list(ends)].max().max())
    places = {code: rank for rank, code in enumerate(focus)}
    for line, row in enumerate(data.to_dict("records")):
        chosen = row["country"] in places
        shade = color(places[row["country"]]) if chosen else MUTED
        points = _points(row, ends, unit, digits)
        printed = [point.printed for point in points]
        _draw(axes, line, [row[column] for column in ends], printed, shade, chosen)
        for column, point in zip(ends, points, strict=True):
            # Tooltips need a mark of their own at each end.
            mark = axes.plot(row[column], line, "o", color=shade, alpha=0.01, markersize=8)
            say_value(mark, point.said)
    axes.set_yticks(range(len(data)), data["name"])
    for tick, code in zip(axes.get_yticklabels(), data["country"], strict=True):
        tick.set_fontweight("semibold" if code in places else "normal")
    axes.set(xlim=(-top * 0.11, top * 1.14), ylim=(len(data) - 0.5, -0.5))
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= top])
    axes.grid(axis="y", visible=False)
    set_title(figure, label)
    _add_key(figure, ends)
    answer_with(figure, _answer(data, more, ends, places, label, unit, digits))
    return figure


def _answer(
    data: pd.DataFrame,
    more: pd.DataFrame | None,
    ends: Mapping[str, str],
    places: Mapping[str, int],
    label: str,
    unit: str,
    digits: int,
) -> Answer:
    drawn = data.to_dict("records")
    rows = [*drawn, *(more.to_dict("records") if more is not None else [])]
    return Answer(
        form="pairs",
        title=label,
        x=AnswerAxis(unit=""),
        y=AnswerAxis(unit=unit),
        kinds=tuple(ends.values()),
        series=tuple(
            AnswerSeries(
                key=row["country"],
                name=row["name"],
                is_drawn=rank < len(drawn),
                color=places.get(row["country"]),
            )
            for rank, row in enumerate(rows)
        ),
        points=tuple(point for row in rows for point in _points(row, ends, unit, digits)),
    )


def _points(
    row: Mapping[Any, Any], ends: Mapping[str, str], unit: str, digits: int
) -> list[AnswerPoint]:
    found = []
    for kind, (column, words) in enumerate(ends.items()):
        printed = in_print(row[column], unit, digits)
        said = f"{row['name']}, {words}: {printed}"
        number = float(row[column])
        found.append(
            AnswerPoint(
                series=row["country"], x=kind, y=number, printed=printed, said=said, kind=kind
            )
        )
    return found


def _draw(
    axes: Axes, line: int, numbers: list[float], said: list[str], shade: str, chosen: bool
) -> None:
    """Draws a line with both points, the smaller number at its left and the larger at its right."""
    axes.plot(numbers, [line, line], color=shade, linewidth=2, alpha=0.45, zorder=1)
    style: dict[str, Any] = {"color": shade, "linestyle": "", "marker": marker(0), "clip_on": False}
    axes.plot(numbers[1], line, markersize=6.5, **style)
    # The paper has no color of its own on a page: a hollow point shows the line through it.
    axes.plot(numbers[0], line, fillstyle="none", markersize=6.5, markeredgewidth=1.4, **style)
    weight = "semibold" if chosen else "normal"
    (low, left), (high, right) = sorted(zip(numbers, said, strict=True))
    if left != right:
        write_by(axes, left, (low, line), (-7, 0), shade, across="right", fontweight=weight)
    write_by(axes, right, (high, line), (7, 0), shade, fontweight=weight)


def _add_key(figure: Figure, ends: Mapping[str, str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            marker=marker(0),
            color=INK,
            linestyle="",
            fillstyle=("none", "full")[place],
            label=words,
        )
        for place, words in enumerate(ends.values())
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=2, handletextpad=0.2)
