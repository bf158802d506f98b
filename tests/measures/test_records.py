"""Measures from records: generated records of which the truth is known."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.measures import (
    ROWS,
    against_published,
    complete,
    in_year,
    latest_export,
    members_beside,
    members_by_country,
    record_countries,
    records_by_country,
    supported_trends,
)
from standards_report.measures.participation.records_vs_published import Records as Exported

ENTITIES = pd.DataFrame(
    {
        "name": ["A", "A sub", "B", "B (lab)", "C", "D"],
        "entity": ["A", "A sub", "B", "B", "C", "D"],
        "seat_country": ["CHN", "USA", "USA", "USA", "JPN", ""],
        "hq_country": ["CHN", "CHN", "USA", "USA", "JPN", ""],
    }
)
SEAT = dict(zip(ENTITIES["name"], ENTITIES["seat_country"], strict=True))

# A record: its group, and the entities that share it.
RECORDS = st.lists(
    st.tuples(st.sampled_from(["SG5", "SG15"]), st.sets(st.sampled_from(list(SEAT)))),
    max_size=30,
)
Records = list[tuple[str, set[str]]]


def tables(drawn: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    records = pd.DataFrame(
        [
            (f"r.{index}", body, f"20{10 + index % 5}-0{index % 9 + 1}")
            for index, (body, _) in enumerate(drawn)
        ],
        columns=["id", "body", "submitted"],
    )
    parties = pd.DataFrame(
        [(f"r.{index}", name) for index, (_, names) in enumerate(drawn) for name in sorted(names)],
        columns=["record", "entity"],
        dtype="str",
    )
    return records, parties


@given(RECORDS)
def test_a_shared_record_counts_once_for_each_country(drawn: Records) -> None:
    truth = Counter[tuple[str, str]]()
    for body, names in drawn:
        truth.update((body, country) for country in {SEAT[name] for name in names})
    records, parties = tables(drawn)
    found = records_by_country(records, parties, ENTITIES, "seat", ["body"])
    counted = zip(found["body"], found["country"], found["value"], strict=True)
    assert {(body, country): value for body, country, value in counted} == truth


@settings(max_examples=30)
@given(RECORDS)
def test_margins_are_exact(drawn: Records) -> None:
    records, parties = tables(drawn)
    records = in_year(records, "submitted") if len(records) else records.assign(year=0)
    whole = records_by_country(records, parties, ENTITIES, "seat")
    by_body = records_by_country(records, parties, ENTITIES, "seat", ["body"])
    by_both = records_by_country(records, parties, ENTITIES, "seat", ["body", "year"])
    for finer in (by_body, by_both):
        pd.testing.assert_series_equal(
            finer.groupby("country")["value"].sum().sort_index(),
            whole.set_index("country")["value"].sort_index(),
            check_dtype=False,
        )
    sizes = records.groupby("body").size()
    assert (by_body["whole"] == by_body["body"].map(sizes)).all()
    assert (whole["value"] <= len(records)).all()
    assert (whole["percent"] == whole["value"] / len(records) * 100).all()


@given(RECORDS)
def test_every_count_rests_on_the_records_that_it_counts(drawn: Records) -> None:
    records, parties = tables(drawn)
    found = records_by_country(records, parties, ENTITIES, "seat", ["body"])
    for row in found.to_dict("records"):
        assert len(row[ROWS]) == len(set(row[ROWS])) == row["value"]
        for identifier in row[ROWS]:
            body, names = drawn[int(identifier.removeprefix("r."))]
            assert body == row["body"]
            assert row["country"] in {SEAT[name] for name in names}


@given(RECORDS)
def test_the_rule_of_attribution_moves_records_and_loses_none(drawn: Records) -> None:
    _, parties = tables(drawn)
    seat = record_countries(parties, ENTITIES, "seat")
    headquarters = record_countries(parties, ENTITIES, "headquarters")
    assert set(seat["record"]) == set(headquarters["record"])


def test_a_subsidiary_counts_by_the_rule() -> None:
    parties = pd.DataFrame({"record": ["r.0", "r.0"], "entity": ["A", "A sub"]})
    assert set(record_countries(parties, ENTITIES, "seat")["country"]) == {"CHN", "USA"}
    assert set(record_countries(parties, ENTITIES, "headquarters")["country"]) == {"CHN"}


@given(
    st.lists(st.tuples(st.sampled_from(["CHN", "USA"]), st.sampled_from(["sector", "academia"])))
)
def test_categories_add_up_to_the_total(drawn: list[tuple[str, str]]) -> None:
    records = pd.DataFrame(
        [(f"m.{index}", *cells) for index, cells in enumerate(drawn)],
        columns=["id", "country", "category"],
    )
    found = members_by_country(records)
    is_total = found["category"] == "total"
    totals = found[is_total].set_index("country")["value"]
    parts = found[~is_total].groupby("country")["value"].sum()
    assert totals.to_dict() == parts.to_dict() == dict(Counter(country for country, _ in drawn))


def test_only_the_newest_export_counts() -> None:
    records = pd.DataFrame(
        {"id": ["a", "b", "c"], "date": ["2024-01-01", "2025-01-01", "2025-01-01"]}
    )
    assert list(latest_export(records)["id"]) == ["b", "c"]
    assert latest_export(records.iloc[:0]).empty


def test_published_numbers_stand_beside_what_records_give() -> None:
    published = pd.DataFrame(
        {"country": ["CHN", "USA"], "value": [5.0, 7.0], ROWS: [("p1",), ("p2",)]}
    )
    computed = pd.DataFrame({"country": ["CHN", "JPN"], "value": [4, 9], ROWS: [("r1",), ("r2",)]})
    both = against_published(computed, published, ["country"])
    assert list(both["country"]) == ["CHN", "USA", "JPN"]
    assert both["difference"].iloc[0] == pytest.approx(-1)
    assert pd.isna(both["computed"].iloc[1])
    assert list(both[ROWS]) == [("p1", "r1"), ("p2",), ("r2",)]
    assert both["difference"].isna().tolist() == [False, True, True]


def test_an_export_that_does_not_name_a_country_gives_it_a_zero() -> None:
    records = pd.DataFrame(
        [("m.1", "2031-01-01", "CHN", "sector"), ("m.0", "2030-01-01", "JPN", "sector")],
        columns=["id", "date", "country", "category"],
    )
    published = pd.DataFrame(
        [("CHN", "sector", 3.0, ("p",))], columns=["country", "category", "value", ROWS]
    )
    table = members_beside(records, published, ["CHN", "JPN"])
    found = table.set_index(["country", "category"]).to_dict("index")
    assert found["CHN", "sector"]["difference"] == -2
    assert found["CHN", "sector"][ROWS] == ("p", "m.1")
    assert found["JPN", "total"]["computed"] == 0
    assert found["JPN", "total"][ROWS] == ("m.1",)
    assert pd.isna(found["JPN", "sector"]["published"])
    assert members_beside(records.iloc[:0], published, ["CHN"]).empty


def test_a_country_without_a_trend_leaves_one_row_of_numbers_for_each_country() -> None:
    years = range(2010, 2020)
    items = pd.DataFrame(
        [(f"w{year}{letter}", "2031-01-01", str(year)) for year in years for letter in "ab"],
        columns=["id", "date", "first_registration"],
    )
    # Chinese supporters of all first items, American ones of every third item, British of none.
    parties = [(name, "A") for name in items["id"] if name.endswith("a")]
    parties += [(name, "B") for name in items["id"][::3]]
    supported = pd.DataFrame(parties, columns=["record", "entity"]).assign(role="Supporting Member")
    published = pd.DataFrame(columns=["country", "date"], dtype="str")
    exported = Exported(items, supported, ENTITIES, "seat")
    trends = supported_trends(exported, published, ["CHN", "USA", "GBR"])
    found = complete(trends.coefficients, "country", ["CHN", "USA", "GBR"])
    assert sorted(found["country"]) == ["CHN", "GBR", "USA"]
    numbers = found.set_index("country")["odds_ratio"]
    assert pd.api.types.is_numeric_dtype(numbers)
    assert numbers.isna().to_dict() == {"CHN": False, "USA": False, "GBR": True}
