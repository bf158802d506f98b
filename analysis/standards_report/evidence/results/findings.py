"""Findings and recommendations of an edition, each with what it rests on and how strong that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.evidence_grade import (
    Bearing,
    Strength,
    WeighedClaim,
    weigh,
)
from standards_report.observations.as_of import visible_rows
from standards_report.observations.frozen_model import FrozenModel
from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = ("value", "low", "high", "amount")


class Statement(FrozenModel):
    """What a finding and a recommendation have in common: the texts of their row, and evidence.

    `position` is the place in the source, `line` the line of its text. Both are written as in the
    table. `claims` gives the bearing of each claim by its id.
    """

    id: str
    position: str
    statement: str
    source: str
    locator: str
    line: str
    note: str
    claims: dict[str, Bearing]
    strength: Strength


class Finding(Statement):
    """A finding. `sections` and `items` are labels of sections, figures and tables."""

    topic: str
    sections: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Labels of all that shows the finding."""
        return (*self.sections, *self.items)


class Recommendation(Statement):
    """A recommendation. `findings` are the ids of the findings that it rests on."""

    group: str
    group_position: str
    addressee: str
    effect: str
    listed_line: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Arguments:
    """The findings and recommendations of an edition, by id, in the order of their source."""

    findings: dict[str, Finding]
    recommendations: dict[str, Recommendation]


def gather_arguments(
    tables: Tables, claims: Mapping[str, JudgedClaim], seen: Iterable[str]
) -> Arguments:
    """Findings and recommendations of the sources in `seen`.

    A project without these tables has neither.
    """
    shown = visible_rows(tables, seen)
    weighed = _with_origins(tables, claims)
    findings = _findings(shown, weighed) if "findings" in shown else {}
    recommendations = (
        _recommendations(shown, weighed, findings) if "recommendations" in shown else {}
    )
    return Arguments(findings, recommendations)


def _findings(
    shown: Mapping[str, pd.DataFrame], claims: Mapping[str, WeighedClaim]
) -> dict[str, Finding]:
    links = shown["finding_evidence"]
    findings = {}
    for row in _rows(shown["findings"], Finding):
        of_row = links[links["finding"] == row["id"]]
        bearings = _bearings(of_row)
        evidence = {
            "sections": _filled(of_row, "section"),
            "items": _filled(of_row, "item"),
            "claims": bearings,
            "strength": weigh(_weighed(claims, bearings)),
        }
        findings[row["id"]] = Finding.model_validate({**row, **evidence})
    return findings


def _recommendations(
    shown: Mapping[str, pd.DataFrame],
    claims: Mapping[str, WeighedClaim],
    findings: Mapping[str, Finding],
) -> dict[str, Recommendation]:
    """The strength counts a recommendation's own claims and those of its findings together."""
    links = shown["recommendation_evidence"]
    recommendations = {}
    for row in _rows(shown["recommendations"], Recommendation):
        of_row = links[links["recommendation"] == row["id"]]
        carried = [name for name in _filled(of_row, "finding") if name in findings]
        bearings = _bearings(of_row)
        weighed = _weighed(claims, bearings)
        for name in carried:
            weighed += _weighed(claims, findings[name].claims)
        evidence = {"findings": carried, "claims": bearings, "strength": weigh(weighed)}
        recommendations[row["id"]] = Recommendation.model_validate({**row, **evidence})
    return recommendations


def _with_origins(tables: Tables, claims: Mapping[str, JudgedClaim]) -> dict[str, WeighedClaim]:
    """Claims with what `weigh` asks of the rows behind them. Each counts as supporting."""
    printed: dict[str, bool] = {}
    origin: dict[str, str] = {}
    for loaded in tables.values():
        for row in loaded.records if "id" in loaded.table.columns else ():
            printed[row["id"]] = any(row.get(name) is not None for name in _NUMBERS)
            origin[row["id"]] = row.get("source", "")
    weighed = {}
    for name, claim in claims.items():
        rows = [row for row in claim.basis_rows if row in printed]
        origins = sorted({origin[row] for row in rows} - {""})
        is_on_numbers = any(printed[row] for row in rows)
        weighed[name] = WeighedClaim(name, claim.outcome, "supports", is_on_numbers, tuple(origins))
    return weighed


def _bearings(links: pd.DataFrame) -> dict[str, Bearing]:
    """Claim to bearing of the links that name a claim."""
    named = links[links["claim"] != ""]
    return dict(zip(named["claim"], named["bearing"], strict=True))


def _weighed(
    claims: Mapping[str, WeighedClaim], bearings: Mapping[str, Bearing]
) -> list[WeighedClaim]:
    """The claims of the edition among those named, each with its bearing."""
    return [
        replace(claims[name], bearing=bearing)
        for name, bearing in bearings.items()
        if name in claims
    ]


def _rows(table: pd.DataFrame, statement: type[Statement]) -> list[dict[str, str]]:
    """The cells of each row that the statement keeps, as texts."""
    import pandas as pd

    ordered = table.sort_values("position", kind="stable")
    return [
        {
            str(name): "" if pd.isna(cell) else str(cell)
            for name, cell in row.items()
            if name in statement.model_fields
        }
        for row in ordered.to_dict("records")
    ]


def _filled(links: pd.DataFrame, column: str) -> list[str]:
    return [cell for cell in links[column] if cell]
