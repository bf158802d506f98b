"""The verb of a sentence follows its numbers, and so do its ties, ranges and gaps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.display import (
    Direction,
    Measured,
    course,
    courses,
    direction,
    measured,
    standing,
)

_NUMBERS = st.integers(min_value=0, max_value=9999)
_FIRST, _LAST = "2022-07", "2026-03"


def one(number: float | None, date: str = "", unit: str = "count") -> Measured | None:
    return measured(number, date, unit, 1 if unit == "percent" else 0)


def between(ends: tuple[int, int], date: str = "") -> Measured | None:
    return measured(None, date, ends=(float(min(ends)), float(max(ends))))


@given(_NUMBERS, _NUMBERS)
def test_the_verb_follows_two_numbers(first: int, last: int) -> None:
    said = course(one(first, _FIRST), one(last, _LAST))
    verbs = {"rose": last > first, "fell": last < first, "did not change": last == first}
    assert [verb for verb in verbs if said.startswith(f"{verb} ")] == [
        verb for verb, holds in verbs.items() if holds
    ]
    assert "July 2022" in said
    assert "March 2026" in said
    assert f"{last:,}" in said


@given(st.tuples(_NUMBERS, _NUMBERS), st.tuples(_NUMBERS, _NUMBERS))
def test_ranges_are_told_apart_only_where_they_do_not_meet(
    first: tuple[int, int], last: tuple[int, int]
) -> None:
    found = direction(between(first), between(last))
    assert (found is Direction.ROSE) == (min(last) > max(first))
    assert (found is Direction.FELL) == (max(last) < min(first))
    meet = min(last) <= max(first) and max(last) >= min(first)
    same = len({*first, *last}) == 1
    assert (found is Direction.UNTOLD) == (meet and not same)


@given(_NUMBERS, _NUMBERS)
def test_to_swap_the_dates_turns_the_verb(first: int, last: int) -> None:
    turned = {Direction.ROSE: Direction.FELL, Direction.FELL: Direction.ROSE}
    there, back = direction(one(first), one(last)), direction(one(last), one(first))
    assert turned.get(there, there) is back


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (one(76, _FIRST), one(94, _LAST), "rose from 76 in July 2022 to 94 in March 2026"),
        (one(76, _FIRST), one(76, _LAST), "did not change from July 2022 to March 2026: 76"),
        (one(94, "2022"), one(76, "2026-08-31"), "fell from 94 in 2022 to 76 on 31 August 2026"),
        (None, one(76, _FIRST), "was 76 in July 2022"),
        (one(76, _FIRST), None, "is not in our sources"),
        (None, None, "is not in our sources"),
        (one(math.nan, _FIRST), one(3, _LAST), "was 3 in March 2026"),
        (one(22.91, "2012", "percent"), one(22.94, "2021", "percent"),
         "changed by less than is printed from 2012 to 2021: 22.9%"),
    ],
)  # fmt: skip
def test_each_form_of_the_sentence(
    first: Measured | None, last: Measured | None, says: str
) -> None:
    assert course(first, last) == says


def test_a_number_in_a_range_is_not_told_apart_from_it() -> None:
    said = course(between((7, 14), "2012/2021"), one(9, "2025"))
    assert said == "cannot be told apart at both dates: 7 to 14 in 2012 to 2021, and 9 in 2025"


def test_countries_stand_by_their_numbers_and_those_without_one_last() -> None:
    numbers = {"South Korea": None, "China": one(83, _FIRST), "the United States": one(95, _FIRST)}
    assert standing(numbers) == (
        "the United States 95 and China 83 (July 2022); not in our sources for South Korea"
    )
    assert standing({"China": one(83, _FIRST), "Japan": one(9, _LAST)}) == (
        "China 83 (July 2022) and Japan 9 (March 2026)"
    )
    assert standing({"Brazil": None}) == "not in our sources"
    assert standing({}) == "not in our sources"


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.none() | _NUMBERS, max_size=6))
def test_every_country_is_named_once(numbers: dict[str, int | None]) -> None:
    said = standing({name: one(number, _FIRST) for name, number in numbers.items()})
    if any(number is not None for number in numbers.values()):
        assert all(said.count(name) == 1 for name in numbers)
    else:
        assert said == "not in our sources"
    courses_said = courses({name: (None, one(number)) for name, number in numbers.items()})
    assert all(courses_said.count(name) == 1 for name in numbers)
