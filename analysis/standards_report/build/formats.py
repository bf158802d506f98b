"""The formats that an edition is published in: an entry here, and a room of `render` for each."""

from __future__ import annotations

from collections.abc import Iterable

from standards_report.render.book.book import FORMATS as NAMES
from standards_report.render.chapters.format import Format
from standards_report.render.html.pages import HTML
from standards_report.render.pdf.pdf import PDF

FORMATS: tuple[Format, ...] = (HTML, PDF)
assert {made.name: made.form for made in FORMATS} == NAMES, "book.py names them to other rooms"


def formats_named(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats of these names, in their fixed order."""
    wanted = set(names)
    return tuple(known for known in FORMATS if known.name in wanted)
