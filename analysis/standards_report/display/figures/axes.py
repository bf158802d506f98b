"""What figures share: axes as wide as the page, a title, a note on what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from standards_report.display.figures.palette import INK, MUTED, WIDTH
from standards_report.display.text.numbers import listing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

LINE = 58  # characters of a title or note in the width of a figure
_BELOW = 44  # characters of a note below the axes, beside which long names of bars may stand


def new_axes(height: float, width: float = WIDTH, **options: Any) -> tuple[Figure, Axes]:
    """A figure with one pair of axes, of the width of a page; sizes are in inches."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), **options)


def set_title(figure: Figure, label: str) -> None:
    """Writes the title from the left edge of the figure on, in several lines where needed."""
    title = textwrap.fill(label, int(LINE * figure.get_figwidth() / WIDTH))
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=9.5)


def write_by(
    axes: Axes,
    text: str,
    point: tuple[float, float],
    away: tuple[float, float],
    shade: str,
    *,
    across: str = "left",
    up: str = "center",
    **style: Any,
) -> Annotation:
    """Writes a text beside a point of the data, `away` from it by so many points of type.

    `across` and `up` are matplotlib's horizontal and vertical alignment of the text; `style`
    goes to `Axes.annotate`.
    """
    return axes.annotate(
        text,
        point,
        xytext=away,
        textcoords="offset points",
        ha=across,
        va=up,
        color=shade,
        **style,
    )


def what_is_missing(names: Mapping[str, str], stated: Collection[str]) -> str:
    """Names the countries without a published number, in lines that fit; else empty."""
    absent = [name for code, name in names.items() if code not in stated]
    return textwrap.fill(f"Not in our sources: {listing(absent)}", _BELOW) if absent else ""


def say_what_is_missing(axes: Axes, names: Mapping[str, str], stated: Collection[str]) -> None:
    """Writes below the axes which countries have no published number."""
    missing = what_is_missing(names, stated)
    if missing:
        axes.set_xlabel(missing, loc="left", color=MUTED)
