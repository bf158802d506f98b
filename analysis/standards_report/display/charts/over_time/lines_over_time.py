"""Numbers of a few countries over time, joined by lines: which is ahead, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    answer_with,
    in_order,
)
from standards_report.display.figures.axes import new_axes, say_what_is_missing, set_title, write_by
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.palette import HALF, MUTED, WIDTH
from standards_report.display.figures.style import color, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT, _SMALL = 2.5, 2.1  # inches
_LOW = 0.2  # of the height of the axes: below a point that is lower, no label has room
_APART = 0.075  # of the height of the axes: labels that are closer would touch


def lines_over_time(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
    bases: Mapping[str, str],
    small: bool = False,
    more: Mapping[str, str] | None = None,
) -> Figure:
    """Draws each country's numbers in the order of their dates, joined by thin lines.

    `data` has `country`, `date`, `value` and `basis`; `names` gives the countries in order. `bases`
    gives the kinds of basis in order with the words of the key: the first is drawn hollow, the
    second full. Lines join numbers of one basis alone. The first and the last number of a
    country are printed, the first with its name. The axis of years ends with the data; that of
    numbers begins at zero. A `small` figure has half of the width. Countries without a number
    are named below. Those of `more` are not drawn; a reader of the page may choose them.
    """
    shown = {code: name for code, name in names.items() if code in set(data["country"])}
    if not shown:
        return none_published(names, label=label)
    figure, axes = new_axes(*((_SMALL, HALF) if small else (_HEIGHT, WIDTH)))
    every = data.assign(at=[sum(year_span(date)) / 2 for date in data["date"]])
    every = every.sort_values("at", kind="stable")
    ordered = every[every["country"].isin(names)]
    top = float(ordered["value"].max()) * 1.18 or 1.0
    for place, (code, name) in enumerate(names.items()):
        for rank, basis in enumerate(bases):
            rows = ordered[(ordered["country"] == code) & (ordered["basis"] == basis)]
            _draw(axes, rows, name, place, is_full=rank > 0)
    _name_ends(axes, ordered, names, top)
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.6), ylim=(0, top))
    axes.xaxis.set_major_locator(whole_years(years))
    say_what_is_missing(axes, names, shown)
    set_title(figure, label)
    _add_key(figure, bases, set(ordered["basis"]))
    answer_with(figure, _answer(every, names, more or {}, label, bases))
    return figure


def _said(row: Mapping[Any, Any], name: str) -> str:
    return f"{name}, {in_words(row['date'])}: {in_print(row['value'])}"


def _answer(
    ordered: pd.DataFrame,
    names: Mapping[str, str],
    more: Mapping[str, str],
    label: str,
    bases: Mapping[str, str],
) -> Answer:
    every = {**names, **more}
    return Answer(
        form="lines",
        title=label,
        x=AnswerAxis(unit="year"),
        y=AnswerAxis(unit="count"),
        kinds=tuple(bases.values()),
        series=in_order(names, more),
        points=tuple(
            AnswerPoint(
                series=row["country"],
                x=row["at"],
                y=row["value"],
                printed=in_print(row["value"]),
                said=_said(row, every[row["country"]]),
                kind=list(bases).index(row["basis"]),
            )
            for row in ordered.to_dict("records")
            if row["country"] in every
        ),
    )


def _draw(axes: Axes, rows: pd.DataFrame, name: str, place: int, *, is_full: bool) -> None:
    shade = color(place)
    axes.plot(rows["at"], rows["value"], color=shade, linewidth=1.1, alpha=0.6)
    for row in rows.to_dict("records"):
        point = axes.plot(
            row["at"],
            row["value"],
            marker(place),
            color=shade,
            fillstyle="full" if is_full else "none",
            markersize=5.5,
            clip_on=False,
        )
        say_value(point, _said(row, name))


def _name_ends(axes: Axes, ordered: pd.DataFrame, names: Mapping[str, str], top: float) -> None:
    """Prints the first number of each country with its name, and the last one where it differs."""
    ends = ordered.groupby("country", sort=False).agg(
        first=("value", "first"),
        last=("value", "last"),
        begins=("at", "first"),
        ends=("at", "last"),
    )
    ends = ends.loc[[code for code in names if code in ends.index]]
    low = ends["first"].min()
    below = ends["first"].idxmin() if len(ends) > 1 and low > top * _LOW else None
    free = -1.0  # where the next label may stand, from below
    for code, end in ends.sort_values("last", kind="stable").iterrows():
        shade = color(list(names).index(str(code)))
        text, down = f"{names[str(code)]} {in_print(end['first'])}", code == below
        point, away = (end["begins"], end["first"]), (-4, -9 if down else 9)
        write_by(
            axes, text, point, away, shade, up="top" if down else "bottom", fontweight="semibold"
        )
        if end["ends"] > end["begins"]:
            free = max(end["last"], free)
            point, up = (end["ends"], free), "center"
            write_by(
                axes, in_print(end["last"]), point, (8, 0), shade, up=up, fontweight="semibold"
            )
            free += top * _APART


def _add_key(figure: Figure, bases: Mapping[str, str], used: set[str]) -> None:
    """Adds the key of the points where there is more than one kind."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            marker=marker(0),
            color=MUTED,
            linestyle="",
            label=words,
            fillstyle="full" if rank else "none",
        )
        for rank, (basis, words) in enumerate(bases.items())
        if basis in used
    ]
    if len(handles) > 1:
        figure.legend(
            handles=handles, loc="outside lower left", ncols=len(handles), handletextpad=0.2
        )
