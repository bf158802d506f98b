"""Shares of several kinds of role, one below the other, each of a whole of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import new_axes, set_title, write_by
from standards_report.display.figures.palette import GRID, INK, MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import listing
from standards_report.display.text.statements import share_as_stated
from standards_report.measures import ROWS
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

_UNIT = 0.165  # inches: one line of a role
_GAP = 0.55  # lines between two roles
_BAR = 0.62  # of a line
_SCALE = 132  # percent in the width of the figure: leaves room for the labels of long bars


def share_bars(
    data: pd.DataFrame,
    kinds: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    *,
    label: str,
) -> Figure:
    """Draws horizontal bars from 0 to 100 percent under a heading for each kind of role.

    `data` has `key`, `country`, `date`, `low` and `high` (percent) and `qualifier`; `kinds` maps
    each key, in order, to the role and to the whole of the share. A bar is full up to `low`
    and an outline from there to `high`. Countries without a share are named in words.
    """
    lanes = {key: _lanes(data[data["key"] == key], names) for key in kinds}
    lines = sum(1 + len(lane) + _GAP for lane in lanes.values())
    figure, axes = new_axes(0.6 + _UNIT * lines)
    y = 0.0
    for key, (role, whole) in kinds.items():
        _head(axes, y, role, whole, shared_date(data[data["key"] == key]))
        for place, (shade, low, high, text) in enumerate(lanes[key], 1):
            bars = _bar(axes, y + place, shade, low, high, text)
            say_value(bars, f"{role}: {text}")
        y += 1 + len(lanes[key]) + _GAP
    axes.set(xlim=(0, _SCALE), ylim=(y - _GAP, -0.8), yticks=[], xticks=range(0, 101, 25))
    axes.set_xlabel("percent", loc="left")
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color=GRID, linewidth=0.8)
    axes.spines["bottom"].set_bounds(0, 100)
    set_title(figure, label)
    return figure


def shares_in_words(data: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The published shares in words: `China 53% (2021) and United States 7 to 14%`.

    `data` has the columns of `share_bars` for one kind of role. Dates stand beside the
    shares only where they differ. Countries without a published share are left out.
    """
    return listing([text for *_, text in _lanes(data, names, say_missing=False)])


def shared_date(data: pd.DataFrame) -> str:
    """The date that all shares of a kind of role have; empty where their dates differ."""
    dates = set(data["date"])
    return dates.pop() if len(dates) == 1 else ""


Lane = tuple[str, float, float, str]


def _lanes(data: pd.DataFrame, names: Mapping[str, str], *, say_missing: bool = True) -> list[Lane]:
    """For each line of a role: color, ends of the bar, and the words beside it."""
    same = shared_date(data)
    rows = data.set_index("country").to_dict("index")
    lanes: list[Lane] = []
    for place, (code, name) in enumerate(names.items()):
        if code in rows:
            row = rows[code]
            share = share_as_stated(row["low"], row["high"], row["qualifier"], row.get(ROWS, ()))
            date = "" if same else f" ({in_words(row['date'])})"
            lanes.append((color(place), row["low"], row["high"], f"{name} {share}{date}"))
    absent = [name for code, name in names.items() if code not in rows]
    if absent and say_missing:
        lanes += [(MUTED, 0.0, 0.0, line) for line in _not_in_sources(absent)]
    return lanes


def _not_in_sources(absent: Iterable[str]) -> list[str]:
    return textwrap.wrap(f"not in our sources: {listing(list(absent))}", 62)


def _head(axes: Axes, y: float, role: str, whole: str, date: str) -> None:
    """Writes the role, and beside it in a lighter tone the whole of its shares."""
    written = axes.annotate(role, (0, y), va="center", color=INK, fontweight="semibold")
    axes.annotate(
        f"{whole}, {in_words(date)}" if date else whole,
        (1, 0.5),
        xycoords=written,
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        color=MUTED,
        fontsize=8.5,
    )


def _bar(axes: Axes, y: float, shade: str, low: float, high: float, text: str) -> list[Rectangle]:
    bars = [*axes.barh(y, low, height=_BAR, color=shade)]
    if high > low:
        bars += axes.barh(
            y, high - low, left=low, height=_BAR, facecolor="none", edgecolor=shade, linewidth=1.1
        )
    weight = "normal" if shade == MUTED else "semibold"
    write_by(axes, text, (high, y), (5 if high else 2, 0), shade, fontsize=8.5, fontweight=weight)
    return bars if high else []
