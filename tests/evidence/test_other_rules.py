"""Claims under other rules of counting, and beside chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.evidence.claims.claim import Claim
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import parse_expression
from standards_report.evidence.claims.units import COUNT, Quantity
from standards_report.evidence.robustness.chance import UncertainValue
from standards_report.evidence.robustness.rules import (
    NO_COUNTERPART,
    CountingRule,
    Rules,
    variants,
)
from standards_report.evidence.robustness.value_patterns import ValuePattern
from standards_report.measures.shares.confidence import chance_of_order, wilson

VALUES: dict[str, float | None] = {
    "seat.A.count": 20,
    "seat.B.count": 10,
    "seat.C.count": 4,
    "home.A.count": 8,
    "home.B.count": 12,
    "all": 40,
    "part.A.ratio": 5,
    "part.A.low": 3,
    "part.A.high": 7,
    "part.B.ratio": 2,
    "part.B.low": 1,
    "part.B.high": 4,
    "late.A.count": None,
}
BY_HOME = CountingRule(
    "by home",
    "whose country",
    (
        (ValuePattern("seat.*.count"), ValuePattern("home.*.count")),
        (ValuePattern("late.*.count"), ValuePattern("")),
    ),
)
COUNTS = [
    UncertainValue(ValuePattern(reads), ValuePattern(""), ValuePattern(""))
    for reads in ("seat.*.count", "home.*.count", "all")
]
RATIO = UncertainValue(
    ValuePattern("part.*.ratio"), ValuePattern("part.*.low"), ValuePattern("part.*.high")
)


def tried(expression: str, rules: Rules) -> list[tuple[str, str]]:
    claim = Claim("k", "comparison", "", parse_expression(expression), None, 0.0, "s", "")
    values = {
        name: None if number is None else Quantity(number, COUNT) for name, number in VALUES.items()
    }
    return [
        (variant.outcome, variant.finding or variant.reason)
        for variant in variants(claim, Environment(values), rules)
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("seat.A.count > seat.B.count", [("fails", "8 ≤ 12")]),
        ("seat.A.count > 2", [("holds", "8 > 2")]),
        ("seat.A.count > seat.C.count", [("not computable", NO_COUNTERPART)]),
        ("seat.A.count > 2 and 1 < late.A.count", [("not computable", NO_COUNTERPART)]),
        # A claim about the rule is not tried under it, nor one that the rule leaves alone.
        ("seat.A.count > home.A.count", []),
        ("all > 2", []),
    ],
)
def test_a_rule_puts_values_in_the_place_of_others(
    expression: str, expected: list[tuple[str, str]]
) -> None:
    assert tried(expression, Rules((BY_HOME,))) == expected


@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("seat.A.count > seat.B.count", "fails"),  # 20 and 10: p = 0.099
        ("seat.A.count > seat.C.count", "holds"),  # 20 and 4: p = 0.0015
        ("seat.C.count < seat.A.count", "holds"),
        ("seat.A.count > 4 * seat.C.count", "fails"),
        ("seat.C.count < all / 2", "holds"),  # 4 of 40: at most 23 percent
        ("seat.A.count > all / 3", "holds"),  # 20 of 40: at least 35 percent
        ("seat.A.count > all / 2.5", "fails"),
        ("seat.A.count > seat.C.count and seat.A.count > seat.B.count", "fails"),
        ("part.A.ratio > part.B.ratio", "fails"),  # 3 beside 4
        ("part.A.ratio > 2", "holds"),
        ("part.A.ratio > 3", "fails"),  # no more than the lower end
        ("min(part.A.ratio, part.A.high) > part.B.low", "holds"),
    ],
)
def test_chance_can_explain_an_order_of_small_counts(expression: str, outcome: str) -> None:
    [(found, said)] = tried(expression, Rules((), (*COUNTS, RATIO)))
    assert found == outcome, said


@pytest.mark.parametrize(
    "expression",
    [
        "seat.A.count + seat.B.count > seat.C.count",
        "seat.A.count > seat.B.count or all > 2",
        "not seat.A.count > seat.B.count",
        "seat.A.count == seat.B.count",
        "late.A.count > seat.B.count",
        "all > 40 * 2",
    ],
)
def test_nothing_is_said_of_chance_where_it_cannot_be_tested(expression: str) -> None:
    assert tried(expression, Rules((), tuple(COUNTS))) == []


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_test_has_two_sides_and_no_order(more: int, less: int) -> None:
    likely = chance_of_order(more, less)
    assert 0 <= likely <= 1
    assert likely == pytest.approx(chance_of_order(less, more))
    if more == less:
        assert likely == pytest.approx(1)


@given(st.integers(0, 50), st.integers(1, 50))
def test_a_share_lies_within_its_interval(part: int, rest: int) -> None:
    low, high = wilson(part, part + rest)
    assert low - 1e-9 <= 100 * part / (part + rest) <= high + 1e-9


@given(st.lists(st.sampled_from(["a", "b", "CHN", "c_1"]), min_size=2, max_size=4))
def test_a_pattern_gives_back_the_name_that_it_matched(parts: list[str]) -> None:
    name = ".".join(parts)
    pattern = ValuePattern(".".join(["*", *parts[1:]]))
    found = pattern.match(name)
    assert found == (parts[0],)
    assert pattern.fill(found or ()) == name
    assert ValuePattern(f"{name}.more").match(name) is None
