"""Verdicts, and which prose a failing claim stops."""

from __future__ import annotations

import pytest
from standards_report.evidence.claims import Claim, judge
from standards_report.evidence.expressions import parse_expression


def claim(expression: str, stated: float | None = None, tolerance: float = 0.0) -> Claim:
    return Claim(
        "c", "value", "A claim", parse_expression(expression), stated, "count", tolerance, "s", "l"
    )


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (claim("a.x > 1"), "holds"),
        (claim("a.x < 1"), "fails"),
        (claim("a.x", 6.625), "holds"),
        (claim("a.x", 7, 0.5), "within rounding"),
        (claim("a.x", 6, 0.5), "fails"),
        (claim("a.x", 6.6, 0.05), "within rounding"),
        (claim("a.none > 1"), "not computable"),
    ],
)
def test_a_claim_gets_its_verdict(one: Claim, outcome: str) -> None:
    assert judge(one, {"a.x": 6.625}).outcome == outcome


def test_a_missing_value_is_the_reason() -> None:
    assert "a.none" in judge(claim("a.none"), {"a.none": None}).reason
