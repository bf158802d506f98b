"""Panels in place of figures, which say what is wanted where no number is published."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from standards_report.display.figures.palette import GRID, INK, MUTED, WIDTH
from standards_report.display.text.numbers import listing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CHARACTERS = 66  # of the house font at its normal size, in the width of a figure
_LINE = 0.165  # inches
_MARGIN = 0.14


def data_wanted(gap: Mapping[str, str], *, label: str) -> Figure:
    """A panel that says which numbers are wanted, how to obtain them, and in which form.

    `gap` is a row of the table of gaps (`what`, `obtain`, `format`); `label` names the
    quantity as the title of the figure would.
    """
    parts = [("Missing", gap["what"]), ("To obtain", gap["obtain"]), ("Form", gap["format"])]
    return _panel(f"Data wanted: {label}", [f"{name}: {text}" for name, text in parts])


def none_published(names: Mapping[str, str], *, label: str) -> Figure:
    """A panel that says that no such number is published for any of these countries.

    `label` names the quantity as the title of the figure would.
    """
    return _panel(label, [f"Not in our sources: {listing(list(names.values()))}"])


def _panel(heading: str, paragraphs: Sequence[str]) -> Figure:
    """A frame with a heading and lines below it."""
    import matplotlib.pyplot as plt
    from matplotlib.patches import Rectangle

    lines = [(INK, "semibold", line) for line in _wrap(heading, _CHARACTERS - 6)]
    for text in paragraphs:
        lines += [(MUTED, "normal", line) for line in _wrap(text, _CHARACTERS)]
    height = _LINE * len(lines) + 2 * _MARGIN
    figure = plt.figure(figsize=(WIDTH, height), layout="none")
    frame = Rectangle(
        (0.004, 0.01), 0.992, 0.98, fill=False, edgecolor=GRID, linewidth=1.2, linestyle=(0, (4, 3))
    )
    figure.add_artist(frame)
    for place, (shade, weight, line) in enumerate(lines):
        down = 1 - (_MARGIN + _LINE * (place + 0.75)) / height
        figure.text(
            _MARGIN / WIDTH,
            down,
            line,
            color=shade,
            fontweight=weight,
            fontsize=8.5,
        )
    return figure


def _wrap(text: str, width: int) -> list[str]:
    """Breaks a text into lines of `width` characters; a Chinese character counts as two."""
    wide = sum(east_asian_width(character) == "W" for character in text)
    return textwrap.wrap(text, width - min(wide, width // 4))
