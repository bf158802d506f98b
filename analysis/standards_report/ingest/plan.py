"""What an ingest would change, and doing it: all tables or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from standards_report.errors import UsageError
from standards_report.ingest.adapter import Reading, Request
from standards_report.ingest.merging import merged_source, rows_of
from standards_report.ingest.registry import adapter
from standards_report.ingest.transaction import staged
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import Schema, load_schema
from standards_report.project import Project


@dataclass(frozen=True)
class Change:
    """How many rows of this export a table would gain, lose and keep."""

    table: str
    added: int
    removed: int
    unchanged: int


@dataclass(frozen=True)
class Plan:
    """An export as read, and what it changes in `data/`."""

    project: Project
    schema: Schema
    reading: Reading
    changes: Sequence[Change]
    source_changes: bool

    @property
    def changes_nothing(self) -> bool:
        rows = any(change.added or change.removed for change in self.changes)
        return not rows and not self.source_changes


def plan_ingest(
    project: Project, name: str, files: Sequence[Path], date: str, previous: Path | None
) -> Plan:
    """Reads an export and compares it with the tables as they are; writes nothing.

    Raises UsageError for an unknown adapter or a date that is no day, DataError with every
    fault of the export.
    """
    chosen = adapter(name)
    _require_day(date)
    schema = load_schema(project.data)
    tables = load_tables(project.data, chosen.needs)
    reading = chosen.read(Request(files, date, previous, schema, tables))
    reading = _in_schema_order(reading, schema)
    key = reading.source["key"]
    changes = [
        _change(table, rows, rows_of(project.data / schema.table(table).file, "source", key))
        for table, rows in reading.tables.items()
    ]
    known = rows_of(project.data / "sources.csv", "key", key)
    source = merged_source(reading.source, known)
    reading = Reading(reading.tables, source, reading.sections, reading.notes)
    source_changes = known.to_dict("records") != [source]
    return Plan(project, schema, reading, changes, source_changes)


def write_plan(plan: Plan) -> list[str]:
    """Writes the rows, which the plan gives up; returns the files that changed, from `data/` on.

    The tables are written aside and checked as the loader checks them before any of them
    takes its place. Raises DataError, and leaves everything as it was, where they fail.
    """
    key = plan.reading.source["key"]
    files = {
        change.table: plan.schema.table(change.table).file
        for change in plan.changes
        if change.added or change.removed
    }
    with staged(plan.project.data) as stage:
        for table, file in files.items():
            # Written rows are let go, so that large exports are not held twice during the check.
            stage.merge(file, plan.reading.tables.pop(table), "source", key)
        if plan.source_changes:
            stage.merge("sources.csv", pd.DataFrame([plan.reading.source]), "key", key)
        stage.check()
        stage.put_in_place()
    return sorted([*files.values(), *(["sources.csv"] if plan.source_changes else [])])


def _require_day(date: str) -> None:
    try:
        parse_span(date)
    except ValueError:
        raise UsageError(f"--date {date!r} is no day: write it as 2025-08-20") from None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
        raise UsageError(f"--date {date!r} is no single day: write it as 2025-08-20")


def _in_schema_order(reading: Reading, schema: Schema) -> Reading:
    tables = {
        name: rows[list(schema.table(name).columns)].reset_index(drop=True)
        for name, rows in reading.tables.items()
    }
    return Reading(tables, reading.source, reading.sections, reading.notes)


def _change(table: str, new: pd.DataFrame, old: pd.DataFrame) -> Change:
    before, after = _fingerprints(old), _fingerprints(new)
    kept = int(after.isin(before).sum())
    return Change(table, len(new) - kept, len(old) - int(before.isin(after).sum()), kept)


def _fingerprints(rows: pd.DataFrame) -> pd.Series:
    return pd.util.hash_pandas_object(rows.astype("str"), index=False)
