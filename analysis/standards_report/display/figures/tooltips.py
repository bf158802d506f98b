"""Texts of single marks in a figure, which a page shows to a reader who points at one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.artist import Artist

_SIGN = "value: "
_MARK = re.compile(rf'<g id="{_SIGN}([^"]*)">')


def say_value(marks: Iterable[Artist], text: str) -> None:
    """Attaches to marks (a point, a bar) what they stand for: `China, July 2022: 106`."""
    for mark in marks:
        mark.set_gid(_SIGN + text)


def title_marks(svg: str) -> str:
    """The SVG with each attached text as the `title` element of its mark."""
    return _MARK.sub(r'<g class="mark"><title>\1</title>', svg)
