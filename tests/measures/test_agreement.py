"""Lists compared: properties that hold for any lists, and Table 2 of the source document."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import agreement, named_by, with_rows

from tests.support.tables import real_tables

LISTS = st.lists(
    st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=8
)  # an item a line, three lists


def table(marks: list[list[bool]]) -> pd.DataFrame:
    rows = [
        (f"item {index}", f"list {which}", mark)
        for index, line in enumerate(marks)
        for which, mark in enumerate(line)
    ]
    frame = pd.DataFrame(rows, columns=["item", "list", "named"])
    return with_rows(frame.assign(id=[f"r{index}" for index in range(len(frame))]))


@given(LISTS)
def test_pairs_are_counted_item_by_item(marks: list[list[bool]]) -> None:
    pairs = agreement(table(marks), "item", "list", "named")
    assert list(zip(pairs["first"], pairs["second"], strict=True)) == [
        ("list 0", "list 1"),
        ("list 0", "list 2"),
        ("list 1", "list 2"),
    ]
    first = pairs.iloc[0]
    assert first["both"] == sum(line[0] and line[1] for line in marks)
    assert first["same"] == sum(line[0] == line[1] for line in marks)
    assert len(first["only_first"]) + len(first["only_second"]) == first["items"] - first["same"]
    assert (pairs["both"] <= pairs["either"]).all()
    assert (pairs["same"] == pairs["items"] - pairs["either"] + pairs["both"]).all()


@given(LISTS)
def test_a_list_agrees_wholly_with_itself(marks: list[list[bool]]) -> None:
    twins = table([[line[0], line[0], line[2]] for line in marks])
    first = agreement(twins, "item", "list", "named").iloc[0]
    assert first["same_percent"] == 100
    if any(line[0] for line in marks):
        assert first["shared_percent"] == 100
    else:
        assert pd.isna(first["shared_percent"])


@given(LISTS)
def test_items_are_counted_list_by_list(marks: list[list[bool]]) -> None:
    counted = named_by(table(marks), "item", "list", "named")
    assert list(counted["lists"]) == [sum(line) for line in marks]
    assert list(counted["alike"]) == [len(set(line)) == 1 for line in marks]
    assert all(len(rows) == 3 for rows in counted["rows"])


def test_a_list_without_a_row_for_an_item_does_not_name_it() -> None:
    rows = table([[True, True, False]]).iloc[:2]
    rows = pd.concat([rows, table([[True, False, False]]).iloc[:1].assign(item="item 1")])
    assert list(named_by(rows, "item", "list", "named")["lists"]) == [2, 1]


@pytest.mark.parametrize(
    ("first", "second", "same", "both", "either"),
    [
        ("policy.outline", "policy.five-year-plan-14", 6, 6, 9),
        ("policy.outline", "policy.made-in-china-2025", 8, 7, 8),
        ("policy.five-year-plan-14", "policy.made-in-china-2025", 7, 6, 8),
    ],
)
def test_the_documents_of_table_2(
    first: str, second: str, same: int, both: int, either: int
) -> None:
    marks = with_rows(real_tables()["technology_priorities"].rows)
    pairs = agreement(marks, "technology", "policy", "mentioned")
    found = pairs[(pairs["first"] == first) & (pairs["second"] == second)].iloc[0]
    assert (found["same"], found["both"], found["either"]) == (same, both, either)
