"""Reads and checks expressions of claims and audits, before anything is evaluated.

The syntax is Python's, the vocabulary is not. An expression holds figures, dotted value names, `+ -
* /`, comparisons, `and`, `or`, `not`, and the functions of `functions.py`. Anything else is an
error with its column. Python's own evaluation is never used.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from standards_report.evidence.claims.functions import FUNCTIONS
from standards_report.evidence.claims.row_lookup import name_hint

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MAX_LENGTH = 3000
_MAX_DEPTH = 60


class ExpressionError(ValueError):
    """The expression is not one of ours. The message gives the column."""

    def __init__(self, column: int, what: str) -> None:
        super().__init__(f"column {column}: {what}")
        self.column = column


@dataclass(frozen=True)
class Expression:
    """A checked expression, and the names of the values that it reads, in their order."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]

    def column(self, node: ast.expr) -> int:
        """Where a part begins, counted in characters from 1."""
        # Python counts bytes, and a person counts characters.
        before = self.text.encode()[: node.col_offset].decode(errors="ignore")
        return len(before) + 1


def parse_expression(text: str) -> Expression:
    """Parses and checks a text. Raises ExpressionError with the column of what is wrong."""
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        raise ExpressionError(_MAX_LENGTH, f"longer than {_MAX_LENGTH} characters")
    for sign in "\n\r\f\0":
        if sign in text:
            raise ExpressionError(text.index(sign) + 1, "a line break or control character")
    expression = Expression(text, _parsed(text), ())
    names = dict.fromkeys(_checked(expression, expression.tree, 0))
    return Expression(text, expression.tree, tuple(names))


def dotted(node: ast.expr) -> str | None:
    """The dotted name that a node spells, or None where it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else None
    return None


def constants(node: ast.expr) -> list[str | float | bool]:
    """The texts, figures or truth values of a condition: one, or several in brackets."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    found = [part.value for part in parts if isinstance(part, ast.Constant)]
    usable = [value for value in found if isinstance(value, (str, int, float))]
    return usable if len(usable) == len(parts) else []


def _parsed(text: str) -> ast.expr:
    try:
        text.encode()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        column = error.offset or 0
    except UnicodeEncodeError as error:
        column = error.start + 1
    except (ValueError, RecursionError, MemoryError):
        column = 1
    raise ExpressionError(min(max(column, 1), len(text) + 1), "not an expression")


def _checked(expression: Expression, node: ast.expr, depth: int) -> Iterator[str]:
    """Names of the values that a part reads. Raises ExpressionError where it is not allowed."""
    if depth > _MAX_DEPTH:
        raise ExpressionError(expression.column(node), "nested too deeply")
    if isinstance(node, (ast.Attribute, ast.Name)):
        name = _depth_limited_name(expression, node)
        if name is None:
            raise ExpressionError(expression.column(node), "only a value has a dotted name")
        yield name
        return
    for child in _children(expression, node):
        yield from _checked(expression, child, depth + 1)


def _depth_limited_name(expression: Expression, node: ast.expr) -> str | None:
    part, depth = node, 0
    while isinstance(part, ast.Attribute):
        part, depth = part.value, depth + 1
        if depth > _MAX_DEPTH:
            raise ExpressionError(expression.column(part), "nested too deeply")
    return dotted(node)


def _children(expression: Expression, node: ast.expr) -> list[ast.expr]:
    """The parts of an allowed node. Raises ExpressionError for any other node."""
    match node:
        case ast.Constant(value=bool()):
            return []
        case ast.Constant(value=int() | float()):
            _check_figure(expression, node)
            return []
        case ast.BinOp(op=op) if isinstance(op, ARITHMETIC):
            return [node.left, node.right]
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            return [node.operand]
        case ast.BoolOp():
            return node.values
        case ast.Compare(ops=ops) if all(type(op) in COMPARISONS for op in ops):
            # A text may be compared, and nothing else may be done with it.
            return [side for side in (node.left, *node.comparators) if not _is_text(side)]
        case ast.Call():
            return _arguments(expression, node)
    kind = type(node).__name__
    raise ExpressionError(expression.column(node), f"{kind} is not allowed in a claim")


def _check_figure(expression: Expression, node: ast.Constant) -> None:
    try:
        finite = abs(float(node.value)) < float("inf")  # type: ignore[arg-type]
    except OverflowError:
        finite = False
    if not finite:
        raise ExpressionError(expression.column(node), "the figure is too large")


def _arguments(expression: Expression, node: ast.Call) -> list[ast.expr]:
    """The quantities of a call, once its name, texts and conditions have been checked."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    function = FUNCTIONS.get(name)
    if function is None:
        what = f"no function is called {name!r}{name_hint(name, FUNCTIONS)}"
        raise ExpressionError(
            expression.column(node), what if name else "only a name can be called"
        )
    needed = len(function.texts)
    texts, quantities = node.args[:needed], node.args[needed:]
    if len(texts) < needed or not all(map(_is_text, texts)):
        what = f"{name}() takes {needed} text(s) in quotation marks first"
        raise ExpressionError(expression.column(node), what)
    if not function.least <= len(quantities) <= function.most:
        what = f"{name}() takes {function.least} to {function.most} numbers, not {len(quantities)}"
        raise ExpressionError(expression.column(node), what)
    _check_conditions(expression, node, function.conditions, name)
    return quantities


def _check_conditions(
    expression: Expression, node: ast.Call, takes_conditions: bool, name: str
) -> None:
    known: set[str] = set()
    for keyword in node.keywords:
        if not takes_conditions or keyword.arg is None:
            what = f"{name}() takes no such conditions"
            raise ExpressionError(expression.column(keyword.value), what)
        if keyword.arg in known:
            what = f"{keyword.arg} stands twice: put several texts in brackets"
            raise ExpressionError(expression.column(keyword.value), what)
        known.add(keyword.arg)
        if not constants(keyword.value):
            what = "a condition is a text, a figure, True or False, or several in brackets"
            raise ExpressionError(expression.column(keyword.value), what)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
