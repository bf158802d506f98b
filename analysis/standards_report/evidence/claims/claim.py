"""Claims, evaluated over the values and observations of an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from standards_report.errors import CheckError, Fault
from standards_report.evidence.claims.evaluation import Comparison, Environment, Result, evaluate
from standards_report.evidence.claims.expressions import (
    Expression,
    ExpressionError,
    parse_expression,
)
from standards_report.evidence.claims.functions import Value
from standards_report.evidence.claims.units import (
    NotComputableError,
    Quantity,
    UnitError,
    compare,
    quantity,
)

Outcome = Literal["holds", "within rounding", "fails", "not computable"]
OUTCOMES: tuple[Outcome, ...] = ("fails", "not computable", "within rounding", "holds")
_OPPOSITE = {"==": "≠", "!=": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}
_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Claim:
    """One row of the ledger: what is promised, and how it is checked."""

    id: str
    kind: str
    statement: str
    expression: Expression
    stated: Quantity | None
    tolerance: float
    source: str
    locator: str

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All that is evaluated for it."""
        return (self.expression,)


@dataclass(frozen=True)
class Verdict:
    """What became of a claim in one edition.

    `stated` and `computed` are the two sides of what was compared, as a reader sees them. `finding`
    says what the data say. `rows` are the ids of the rows that the claim rests on.
    """

    outcome: Outcome
    stated: str
    computed: str
    finding: str
    reason: str
    rows: tuple[str, ...]


def read_claims(rows: Iterable[Mapping[str, Any]], lines: Iterable[int]) -> list[Claim]:
    """Reads the rows of the ledger and parses their expressions. Raises CheckError with every bad
    one.
    """
    return read_ledger("claims", rows, lines, read_claim)


def read_ledger(
    table: str,
    rows: Iterable[Mapping[str, Any]],
    lines: Iterable[int],
    read: Callable[[Mapping[str, Any]], _Read],
) -> list[_Read]:
    """Reads every row of a ledger with `read`. Raises CheckError with every bad expression."""
    entries, faults = [], []
    for row, line in zip(rows, lines, strict=True):
        try:
            entries.append(read(row))
        except ExpressionError as error:
            faults.append(ledger_fault(table, str(row["id"]), line, error))
    if faults:
        raise CheckError(faults)
    return entries


def ledger_fault(table: str, identifier: str, line: int, error: ExpressionError) -> Fault:
    """What is wrong with an expression, at its row of the ledger."""
    what = f"{table.removesuffix('s')} {identifier!r}: expression, {error}"
    # Where a name is near, that is the remedy.
    remedy = "" if what.endswith("?") else "CONTRIBUTING.md says what it may hold"
    return Fault(f"data/{table}.csv", line, what, remedy)


def read_claim(row: Mapping[str, Any]) -> Claim:
    """One row with its expression parsed. Raises ExpressionError where it is not one of ours."""
    return Claim(
        id=row["id"],
        kind=row["kind"],
        statement=row["statement"],
        expression=parse_expression(row["expression"]),
        stated=stated_figure(row),
        tolerance=tolerance_of(row),
        source=row["source"],
        locator=row["locator"],
    )


def stated_figure(row: Mapping[str, Any]) -> Quantity | None:
    """The figure that a row of a ledger says the source states, where it has one."""
    return None if row["stated"] is None else quantity(row["stated"], row["unit"], is_stated=True)


def tolerance_of(row: Mapping[str, Any]) -> float:
    """How far rounding can move the figure. It is 0 where the row does not say."""
    return float(row["tolerance"] or 0.0)


def judge(claim: Claim, environment: Environment) -> Verdict:
    """Evaluates a claim. Raises ExpressionError where the expression makes no sense of the data."""
    return judge_expression(claim.expression, claim.stated, claim.tolerance, environment)


def judge_expression(
    expression: Expression, stated: Quantity | None, tolerance: float, environment: Environment
) -> Verdict:
    """Judges a truth on its own, and a number against the stated figure.

    A number holds where it equals the stated figure. It is within rounding where it is off by no
    more than the tolerance. Otherwise it fails. The same goes for an equality that is the whole
    expression.
    """
    try:
        result = evaluate(expression, environment, tolerance)
    except NotComputableError as reason:
        return Verdict("not computable", "", "", "", str(reason), ())
    rows = tuple(result.rows)
    if isinstance(result.value, Quantity):
        if stated is None:
            raise ExpressionError(1, "gives a number: compare it, or fill in the stated figure")
        comparison = _against(stated, result.value, tolerance)
        printed = (str(stated), str(result.value))
        finding = f"stated {printed[0]}, computed {printed[1]}"
        return Verdict(_outcome(comparison.exact, comparison.holds), *printed, finding, "", rows)
    if stated is not None:
        raise ExpressionError(1, "is true or false, so that no stated figure belongs to it")
    exact = result.value and all(
        comparison.exact or not comparison.holds for comparison in result.comparisons
    )
    sides = _sides(result)
    return Verdict(_outcome(exact, result.value), *sides, _finding(result), "", rows)


def _against(stated: Quantity, computed: Quantity, tolerance: float) -> Comparison:
    try:
        exact = compare(stated, "==", computed)
        holds = compare(stated, "==", computed, tolerance)
    except UnitError as error:
        raise ExpressionError(1, str(error)) from None
    return Comparison(stated, "==", computed, exact, holds)


def _outcome(exact: bool, holds: bool) -> Outcome:
    if exact:
        return "holds"
    return "within rounding" if holds else "fails"


def _sides(result: Result) -> tuple[str, str]:
    if len(result.comparisons) != 1:
        return "", ""
    left, right = _alike(result.comparisons[0].left, result.comparisons[0].right)
    return _in_print(left), _in_print(right)


def _finding(result: Result) -> str:
    return "; ".join(dict.fromkeys(_relation(comparison) for comparison in result.comparisons))


def _relation(comparison: Comparison) -> str:
    """The two sides and how they stand to each other in the data."""
    symbol = comparison.symbol
    if comparison.holds and not comparison.exact:
        sign = "≈"
    else:
        sign = _SIGNS.get(symbol, symbol) if comparison.holds else _OPPOSITE[symbol]
    left, right = _alike(comparison.left, comparison.right)
    return f"{_in_print(left)} {sign} {_in_print(right)}"


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """The two sides, a bare figure with the unit of the other side."""
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        left = replace(left, unit=left.unit or right.unit)
        right = replace(right, unit=right.unit or left.unit)
    return left, right


def _in_print(value: Value) -> str:
    if isinstance(value, Quantity):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”"
