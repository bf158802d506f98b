"""What two computed editions differ in, their prose left aside."""

from __future__ import annotations

from pathlib import Path

from standards_report.evidence.release.data_package import visible_tables
from standards_report.evidence.results.changes_csv import changes_csv
from standards_report.evidence.results.comparison import (
    Change,
    compare_indexes,
    compare_observations,
)
from standards_report.evidence.results.index import load_index
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.table import Tables
from standards_report.project import Project
from standards_report.workspace import Workspace


def data_changes(project: Project, old: Edition, new: Edition) -> list[Change]:
    """Differences in what was computed and in the rows that each edition sees."""
    from standards_report.observations.tables.loader import load_tables

    tables = load_tables(project.data)
    rows = [_row_ids(tables, edition) for edition in (old, new)]
    indexes = [load_index(Workspace(project, edition.id).index) for edition in (old, new)]
    return [*compare_indexes(*indexes), *compare_observations(*rows)]


def write_data_changes(project: Project, old: Edition, new: Edition, folder: Path) -> None:
    """Writes what `data_changes` gives, as CSV."""
    name = Workspace(project, new.id).compared.name
    text = changes_csv(data_changes(project, old, new))
    (folder / name).write_text(text, encoding="utf-8", newline="")


def _row_ids(tables: Tables, edition: Edition) -> dict[str, list[str]]:
    """Table to the ids of the rows that the edition sees."""
    return {
        name: list(rows["id"])
        for name, rows in visible_tables(tables, edition).items()
        if "id" in rows
    }
