"""Two shares of each country against each other, with the line on which both are equal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    AnswerSeries,
    answer_with,
)
from standards_report.display.figures.axes import new_axes, set_title, write_by
from standards_report.display.figures.label_placement import Label, place_labels
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.palette import INK, MUTED
from standards_report.display.figures.style import color, lay_out, marker
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def share_against_share(
    data: pd.DataFrame,
    focus: Sequence[str],
    *,
    across: tuple[str, str],
    up: tuple[str, str],
    label: str,
    labeled: Collection[str] = (),
) -> Figure:
    """Draws a point for each country, on two axes with one scale from zero.

    `data` has `country`, `name` and two columns of shares (percent). `across` and `up` give the
    column of each axis and its words. Countries in `focus` have their colors; they and those in
    `labeled` are named, the others have their names in a tooltip.
    """
    columns = across[0], up[0]
    from matplotlib.ticker import MaxNLocator

    drawn = data.dropna(subset=list(columns))
    if drawn.empty:
        return none_published(dict(zip(data["country"], data["name"], strict=True)), label=label)
    figure, axes = new_axes(4.2)
    ends = (0.0, float(drawn[list(columns)].max().max()) * 1.12)
    axes.set(xlim=ends, ylim=ends, aspect="equal")
    axes.plot(ends, ends, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, integer=True))
        axis.set_major_formatter(lambda number, _: in_print(number, "percent"))
    axes.set(xlabel=across[1], ylabel=up[1])
    places = {code: rank for rank, code in enumerate(focus)}
    labels = _draw(axes, drawn, columns, places, labeled)
    write_by(axes, "same share of both", (ends[1], ends[1]), (-10, -10), MUTED,
             across="right", up="top", fontsize=8.5, rotation=45,
             rotation_mode="anchor")  # fmt: skip
    set_title(figure, label)
    lay_out(figure)
    place_labels(axes, labels)
    answer_with(figure, _answer(drawn, (across, up), label, places, labeled))
    return figure


def _answer(
    drawn: pd.DataFrame,
    axes: tuple[tuple[str, str], tuple[str, str]],
    label: str,
    places: Mapping[str, int],
    labeled: Collection[str],
) -> Answer:
    """All points are drawn whatever a reader chooses; those that are chosen have their names."""
    (across, across_words), (up, up_words) = axes
    rows = drawn.to_dict("records")
    return Answer(
        form="shares",
        title=label,
        x=AnswerAxis(unit="percent", label=across_words),
        y=AnswerAxis(unit="percent", label=up_words),
        series=tuple(
            AnswerSeries(
                key=row["country"],
                name=row["name"],
                is_drawn=row["country"] in places or row["country"] in labeled,
                color=places.get(row["country"]),
            )
            for row in rows
        ),
        points=tuple(
            AnswerPoint(
                series=row["country"],
                x=row[across],
                y=row[up],
                printed=row["name"],
                said=_said(row, (across, up)),
            )
            for row in rows
        ),
    )


def _said(row: Mapping[Any, Any], columns: tuple[str, str]) -> str:
    x, y = (in_print(row[column], "percent", 1) for column in columns)
    return f"{row['name']}: {x}, {y}"


def _draw(
    axes: Axes,
    drawn: pd.DataFrame,
    columns: tuple[str, str],
    places: dict[str, int],
    labeled: Collection[str],
) -> list[Label]:
    """Draws the points, those of the focus last and on top, and returns the labels."""
    labels = []
    order = sorted(drawn.to_dict("records"), key=lambda row: row["country"] in places)
    for row in order:
        code, (x, y) = row["country"], (row[name] for name in columns)
        rank = places.get(code)
        shade = MUTED if rank is None else color(rank)
        form = "o" if rank is None else marker(rank)
        size = 4.5 if rank is None else 7
        point = axes.plot(x, y, form, color=shade, markersize=size, clip_on=False)
        say_value(point, _said(row, columns))
        if rank is not None or code in labeled:
            labels.append(Label(x, y, str(row["name"]), INK if rank is None else shade))
    return labels[::-1]
