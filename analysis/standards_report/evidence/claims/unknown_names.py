"""Names in an expression that nothing has: values, rows, tables and columns."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import Expression, ExpressionError, dotted
from standards_report.evidence.claims.functions import FUNCTIONS
from standards_report.evidence.claims.row_lookup import Observed, ReadError
from standards_report.evidence.claims.units import NotComputableError

Check = Callable[[], object]


def unknown_names(expression: Expression, environment: Environment) -> list[ExpressionError]:
    """An error for each name that is not known, with its column and the nearest name that is.

    It finds all of them, whether or not the evaluation would come to them.
    """
    errors = []
    for node, check in _checks(expression.tree, environment):
        try:
            check()
        except ReadError as error:
            errors.append(ExpressionError(expression.column(node), str(error)))
        except NotComputableError:
            continue
    return errors


def _checks(node: ast.AST, environment: Environment) -> Iterator[tuple[ast.expr, Check]]:
    """Each part that names something, with what raises ReadError where nothing has the name."""
    if isinstance(node, (ast.Attribute, ast.Name)):
        name = dotted(node) or ""
        yield node, lambda: environment.value(name)
        return
    parts: list[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):
        yield from _of_call(node, environment.observed)
        parts = list(node.args)
    for part in parts:
        yield from _checks(part, environment)


def _of_call(node: ast.Call, observed: Observed) -> Iterator[tuple[ast.expr, Check]]:
    function = FUNCTIONS[dotted(node.func) or ""]
    texts = [str(text.value) for text in node.args if isinstance(text, ast.Constant)]
    match function.texts:
        case ("row", *others):
            yield node, lambda: observed.check_row(texts[0])
            if others:
                yield node, lambda: observed.check_field(texts[0], texts[1])
        case ("table", *others):
            yield node, lambda: observed.check_table(texts[0])
            columns = [
                *texts[1 : 1 + len(others)],
                *(str(keyword.arg) for keyword in node.keywords),
            ]
            for column in columns:
                yield node, _reads(observed, texts[0], column)


def _reads(observed: Observed, table: str, column: str) -> Check:
    return lambda: observed.reader(table, column)
