"""Who held a position from when to when: a bar a person, as far as a source states it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import new_axes, set_title
from standards_report.display.figures.palette import INK, MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.time_axis import end_of, start_of
from standards_report.display.figures.tooltips import say_value
from standards_report.observations import in_words, parse_span

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

_LINE = 0.24  # inches, of a person


def tenure_bars(data: pd.DataFrame, names: Mapping[str, str], *, until: int, label: str) -> Figure:
    """Draws a bar for each stated tenure, by position; time without a statement stays empty.

    `data` has `role`, `person`, `country`, `date` (a period) and `place` (the name of the
    country), in order; `names` gives the focus countries, which get their colors. A tenure
    without an end runs to the end of the year `until` with an arrow.
    """
    from matplotlib.ticker import MultipleLocator

    roles = list(dict.fromkeys(data["role"]))
    figure, axes = new_axes(0.85 + _LINE * (len(data) + 1.3 * len(roles)))
    shades = {code: color(rank) for rank, code in enumerate(names)}
    y, ticks, texts = 0.0, [], []
    for role in roles:
        ticks.append(y)
        texts.append(role.capitalize())
        y += 1
        for row in data[data["role"] == role].itertuples():
            bar = _tenure(axes, y, row.date, until, shades.get(row.country, MUTED))
            say_value(bar, f"{row.person} ({row.place}), {role}: {in_words(row.date)}")
            ticks.append(y)
            texts.append(f"{row.person} ({row.place})")
            y += 1
        y += 0.3
    axes.set_yticks(ticks, texts)
    for text in axes.get_yticklabels():
        if text.get_text() in {role.capitalize() for role in roles}:
            text.set(fontweight="semibold", color=INK)
    first = min(parse_span(written).first.year for written in data["date"])
    axes.set(xlim=(first, until + 1.15), ylim=(y - 0.5, -0.6))
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MultipleLocator(2))
    set_title(figure, label)
    return figure


def _tenure(axes: Axes, y: float, written: str, until: int, shade: str) -> BarContainer:
    span = parse_span(written)
    start = start_of(span.first)
    is_open = span.last == date.max
    end = until + 1.0 if is_open else end_of(span.last)
    bar = axes.barh(y, end - start, left=start, height=0.55, color=shade)
    if is_open:
        axes.plot(end, y, ">", color=shade, clip_on=False, markersize=8)
    return bar
