"""Expressions of claims: what they compute, what they refuse, and that they are nothing else."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from standards_report.evidence.claims.claim import judge_expression
from standards_report.evidence.claims.evaluation import Environment, evaluate
from standards_report.evidence.claims.expressions import ExpressionError, parse_expression
from standards_report.evidence.claims.row_lookup import Observed
from standards_report.evidence.claims.units import NotComputableError, Quantity
from standards_report.evidence.claims.unknown_names import unknown_names
from standards_report.observations.tables.loader import load_tables

from tests.conftest import SMALL

TABLES = load_tables(SMALL / "data")
VALUES = {
    "a.b": Quantity(6.0, "count"),
    "a.c": Quantity(4.0, "count"),
    "a.share": Quantity(60.0, "percent"),
    "a.rise": Quantity(7.0, "percentage points"),
    "a.times": Quantity(1.5, "times"),
    "a.year": Quantity(2012.0, "year"),
    "a.months": Quantity(24.0, "months"),
    "missing.one": None,
    "zero.x": Quantity(0.0, "count"),
}
ENVIRONMENT = Environment(VALUES, Observed(TABLES, {"register"}))


def result(text: str) -> Any:
    value = evaluate(parse_expression(text), ENVIRONMENT).value
    return value.number if isinstance(value, Quantity) else value


def unit(text: str) -> str | None:
    value = evaluate(parse_expression(text), ENVIRONMENT).value
    assert isinstance(value, Quantity)
    return value.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b + a.c * 2", 14.0),
        ("(a.b - a.c) / a.c", 0.5),
        ("-a.b", -6.0),
        ("1 < a.c < a.b", True),
        ("1 < a.b < a.c", False),
        ("a.b > a.c and not a.c > a.b", True),
        ("a.b < a.c or a.b == 6", True),
        ("abs(a.c - a.b) == 2", True),
        ("max(a.b, a.c) - min(a.b, a.c)", 2.0),
        ("round(a.b / a.c)", 2),
        ("round(a.b / 7, 2)", 0.86),
        ("percent(a.c, a.b + a.c)", 40.0),
        ("a.months == (a.year + 2) - a.year", True),
        ("growth(a.c, a.b)", 50.0),
        ("of(a.share, a.b)", 3.6),
        ('row("m.chn.2030") - row("m.chn.2020")', 15.0),
        ('total("itu_members", date="2030", country=("CHN", "JPN"))', 49.0),
        ('count("itu_members", id="m.*.2030")', 3.0),
        ('count("itu_members", country="CHN", value=25)', 1.0),
        ('distinct("itu_members", "country")', 3.0),
        ('largest("itu_members") - smallest("itu_members")', 18.0),
        ('count("contributions", entity__hq_country="CHN")', 1.0),
        ('count("contributions", entity__seat_country="JPN")', 1.0),
        ('count("contributions", entity="?*")', 1.0),
        ('start("m.chn.2030") < end("m.chn.2030")', True),
        ('end("m.chn.2030") - start("m.chn.2030")', 364.0),
        ('year("m.chn.2030") - year("m.chn.2020")', 10.0),
        ('cell("m.kor.2030", "qualifier") == "about"', True),
        ('cell("m.kor.2030", "country") != cell("m.chn.2030", "country")', True),
        ('contains("m.kor.2030", "locator", "page 4")', True),
    ],
)
def test_an_expression_computes(text: str, expected: float) -> None:
    assert result(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.share - 20", "percent"),
        ("a.share - a.share", "percentage points"),
        ("a.share + a.rise", "percent"),
        ("a.b / a.c", "times"),
        ("a.b / 2", "count"),
        ("a.b * a.times", "count"),
        ("a.year - a.year", "years"),
        ("a.year + 2", "year"),
        ("a.months - (a.year - a.year)", "months"),
        ('row("m.chn.2030") / row("m.jpn.2030")', "times"),
    ],
)
def test_units_follow(text: str, expected: str) -> None:
    assert unit(text) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a.share > a.rise", 1),
        ("a.rise - a.share", 1),
        ("a.b > 1 and a.share < a.b", 13),
        ("a.b * a.c", 1),
        ("a.share * a.b", 1),
        ("1 + (a.year + a.year)", 6),
        ("a.b / a.c == a.share", 1),
        ("max(a.b, a.share)", 1),
        ("a.b and a.c", 1),
        ("(a.b > 1) + 2", 2),
        ('row("m.none") > 1', 1),
        ('1 < row("m.chn.2O30")', 5),
        ('count("members") > 1', 1),
        ('count("itu_members", land="CHN") > 1', 1),
        ('count("itu_members", country__name__x="CHN") > 1', 1),
        ('total("countries") > 1', 1),
        ('cell("m.kor.2030", "x") == "about"', 1),
        ('cell("m.kor.2030", "country") > "CHN"', 1),
        ('cell("m.kor.2030", "country")', 1),
        ('row("m.kor.2030") == "7"', 1),
        ('1 > 0 or start("m.chn.2030") > 5', 10),
        ('max(start("m.chn.2030"), 5) > start("m.chn.2020")', 1),
        ('count("itu_members", country__="CHN") > 1', 1),
        ("1 < no.such", 5),
    ],
)
def test_what_makes_no_sense_is_an_error_with_its_column(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as error:
        result(text)
    assert error.value.column == column


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("missing.one + 1", "missing.one is not in our sources"),
        ("a.b / zero.x", "divides by zero"),
        ("percent(a.b, zero.x)", "divides by zero"),
        ("1e300 * 1e300", "too large"),
        ('start("m.chn.2030") + 1e9 > start("m.chn.2020")', "outside of the calendar"),
        ('row("m.chn.2031")', "m.chn.2031 is not known to this edition"),
        ('total("itu_members", country="USA")', "no row of itu_members.csv has the number"),
        ('high("m.chn.2031") > 1', "not known to this edition"),
    ],
)
def test_what_cannot_be_computed_says_why(text: str, reason: str) -> None:
    with pytest.raises(NotComputableError, match=reason):
        result(text)


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
        "a.b % 2",
        "'text'",
        "'a' + 'b'",
        "f'{a.b}'",
        "x := 3",
        "a.b; a.c",
        "a[0]",
        "(1).real",
        "abs(a.b, key=a.c)",
        "abs(*a.b)",
        "count()",
        "count(a.b)",
        "count('itu_members', **a.b)",
        "count('itu_members', id=a.b)",
        "count('itu_members', id='a', id='b')",
        "row('a', 'b')",
        "cell('a')",
        "1j",
        "b'x'",
        "None",
        "...",
        "1e999",
        "9" * 400,
        "not " * 200 + "a.b",
        "-" * 300 + "1",
        "(" * 250 + "1" + ")" * 250,
        "x" + ".y" * 300,
        "1 +\n 2",
        "",
        "1 +",
        "a.b +* 2",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_expression(text)
    assert 1 <= error.value.column <= max(len(text), 1) + 1


def test_a_name_of_a_function_is_a_name_like_any_other() -> None:
    with pytest.raises(ExpressionError, match="no notebook emits 'max'"):
        result("max")


def test_columns_count_characters_and_not_bytes() -> None:
    with pytest.raises(ExpressionError, match="column 8: List is not allowed"):
        parse_expression("éé > ö +[1]".replace("ö ", "ö"))


def test_the_rows_behind_a_result_are_known() -> None:
    read = evaluate(
        parse_expression('row("m.chn.2030") > total("itu_members", country="JPN") or a.b < 1'),
        ENVIRONMENT,
    )
    assert list(read.rows) == ["m.chn.2030", "m.jpn.2020", "m.jpn.2030"]


# Random expressions, from whole rubbish to almost right.
READERS = [
    *('row("m.chn.2030")', 'count("itu_members", country="CHN")', 'total("itu_members")'),
    *('cell("m.kor.2030", "country")', 'start("m.chn.2020")', 'distinct("itu_members", "id")'),
    *('end("m.chn.2030")', 'year("m.kor.2030")', 'contains("m.kor.2030", "locator", "page")'),
]
UNSAFE = [
    *("a.__class__", "a.b.__init__.__globals__", "__builtins__.eval", "__import__('os')"),
    *("().__class__.__mro__", "a.b.__class__()", 'cell("m.kor.2030", "__class__")', "eval('1')"),
    *('distinct("itu_members", "__dict__")', 'count("itu_members", id__class__="x")', "open('x')"),
]
WORDS = st.sampled_from(
    [
        *READERS,
        *UNSAFE,
        *("a.b", "a.share", "a.rise", "a.year", "missing.one", "zero.x", "1", "2.5", "True"),
        *("+", "-", "*", "/", "<", "==", "!=", ">=", "and", "or", "not", "(", ")", ",", "."),
        *("max", "percent", "growth", "of", "round", "abs", "row", "eval", "__import__", "'os'"),
        *("lambda", ":", "[", "]", "{", "}", "=", ":=", "if", "else", "for", "in", "await", "é"),
        *("**", "%", "@", "~", ";", "#", "\\", "'", '"', "f'{a.b}'", "\ufeff", "\u202e", "𝐚.𝐛"),
    ]
)
FIGURES = st.one_of(
    st.integers(-(10**400), 10**400).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["1e308", "1e-320", "1e999", "0xff", "1_000", "3652060", "-1", "0"]),
)
LEAVES = st.one_of(FIGURES, st.sampled_from([*VALUES, *READERS, *UNSAFE, "True", "'x'"]))
SIGNS = st.sampled_from(["+", "-", "*", "/", "<", "<=", "==", "!=", ">", ">=", "and", "or"])
CALLS = st.sampled_from(["max", "min", "percent", "growth", "of", "whole", "round"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(st.sampled_from(["-", "not ", "abs"]), inner).map(
            lambda one: f"{one[0]}({one[1]})"
        ),
        st.tuples(CALLS, inner, inner).map(lambda one: f"{one[0]}({one[1]}, {one[2]})"),
    ),
    max_leaves=24,
)
NESTS = [("(", ")"), ("abs(", ")"), ("-", ""), ("not ", ""), ("[", "]"), ("1 + ", ""), ("", ".a")]
DEEP = st.tuples(st.sampled_from(NESTS), st.integers(1, 1500)).map(
    lambda one: f"{one[0][0] * one[1]}a.b{one[0][1] * one[1]}"
)
RANDOM = st.one_of(
    st.text(max_size=60), st.lists(WORDS, max_size=24).map(" ".join), TREES, TREES, DEEP
)
FIGURE = st.sampled_from([None, Quantity(1.0), Quantity(60.0, "percent"), Quantity(-1e15)])
_seen: list[str] = []
_watching = False


def _watch(event: str, _: Any) -> None:
    if _watching and event in ("exec", "import", "open", "os.system", "subprocess.Popen"):
        _seen.append(event)


sys.addaudithook(_watch)


def outcome_of(text: str, stated: Quantity | None = None) -> None:
    """Reads and judges an expression, and says of what is refused where it is."""
    try:
        expression = parse_expression(text)
        unknown = unknown_names(expression, ENVIRONMENT)
        assert all(1 <= error.column <= len(text.strip()) + 1 for error in unknown)
        verdict = judge_expression(expression, stated, 0.5, ENVIRONMENT)
    except ExpressionError as error:
        assert 1 <= error.column <= len(text.strip()) + 1
        assert str(error).startswith(f"column {error.column}: ")
    else:
        assert bool(verdict.reason) == (verdict.outcome == "not computable")


@given(RANDOM, FIGURE)
@example("a.b.__class__.__base__.__subclasses__()", None)
@example('count("itu_members", id="' + "*" * 30 + '")', Quantity(1.0))
@example('start("m.chn.2030") + 1e9 > start("m.chn.2020")', None)
@example("9" * 2999 + " > 1", None)
@settings(max_examples=60)
def test_no_expression_crashes_or_runs_code(text: str, stated: Quantity | None) -> None:
    global _watching
    _seen.clear()
    _watching = True
    try:
        outcome_of(text, stated)
    finally:
        _watching = False
    assert not _seen


@pytest.mark.slow
@given(RANDOM, FIGURE)
@settings(max_examples=5000)
def test_no_expression_crashes_in_many_tries(text: str, stated: Quantity | None) -> None:
    outcome_of(text, stated)


@given(
    st.lists(st.sampled_from(["a.b", "é.ü", "1.5", "𝐚.𝐛", "-a.c"]), min_size=1, max_size=20),
    st.sampled_from(["[1]", "{1}", "'x'", "open(1)", "None", "1j", "a.b[0]", "f'{a.b}'"]),
)
def test_the_position_is_that_of_what_is_wrong(parts: list[str], wrong: str) -> None:
    before = " + ".join(parts)
    with pytest.raises(ExpressionError) as error:
        parse_expression(f"{before} + {wrong} + {before}")
    assert error.value.column == len(before) + len(" + ") + 1


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_arithmetic_agrees_with_numbers(left: float, right: float) -> None:
    values = {"l.x": Quantity(left, "count"), "r.x": Quantity(right, "count")}
    difference = evaluate(parse_expression("l.x - r.x"), Environment(values)).value
    assert isinstance(difference, Quantity)
    assert difference.number == left - right
    if abs(left - right) > 1:
        order = evaluate(parse_expression("l.x < r.x"), Environment(values)).value
        assert order == (left < right)
