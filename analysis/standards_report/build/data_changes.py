"""What two computed editions differ in, their prose left aside."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from standards_report.evidence.release.data_package import visible_tables
from standards_report.evidence.results.changes_csv import changes_csv
from standards_report.evidence.results.comparison import compare_indexes, compare_observations
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.table import Tables
from standards_report.render.chapters.report import Report


def data_changes(old: Report, new: Report) -> str:
    """Differences in what was computed and in the rows that each edition sees, as CSV."""
    from standards_report.observations.tables.loader import load_tables

    tables = load_tables(new.project.data)
    rows = [_row_ids(tables, report.edition) for report in (old, new)]
    indexes = [report.index for report in (old, new)]
    return changes_csv([*compare_indexes(*indexes), *compare_observations(*rows)])


def write_data_changes(old: Report, new: Report, folder: Path) -> None:
    """Writes what `data_changes` gives."""
    name = new.work.compared.name
    (folder / name).write_text(data_changes(old, new), encoding="utf-8", newline="")


def _row_ids(tables: Tables, edition: Edition) -> dict[str, list[str]]:
    """Table to the ids of the rows that the edition sees."""
    found = {}
    for name, text in visible_tables(tables, edition).items():
        rows = csv.DictReader(io.StringIO(text))
        if rows.fieldnames and "id" in rows.fieldnames:
            found[name] = [row["id"] for row in rows]
    return found
