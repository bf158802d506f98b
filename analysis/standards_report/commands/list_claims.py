"""The ledgers as a list in the terminal, as CSV or as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from standards_report.csv_writer import csv_text
from standards_report.errors import UsageError
from standards_report.evidence.claims.audit import AUDIT_OUTCOMES
from standards_report.evidence.claims.claim import OUTCOMES
from standards_report.evidence.claims.verdicts import BECAUSE, reason_of
from standards_report.evidence.results.index import Index
from standards_report.suggestions import did_you_mean

Entry = dict[str, Any]
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


def select_entries(index: Index, selection: Selection) -> list[Entry]:
    """Entries of the ledgers by id, claims first.

    Raises UsageError for a verdict or kind that no ledger knows.
    """
    ledgers = ["claims", "audits"] if selection.ledger == "all" else [selection.ledger]
    entries = [
        {"id": name, **entry} for ledger in ledgers for name, entry in sorted(index[ledger].items())
    ]
    _check(selection.verdict, "verdict", [*OUTCOMES, *AUDIT_OUTCOMES])
    _check(selection.kind, "kind", [entry["kind"] for entry in entries])
    return [entry for entry in entries if _meets(entry, selection)]


def claims_as(entries: list[Entry], form: Literal["text", "csv", "json"]) -> str:
    """The entries in the given form."""
    if form == "csv":
        return csv_text(_COLUMNS, [[entry.get(name, "") for name in _COLUMNS] for entry in entries])
    if form == "json":
        return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    width = max((len(entry["id"]) for entry in entries), default=0)
    return "".join(
        f"{entry['number']:<5} {entry['outcome']:<15}  {entry['id']:<{width}}  {_in_words(entry)}\n"
        for entry in entries
    )


def _in_words(entry: Entry) -> str:
    why = reason_of(entry)
    return f"{entry['statement'].rstrip('.')}: {why}" if why else str(entry["statement"])


def _meets(entry: Entry, selection: Selection) -> bool:
    return (
        selection.verdict in ("", entry["outcome"])
        and selection.kind in ("", entry["kind"])
        and (selection.claims is None or entry["id"] in selection.claims)
    )


def _check(wanted: str, what: str, known: Iterable[str]) -> None:
    names = sorted(set(known))
    if wanted and wanted not in names:
        raise UsageError(f"no {what} {wanted!r} in the ledger: {did_you_mean(wanted, names)}")
