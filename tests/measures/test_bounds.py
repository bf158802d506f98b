"""Shares of ranges and bounds never leave out what the statements allow."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from standards_report.measures import (
    counted_percent,
    implied_whole,
    implied_wholes,
    percent_within,
    stated_percent,
    with_rows,
)

QUALIFIERS = st.sampled_from(["exact", "about", "more than", "less than", "at least", "at most"])


def statement(
    value: float = float("nan"),
    qualifier: str = "exact",
    low: float = float("nan"),
    high: float = float("nan"),
    name: str = "s",
) -> pd.DataFrame:
    row = {
        "id": [name],
        "country": ["CHN"],
        "date": ["2022"],
        "value": [value],
        "low": [low],
        "high": [high],
        "qualifier": [qualifier],
    }
    return with_rows(pd.DataFrame(row))


def loosened(number: int, qualifier: str, by: int) -> int:
    """A bound that allows the number."""
    if qualifier in ("more than", "at least"):
        return max(number - by, 0)
    return number + by if qualifier in ("less than", "at most") else number


@given(st.integers(1, 2000), st.integers(0, 2000), QUALIFIERS, QUALIFIERS, st.integers(0, 500))
def test_a_true_share_lies_between_the_bounds(
    whole: int, part: int, of_part: str, of_whole: str, by: int
) -> None:
    part = min(part, whole)
    parts = statement(loosened(part, of_part, by), of_part)
    wholes = statement(loosened(whole, of_whole, by), of_whole, name="w")
    share = percent_within(parts, wholes).iloc[0]
    assert 0 <= share["low"] <= share["high"] <= 100
    assert share["low"] - 1e-9 <= part / whole * 100 <= share["high"] + 1e-9
    assert share["rows"] == ("s", "w")


@given(st.integers(0, 400), st.integers(400, 900))
def test_single_numbers_give_a_single_share(part: int, whole: int) -> None:
    share = percent_within(statement(part), statement(whole)).iloc[0]
    assert share["low"] == share["high"] == pytest.approx(part / whole * 100)
    assert share["qualifier"] == "exact"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high", "qualifier"),
    [
        (statement(2), statement(11), 18.18, 18.18, "exact"),
        (statement(2, "at most"), statement(11), 0, 18.18, "at most"),
        (statement(1, "about"), statement(5, "at least"), 0, 20, "at most about"),
        (statement(low=7, high=14, qualifier="range"), statement(100), 7, 14, "range"),
        (statement(60, "more than"), statement(100), 60, 100, "at least"),
        (statement(0), statement(11), 0, 0, "exact"),
    ],
)
def test_what_is_said_of_a_share(
    part: pd.DataFrame, whole: pd.DataFrame, low: float, high: float, qualifier: str
) -> None:
    share = percent_within(part, whole).iloc[0]
    assert (share["low"], share["high"]) == pytest.approx((low, high), abs=0.005)
    assert share["qualifier"] == qualifier


def test_no_whole_gives_no_share_but_typed_columns() -> None:
    nothing = percent_within(statement(2), statement(11).iloc[:0])
    assert nothing.empty
    assert nothing["low"].dtype == float


def test_two_wholes_are_refused() -> None:
    with pytest.raises(ValueError, match="2 wholes"):
        percent_within(statement(2), pd.concat([statement(11), statement(12)]))


def test_a_published_range_of_shares_stays_one() -> None:
    share = stated_percent(statement(low=7, high=14, qualifier="range")).iloc[0]
    assert (share["low"], share["high"], share["qualifier"]) == (7, 14, "range")


@given(st.integers(1, 5000), st.integers(1, 10_000))
def test_the_whole_behind_a_rounded_share_is_among_those_implied(part: int, whole: int) -> None:
    assume(part <= whole)
    rounded = round(part / whole * 100)
    low, high = implied_whole(part, rounded, 0.5)
    assert low - 1e-6 <= whole <= high + 1e-6


def test_a_count_and_its_share_meet_by_source_and_date() -> None:
    part = statement(495, name="count").assign(source="x")
    share = statement(1.8, name="share").assign(source="x")
    result = implied_wholes(part, share, ["country", "date", "source"]).iloc[0]
    assert result["low"] == pytest.approx(495 / 0.0185)
    assert result["high"] == pytest.approx(495 / 0.0175)
    assert result["rows"] == ("count", "share")


def test_a_counted_share_is_an_interval_without_a_width() -> None:
    counted = pd.DataFrame(
        {"country": ["CHN"], "date": ["2029"], "of_all": [23.4], "rows": [("w1",)]}
    )
    share = counted_percent(counted, "of_all").iloc[0]
    assert (share["low"], share["high"], share["qualifier"]) == (23.4, 23.4, "exact")
    assert counted_percent(counted[:0]).empty
