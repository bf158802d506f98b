"""Expressions of claims: arithmetic and comparisons over values, evaluated without `eval`.

The syntax is Python's, the vocabulary is not: numbers, dotted value names, `+ - * /`,
comparisons, `and`, `or`, `not`, `abs`, `min`, `max` and `round`. Anything else is an error
with its position.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Number = float | int | bool

_ARITHMETIC: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Number, Number], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_FUNCTIONS: dict[str, Callable[..., Number]] = {"abs": abs, "max": max, "min": min, "round": round}
_MAX_LENGTH = 1000


class ExpressionError(ValueError):
    """The expression is not one of ours; the message gives the column."""


class NotComputableError(Exception):
    """A value that the expression needs is not published; or it divides by zero."""


@dataclass(frozen=True)
class Expression:
    """A checked expression and the names of the values that it reads."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]

    def evaluate(self, values: Mapping[str, float | None]) -> Number:
        """The result over `values` (name to number, None where not published).

        Raises NotComputableError, with the reason, where a value is missing or a divisor is zero.
        """
        return _evaluate(self.tree, values)


def parse_expression(text: str) -> Expression:
    """Parses and checks; raises ExpressionError with the column of what is wrong."""
    if len(text) > _MAX_LENGTH:
        raise ExpressionError(f"longer than {_MAX_LENGTH} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 0
        raise ExpressionError(f"column {column}: not an expression") from None
    names: dict[str, None] = {}
    _check(tree, names)
    return Expression(text, tree, tuple(names))


def _check(node: ast.expr, names: dict[str, None]) -> None:
    if isinstance(node, (ast.Attribute, ast.Name)):
        names[_dotted(node)] = None
        return
    children = _children(node)
    for child in children:
        _check(child, names)


def _children(node: ast.expr) -> list[ast.expr]:
    """The parts of an allowed node; an ExpressionError for any other node."""
    match node:
        case ast.Constant(value=bool() | int() | float()):
            return []
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC:
            return [node.left, node.right]
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            return [node.operand]
        case ast.BoolOp():
            return node.values
        case ast.Compare(ops=ops) if all(type(op) in _COMPARISONS for op in ops):
            return [node.left, *node.comparators]
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _FUNCTIONS and node.args:
            return node.args
    kind = type(node).__name__
    raise ExpressionError(f"column {node.col_offset + 1}: {kind} is not allowed in a claim")


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise ExpressionError(f"column {node.col_offset + 1}: only a value has a dotted name")


def _evaluate(node: ast.expr, values: Mapping[str, float | None]) -> Number:
    match node:
        case ast.Attribute() | ast.Name():
            name = _dotted(node)
            number = values.get(name)
            if number is None:
                reason = "is not published" if name in values else "is emitted by no notebook"
                raise NotComputableError(f"{name} {reason}")
            return number
        case ast.Constant():
            return node.value  # type: ignore[return-value]
        case ast.UnaryOp(op=ast.Not()):
            return not _evaluate(node.operand, values)
        case ast.UnaryOp():
            return -_evaluate(node.operand, values)
        case ast.BinOp():
            return _arithmetic(node, values)
        case ast.BoolOp(op=op):
            parts = [bool(_evaluate(part, values)) for part in node.values]
            return all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.Compare():
            sides = [_evaluate(side, values) for side in (node.left, *node.comparators)]
            pairs = zip(node.ops, sides, sides[1:], strict=False)
            return all(_COMPARISONS[type(op)](left, right) for op, left, right in pairs)
        case ast.Call(func=ast.Name(id=name)):
            return _FUNCTIONS[name](*(_evaluate(part, values) for part in node.args))
    raise AssertionError("checked when parsed")


def _arithmetic(node: ast.BinOp, values: Mapping[str, float | None]) -> Number:
    left, right = _evaluate(node.left, values), _evaluate(node.right, values)
    try:
        return _ARITHMETIC[type(node.op)](left, right)
    except ZeroDivisionError:
        raise NotComputableError("it divides by zero") from None
    except OverflowError:
        raise NotComputableError("the result is too large") from None
