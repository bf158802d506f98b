"""Counts from records continue published series: whole exports, whole years, zeros that count."""

from __future__ import annotations

import pandas as pd
import pytest
from standards_report.measures import (
    Records,
    members_of_exports,
    newest_contributions,
    newest_rows,
    newest_supporters,
    newest_work_items,
    supporters_beside,
    work_items_by_support,
)

ENTITIES = pd.DataFrame(
    [("Red", "CHN"), ("Blue", "USA"), ("Nowhere", "")], columns=["name", "seat_country"]
).assign(entity=lambda rows: rows["name"], hq_country=lambda rows: rows["seat_country"])
NAMED = ["CHN", "USA", "GBR"]


def contributions(day: str, *submitted: str) -> Records:
    """Contributions of one export: each is by the entity and of the date of `Entity date`."""
    parts = [one.split() for one in submitted]
    ids = [f"c{at}" for at in range(len(parts))]
    submissions = [date for _, date in parts]
    items = pd.DataFrame({"id": ids, "date": day, "submitted": submissions}, dtype="str")
    parties = pd.DataFrame({"record": ids, "entity": [name for name, _ in parts]}, dtype="str")
    return Records(items, parties, ENTITIES, "seat")


def test_each_export_of_members_is_counted_with_zeros_for_countries_that_it_does_not_name() -> None:
    records = pd.DataFrame(
        [
            ("a", "2025-08-31", "CHN", "sector"),
            ("b", "2026-08-31", "CHN", "sector"),
            ("c", "2026-08-31", "CHN", "academia"),
            ("d", "2026-08-31", "USA", "sector"),
        ],
        columns=["id", "date", "country", "category"],
    )
    found = members_of_exports(records, NAMED, ["associate"])
    found = found.set_index(["date", "country", "category"])
    assert found.loc[("2026-08-31", "CHN", "total"), "value"] == 2
    assert found.loc[("2026-08-31", "USA", "academia"), "value"] == 0
    assert found.loc[("2025-08-31", "USA", "total"), "value"] == 0
    assert found.loc[("2026-08-31", "CHN", "associate"), "value"] == 0
    assert found.loc[("2026-08-31", "GBR", "total"), "rows"] == ("b", "c", "d")


def test_without_records_there_is_no_row() -> None:
    empty = pd.DataFrame(columns=["id", "date", "country", "category"])
    assert members_of_exports(empty, NAMED).empty
    nothing = contributions("2026-08-31")
    assert newest_contributions(nothing, NAMED).empty
    work = nothing._replace(
        items=nothing.items.assign(first_registration=""), parties=nothing.parties.assign(role="")
    )
    assert newest_work_items(work, NAMED).empty


@pytest.mark.parametrize(
    ("day", "year"), [("2026-08-31", "2025"), ("2026-12-31", "2026"), ("2026-12-30", "2025")]
)
def test_a_year_that_the_export_does_not_cover_is_not_taken(day: str, year: str) -> None:
    records = contributions(day, "Red 2024", "Red 2025-03", "Blue 2025", "Blue 2026-01", "Red 2026")
    found = newest_contributions(records, NAMED).set_index("country")
    assert set(found["date"]) == {year}
    assert list(found["value"]) == [1, 1, 0]
    assert list(found["percent"]) == [50, 50, 0]


def test_a_share_is_of_all_contributions_of_the_year_those_of_unknown_countries_included() -> None:
    records = contributions("2026-01-31", "Red 2025", "Nowhere 2025", "Nowhere 2025", "Blue 2025")
    found = newest_contributions(records, NAMED).set_index("country")
    assert found.loc["CHN", "percent"] == 25
    assert found.loc["GBR", "rows"] == ("c0", "c1", "c2", "c3")


def work_items(*parties: tuple[str, str, str]) -> Records:
    """Four Work Items of one export; a party is a record, its role and the entity."""
    items = pd.DataFrame(
        {
            "id": ["w0", "w1", "w2", "w3"],
            "date": "2026-08-31",
            "first_registration": ["2019-05", "2021", "2024-02-01", "2018"],
        }
    )
    named = pd.DataFrame(parties, columns=["record", "role", "entity"], dtype="str")
    return Records(items, named, ENTITIES, "seat")


BACKED = (
    ("w0", "Supporting Member", "Red"),
    ("w0", "Supporting Member", "Blue"),
    ("w1", "Supporting Member", "Red"),
    ("w2", "Editor", "Blue"),
)


def test_work_items_are_shared_of_those_with_any_supporting_member() -> None:
    found = newest_work_items(work_items(*BACKED), NAMED).set_index("country")
    assert set(found["date"]) == {"2018/2026-08-31"}
    assert list(found["percent"]) == [100, 50, 0]
    assert list(found["of_all"]) == [50, 25, 0]


def test_editors_are_counted_as_supporting_members_are() -> None:
    found = newest_work_items(work_items(*BACKED), NAMED, "Editor").set_index("country")
    assert list(found["of_all"]) == [0, 25, 0]
    assert newest_work_items(work_items(*BACKED[:3]), NAMED, "Editor").empty


def test_work_items_with_and_without_support_add_up_to_all() -> None:
    found = work_items_by_support(newest_work_items(work_items(*BACKED), NAMED))
    assert dict(zip(found["kind"], found["value"], strict=True)) == {
        "all": 4,
        "without": 2,
        "any": 2,
    }
    assert list(found["percent"]) == [100, 50, 50]
    assert work_items_by_support(newest_work_items(work_items(), NAMED)).empty


def test_an_item_counts_once_for_a_supporter_under_two_names() -> None:
    entities = ENTITIES.assign(entity=["Group", "Group", "Nowhere"])
    found = newest_supporters(work_items(*BACKED)._replace(entities=entities))
    assert list(found["entity"]) == ["Group"]
    assert list(found["value"]) == [2]
    assert list(found["percent"]) == [50]
    assert newest_supporters(work_items()).empty


def test_a_published_supporter_stands_beside_the_count_with_zero_where_none_is() -> None:
    published = pd.DataFrame(
        {
            "canonical": ["Green", "Blue"],
            "country": ["GBR", "USA"],
            "value": [200, 100],
            "rows": [("p1",), ("p2",)],
        }
    )
    counted = newest_supporters(work_items(*BACKED))
    found = supporters_beside(counted, published, 1)
    assert list(found["entity"]) == ["Red", "Blue", "Green"]
    assert list(found["value"]) == [2, 1, 0]
    assert list(found["published"].fillna(-1)) == [-1, 100, 200]
    assert list(found["country"]) == ["CHN", "USA", "GBR"]
    assert found["rows"].iloc[1] == ("w0", "p2")
    assert list(supporters_beside(counted, published[:0], 1)["entity"]) == ["Red"]


def test_the_newest_rows_are_those_whose_date_ends_last() -> None:
    table = pd.DataFrame({"date": ["2022-07", "2026", "2026-06", "2012/2026"], "at": range(4)})
    assert list(newest_rows(table)["at"]) == [1, 3]
    assert newest_rows(table[:0]).empty
