"""Properties that measures keep for any data."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    change,
    compare_totals,
    complete,
    first_statement,
    leaders,
    percent_of,
    pivot,
    shares,
    with_rows,
)

COUNTRIES = st.sampled_from(["CHN", "USA", "JPN", "KOR"])
ROWS = st.lists(st.tuples(COUNTRIES, st.integers(0, 10_000)), min_size=1, max_size=30)


def table(rows: list[tuple[str, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["country", "value"])
    return with_rows(frame.assign(id=[f"r{index}" for index in range(len(frame))]))


def behind(frame: pd.DataFrame) -> list[str]:
    return sorted(identifier for ids in frame["rows"] for identifier in ids)


@given(ROWS)
def test_shares_add_up_and_keep_every_row(rows: list[tuple[str, int]]) -> None:
    result = shares(table(rows), ["country"])
    total = sum(value for _, value in rows)
    assert result["value"].sum() == total
    if total:
        assert result["percent"].sum() == pytest.approx(100)
    assert behind(result) == sorted(f"r{index}" for index in range(len(rows)))
    assert result["value"].is_monotonic_decreasing


@given(ROWS)
def test_a_leader_has_at_least_as_much_as_any(rows: list[tuple[str, int]]) -> None:
    data = table(rows).drop_duplicates("country").assign(role="Editor")
    leader = leaders(data, "role").iloc[0]
    most = data["value"].max()
    holders = set(data.loc[data["value"] == most, "country"])
    assert leader["leader"] == (holders.pop() if len(holders) == 1 else "")


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_change_is_last_minus_first(first: int, last: int) -> None:
    rows = pd.DataFrame({"country": "CHN", "date": ["2022-07", "2012-12"], "value": [last, first]})
    result = change(with_rows(rows.assign(id=["late", "early"])), ["country"]).iloc[0]
    assert (result["first"], result["last"], result["difference"]) == (first, last, last - first)
    assert result["rows"] == ("early", "late")
    if first:
        assert result["times"] == pytest.approx(last / first)
    else:
        assert result["times"] == float("inf")


def test_one_date_is_no_change() -> None:
    rows = pd.DataFrame({"id": ["a"], "country": ["CHN"], "date": ["2022"], "value": [5.0]})
    result = change(with_rows(rows), ["country"]).iloc[0]
    assert result["last"] == 5
    assert pd.isna(result["first"])
    assert pd.isna(result["difference"])


def test_a_statement_repeated_with_another_value_stays_a_row() -> None:
    rows = pd.DataFrame({"id": ["a", "b", "c"], "country": "CHN", "value": [374.0, 374.0, 375.0]})
    result = first_statement(with_rows(rows), ["country"])
    assert list(result["value"]) == [374, 375]
    assert list(result["rows"]) == [("a", "b"), ("c",)]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6), st.integers(-3, 3))
def test_totals_differ_from_their_parts_by_what_they_are_off(parts: list[int], off: int) -> None:
    rows = pd.DataFrame(
        {
            "country": "CHN",
            "category": ["total", *(f"part {index}" for index in range(len(parts)))],
            "value": [sum(parts) + off, *parts],
        }
    )
    rows["id"] = [f"r{index}" for index in range(len(rows))]
    result = compare_totals(with_rows(rows), ["country"], "category", "total").iloc[0]
    assert result["difference"] == off
    assert len(result["rows"]) == len(rows)


def test_complete_adds_what_is_missing_without_numbers() -> None:
    result = complete(table([("CHN", 3)]).drop(columns="id"), "country", ["KOR", "CHN"])
    assert list(result["country"]) == ["KOR", "CHN"]
    assert pd.isna(result["value"].iloc[0])
    assert result["rows"].iloc[0] == ()


def test_pivot_keeps_the_rows_of_a_line() -> None:
    data = table([("CHN", 1), ("CHN", 2)]).assign(category=["sector", "associate"])
    result = pivot(data, "country", "category")
    assert result[["sector", "associate"]].iloc[0].tolist() == [1, 2]
    assert result["rows"].iloc[0] == ("r0", "r1")


@pytest.mark.parametrize(("part", "whole"), [(None, 3), (1, None), (1, 0), (float("nan"), 2)])
def test_percent_of_nothing_is_missing(part: float | None, whole: float | None) -> None:
    assert percent_of(part, whole) is None
