"""Statements over time from several sources: one panel a country, one marker a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.answer import (
    Answer,
    AnswerAxis,
    AnswerPoint,
    AnswerSeries,
    answer_with,
    in_order,
)
from standards_report.display.figures.axes import set_title, what_is_missing
from standards_report.display.figures.label_placement import Label, place_labels
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.palette import INK, MUTED, WIDTH
from standards_report.display.figures.style import color, lay_out, marker
from standards_report.display.figures.time_axis import whole_years, year_span
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.statements import as_stated, rows_of
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE, _PANEL, _FOOT = 0.55, 1.12, 0.4  # inches


def small_multiples(
    data: pd.DataFrame,
    names: Mapping[str, str],
    *,
    years: tuple[int, int],
    label: str,
    bases: Mapping[str, str],
    own_scale: Sequence[str] = (),
    digits: int | None = None,
    unit: str = "count",
    more: Mapping[str, str] | None = None,
) -> Figure:
    """Draws statements as points, in one panel for each country that has any.

    `data` has `country`, `date`, `value`, `qualifier` and `basis`. `names` gives the panels in
    order. `bases` gives the kinds of basis in order with the words of the key: the first is
    drawn full, the others hollow. Panels share one scale from zero, except those in
    `own_scale`. No line joins two points. A number has the decimals that its `rows` print, and
    `digits`, or its own, where it was computed. Countries without a statement are named below.
    Those of `more` have no panel; a reader of the page may choose them. `unit` is that of the
    numbers.
    """
    from matplotlib.ticker import MaxNLocator

    shown = {code: name for code, name in names.items() if code in set(data["country"])}
    if not shown:
        return none_published(names, label=label)
    figure, panels = _grid(len(shown), label, what_is_missing(names, shown))
    shades = {code: color(place) for place, code in enumerate(names)}
    shades |= dict.fromkeys(own_scale, INK)
    ranks = {basis: rank for rank, basis in enumerate(bases)}
    every = data.assign(rank=data["basis"].map(ranks), digits=digits)
    every = every.sort_values(["rank", "date"])
    by_country = every[every["country"].isin(names)]
    common = by_country.loc[~by_country["country"].isin(own_scale), "value"].max()
    for axes, (code, name) in zip(panels, shown.items(), strict=True):
        rows = by_country[by_country["country"] == code]
        top = rows["value"].max() if code in own_scale else common
        axes.set(xlim=(years[0] - 0.5, years[1] + 1.2), ylim=(0, top * 1.3))
        axes.set_title(
            name, loc="left", color=shades[code], fontsize=9, fontweight="semibold", pad=2
        )
        _draw(axes, rows, shades[code], name)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.tick_params(axis="x", length=0)
    panels[-1].xaxis.set_major_locator(whole_years(years))
    _add_key(figure, set(by_country["basis"]), bases)
    series = in_order(shown, more or {}, own_scale)
    answer_with(figure, _answer(every, series, label, unit, bases))
    # Labels come last: they are placed where the layout has left room.
    lay_out(figure)
    for axes, code in zip(panels, shown, strict=True):
        place_labels(axes, _labels(by_country[by_country["country"] == code], shades[code]))
    return figure


def _answer(
    rows: pd.DataFrame,
    series: Sequence[AnswerSeries],
    label: str,
    unit: str,
    bases: Mapping[str, str],
) -> Answer:
    names = {known.key: known.name for known in series}
    points = [
        AnswerPoint(
            series=row["country"],
            x=sum(year_span(row["date"])) / 2,
            y=row["value"],
            printed=_stated(row),
            said=_said(row, names[row["country"]]),
            kind=row["rank"],
        )
        for row in rows.to_dict("records")
        if row["country"] in names
    ]
    return Answer(
        form="points",
        title=label,
        x=AnswerAxis(unit="year"),
        y=AnswerAxis(unit=unit),
        kinds=tuple(bases.values()),
        hollow=True,
        series=tuple(series),
        points=tuple(sorted(points, key=lambda point: point.x)),
    )


def _grid(count: int, label: str, missing: str) -> tuple[Figure, list[Axes]]:
    import matplotlib.pyplot as plt

    height = _TITLE + _PANEL * count + _FOOT * (1 + bool(missing))
    figure, grid = plt.subplots(count, 1, sharex=True, squeeze=False, figsize=(WIDTH, height))
    set_title(figure, label)
    panels = list(grid[:, 0])
    if missing:
        panels[-1].set_xlabel(missing, loc="left", color=MUTED)
    return figure, panels


def _draw(axes: Axes, rows: pd.DataFrame, shade: str, name: str) -> None:
    for row in rows.to_dict("records"):
        date, value, rank = row["date"], row["value"], row["rank"]
        start, end = year_span(date)
        axes.plot([start, end], [value, value], color=shade, linewidth=3, alpha=0.35)
        point = axes.plot(
            (start + end) / 2,
            value,
            marker(rank),
            color=shade,
            fillstyle="none" if rank else "full",
            markersize=5.5,
            clip_on=False,
        )
        say_value(point, _said(row, name))


def _labels(rows: pd.DataFrame, shade: str) -> list[Label]:
    return [
        Label(sum(year_span(row["date"])) / 2, row["value"], _stated(row), shade)
        for row in rows.to_dict("records")
    ]


def _said(row: Mapping[Any, Any], name: str) -> str:
    return f"{name}, {in_words(row['date'])}: {_stated(row)}"


def _stated(row: Mapping[Any, Any]) -> str:
    nothing = float("nan")
    return as_stated(
        row["value"],
        nothing,
        nothing,
        row["qualifier"],
        digits=row["digits"],
        rows=rows_of(row),
    )


def _add_key(figure: Figure, used: set[str], bases: Mapping[str, str]) -> None:
    """Adds the key of the markers where there is more than one."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            marker=marker(rank),
            color=MUTED,
            linestyle="",
            label=words,
            fillstyle="none" if rank else "full",
        )
        for rank, (basis, words) in enumerate(bases.items())
        if basis in used
    ]
    if len(handles) > 1:
        figure.legend(
            handles=handles,
            loc="outside lower left",
            ncols=len(handles),
            handletextpad=0.2,
            columnspacing=1.2,
        )
