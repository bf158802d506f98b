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
from standards_report.evidence.claims.judged import BECAUSE
from standards_report.evidence.results.record import FULL_REASON, LedgerLine, Record
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


def select_entries(record: Record, selection: Selection) -> list[LedgerLine]:
    """Entries of the ledgers by id, claims first.

    Raises UsageError for a verdict or kind that no ledger knows.
    """
    claims = record.claims if selection.ledger in ("all", "claims") else {}
    audits = record.audits if selection.ledger in ("all", "audits") else {}
    entries: list[LedgerLine] = [
        *(claim for _, claim in sorted(claims.items())),
        *(audit for _, audit in sorted(audits.items())),
    ]
    _check(selection.verdict, "verdict", [*OUTCOMES, *AUDIT_OUTCOMES])
    _check(selection.kind, "kind", [str(entry["kind"]) for entry in entries])
    return [entry for entry in entries if _meets(entry, selection)]


def claims_as(entries: list[LedgerLine], form: Literal["text", "csv", "json"]) -> str:
    """The entries in the given form."""
    if form == "csv":
        rows = [[entry.get(name, "") for name in _COLUMNS] for entry in entries]
        return csv_text(_COLUMNS, rows)
    if form == "json":
        return (
            json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"
        )
    width = max((len(str(entry["id"])) for entry in entries), default=0)
    return "".join(
        f"{entry['number']:<5} {entry['outcome']:<15}  {entry['id']:<{width}}  {_in_words(entry)}\n"
        for entry in entries
    )


def _as_json(entry: LedgerLine) -> dict[str, object]:
    """The keys of the index in their order, the id first."""
    return {
        "id": entry["id"],
        **{name: entry[name] for name in sorted(entry) if name != FULL_REASON},
    }


def _in_words(entry: LedgerLine) -> str:
    why, said = entry.get(FULL_REASON), str(entry["statement"])
    return f"{said.rstrip('.')}: {why}" if why else said


def _meets(entry: LedgerLine, selection: Selection) -> bool:
    return (
        selection.verdict in ("", entry["outcome"])
        and selection.kind in ("", entry["kind"])
        and (selection.claims is None or entry["id"] in selection.claims)
    )


def _check(wanted: str, what: str, known: Iterable[str]) -> None:
    names = sorted(set(known))
    if wanted and wanted not in names:
        raise UsageError(f"no {what} {wanted!r} in the ledger: {did_you_mean(wanted, names)}")
