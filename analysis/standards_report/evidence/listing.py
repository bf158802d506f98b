"""The ledger as a list in the terminal, as CSV or as JSON."""

from __future__ import annotations

import json
from typing import Any, Literal

from standards_report.evidence.index import Index
from standards_report.evidence.publication import csv_text

_COLUMNS = ("id", "outcome", "kind", "stated", "computed", "unit", "expression", "statement")


def claims_as(index: Index, form: Literal["text", "csv", "json"]) -> str:
    """All claims of an edition in the given form, by id."""
    claims: list[dict[str, Any]] = [claim for _, claim in sorted(index["claims"].items())]
    if form == "csv":
        return csv_text(_COLUMNS, [[claim[name] for name in _COLUMNS] for claim in claims])
    if form == "json":
        return json.dumps(claims, ensure_ascii=False, indent=1) + "\n"
    width = max((len(claim["id"]) for claim in claims), default=0)
    return "".join(
        f"{claim['outcome']:<15}  {claim['id']:<{width}}  {claim['statement']}\n"
        for claim in claims
    )
