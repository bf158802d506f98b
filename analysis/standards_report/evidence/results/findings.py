"""Findings and recommendations of an edition, each with what it rests on and how strong that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from standards_report.evidence.results.evidence_grade import weigh
from standards_report.observations.as_of import visible_rows
from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd

Entry = dict[str, Any]
_NUMBERS = ("value", "low", "high", "amount")


def gather_arguments(
    tables: Tables, claims: Mapping[str, Entry], seen: Iterable[str]
) -> dict[str, dict[str, Entry]]:
    """`findings` and `recommendations`, each id to entry, in the order of their source.

    `claims` are judged, as the index keeps them. An entry has the texts of its row and
    `claims` (id to bearing), `strength`; a finding also `sections` and `items` (labels), a
    recommendation `findings` (ids). A project without these tables has neither.
    """
    shown = visible_rows(tables, seen)
    weighed = _with_origins(tables, claims)
    findings = _findings(shown, weighed) if "findings" in shown else {}
    recommendations = (
        _recommendations(shown, weighed, findings) if "recommendations" in shown else {}
    )
    return {"findings": findings, "recommendations": recommendations}


def _findings(shown: Mapping[str, pd.DataFrame], claims: Mapping[str, Entry]) -> dict[str, Entry]:
    links = shown["finding_evidence"]
    entries = {}
    for row in _rows(shown["findings"]):
        of_row = links[links["finding"] == row["id"]]
        named = _bearings(of_row)
        entries[row["id"]] = {
            **row,
            "sections": _filled(of_row, "section"),
            "items": _filled(of_row, "item"),
            "claims": named,
            "strength": weigh(_weighed(claims, named)).as_json(),
        }
    return entries


def _recommendations(
    shown: Mapping[str, pd.DataFrame], claims: Mapping[str, Entry], findings: Mapping[str, Entry]
) -> dict[str, Entry]:
    """The strength counts a recommendation's own claims and those of its findings together."""
    links = shown["recommendation_evidence"]
    entries = {}
    for row in _rows(shown["recommendations"]):
        of_row = links[links["recommendation"] == row["id"]]
        carried = [one for one in _filled(of_row, "finding") if one in findings]
        named = _bearings(of_row)
        weighed = _weighed(claims, named)
        for one in carried:
            weighed += _weighed(claims, findings[one]["claims"])
        entries[row["id"]] = {
            **row,
            "findings": carried,
            "claims": named,
            "strength": weigh(weighed).as_json(),
        }
    return entries


def _with_origins(tables: Tables, claims: Mapping[str, Entry]) -> dict[str, Entry]:
    """Claims with what `weigh` asks of the rows behind them."""
    printed: dict[str, bool] = {}
    origin: dict[str, str] = {}
    for one in tables.values():
        for row in one.records if "id" in one.table.columns else ():
            printed[row["id"]] = any(row.get(name) is not None for name in _NUMBERS)
            origin[row["id"]] = row.get("source", "")
    weighed = {}
    for name, claim in claims.items():
        rows = [row for group in claim["basis"].values() for row in group if row in printed]
        weighed[name] = {
            "id": name,
            "outcome": claim["outcome"],
            "on_numbers": any(printed[row] for row in rows),
            "origins": sorted({origin[row] for row in rows} - {""}),
        }
    return weighed


def _bearings(links: pd.DataFrame) -> dict[str, str]:
    """Claim to bearing of the links that name a claim."""
    named = links[links["claim"] != ""]
    return dict(zip(named["claim"], named["bearing"], strict=True))


def _weighed(claims: Mapping[str, Entry], bearings: Mapping[str, str]) -> list[Entry]:
    """The claims of the edition among those named, each with its bearing."""
    return [{**claims[one], "bearing": how} for one, how in bearings.items() if one in claims]


def _rows(table: pd.DataFrame) -> list[Entry]:
    import pandas as pd

    ordered = table.sort_values("position", kind="stable")
    return [
        {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
        for row in ordered.to_dict("records")
    ]


def _filled(links: pd.DataFrame, column: str) -> list[str]:
    return [cell for cell in links[column] if cell]
