"""What the report computed, as far as a chapter names it.

All of it takes Pandoc's filters longer to read than a chapter to set; and a chapter is set anew
only where something has changed that it names.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from standards_report.render.chapters.format import Format
from standards_report.render.chapters.report import Report
from standards_report.render.content.filter_data import FilterData


def part_of_index(report: Report, form: Format, named: Collection[str]) -> str:
    """The part of the index that a chapter names, as JSON for filters."""
    data = _filter_data(report.work.report.read_bytes()).part(named)
    return (data if form.has_inline_drawings else data.in_print()).to_json()


@lru_cache(maxsize=4)
def _filter_data(content: bytes) -> FilterData:
    """Asked for once a chapter and format. It is shared: callers must not change it."""
    return FilterData.model_validate_json(content)
