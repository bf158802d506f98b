"""Countries in the order of one quantity, a bar each."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.style import colour
from standards_report.display.style_names import GRID, INK, MUTED, WIDTH
from standards_report.display.words import in_print

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BAR = 0.235  # inches of height for each bar
_LINE = 58  # characters of a title


def ranked_bars(
    data: pd.DataFrame,
    focus: Sequence[str],
    *,
    label: str,
    unit: str = "count",
    digits: int = 0,
) -> Figure:
    """Horizontal bars in the order of `data`, with the number at each end.

    `data` has `country`, `name` and `value` (missing where nothing is stated). Bars of the
    countries in `focus` have their colours, the others are grey; the names say it too.
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(WIDTH, 0.55 + _BAR * max(len(data), 2)))
    top = data["value"].max() if data["value"].notna().any() else 0
    places = {code: rank for rank, code in enumerate(focus)}
    for place, (code, value) in enumerate(zip(data["country"], data["value"], strict=True)):
        chosen = code in places
        shade = colour(places[code]) if chosen else MUTED
        stated = pd.notna(value)
        axes.barh(
            place,
            value if stated else 0,
            height=0.72,
            color=shade,
            alpha=1 if chosen else 0.55,
        )
        axes.annotate(
            in_print(value, unit, digits),
            (value if stated else 0, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=shade if stated else MUTED,
            fontweight="semibold" if chosen and stated else "normal",
        )
    axes.set_yticks(range(len(data)), data["name"])
    for tick, code in zip(axes.get_yticklabels(), data["country"], strict=True):
        tick.set_fontweight("semibold" if code in places else "normal")
    axes.set(xlim=(0, top * 1.16 if top > 0 else 1), ylim=(max(len(data), 1) - 0.5, -0.5))
    if not top > 0:
        axes.set_xticks([])
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color=GRID, linewidth=0.8)
    title = textwrap.fill(label, _LINE)
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=9.5)
    return figure
