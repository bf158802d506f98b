"""Whether chance could explain an order of small counts or of values with intervals.

Only orders of single values are tested, those that a claim puts side by side: a count beside a
count, a count beside a part of another one, a value beside a value with an interval. Where a
claim adds values up or leaves a choice between orders, nothing is said.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from standards_report.decimals import in_digits
from standards_report.evidence.claims.evaluation import Environment, evaluate
from standards_report.evidence.claims.expressions import Expression, ExpressionError, dotted
from standards_report.evidence.claims.functions import FUNCTIONS
from standards_report.evidence.claims.units import COUNT, NotComputableError, Quantity
from standards_report.evidence.robustness.value_patterns import ValuePattern
from standards_report.evidence.robustness.variant import CHANCE, WITHIN_CHANCE, Variant
from standards_report.measures.shares.confidence import chance_of_order, wilson

SMALL = 30  # counts below it carry an interval
_LIKELY = 0.05
_MORE = (ast.Gt, ast.GtE)
_ORDER = (*_MORE, ast.Lt, ast.LtE)


@dataclass(frozen=True)
class UncertainValue:
    """Values that chance could have made otherwise, with the names of the ends of their intervals.

    Counts have no such names: what chance does to them follows from their size.
    """

    reads: ValuePattern
    low: ValuePattern
    high: ValuePattern

    def ends(self, name: str) -> tuple[str, str] | None:
        """The names of both ends; empty for a count, None where another value is meant."""
        parts = self.reads.match(name)
        if parts is None:
            return None
        return (self.low.fill(parts), self.high.fill(parts)) if self.low.text else ("", "")


@dataclass(frozen=True)
class _Tested:
    """An order that was tested: whether chance could explain it, and what was computed."""

    could_be_chance: bool
    finding: str


def under_chance(
    expression: Expression, environment: Environment, uncertain: Sequence[UncertainValue]
) -> Variant | None:
    """The claim with its small counts and intervals: it fails where chance could explain an order.

    None where no order of the claim can be tested.
    """
    tested = [
        found
        for greater, lesser in _orders(expression.tree)
        if (found := _Order(expression, environment, uncertain, greater, lesser).tested())
    ]
    if not tested:
        return None
    return Variant(
        rule=WITHIN_CHANCE,
        family=CHANCE,
        outcome="fails" if any(found.could_be_chance for found in tested) else "holds",
        finding="; ".join(dict.fromkeys(found.finding for found in tested)),
    )


def _orders(node: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The two sides of every order that has to hold, the greater one first."""
    match node:
        case ast.BoolOp(op=ast.And()):
            for part in node.values:
                yield from _orders(part)
        case ast.Compare():
            sides = [node.left, *node.comparators]
            for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
                if isinstance(op, _ORDER):
                    yield (left, right) if isinstance(op, _MORE) else (right, left)


@dataclass(frozen=True)
class _Order:
    expression: Expression
    environment: Environment
    uncertain: Sequence[UncertainValue]
    greater: ast.expr
    lesser: ast.expr

    def tested(self) -> _Tested | None:
        """None where neither way of testing applies, or a number is not in our sources."""
        try:
            return self._by_intervals() or self._by_counts()
        except (NotComputableError, ExpressionError):
            return None

    def _by_intervals(self) -> _Tested | None:
        """The lower ends of what is to be more, beside the upper ends of what is to be less."""
        if not (_only_rises(self.greater) and _only_rises(self.lesser)):
            return None
        bounds = {**self._bounds(self.greater, 0), **self._bounds(self.lesser, 1)}
        if not bounds:
            return None
        shifted = replace(self.environment, values={**self.environment.values, **bounds})
        least, most = (self._number(side, shifted) for side in (self.greater, self.lesser))
        is_apart = least.number > most.number
        words = "intervals apart" if is_apart else "intervals overlap"
        return _Tested(not is_apart, f"{words}: {least} beside {most}")

    def _bounds(self, side: ast.expr, end: int) -> dict[str, Quantity]:
        """The numbers at that end of the intervals that values of a side have."""
        found = {}
        for name in _names(side):
            for value in self.uncertain:
                bound = self.environment.values.get((value.ends(name) or ("", ""))[end])
                if bound is not None:
                    found[name] = bound
        return found

    def _by_counts(self) -> _Tested | None:
        greater, lesser = self._counted(self.greater), self._counted(self.lesser)
        if not greater or not lesser:
            return None
        (times, more), (times_less, less) = greater, lesser
        if min(more, less) >= SMALL or not times or not more or more % 1 or less % 1:
            return None
        ratio = times_less / times  # what `more` has to be, as a multiple of `less`
        if ratio < 1 and more <= less:
            return _beside_part(more, less, ratio)
        if ratio > 1 and less <= more:
            return _beside_whole(less, more, 1 / ratio)
        likely = chance_of_order(int(more), int(less), ratio)
        counts = f"{in_digits(more)} beside {in_digits(less)}"
        words = f"{counts}, by chance alone with probability {in_digits(likely, 2)}"
        return _Tested(likely >= _LIKELY, words)

    def _counted(self, side: ast.expr) -> tuple[float, float] | None:
        """A factor and the count that it multiplies; None where the side is something else."""
        match side:
            case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=int() | float() as times)):
                return self._scaled(side.right, times)
            case ast.BinOp(op=ast.Mult(), right=ast.Constant(value=int() | float() as times)):
                return self._scaled(side.left, times)
            case ast.BinOp(op=ast.Div(), right=ast.Constant(value=int() | float() as times)):
                return self._scaled(side.left, 1 / times) if times else None
        return self._scaled(side, 1.0)

    def _scaled(self, side: ast.expr, times: float) -> tuple[float, float] | None:
        names = _names(side)
        is_plain = isinstance(side, (ast.Name, ast.Attribute)) or (
            isinstance(side, ast.Call) and _only_rises(side)
        )
        if not is_plain or not names or not all(map(self._is_count, names)):
            return None
        number = self._number(side, self.environment)
        return (times, number.number) if number.unit == COUNT else None

    def _is_count(self, name: str) -> bool:
        return any(value.ends(name) == ("", "") for value in self.uncertain)

    def _number(self, side: ast.expr, environment: Environment) -> Quantity:
        value = evaluate(replace(self.expression, tree=side), environment).value
        if not isinstance(value, Quantity):
            raise NotComputableError("no number")
        return value


def _beside_part(part: float, whole: float, share: float) -> _Tested:
    """Whether a part is more than that share of the whole, by the lower end of its interval."""
    low, _ = wilson(part, whole)
    bound = f"at least {in_digits(low, 0)} percent"
    words = (
        f"{in_digits(part)} of {in_digits(whole)} is {bound}, beside {in_digits(100 * share, 0)}"
    )
    return _Tested(low <= 100 * share, words)


def _beside_whole(part: float, whole: float, share: float) -> _Tested:
    """Whether a part is less than that share of the whole, by the upper end of its interval."""
    _, high = wilson(part, whole)
    bound = f"at most {in_digits(high, 0)} percent"
    words = (
        f"{in_digits(part)} of {in_digits(whole)} is {bound}, beside {in_digits(100 * share, 0)}"
    )
    return _Tested(high >= 100 * share, words)


def _names(node: ast.expr) -> list[str]:
    """The names of the values that a part reads."""
    name = dotted(node)
    if name:
        return [name]
    return [name for child in ast.iter_child_nodes(node) for name in _names_below(child)]


def _names_below(node: ast.AST) -> list[str]:
    return _names(node) if isinstance(node, ast.expr) else []


def _only_rises(node: ast.expr) -> bool:
    """Whether a side becomes larger, or stays, where any value in it does."""
    if dotted(node):
        return True
    match node:
        case ast.Constant(value=int() | float()):
            return True
        case ast.BinOp(op=ast.Add()):
            return _only_rises(node.left) and _only_rises(node.right)
        case ast.BinOp(op=ast.Mult(), left=ast.Constant()):
            return _only_rises(node.right)
        case ast.BinOp(op=ast.Mult() | ast.Div(), right=ast.Constant()):
            return _only_rises(node.left)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS and FUNCTIONS[name].rises:
            return all(map(_only_rises, node.args))
    return False
