"""What a single mark of a figure stands for, so that a page can say it to who points at it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.artist import Artist

_SIGN = "value: "
_MARK = re.compile(rf'<g id="{_SIGN}([^"]*)">')


def say_value(marks: Iterable[Artist], text: str) -> None:
    """Notes what the marks (a point, a bar) stand for: `China, July 2022: 106`."""
    for mark in marks:
        mark.set_gid(_SIGN + text)


def title_marks(svg: str) -> str:
    """The SVG with each noted text as the title of its mark, as SVG names parts of a picture."""
    return _MARK.sub(r'<g class="mark"><title>\1</title>', svg)
