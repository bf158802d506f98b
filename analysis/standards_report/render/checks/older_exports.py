"""Claims, audits and statements that cite an older export than the rows that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_report.errors import Fault
from standards_report.evidence.results.index import Index
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project
from standards_report.render.checks.statement_faults import statement_rows

if TYPE_CHECKING:
    from standards_report.evidence.claims.judged import JudgedEntry
    from standards_report.evidence.results.findings import Statement

_EXPORT = re.compile(r"(?P<kind>.+)-[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class _Cites:
    """An entry of a table: where it stands, the source that it cites, the rows that it rests on."""

    file: str
    line: int
    id: str
    source: str
    rows: Sequence[str]


def older_export_faults(project: Project, index: Index) -> list[Fault]:
    """A fault for each claim, audit, finding and recommendation that cites an export of which the
    edition sees a newer one, and none of whose rows is of the export that it cites."""
    newest = _newest(index)
    entries = [*_ledger_entries(index), *_statements(project, index)]
    older = [entry for entry in entries if newest.get(entry.source, "") > entry.source]
    if not older:
        return []
    sources = _sources_of_rows(project)
    faults = []
    for entry in older:
        found = {sources[row] for row in entry.rows if row in sources}
        if found and entry.source not in found:
            what = f"{entry.id} cites {entry.source}, of which none of its rows is"
            remedy = f"write {newest[entry.source]}, with its locator"
            faults.append(Fault(entry.file, entry.line, what, remedy))
    return faults


def _newest(index: Index) -> dict[str, str]:
    """Key of each export to that of the newest one of its kind that the edition sees."""
    kinds: dict[str, list[str]] = {}
    for key in index.sources:
        if match := _EXPORT.fullmatch(key):
            kinds.setdefault(match["kind"], []).append(key)
    return {key: max(keys) for keys in kinds.values() for key in keys}


def _ledger_entries(index: Index) -> Iterator[_Cites]:
    ledgers: dict[str, Mapping[str, JudgedEntry]] = {"claims": index.claims, "audits": index.audits}
    for table, ledger in ledgers.items():
        for name, entry in ledger.items():
            file, line = f"data/{table}.csv", entry.ledger_line
            yield _Cites(file, line, name, entry.source, entry.basis_rows)


def _statements(project: Project, index: Index) -> Iterator[_Cites]:
    """Findings and recommendations with the rows of all claims that they rest on."""
    places = statement_rows(project)
    statements: Mapping[str, Statement] = {**index.findings, **index.recommendations}
    for name, statement in statements.items():
        claims = [index.claims[claim] for claim in statement.claims if claim in index.claims]
        rows = [row for claim in claims for row in claim.basis_rows]
        yield _Cites(places[name].file, places[name].line, name, statement.source, rows)


def _sources_of_rows(project: Project) -> dict[str, str]:
    """Source of every row, by the id of the row."""
    found: dict[str, str] = {}
    for table in load_tables(project.data).values():
        if {"id", "source"} <= set(table.rows):
            found |= dict(zip(table.rows["id"], table.rows["source"], strict=True))
    return found
