"""Statuses, the work named with them, and which date came first."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    STATUS_GROUPS,
    date_order,
    dated_steps,
    group_status,
    named_work,
    shares_of_total,
    stages_and_listings,
    stated_once,
    with_rows,
)
from standards_report.observations.tables.schema import load_schema

from tests.conftest import ROOT

DATES = st.one_of(
    st.integers(2000, 2030).map(str),
    st.tuples(st.integers(2000, 2030), st.integers(1, 12)).map(
        lambda month: f"{month[0]}-{month[1]:02d}"
    ),
)


def ordered(first: str, second: str) -> tuple[str, float]:
    row = date_order(pd.DataFrame({"a": [first], "b": [second]}), "a", "b").iloc[0]
    return row["order"], row["months"]


_ORDERS = """
    2019-05 | 2019-10 | before
    2021-12 | 2019-10 | after
    2021 | 2021-06 | in the same period
    2017/2021 | 2022 | before
    | 2019-10 | not stated
    2019-05 | | not stated
"""


@pytest.mark.parametrize("line", _ORDERS.strip().splitlines(), ids=str.strip)
def test_the_order_of_dates_is_told_as_far_as_they_are_written(line: str) -> None:
    first, second, order = (cell.strip() for cell in line.split("|"))
    assert ordered(first, second)[0] == order


def test_months_are_counted_between_months_only() -> None:
    assert ordered("2019-05", "2019-10")[1] == 5
    assert ordered("2021-12", "2019-10")[1] == -26
    assert pd.isna(ordered("2021", "2019-10")[1])
    assert pd.isna(ordered("2017/2021", "2022-01")[1])


@given(DATES, DATES)
def test_exchanged_dates_exchange_the_order(first: str, second: str) -> None:
    opposite = {"before": "after", "after": "before"}
    order, months = ordered(first, second)
    reverse, back = ordered(second, first)
    assert reverse == opposite.get(order, order)
    assert months == -back or (pd.isna(months) and pd.isna(back))


def test_every_status_of_the_schema_has_a_group() -> None:
    fields = {
        field.name: field for field in load_schema(ROOT / "data").table("entity_status").fields
    }
    assert set(STATUS_GROUPS) == set(fields["status"].enum)


def table(columns: str, *lines: str) -> pd.DataFrame:
    """A table of text with its lineage, a line a row and a bar between cells."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return with_rows(pd.DataFrame(cells, columns=columns.split()))


def statements() -> pd.DataFrame:
    return group_status(
        table(
            "id canonical status date said_by",
            "s.1 | Listed | listed | 2019-10 | A",
            "s.2 | Owner | defense company | | A",
            "s.3 | Listed | sanctioned | | B",
        )
    )


def work() -> pd.DataFrame:
    parts = table(
        "id canonical entity standard role date",
        "p.1 | Listed | Listed Ltd | std.1 | led |",
        "p.2 | Unit | Unit | std.2 | drafted | 2020",
        "p.3 | Other | Other | std.2 | drafted |",
    )
    entities = pd.DataFrame({"entity": ["Unit", "Other"], "parent": ["Owner", ""]})
    return named_work(statements(), parts, entities)


def test_work_of_a_unit_counts_for_the_entity_that_leads_it() -> None:
    found = work()
    assert list(found["holder"]) == ["Listed", "Owner"]
    assert list(found["entity"]) == ["Listed Ltd", "Unit"]
    assert found["rows"].iloc[0] == ("s.1", "s.3", "p.1")


def test_each_list_stands_beside_each_stage_and_absence_is_said() -> None:
    events = table(
        "id standard event date",
        "e.1 | std.1 | approved | 2019-05",
        "e.2 | std.1 | published | 2021-12",
    )
    both = stages_and_listings(work(), statements(), events)
    assert len(both) == 4  # two lists of one holder, two stages of its standard
    none = stages_and_listings(work(), statements(), events.iloc[:0])
    assert list(none["event"]) == ["", ""]
    steps = dated_steps(work(), events, both)
    assert list(steps["kind"]) == ["stage", "stage", "stage", "list"]
    assert list(steps["date"]) == ["2019-05", "2021-12", "2020", "2019-10"]


def test_without_any_status_there_is_no_work() -> None:
    nothing = named_work(
        statements().iloc[:0],
        work().assign(canonical="X"),
        pd.DataFrame({"entity": [], "parent": []}, dtype="str"),
    )
    assert nothing.empty
    assert "holder" in nothing.columns


def test_what_is_stated_a_second_time_counts_once() -> None:
    notes = ["", "Stated a second time", "Reportedly. Stated a third time, as a finding"]
    assert len(stated_once(pd.DataFrame({"note": notes}))) == 1


def test_a_share_needs_the_total_of_the_same_date() -> None:
    table = pd.DataFrame(
        {
            "date": ["2021", "2021", "2022"],
            "country": ["USA", "", "USA"],
            "value": [11.0, 39.0, 12.0],
            "rows": [("a",), ("b",), ("c",)],
        }
    )
    found = shares_of_total(table, ["date"])
    assert list(found["percent"].round(1)) == [28.2]
    assert found["rows"].iloc[0] == ("a", "b")
