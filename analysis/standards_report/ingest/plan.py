"""What an ingest would change in the tables, and the change itself: all tables or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import Adapter, IngestResult, Request
from standards_report.ingest.forms.date_rules import Order
from standards_report.ingest.merging import merged_source, rows_of
from standards_report.ingest.naming.filled_names import filled_entities
from standards_report.ingest.registry import adapter
from standards_report.ingest.transaction import transaction
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import Schema, load_schema
from standards_report.observations.tables.table import Tables
from standards_report.project import Project

_NAMED_DAY = re.compile(
    r"(?<![0-9])20[0-9]{2}[-_](0[1-9]|1[0-2])([-_](0[1-9]|[12][0-9]|3[01]))?(?![0-9])"
)


@dataclass(frozen=True)
class RowCount:
    """How many rows of this export a table gains, loses and keeps."""

    table: str
    added: int
    removed: int
    unchanged: int


@dataclass(frozen=True)
class IngestPlan:
    """An export that has been read, and what it changes in `data/`."""

    project: Project
    schema: Schema
    result: IngestResult
    row_counts: Sequence[RowCount]
    source_changes: bool

    @property
    def changes_nothing(self) -> bool:
        changed = any(count.added or count.removed for count in self.row_counts)
        return not changed and not self.source_changes


@dataclass(frozen=True)
class Answers:
    """What the author says beside the export.

    `first` is which of day and month stands first in 03/04/2025; `entities` the filled-in table of
    names that entities.csv lacks.
    """

    first: Order = ""
    entities: Path | None = None


NO_ANSWERS = Answers()


def plan_ingest(
    project: Project,
    name: str,
    files: Sequence[Path],
    date: str,
    previous: Path | None,
    answers: Answers = NO_ANSWERS,
) -> IngestPlan:
    """Reads an export and compares it with the tables in `data/`. Writes nothing.

    Raises UsageError for an unknown adapter, where `date` is not a day (or a range of days, for an
    adapter that takes one), or for entities that the adapter does not name. Raises DataError with
    every fault of the export; where some of them are unknown names of entities, it is an
    UnknownNamesError that holds these.
    """
    chosen = adapter(name)
    _require_day(date, ranges=chosen.ranges)
    _require_meant(chosen, previous, answers)
    schema = load_schema(project.data)
    tables: Tables = load_tables(project.data, chosen.needs)
    added = None
    if answers.entities:
        key = f"{name}-{date}"
        added = filled_entities(answers.entities, schema, tables, key)
        tables = _with_entities(tables, added)
    request = Request(files, date, previous, schema, tables, answers.first)
    result = _in_schema_order(chosen.read(request), schema)
    if added is not None and answers.entities:
        result.tables["entities"] = _own_entities(project, result, added, answers.entities)
    key = result.source["key"]
    row_counts = [
        _row_count(table, rows, rows_of(project.data / schema.table(table).file, "source", key))
        for table, rows in result.tables.items()
    ]
    known = rows_of(project.data / "sources.csv", "key", key)
    notes = [*result.notes, *_reference_notes(project, chosen, result), *_day_notes(files, date)]
    result = replace(result, source=merged_source(result.source, known), notes=notes)
    source_changes = known.to_dict("records") != [result.source]
    return IngestPlan(project, schema, result, row_counts, source_changes)


def _require_meant(chosen: Adapter, previous: Path | None, answers: Answers) -> None:
    """Options that an adapter does not use would be passed over in silence."""
    if answers.entities and "entities" not in chosen.needs:
        raise UsageError(f"{chosen.name} names no entities: leave --entities out")
    if previous and not chosen.compares:
        raise UsageError(f"{chosen.name} compares no exports: leave --previous out")


def _reference_notes(project: Project, chosen: Adapter, result: IngestResult) -> list[str]:
    """What to add to references.bib, where it lacks the entry that pages cite for the export."""
    path = project.root / "references.bib"
    entries = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if not chosen.reference or f"{{{result.source['bibkey']}," in entries:
        return []
    return [f"references.bib has no entry for this export, which pages cite: {chosen.reference}"]


def _day_notes(files: Sequence[Path], date: str) -> list[str]:
    """Files whose names state a month or a day that the export is not of."""
    first, _, last = date.partition("/")
    notes = []
    for path in files:
        if found := _NAMED_DAY.search(path.name):
            named = found[0].replace("_", "-")
            if not first[: len(named)] <= named <= (last or first)[: len(named)]:
                what = f"its name says {named}, and --date says {date}"
                notes.append(f"{path.name}: {what}: see which is right")
    return notes


def _with_entities(tables: Tables, added: pd.DataFrame) -> Tables:
    loaded = tables["entities"]
    others = loaded.rows[~loaded.rows["name"].isin(added["name"])]
    rows = pd.concat([others, added[["name", "seat_country", "hq_country"]]], ignore_index=True)
    return {**tables, "entities": replace(loaded, rows=rows)}


def _own_entities(
    project: Project, result: IngestResult, added: pd.DataFrame, path: Path
) -> pd.DataFrame:
    """All entities that cite the export: those of an earlier ingest of it, and the added ones.

    Raises DataError for an added one that the export does not name.
    """
    named = {name for rows in result.tables.values() if "entity" in rows for name in rows["entity"]}
    if strange := [name for name in added["name"] if name not in named]:
        what = f"the export does not name {', '.join(map(repr, strange))}"
        raise DataError(Fault(path.name, 0, what, "give the table that was made for this export"))
    before = rows_of(project.data / "entities.csv", "source", result.source["key"])
    kept = before[~before["name"].isin(added["name"])] if len(before) else before
    return pd.concat([kept, added], ignore_index=True)[list(added)]


def write_plan(plan: IngestPlan, *, commit: bool = True) -> list[str]:
    """Writes the rows of a plan, and returns the changed files by their paths below `data/`.

    The new tables are checked as the loader checks them before any of them takes its place; without
    `commit`, they are only checked. Raises DataError where one fails; `data/` is unchanged then. A
    plan can be written or checked once: it gives up its rows.
    """
    key = plan.result.source["key"]
    files = {
        count.table: plan.schema.table(count.table).file
        for count in plan.row_counts
        if count.added or count.removed
    }
    with transaction(plan.project.data) as changes:
        for table, file in files.items():
            # Rows that are written leave memory: the check loads large exports once more.
            changes.merge(file, plan.result.tables.pop(table), "source", key)
        if plan.source_changes:
            changes.merge("sources.csv", pd.DataFrame([plan.result.source]), "key", key)
        changes.check()
        if commit:
            changes.commit()
    return sorted([*files.values(), *(["sources.csv"] if plan.source_changes else [])])


def _require_day(date: str, *, ranges: bool) -> None:
    days = date.split("/")
    if not all(map(_is_day, days)) or len(days) > 2:
        form = "2025-08-20" + (
            ", or as 2026-03-19/2026-05-02 for a range of days" if ranges else ""
        )
        what = "not a single day" if _is_date(date) and not ranges else "not a date"
        raise UsageError(f"--date {date!r} is {what}: write it as {form}")
    if len(days) == 2 and not ranges:
        raise UsageError(f"--date {date!r} is not a single day: write it as 2025-08-20")
    if len(days) == 2 and days[0] >= days[1]:
        raise UsageError(
            f"--date {date!r} does not begin before it ends: write the first day first"
        )


def _is_day(date: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date)) and _is_date(date)


def _is_date(date: str) -> bool:
    try:
        parse_span(date)
    except ValueError:
        return False
    return True


def _in_schema_order(result: IngestResult, schema: Schema) -> IngestResult:
    tables = {}
    for name, rows in result.tables.items():
        columns = list(schema.table(name).columns)
        # An export may hold nothing for a table, and then names no columns either.
        known = rows if len(rows) else pd.DataFrame(columns=columns, dtype="str")
        tables[name] = known[columns].reset_index(drop=True)
    return replace(result, tables=tables)


def _row_count(table: str, new: pd.DataFrame, old: pd.DataFrame) -> RowCount:
    before, after = _fingerprints(old), _fingerprints(new)
    kept = int(after.isin(before).sum())
    return RowCount(table, len(new) - kept, len(old) - int(before.isin(after).sum()), kept)


def _fingerprints(rows: pd.DataFrame) -> pd.Series:
    return pd.util.hash_pandas_object(rows.astype("str"), index=False)
