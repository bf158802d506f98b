"""Claims near the edge: those whose verdict a small change of the data would turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from standards_report.evidence.claims.claim import Claim, read_claims
from standards_report.evidence.claims.evaluation import Comparison, Environment, evaluate
from standards_report.evidence.claims.functions import Value
from standards_report.evidence.claims.units import DATE, YEAR, NotComputableError, Quantity
from standards_report.observations.tables.table import Loaded

_SHARE = 0.05  # of the larger side, where a claim states no tolerance
_ORDER = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class Edge:
    """A claim and the comparison in it that is nearest to turning."""

    claim: str
    statement: str
    line: int
    finding: str
    apart: str


def claims_near_edge(
    ledger: Loaded, environment: Environment, known: Mapping[str, object]
) -> list[Edge]:
    """Those of the claims in `known` that are near their edge, in the order of the ledger.

    An order is near its edge where its sides lie within the claim's tolerance of each other. Where
    the claim states no tolerance, a twentieth of the larger side counts. An equality within a
    tolerance is near its edge where more than half of the tolerance is used up, or the miss is no
    more than twice the tolerance. An equality without tolerance is always at its edge and never
    listed.
    """
    edges = []
    claims = read_claims(ledger.records, ledger.lines)
    for claim, line in zip(claims, ledger.lines, strict=True):
        if claim.id not in known:
            continue
        near = [
            comparison
            for comparison in _comparisons(claim, environment)
            if _is_near(comparison, claim.tolerance)
        ]
        if near:
            nearest = min(near, key=_relative)
            found = f"{nearest.left} {nearest.symbol} {nearest.right}"
            edges.append(Edge(claim.id, claim.statement, line, found, _in_print(nearest)))
    return edges


def _comparisons(claim: Claim, environment: Environment) -> Iterable[Comparison]:
    try:
        result = evaluate(claim.expression, environment, claim.tolerance)
    except NotComputableError:
        return []
    if isinstance(result.value, Quantity) and claim.stated is not None:
        return [Comparison(claim.stated, "==", result.value, False, True)]
    return result.comparisons


def _is_near(comparison: Comparison, tolerance: float) -> bool:
    sides = _numbers(comparison.left, comparison.right)
    if sides is None:
        return False
    gap = abs(sides[0] - sides[1])
    if comparison.symbol in _ORDER:
        return gap <= (tolerance or _SHARE * max(map(abs, sides)))
    return comparison.symbol == "==" and tolerance / 2 < gap <= 2 * tolerance


def _relative(comparison: Comparison) -> float:
    left, right = _numbers(comparison.left, comparison.right) or (0.0, 0.0)
    return abs(left - right) / (max(abs(left), abs(right)) or 1.0)


def _numbers(left: Value, right: Value) -> tuple[float, float] | None:
    """Both sides, where they are numbers that can come near each other, which dates cannot."""
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return None
    if {DATE, YEAR} & {left.unit, right.unit}:
        return None
    return left.number, right.number


def _in_print(comparison: Comparison) -> str:
    left, right = _numbers(comparison.left, comparison.right) or (0.0, 0.0)
    unit = next(
        (side.unit for side in (comparison.left, comparison.right) if isinstance(side, Quantity)),
        None,
    )
    return str(Quantity(abs(left - right), unit))
