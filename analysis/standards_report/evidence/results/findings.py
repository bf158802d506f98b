"""Findings and recommendations of an edition, each with what it rests on and how strong that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.evidence_grade import (
    DISPUTED,
    NOT_TESTED,
    Aspect,
    Bearing,
    Grade,
    WeighedClaim,
    weigh,
)
from standards_report.observations.as_of import visible_rows
from standards_report.observations.frozen_model import FrozenModel
from standards_report.observations.tables.finding_checks import OWN
from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = ("value", "low", "high", "amount")


class Link(FrozenModel):
    """How a claim bears on a statement: what of it the claim tests, and what the statement would
    have to lose if the claim were false, or loses since one that qualifies it holds."""

    bearing: Bearing
    tests: Aspect
    would_lose: str


class Statement(FrozenModel):
    """What a finding and a recommendation have in common: the texts of their row, and evidence.

    `position` is the place in the source, `line` the line of its text. Both are written as in the
    table. `author` makes the statement; it is empty where the source itself does. `links` says how
    each claim bears on it, by its id. `standing` says as what the statement stays although its
    claims do not carry it in this edition, and `standing_because` why; else both are empty.
    """

    id: str
    position: str
    statement: str
    source: str
    locator: str
    line: str
    note: str
    author: str = ""
    standing: Literal["", "disputed", "not tested"] = ""
    standing_because: str = ""
    links: dict[str, Link]
    grade: Grade

    @property
    def claims(self) -> dict[str, Bearing]:
        """The bearing of each claim by its id."""
        return {name: link.bearing for name, link in self.links.items()}


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
    open_claims = {name for name, claim in claims.items() if claim.is_unexplained}
    findings = _findings(shown, weighed, open_claims) if "findings" in shown else {}
    recommendations = (
        _recommendations(shown, weighed, open_claims, findings)
        if "recommendations" in shown
        else {}
    )
    return Arguments(findings, recommendations)


def _findings(
    shown: Mapping[str, pd.DataFrame],
    claims: Mapping[str, WeighedClaim],
    open_claims: Collection[str],
) -> dict[str, Finding]:
    """A finding of another source than the first one's is this report's, unless it names its
    author: such sources hold data, and no findings."""
    links = shown["finding_evidence"]
    rows = _rows(shown["findings"], Finding)
    findings = {}
    for row in rows:
        of_row = links[links["finding"] == row["id"]]
        linked = _links(of_row)
        weighed = _weighed(claims, linked)
        standing = _standing(row, weighed, open_claims)
        evidence = {
            "author": row.get("author") or (OWN if row["source"] != rows[0]["source"] else ""),
            **standing,
            "sections": _filled(of_row, "section"),
            "items": _filled(of_row, "item"),
            "links": linked,
            "grade": weigh(weighed, is_marked=standing["standing"] == DISPUTED),
        }
        findings[row["id"]] = Finding.model_validate({**row, **evidence})
    return findings


def _standing(
    row: Mapping[str, str], weighed: Sequence[WeighedClaim], open_claims: Collection[str]
) -> dict[str, str]:
    """What the row says of its standing, where the claims of this edition ask for it.

    An edition whose data carry the statement prints nothing of it.
    """
    standing = row.get("standing", "")
    supporting = [claim for claim in weighed if claim.bearing == "supports"]
    if standing == NOT_TESTED:
        is_due = weigh(supporting).tested == "none"
    else:
        is_due = any(claim.outcome == "fails" or claim.id in open_claims for claim in supporting)
    if not is_due:
        return {"standing": "", "standing_because": ""}
    return {"standing": standing, "standing_because": row.get("standing_because", "")}


def _recommendations(
    shown: Mapping[str, pd.DataFrame],
    claims: Mapping[str, WeighedClaim],
    open_claims: Collection[str],
    findings: Mapping[str, Finding],
) -> dict[str, Recommendation]:
    """A recommendation is graded by its own claims, since its findings have words of their own.

    It is disputed where one of its findings is.
    """
    links = shown["recommendation_evidence"]
    recommendations = {}
    for row in _rows(shown["recommendations"], Recommendation):
        of_row = links[links["recommendation"] == row["id"]]
        carried = [name for name in _filled(of_row, "finding") if name in findings]
        linked = _links(of_row)
        weighed = _weighed(claims, linked)
        standing = _standing(row, weighed, open_claims)
        marked = [standing["standing"], *(findings[name].standing for name in carried)]
        evidence = {
            "author": row.get("author") or (OWN if row["group"] == OWN else ""),
            **standing,
            "findings": carried,
            "links": linked,
            "grade": weigh(weighed, is_marked=DISPUTED in marked),
        }
        recommendations[row["id"]] = Recommendation.model_validate({**row, **evidence})
    return recommendations


def _with_origins(tables: Tables, claims: Mapping[str, JudgedClaim]) -> dict[str, WeighedClaim]:
    """Claims with what `weigh` asks of the rows behind them; their links say the rest."""
    producers = _producers(tables)
    printed: dict[str, bool] = {}
    origin: dict[str, str] = {}
    for loaded in tables.values():
        for row in loaded.records if "id" in loaded.table.columns else ():
            printed[row["id"]] = any(row.get(name) is not None for name in _NUMBERS)
            source = row.get("source", "")
            origin[row["id"]] = producers.get(source, source)
    weighed = {}
    for name, claim in claims.items():
        rows = [row for row in claim.basis_rows if row in printed]
        weighed[name] = WeighedClaim(
            id=name,
            outcome=claim.outcome,
            bearing="supports",
            tests="premise",
            on_numbers=2 * sum(printed[row] for row in rows) > len(rows),
            producers=tuple(sorted({origin[row] for row in rows} - {""})),
            tried=len(claim.tried),
            turns=len(claim.turns),
        )
    return weighed


def _producers(tables: Tables) -> dict[str, str]:
    """Who made each source. Sources of one producer do not confirm each other."""
    sources = tables.get("sources")
    return {row["key"]: row["producer"] or row["key"] for row in sources.records} if sources else {}


def _links(rows: pd.DataFrame) -> dict[str, Link]:
    """How each claim bears on the statement, of the links that name a claim."""
    named = rows[rows["claim"] != ""]
    return {
        row["claim"]: Link(bearing=row["bearing"], tests=row["tests"], would_lose=row["would_lose"])
        for row in named.to_dict("records")
    }


def _weighed(claims: Mapping[str, WeighedClaim], links: Mapping[str, Link]) -> list[WeighedClaim]:
    """The claims of the edition among those linked, each as it bears on the statement."""
    return [
        replace(claims[name], bearing=link.bearing, tests=link.tests)
        for name, link in links.items()
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
