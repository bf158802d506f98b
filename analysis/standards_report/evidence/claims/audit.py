"""Audits: statements of a source, checked against the source's own numbers, names and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from standards_report.evidence.claims.claim import (
    Verdict,
    judge_expression,
    read_ledger,
    stated_figure,
    tolerance_of,
)
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import Expression, parse_expression
from standards_report.evidence.claims.units import Quantity

AuditOutcome = Literal["agrees", "disagrees", "ambiguous", "not computable"]
AUDIT_OUTCOMES: tuple[AuditOutcome, ...] = ("disagrees", "ambiguous", "not computable", "agrees")
_NAMES: dict[str, AuditOutcome] = {
    "holds": "agrees",
    "within rounding": "agrees",
    "fails": "disagrees",
    "not computable": "not computable",
}


@dataclass(frozen=True)
class Audit:
    """One row of the ledger of audits.

    It has two interpretations where the text of the source can be read in two ways.
    """

    id: str
    expression: Expression
    other_reading: Expression | None
    stated: Quantity | None
    tolerance: float

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All that is evaluated for it."""
        return (self.expression, *([self.other_reading] if self.other_reading else []))


@dataclass(frozen=True)
class AuditVerdict:
    """What became of an audit: the outcome, and the verdict of each interpretation."""

    outcome: AuditOutcome
    interpretations: tuple[Verdict, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the rows that it rests on."""
        return tuple(dict.fromkeys(row for verdict in self.interpretations for row in verdict.rows))


def read_audits(rows: Iterable[Mapping[str, Any]], lines: Iterable[int]) -> list[Audit]:
    """Reads the rows of the ledger and parses their expressions. Raises CheckError with every bad
    one.
    """
    return read_ledger("audits", rows, lines, read_audit)


def read_audit(row: Mapping[str, Any]) -> Audit:
    """One row with its expressions parsed. Raises ExpressionError where one is not one of ours."""
    return Audit(
        id=row["id"],
        expression=parse_expression(row["expression"]),
        other_reading=parse_expression(row["other_reading"]) if row["other_reading"] else None,
        stated=stated_figure(row),
        tolerance=tolerance_of(row),
    )


def judge_audit(audit: Audit, environment: Environment) -> AuditVerdict:
    """Evaluates an audit in each of its interpretations; it is ambiguous where they differ.

    An interpretation that cannot be computed decides nothing where the other one can. Raises
    ExpressionError where an expression makes no sense of the data.
    """
    verdicts = tuple(
        judge_expression(expression, audit.stated, audit.tolerance, environment)
        for expression in audit.expressions
    )
    outcomes = {_NAMES[verdict.outcome] for verdict in verdicts}
    decided = outcomes - {"not computable"} or outcomes
    outcome = decided.pop() if len(decided) == 1 else "ambiguous"
    return AuditVerdict(outcome, verdicts)
