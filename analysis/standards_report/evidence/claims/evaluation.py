"""Evaluates expressions over the values and observations of an edition.

Every part is evaluated, whatever the parts before it gave. What an expression rests on does not
depend on the data.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from standards_report.evidence.claims.expressions import (
    COMPARISONS,
    Expression,
    ExpressionError,
    constants,
    dotted,
)
from standards_report.evidence.claims.functions import FUNCTIONS, Call, Value
from standards_report.evidence.claims.left_out import LeftOut, form
from standards_report.evidence.claims.row_lookup import Observed, ReadError, name_hint
from standards_report.evidence.claims.units import (
    NotComputableError,
    Quantity,
    UnitError,
    add,
    compare,
    divide,
    multiply,
    quantity,
    subtract,
)

_ARITHMETIC: dict[type[ast.operator], Callable[[Quantity, Quantity], Quantity]] = {
    ast.Add: add,
    ast.Sub: subtract,
    ast.Mult: multiply,
    ast.Div: divide,
}


@dataclass(frozen=True)
class Environment:
    """What expressions may read: values by name, and rows.

    A value that is not in our sources is None. `left_out` tells names that the edition does not
    emit from those that nothing emits.
    """

    values: Mapping[str, Quantity | None] = field(default_factory=dict)
    observed: Observed = field(default_factory=lambda: Observed({}, ()))
    left_out: LeftOut = field(default_factory=LeftOut)

    def value(self, name: str) -> Quantity:
        """The value of that name.

        Raises NotComputableError where it is not in our sources or the edition does not emit it,
        and ReadError where nothing emits it.
        """
        if name not in self.values:
            reason = self._why_absent(name)
            if reason:
                raise NotComputableError(reason)
            raise ReadError(f"no notebook emits {name!r}{name_hint(name, self.values)}")
        number = self.values[name]
        if number is None:
            raise NotComputableError(f"{name} is not in our sources")
        if math.isinf(number.number):
            raise NotComputableError(f"{name} is not defined")
        return quantity(number.number, number.unit)

    def beyond_focus(self, name: str) -> str:
        """The country beyond the focus for which a value is not emitted. It is empty for other
        values.
        """
        return "" if name in self.values else self.left_out.country(name, self._forms)

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(map(form, self.values))

    def _why_absent(self, name: str) -> str:
        country = self.beyond_focus(name)
        if country:
            return f"{name} is not emitted: {country} is not a focus country of this edition"
        notebook = self.left_out.notebook(name)
        if notebook:
            return f"{name} is not emitted: this edition does not run {notebook}.ipynb yet"
        row = self._row_behind(name)
        return f"{name} is not emitted: {row} is not known to this edition" if row else ""

    def _row_behind(self, name: str) -> str:
        """The row that the edition does not see and that values of that name are named after."""
        # Drawing comes with it, and few names are looked for here.
        from standards_report.display.row_values import value_name

        stem = name.rpartition(".")[0].lower()
        return next(
            (row for row in self.observed.unseen() if value_name(row, ()).lower() == stem), ""
        )


@dataclass(frozen=True)
class Comparison:
    """Two sides that were compared, and whether the relation held."""

    left: Value
    symbol: str
    right: Value
    exact: bool
    holds: bool


@dataclass
class Result:
    """What an expression came to, the rows that it read, and what it compared."""

    value: bool | Quantity = False
    rows: dict[str, None] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)


def evaluate(expression: Expression, environment: Environment, tolerance: float = 0.0) -> Result:
    """Evaluates a checked expression.

    `tolerance` widens an equality that is the whole of the expression. Raises
    NotComputableError, with the reason, where a number is not in our sources or a divisor is
    zero, and ExpressionError, with the column, where units do not fit, something that is
    read does not exist, or the result is a text.
    """
    result = Result()
    value = _Evaluation(expression, environment, tolerance, result).of(expression.tree)
    if isinstance(value, str):
        raise ExpressionError(1, "a text alone is neither true nor a number: compare it")
    result.value = value
    return result


@dataclass(frozen=True)
class _Evaluation:
    expression: Expression
    environment: Environment
    tolerance: float
    result: Result

    def of(self, node: ast.expr) -> Value:
        try:
            return self._evaluate(node)
        except (UnitError, ReadError) as error:
            raise ExpressionError(self.expression.column(node), str(error)) from None

    def _evaluate(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=bool() | str()):
                return cast("bool | str", node.value)
            case ast.Constant():
                return quantity(float(cast("float", node.value)), None)
            case ast.Attribute() | ast.Name():
                return self.environment.value(dotted(node) or "")
            case ast.UnaryOp(op=ast.Not()):
                return not self._truth(node.operand)
            case ast.UnaryOp():
                return multiply(Quantity(-1.0), self._quantity(node.operand))
            case ast.BinOp(op=op):
                return _ARITHMETIC[type(op)](self._quantity(node.left), self._quantity(node.right))
            case ast.BoolOp(op=op):
                parts = [self._truth(part) for part in node.values]
                return all(parts) if isinstance(op, ast.And) else any(parts)
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node)
        raise AssertionError("checked when parsed")

    def _compare(self, node: ast.Compare) -> bool:
        sides = [self.of(side) for side in (node.left, *node.comparators)]
        whole = node is self.expression.tree
        held = []
        for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
            symbol = COMPARISONS[type(op)]
            exact = _relate(left, symbol, right, 0.0)
            holds = _relate(left, symbol, right, self.tolerance) if whole else exact
            self.result.comparisons.append(Comparison(left, symbol, right, exact, holds))
            held.append(holds)
        return all(held)

    def _call(self, name: str, node: ast.Call) -> Value:
        function = FUNCTIONS[name]
        texts = tuple(
            str(cast("ast.Constant", text).value) for text in node.args[: len(function.texts)]
        )
        quantities = tuple(self._quantity(part) for part in node.args[len(function.texts) :])
        conditions = {str(keyword.arg): constants(keyword.value) for keyword in node.keywords}
        call = Call(self.environment.observed, self.result.rows, texts, quantities, conditions)
        return function.apply(call)

    def _quantity(self, node: ast.expr) -> Quantity:
        value = self.of(node)
        if not isinstance(value, Quantity):
            kind = "a truth" if isinstance(value, bool) else "a text"
            raise ExpressionError(self.expression.column(node), f"{kind} where a number is needed")
        return value

    def _truth(self, node: ast.expr) -> bool:
        value = self.of(node)
        if not isinstance(value, bool):
            kind = "a number" if isinstance(value, Quantity) else "a text"
            raise ExpressionError(self.expression.column(node), f"{kind} where a truth is needed")
        return value


def _relate(left: Value, symbol: str, right: Value, tolerance: float) -> bool:
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return compare(left, symbol, right, tolerance)
    if type(left) is not type(right) or symbol not in ("==", "!="):
        raise UnitError("a number, a text and a truth cannot be compared, nor texts put in order")
    return (left == right) == (symbol == "==")
