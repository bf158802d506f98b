"""The ledger of claims, evaluated over the values of an edition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from standards_report.errors import DataError, Fault
from standards_report.evidence.expressions import (
    Expression,
    ExpressionError,
    NotComputableError,
    parse_expression,
)

Outcome = Literal["holds", "within rounding", "fails", "not computable"]


@dataclass(frozen=True)
class Claim:
    """One row of the ledger."""

    id: str
    kind: str
    statement: str
    expression: Expression
    stated: float | None
    unit: str
    tolerance: float
    source: str
    locator: str


@dataclass(frozen=True)
class Verdict:
    """What became of a claim in one edition."""

    id: str
    outcome: Outcome
    computed: float | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_claims(rows: Iterable[Mapping[str, Any]], lines: Iterable[int]) -> list[Claim]:
    """The ledger's rows with their expressions parsed; DataError with every bad expression."""
    claims, faults = [], []
    for row, line in zip(rows, lines, strict=True):
        try:
            expression = parse_expression(row["expression"])
        except ExpressionError as error:
            what = f"claim {row['id']!r}: expression {error}"
            faults.append(Fault("data/claims.csv", line, what, "correct it"))
            continue
        stated = None if math.isnan(row["stated"]) else float(row["stated"])
        tolerance = 0.0 if math.isnan(row["tolerance"]) else float(row["tolerance"])
        claims.append(
            Claim(
                row["id"],
                row["kind"],
                row["statement"],
                expression,
                stated,
                row["unit"],
                tolerance,
                row["source"],
                row["locator"],
            )
        )
    if faults:
        raise DataError(faults)
    return claims


def judge(claim: Claim, values: Mapping[str, float | None]) -> Verdict:
    """Evaluates a claim: a truth on its own, a number against the stated figure.

    A number holds where it equals the stated figure, is within rounding where it is off by
    no more than the tolerance, and fails otherwise.
    """
    try:
        result = claim.expression.evaluate(values)
    except NotComputableError as reason:
        return Verdict(claim.id, "not computable", None, str(reason))
    if claim.stated is None:
        return Verdict(claim.id, "holds" if result else "fails", float(result), "")
    difference = abs(float(result) - claim.stated)
    if math.isclose(difference, 0, abs_tol=1e-9):
        return Verdict(claim.id, "holds", float(result), "")
    within = difference <= claim.tolerance + 1e-9
    return Verdict(claim.id, "within rounding" if within else "fails", float(result), "")
