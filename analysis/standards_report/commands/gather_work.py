"""What the author of an open edition has to look at, gathered from results, tables and chapters."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from standards_report.build.edition_changes import retested_by
from standards_report.build.formats import FORMS
from standards_report.build.recorded import record_before
from standards_report.commands.work_list import Arrived, Export, Newer, Passage, WorkList
from standards_report.errors import Fault, fault_lines
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.margins import Edge, claims_near_edge
from standards_report.evidence.claims.verdicts import environment_of
from standards_report.evidence.results.freshness import LastObserved, last_days, whole_months
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.record import Record, record_of_index
from standards_report.evidence.results.turned import ClaimThenAndNow, Said, statements_then_and_now
from standards_report.ingest import ADAPTERS
from standards_report.observations.domain.dates import in_words
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.table import Tables
from standards_report.render.chapters.chapter_files import load_documents
from standards_report.render.chapters.report import Report
from standards_report.render.checks.claim_sentences import stale_faults
from standards_report.render.checks.manuscript import load_manuscript
from standards_report.render.checks.statement_faults import statement_faults
from standards_report.render.checks.uncomputable_claims import uncomputable_faults
from standards_report.render.document.parse import Document
from standards_report.render.document.sentences import sentences
from standards_report.render.shown.conditions import conditions, keep_visible
from standards_report.render.shown.uses import shown_claims


def work_list(report: Report, months: int) -> WorkList:
    """What to look at in an edition that is computed, as it and the one before it are now.

    `months` is the age from which on observations count as old. The chapters have to be shown.
    """
    index = report.index
    old = record_before(report) if report.edition.previous else None
    new = record_of_index(index)
    tables = load_tables(report.project.data)
    return WorkList(
        edition=report.edition.id,
        previous=old.edition.id if old else "",
        as_of=report.edition.as_of.isoformat(),
        months=months,
        is_same=old is not None and old.rows_hash == new.rows_hash,
        arrived=_arrived(old, new) if old else [],
        false=fault_lines(_false(report)),
        outlived=_outlived(old, new, retested_by(report, old) if old else {}),
        edges=_edges(report, tables),
        observed=index.observed,
        newer=_newer(old, index.observed) if old else [],
        old=list(_old_sentences(report, _last_days_of_claims(tables, index), months)),
        unclaimed=list(_unclaimed(report, old)) if old else [],
        own=list(_blocks(report)),
        taken=_taken(old, new),
        exports=exports_to_fetch(old, new, index.edition.as_of),
    )


def exports_to_fetch(old: Record | None, new: Record, day: datetime.date) -> list[Export]:
    """Every kind of export of which the new edition sees none that the old one did not see."""
    there = _taken(old, new)
    return [
        Export(
            adapter.reads,
            adapter.obtain,
            f"standards-report ingest {adapter.name} {adapter.files} --date {day}"
            + (" --previous OLDER" if adapter.compares else ""),
        )
        for adapter in ADAPTERS.values()
        if not any(key.startswith(f"{adapter.name}-") for key in there)
    ]


def _taken(old: Record | None, new: Record) -> list[str]:
    """Keys of the sources that exports made and that the old edition does not see."""
    known = old.sources if old else {}
    prefixes = tuple(f"{name}-" for name in ADAPTERS)
    return [key for key in new.sources if key not in known and key.startswith(prefixes)]


def _arrived(old: Record, new: Record) -> list[Arrived]:
    """Sources of which the new edition sees another number of rows than the old one."""
    rows = {
        key: (old.sources.get(key, 0), new.sources.get(key, 0))
        for key in {**new.sources, **old.sources}
    }
    return [Arrived(key, then, now) for key, (then, now) in rows.items() if then != now]


def _false(report: Report) -> list[Fault]:
    """Statements and sentences that the data have made false, or say nothing to."""
    index, marks = report.index, load_manuscript(report).marks
    return sorted(
        {
            *statement_faults(report.project, index, is_open=report.is_open),
            *stale_faults(index, marks),
            *uncomputable_faults(index, marks),
        }
    )


def _outlived(old: Record | None, new: Record, retested: Mapping[str, Said]) -> list[str]:
    """Statements that stay without their claims, that the data have turned, or that rest on less
    than in the edition before."""
    lines = [
        f"{name} stays as {statement.standing}: {statement.standing_because}"
        for name, statement in {**new.findings, **new.recommendations}.items()
        if statement.standing
    ]
    for statement in statements_then_and_now(old, new, retested) if old else ():
        if statement.state == "gone":
            lines.append(f"{statement.id} is taken out: “{statement.then}”")
        elif statement.state != "new":
            lines += [
                f"{statement.id} is turned by claim {claim.id}: {_numbers(claim)}"
                for claim in statement.turned
            ]
            lines += [
                f"{statement.id} has lost claim {claim.id}, to which the data now say nothing"
                for claim in statement.lost
                if claim.now is None
            ]
    return lines


def _numbers(claim: ClaimThenAndNow) -> str:
    return "; ".join(
        f"{when} {said.data}" for when, said in (("then", claim.then), ("now", claim.now)) if said
    )


def _edges(report: Report, tables: Tables) -> list[Edge]:
    """Claims that hold and are near their edge; what is false already stands with the false."""
    index = report.index
    beyond = left_out(report.project, report.edition)
    environment = environment_of(index.values, tables, index.sources, beyond)
    true = {name: claim for name, claim in index.claims.items() if claim.outcome != "fails"}
    return claims_near_edge(tables["claims"], environment, true)


def _newer(old: Record, observed: Sequence[LastObserved]) -> list[Newer]:
    """Tables whose last observation is another one than the edition before had."""
    return [
        Newer(entry.table, old.observed.get(entry.table, ""), entry.written)
        for entry in observed
        if old.observed.get(entry.table) != entry.written
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
    report: Report, days: Mapping[str, datetime.date], months: int
) -> Iterator[Passage]:
    setting = report.setting(*FORMS)
    for file, document in _documents(report).items():
        for line, claim in shown_claims(document, setting):
            day = days.get(claim)
            if day and whole_months(day, report.edition.as_of) >= months:
                yield Passage(file, line, in_words(day.isoformat()[:7]))


def _unclaimed(report: Report, old: Record) -> Iterator[Passage]:
    """Sentences whose numbers the edition before printed otherwise, and that no claim holds."""
    new = report.index.values
    setting = report.setting(*FORMS)
    for file, document in _documents(report).items():
        for sentence in sentences(keep_visible(document.blocks, setting)):
            moved = [
                f"{old.values[name]} → {new[name].text}"
                for name in sentence.values
                if name in old.values
                and name in new
                and old.values[name] != new[name].text
                # What an edition says of itself moves by its nature.
                and not name.startswith("edition.")
            ]
            if moved and not sentence.is_marked:
                yield Passage(file, sentence.line, ", ".join(moved))


def _blocks(report: Report) -> Iterator[Passage]:
    """Every passage that some settings of an edition hide, with its condition in words."""
    for file, document in _documents(report).items():
        for found in conditions(document.blocks):
            if found.subject != "format":
                why = f'{found.how} {found.sense}-{found.subject} "{found.name}"'
                yield Passage(file, found.line, why)


def _documents(report: Report) -> dict[str, Document]:
    return load_documents(report.project, report.files)
