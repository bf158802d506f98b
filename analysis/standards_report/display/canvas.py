"""What figures begin with: axes of the width of the page, a title, a note on what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from standards_report.display.style_names import INK, MUTED, WIDTH
from standards_report.display.words import listing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINE = 58  # characters of a title or note in the width of a figure


def new_axes(height: float) -> tuple[Figure, Axes]:
    """A figure as wide as the page's, with one pair of axes; `height` in inches."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(WIDTH, height))


def set_title(figure: Figure, label: str) -> None:
    """What the figure counts, from its left edge on; broken where it would not fit."""
    title = textwrap.fill(label, LINE)
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=9.5)


def say_what_is_missing(axes: Axes, names: Mapping[str, str], stated: Collection[str]) -> None:
    """Names below the axes the countries for which no number is published."""
    absent = [name for code, name in names.items() if code not in stated]
    if absent:
        text = textwrap.fill(f"Not published: {listing(absent)}", LINE)
        axes.set_xlabel(text, loc="left", color=MUTED)
