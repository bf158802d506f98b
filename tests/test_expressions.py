"""Expressions of claims: what they compute, and that they are nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.evidence.expressions import (
    ExpressionError,
    NotComputableError,
    parse_expression,
)

VALUES = {"a.b": 6.0, "a.c": 4.0, "missing.one": None, "zero.x": 0.0}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a.b", 6.0),
        ("a.b + a.c * 2", 14.0),
        ("(a.b - a.c) / a.c", 0.5),
        ("-a.b", -6.0),
        ("a.b > a.c", True),
        ("1 < a.c < a.b", True),
        ("1 < a.b < a.c", False),
        ("a.b > a.c and not a.c > a.b", True),
        ("abs(a.c - a.b) == 2", True),
        ("max(a.b, a.c) - min(a.b, a.c)", 2.0),
        ("round(a.b / a.c)", 2),
    ],
)
def test_an_expression_computes(text: str, result: float) -> None:
    assert parse_expression(text).evaluate(VALUES) == result


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("missing.one + 1", "missing.one is not published"),
        ("no.such", "no.such is emitted by no notebook"),
        ("a.b / zero.x", "divides by zero"),
    ],
)
def test_what_cannot_be_computed_says_why(text: str, reason: str) -> None:
    with pytest.raises(NotComputableError, match=reason):
        parse_expression(text).evaluate(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('x')",
        "a.b.__class__()",
        "[a.b for a in x]",
        "lambda: 1",
        "a.b if a.c else 1",
        "a.b ** 1000000",
        "'text'",
        "x := 3",
        "a.b; a.c",
        "max",
        "abs(a.b, key=a.c)",
        "",
        "1 +",
        "a.b +* 2",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    if text == "max":  # a name like any other; there is only no such value
        with pytest.raises(NotComputableError):
            parse_expression(text).evaluate(VALUES)
        return
    with pytest.raises(ExpressionError, match="column"):
        parse_expression(text)


@given(st.text(max_size=60))
def test_no_text_crashes_the_parser(text: str) -> None:
    try:
        expression = parse_expression(text)
    except ExpressionError as error:
        assert str(error)
    else:
        try:
            expression.evaluate(VALUES)
        except NotComputableError as reason:
            assert str(reason)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_comparisons_agree_with_numbers(left: float, right: float) -> None:
    values = {"l.x": left, "r.x": right}
    assert parse_expression("l.x < r.x").evaluate(values) == (left < right)
    assert parse_expression("l.x - r.x").evaluate(values) == left - right
