"""What the author of a new edition has to look at, gathered from data, claims and chapters."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping

from standards_report.commands.work_list import Export, Passage, WorkList
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.margins import claims_near_edge
from standards_report.evidence.claims.verdicts import environment_of
from standards_report.evidence.results.freshness import last_days, last_observed, whole_months
from standards_report.evidence.results.index import Index
from standards_report.ingest import ADAPTERS
from standards_report.observations.domain.dates import in_words
from standards_report.observations.next_edition import Opened
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.table import Tables
from standards_report.project import Project
from standards_report.render.chapters.chapter_files import load_documents
from standards_report.render.chapters.report import Report, load_report
from standards_report.render.document.parse import Document
from standards_report.render.shown.conditions import ANY_FORMAT, conditions
from standards_report.render.shown.uses import shown_claims

_FOCUS = "first-focus"


def work_list(project: Project, opened: Opened, months: int) -> WorkList:
    """What to look at in the new edition; the one before it has to be computed.

    `months` is the age from which on observations count as old.
    """
    report = load_report(project, opened.previous)
    index = report.index
    tables = load_tables(project.data)
    beyond = left_out(project, opened.previous)
    environment = environment_of(index.values, tables, index.sources, beyond)
    blocks = list(_blocks(report))
    return WorkList(
        edition=opened.edition_id,
        previous=opened.previous.id,
        as_of=opened.as_of.isoformat(),
        months=months,
        observed=last_observed(tables, opened.as_of),
        edges=claims_near_edge(tables["claims"], environment, index.claims),
        old=list(_old_sentences(report, opened, _last_days_of_claims(tables, index), months)),
        focus=[Passage(file, line, "") for file, line, _, name in blocks if name == _FOCUS],
        own=[Passage(file, line, why) for file, line, why, name in blocks if name != _FOCUS],
        exports=exports_to_fetch(opened, set(tables["sources"].rows["key"])),
    )


def exports_to_fetch(opened: Opened, sources: Collection[str]) -> list[Export]:
    """Every kind of export that the edition has no newer one of than the edition before it.

    `sources` are the keys of sources.csv: an export that was taken in has one with its day.
    """
    first, last = opened.previous.as_of.isoformat(), opened.as_of.isoformat()
    return [
        Export(
            adapter.reads,
            adapter.obtain,
            f"standards-report ingest {adapter.name} FILE --date {last}"
            + (" --previous OLDER" if adapter.compares else ""),
        )
        for adapter in ADAPTERS.values()
        if not any(
            key.startswith(f"{adapter.name}-") and first < key[-len(last) :] <= last
            for key in sources
        )
    ]


def _last_days_of_claims(tables: Tables, index: Index) -> dict[str, datetime.date]:
    """Claim to the last day of the latest of its dated rows, for claims that have any."""
    days: dict[str, datetime.date] = {}
    for table in tables.values():
        if {"id", "date"} <= set(table.rows):
            days |= dict(last_days(table.rows[["id", "date"]]))
    found = {}
    for name, claim in index.claims.items():
        of_claim = [days[row] for row in claim.basis_rows if row in days]
        if of_claim:
            found[name] = max(of_claim)
    return found


def _old_sentences(
    report: Report, opened: Opened, days: Mapping[str, datetime.date], months: int
) -> Iterator[Passage]:
    setting = report.setting(ANY_FORMAT)
    for file, document in _documents(report).items():
        for line, claim in shown_claims(document, setting):
            day = days.get(claim)
            if day and whole_months(day, opened.as_of) >= months:
                yield Passage(file, line, in_words(day.isoformat()[:7]))


def _blocks(report: Report) -> Iterator[tuple[str, int, str, str]]:
    """File, line, condition in words and its name of every conditional passage."""
    for file, document in _documents(report).items():
        for found in conditions(document.blocks):
            if found.subject != "format":
                why = f'{found.how} {found.sense}-{found.subject} "{found.name}"'
                yield file, found.line, why, found.name


def _documents(report: Report) -> dict[str, Document]:
    return load_documents(report.project, report.files)
