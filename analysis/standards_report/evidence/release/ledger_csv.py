"""The ledgers as an edition publishes them: its own rows, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from standards_report.csv_writer import csv_text
from standards_report.evidence.claims.judged import JudgedAudit, JudgedClaim, JudgedEntry

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {
    "number": "Number under which the report prints the entry.",
    "verdict": "What became of it in this edition.",
    "data_say": "What the data give for both sides of what is compared.",
    "other_reading_gives": "The same for the second reading, where there is one.",
    "other_rules": "What became of it under each other rule that applies to it.",
    "reason": "Why it cannot be computed, where it cannot.",
    "rows": "Ids of the rows that it rests on, directly or through values.",
}


def ledger_csv(rows: pd.DataFrame, entries: Mapping[str, JudgedEntry]) -> str:
    """A ledger as CSV with the columns of the verdict. It leaves out rows without a verdict."""
    identifiers = rows["id"]
    lines = [
        [*row, *_verdict(entries[identifier])]
        for identifier, row in zip(identifiers, plain_rows(rows), strict=True)
        if identifier in entries
    ]
    return csv_text([*rows.columns, *_COLUMNS], lines)


def plain_rows(rows: pd.DataFrame) -> Iterator[list[Any]]:
    """The cells of each row as CSV prints them: None for a missing one, whole numbers as such."""
    return ([_plain(cell) for cell in row] for row in rows.itertuples(index=False))


def describe_verdicts(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a ledger with the columns of the verdict."""
    added = [
        {"name": name, "type": "string", "description": text} for name, text in _COLUMNS.items()
    ]
    schema = resource["schema"]
    return {**resource, "schema": {**schema, "fields": [*schema["fields"], *added]}}


def _verdict(entry: JudgedEntry) -> list[str]:
    return [
        entry.number,
        entry.outcome,
        entry.finding,
        entry.other_finding if isinstance(entry, JudgedAudit) else "",
        _under_other_rules(entry),
        entry.reason,
        "; ".join(entry.basis_rows),
    ]


def _under_other_rules(entry: JudgedEntry) -> str:
    tried = entry.variants if isinstance(entry, JudgedClaim) else ()
    return "; ".join(
        f"{variant.rule}: {variant.outcome} ({variant.finding or variant.reason})"
        for variant in tried
    )


def _plain(cell: Any) -> Any:
    import pandas as pd

    if pd.isna(cell):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    return cell
