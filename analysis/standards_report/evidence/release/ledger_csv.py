"""The ledgers as an edition publishes them: its own rows, with what became of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from standards_report.csv_writer import csv_text

LEDGERS = ("claims", "audits")
_COLUMNS = {
    "number": "Number under which the report prints the entry.",
    "verdict": "What became of it in this edition.",
    "data_say": "What the data give for both sides of what is compared.",
    "other_reading_gives": "The same for the second reading, where there is one.",
    "reason": "Why it cannot be computed, where it cannot.",
    "rows": "Ids of the rows that it rests on, directly or through values.",
}


def add_verdicts(text: str, entries: Mapping[str, Any]) -> str:
    """A ledger's CSV with the columns of the verdict; rows without one are left out."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(reader.fieldnames or [])
    rows = [
        [*(row[name] for name in columns), *_verdict(entries[row["id"]])]
        for row in reader
        if row["id"] in entries
    ]
    return csv_text([*columns, *_COLUMNS], rows)


def describe_verdicts(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a ledger with the columns of the verdict."""
    added = [
        {"name": name, "type": "string", "description": text} for name, text in _COLUMNS.items()
    ]
    schema = resource["schema"]
    return {**resource, "schema": {**schema, "fields": [*schema["fields"], *added]}}


def _verdict(entry: Mapping[str, Any]) -> list[str]:
    rows = [row for table in entry["basis"].values() for row in table]
    return [
        entry["number"],
        entry["outcome"],
        entry["finding"],
        entry.get("other_finding", ""),
        entry["reason"],
        "; ".join(rows),
    ]
