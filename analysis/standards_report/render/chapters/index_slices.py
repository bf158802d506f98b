"""What the report computed, as far as a chapter names it.

All of it takes Pandoc's filters longer to read than a chapter to set; and a chapter is set anew
only where something has changed that it names.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from standards_report.observations.domain.editions import Edition
from standards_report.project import Project
from standards_report.render.content.filter_data import FilterData
from standards_report.workspace import Workspace


def part_of_index(project: Project, edition: Edition, form: str, named: Collection[str]) -> str:
    """The part of the index that a chapter names, as JSON for filters."""
    data = _filter_data(Workspace(project, edition.id).report.read_bytes()).part(named)
    return (data.in_print() if form == "typst" else data).to_json()


@lru_cache(maxsize=4)
def _filter_data(content: bytes) -> FilterData:
    """Wanted once a chapter and format; to be read."""
    return FilterData.model_validate_json(content)
