"""The ledgers as a list in the terminal, as CSV or as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from standards_report.csv_writer import csv_text
from standards_report.errors import UsageError
from standards_report.evidence.claims.audit import AUDIT_OUTCOMES
from standards_report.evidence.claims.claim import OUTCOMES
from standards_report.evidence.claims.judged import BECAUSE, JudgedEntry
from standards_report.evidence.results.index import Index
from standards_report.suggestions import did_you_mean

Ledger = Literal["all", "claims", "audits"]
_COLUMNS = (
    *("number", "id", "outcome", "kind", "statement", "stated", "computed", "finding"),
    *("expression", "source", "locator", "reason", BECAUSE),
)


@dataclass(frozen=True)
class Selection:
    """Which entries to list; an empty text or `None` means all."""

    ledger: Ledger = "all"
    verdict: str = ""
    kind: str = ""
    claims: Collection[str] | None = None


def select_entries(index: Index, selection: Selection) -> list[JudgedEntry]:
    """Entries of the ledgers by id, claims first.

    Raises UsageError for a verdict or kind that no ledger knows.
    """
    claims = index.claims if selection.ledger in ("all", "claims") else {}
    audits = index.audits if selection.ledger in ("all", "audits") else {}
    entries: list[JudgedEntry] = [
        *(claim for _, claim in sorted(claims.items())),
        *(audit for _, audit in sorted(audits.items())),
    ]
    _check(selection.verdict, "verdict", [*OUTCOMES, *AUDIT_OUTCOMES])
    _check(selection.kind, "kind", [entry.kind for entry in entries])
    return [entry for entry in entries if _meets(entry, selection)]


def claims_as(entries: list[JudgedEntry], form: Literal["text", "csv", "json"]) -> str:
    """The entries in the given form."""
    if form == "csv":
        rows = [[getattr(entry, name) for name in _COLUMNS] for entry in entries]
        return csv_text(_COLUMNS, rows)
    if form == "json":
        return (
            json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"
        )
    width = max((len(entry.id) for entry in entries), default=0)
    return "".join(
        f"{entry.number:<5} {entry.outcome:<15}  {entry.id:<{width}}  {_in_words(entry)}\n"
        for entry in entries
    )


def _as_json(entry: JudgedEntry) -> dict[str, object]:
    """The keys of the index in their order, the id first."""
    content = entry.model_dump(mode="json")
    return {"id": entry.id, **{name: content[name] for name in sorted(content)}}


def _in_words(entry: JudgedEntry) -> str:
    why = entry.full_reason
    return f"{entry.statement.rstrip('.')}: {why}" if why else entry.statement


def _meets(entry: JudgedEntry, selection: Selection) -> bool:
    return (
        selection.verdict in ("", entry.outcome)
        and selection.kind in ("", entry.kind)
        and (selection.claims is None or entry.id in selection.claims)
    )


def _check(wanted: str, what: str, known: Iterable[str]) -> None:
    names = sorted(set(known))
    if wanted and wanted not in names:
        raise UsageError(f"no {what} {wanted!r} in the ledger: {did_you_mean(wanted, names)}")
