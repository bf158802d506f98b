"""The committed files that follow from others: the profile of each edition, the dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.data_dictionary import data_dictionary
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.site.publish import write_if_changed


def write_derived(project: Project, editions: Iterable[Edition]) -> list[str]:
    """Writes those that are out of date, and returns their paths in the project."""
    texts = derived_texts(project, editions)
    return [name for name, text in texts.items() if write_if_changed(project.root / name, text)]


def derived_texts(project: Project, editions: Iterable[Edition]) -> dict[str, str]:
    """What the files have to hold, by their paths in the project."""
    texts = {f"_quarto-{edition.id}.yml": profile_text(edition) for edition in editions}
    texts["data/README.md"] = data_dictionary(load_schema(project.data))
    return texts
