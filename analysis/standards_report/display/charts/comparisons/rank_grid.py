"""Ranks of countries under several rules: a line for each rule, a sign for each country."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.axes import new_axes, set_title
from standards_report.display.figures.missing_data import none_published
from standards_report.display.figures.palette import MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value
from standards_report.display.text.numbers import in_print

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 0.34  # inches of height for each rule
_CLEAR = 0.4  # from the middle of a sign to a line that leads to it, in lines
_APART = 0.58  # between the signs of countries that share a rank, in ranks
_SIZE = 250  # of a sign that holds a code of three letters


def rank_grid(
    data: pd.DataFrame,
    names: Mapping[str, str],
    focus: Sequence[str],
    *,
    by: str,
    order: Sequence[str],
    label: str,
) -> Figure:
    """Draws a line for each of `order`, on which each country's code stands at its rank.

    `data` has `country`, the column `by`, `value` and `rank` (missing where the country has no
    rank). Signs of the countries in `focus` are bold and of their colors, and a line joins those
    of one country; the others are gray. Without any rank the figure says "Not in our sources".
    """
    ranked = data[data["country"].isin(names) & data["rank"].notna()]
    if ranked.empty:
        return none_published(names, label=label)
    figure, axes = new_axes(0.8 + _LINE * len(order))
    placed = _places(ranked, list(names), by, order)
    for code in focus:
        _join(axes, placed[placed["country"] == code], color(list(focus).index(code)))
    for row in placed.to_dict("records"):
        rank = list(focus).index(row["country"]) if row["country"] in focus else None
        said = f"{row[by]}: {names[row['country']]} {in_print(row['value'])}"
        _sign(axes, row, rank, f"{said}, rank {in_print(row['rank'])}")
    last = int(placed["rank"].max())
    axes.set_yticks(range(len(order)), order)
    axes.set_xticks(range(1, last + 1))
    axes.set(xlim=(0.4, last + 0.6), ylim=(len(order) - 0.4, -0.6))
    axes.set_xlabel("Rank", color=MUTED)
    axes.grid(axis="x", visible=False)
    set_title(figure, label)
    return figure


def _places(ranked: pd.DataFrame, codes: list[str], by: str, order: Sequence[str]) -> pd.DataFrame:
    """The rows with `line` and `x`; countries that share a rank stand beside each other."""
    placed = ranked[ranked[by].isin(order)].assign(
        line=lambda rows: rows[by].map(list(order).index),
        place=lambda rows: rows["country"].map(codes.index),
    )
    placed = placed.sort_values(["line", "rank", "place"], kind="stable")
    level = placed.groupby(["line", "rank"])
    middle = (level["place"].transform("size") - 1) / 2
    return placed.assign(x=placed["rank"] + _APART * (level.cumcount() - middle))


def _join(axes: Axes, own: pd.DataFrame, shade: str) -> None:
    """Joins the signs of a country from line to line; the line stops short of each sign."""
    for (x, line), (next_x, next_line) in pairwise(zip(own["x"], own["line"], strict=True)):
        if next_line == line + 1:
            ends = ((x, next_x), (line + _CLEAR, next_line - _CLEAR))
            axes.plot(*ends, color=shade, linewidth=1.2, alpha=0.6)


def _sign(axes: Axes, row: Mapping[Hashable, Any], rank: int | None, said: str) -> None:
    """A box with the code of the country: in its color and bold where it is in focus."""
    shade = MUTED if rank is None else color(rank)
    x, y = row["x"], row["line"]
    width = 0.8 if rank is None else 1.6
    mark = axes.scatter(x, y, s=_SIZE, marker="s", c="none", edgecolors=shade, linewidths=width)
    say_value([mark], said)
    weight = "normal" if rank is None else "bold"
    text = str(row["country"])
    axes.text(x, y, text, ha="center", va="center", color=shade, fontsize=7, fontweight=weight)
