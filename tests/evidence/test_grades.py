"""The words on the evidence follow from the claims, by the rules that are printed."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.evidence.claims.claim import OUTCOMES, Outcome
from standards_report.evidence.results.evidence_grade import (
    RULES,
    Aspect,
    Bearing,
    WeighedClaim,
    weigh,
)


def claim(
    name: str,
    outcome: Outcome = "holds",
    tests: Aspect = "size",
    bearing: Bearing = "supports",
    *,
    producers: str = "s",
    on_numbers: bool = True,
    tried: int = 0,
    turns: int = 0,
) -> WeighedClaim:
    return WeighedClaim(
        name, outcome, bearing, tests, on_numbers, tuple(producers), tried=tried, turns=turns
    )


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([], "not tested"),
        ([claim("a", "not computable")], "not tested"),
        ([claim("q", bearing="qualifies")], "not tested"),
        ([claim("a"), claim("b", "fails")], "disputed"),
        ([claim("a"), claim("q", "fails", bearing="qualifies")], "core, one source, untried"),
        ([claim("a", tests="premise")], "part, one source, untried"),
        ([claim("a", tests="scope"), claim("b", "not computable")], "part, one source, untried"),
        ([claim("a", tests="scope"), claim("b", tests="direction")], "core, one source, untried"),
        ([claim("a", on_numbers=False)], "core, statements, untried"),
        # What does not test the core counts for nothing else where something does.
        ([claim("a", on_numbers=False), claim("b", tests="scope")], "core, statements, untried"),
        ([claim("a"), claim("b", producers="t")], "core, several sources, untried"),
        ([claim("a"), claim("b", producers="st")], "core, one source, untried"),
        ([claim("a", producers=x) for x in "st"], "core, one source, untried"),  # one claim
        (
            [claim("a", producers="st"), claim("b", producers="tu"), claim("c", producers="us")],
            "core, several sources, untried",
        ),
        ([claim("a", tried=2), claim("b")], "core, one source, firm"),
        ([claim("a", tried=2), claim("b", tried=1, turns=1)], "core, one source, turns"),
        ([claim("a", tried=2), claim("b", tests="scope", turns=1)], "core, one source, firm"),
    ],
)
def test_the_words_follow_from_the_claims(claims: list[WeighedClaim], words: str) -> None:
    assert weigh(claims).outcome == words


def test_a_grade_tells_what_is_left_without_each_producer() -> None:
    claims = [claim("a", producers="st"), claim("b", producers="tu")]
    aside = [claim("c", on_numbers=False), claim("d", tests="scope"), claim("e", "fails")]
    grade = weigh([*claims, *aside])
    assert grade.without == {"s": ("b",), "t": (), "u": ("a",)}
    assert grade.on_numbers == len(claims)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.sampled_from(OUTCOMES),
            st.sampled_from(get_args(Aspect)),
            st.sampled_from(get_args(Bearing)),
        )
    )
)
def test_every_claim_counts_once_and_every_word_has_its_rule(
    drawn: list[tuple[str, Outcome, Aspect, Bearing]],
) -> None:
    grade = weigh([claim(*drawn_claim) for drawn_claim in drawn])
    first = {name: bearing for name, _, _, bearing in reversed(drawn)}
    assert grade.claims == sum(bearing == "supports" for bearing in first.values())
    assert grade.claims == grade.hold + grade.fail + grade.open
    for word, meanings in zip(
        (grade.tested, grade.basis, grade.robust), RULES.values(), strict=True
    ):
        assert word in meanings


@given(st.lists(st.sampled_from(get_args(Aspect)), min_size=1, max_size=6))
def test_a_failing_claim_always_disputes(tests: list[Aspect]) -> None:
    claims = [claim(str(index), tests=aspect) for index, aspect in enumerate(tests)]
    assert weigh([*claims, claim("x", "fails")]).words == ("disputed",)
