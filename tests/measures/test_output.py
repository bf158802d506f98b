"""Documents by holder: shares that add up, bounds that hold, rules that take only what they say."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.measures import (
    OUTPUT_RULES,
    ROWS,
    by_committee,
    day_of_holders,
    first_in_subjects,
    held_output,
    largest_each_year,
    output_and_seats,
    output_bounds,
    published_each_year,
    seats_by_country,
    seats_without_output,
    share_of_largest,
    subjects_by_holder,
    with_rows,
    without_largest,
)

FORCE = "references in force"
PLACE = "a.tar.xz, committees as in committees-2030-01-10.jsonl: stage 60 or 90"
HELD = st.dictionaries(
    st.integers(1, 30).map(lambda number: f"ISO/TC {number}"),
    st.tuples(st.sampled_from(["CHN", "USA", "DEU", ""]), st.integers(1, 500)),
    min_size=1,
)


def committees(held: dict[str, tuple[str, int]], measure: str = FORCE) -> pd.DataFrame:
    lines = [
        (f"{measure}.{name}", name, "holder" if country else "not in snapshot", country, value)
        for name, (country, value) in held.items()
    ]
    table = pd.DataFrame(lines, columns=["id", "committee", "joined", "country", "value"])
    return with_rows(table.assign(measure=measure, locator=PLACE))


def totals(number: int) -> pd.DataFrame:
    return with_rows(pd.DataFrame([("total", FORCE, number)], columns=["id", "measure", "value"]))


def secretariats(**held: int) -> pd.DataFrame:
    lines = [
        (f"seat.{country}", "2030-01-10", country, "subcommittee", value)
        for country, value in held.items()
    ]
    lines.append(("seat.joint", "2030-01-10", "USA", "joint subcommittee", 1))
    columns = ["id", "date", "country", "kind", "value"]
    return with_rows(pd.DataFrame(lines, columns=columns).assign(measure="secretariats"))


@settings(max_examples=30)
@given(HELD)
def test_shares_add_up_to_all_that_joins(held: dict[str, tuple[str, int]]) -> None:
    found = held_output(committees(held), FORCE)
    joined = sum(value for country, value in held.values() if country)
    assert found["value"].sum() == joined
    assert not joined or found["percent"].sum() == pytest.approx(100)
    assert found["committees"].sum() == sum(1 for country, _ in held.values() if country)


@settings(max_examples=15)
@given(HELD)
def test_no_way_to_give_documents_away_leaves_the_bounds(held: dict[str, tuple[str, int]]) -> None:
    whole = sum(value for _, value in held.values())
    for row in output_bounds(committees(held), totals(whole), FORCE).to_dict("records"):
        assert row["low"] <= row["high"]
        assert "total" in row[ROWS]
        # Whoever gets the documents that do not join, the share lies between the bounds.
        for country in ("CHN", "USA", "DEU"):
            given_away = {name: (code or country, value) for name, (code, value) in held.items()}
            found = held_output(committees(given_away), FORCE)
            shares = dict(zip(found["country"], found["percent"], strict=True))
            assert row["low"] - 1e-9 <= shares[row["country"]] <= row["high"] + 1e-9


def test_a_country_without_its_largest_committee() -> None:
    held = {"ISO/TC 1": ("USA", 60), "ISO/TC 2": ("USA", 20), "ISO/TC 3": ("DEU", 20)}
    found = without_largest(committees(held), FORCE).set_index("country")
    assert found.at["USA", "committee"] == "ISO/TC 1"
    assert found.at["USA", "percent"] == pytest.approx(20 / 40 * 100)
    assert found.at["DEU", "percent"] == 0


def test_output_beside_seats_under_each_rule() -> None:
    table = pd.concat(
        [
            committees({"ISO/TC 1": ("USA", 30), "ISO/IEC JTC 1/SC 2": ("USA", 30),
                        "ISO/TC 3": ("CHN", 40)}),
            committees({"ISO/TC 1": ("USA", 8), "ISO/TC 3": ("CHN", 4)}, "projects in progress"),
            committees({"ISO/TC 1": ("USA", 6)}, "projects also in force"),
        ],
        ignore_index=True,
    )  # fmt: skip
    counts = secretariats(USA=2, CHN=1)
    found = {
        key: output_and_seats(table, counts, "2030-01-10", OUTPUT_RULES[key]).set_index("country")
        for key in ("in force", "in progress", "new projects", "without joint")
    }
    assert found["in force"].at["USA", "share"] == pytest.approx(60)
    assert found["in force"].at["USA", "seat_share"] == pytest.approx(75)
    assert found["in force"].at["USA", "times"] == pytest.approx(60 / 75)
    assert found["in force"].at["USA", "per_seat"] == pytest.approx(20)
    assert found["in progress"].at["CHN", "share"] == pytest.approx(4 / 12 * 100)
    assert found["new projects"].at["CHN", "share"] == pytest.approx(4 / 6 * 100)
    assert found["without joint"].at["USA", "share"] == pytest.approx(30 / 70 * 100)
    assert found["without joint"].at["USA", "seat_share"] == pytest.approx(2 / 3 * 100)
    assert all(len(rows) for table in found.values() for rows in table[ROWS])


def test_documents_of_the_parent_alone_can_be_left_out() -> None:
    held = {
        "ISO/IEC JTC 1": ("USA", 40),
        "ISO/IEC JTC 1/SC 2": ("USA", 20),
        "ISO/TC 3": ("CHN", 20),
    }
    counts = secretariats(USA=2, CHN=1)
    found = output_and_seats(
        committees(held), counts, "2030-01-10", OUTPUT_RULES["without parent"]
    ).set_index("country")
    assert found.at["USA", "value"] == 20
    assert found.at["USA", "share"] == pytest.approx(50)
    assert found.at["USA", "seats"] == 3  # the seat of the parent stays


def test_a_country_with_seats_and_no_document_stays_in_the_comparison() -> None:
    table = committees({"ISO/TC 1": ("USA", 30)})
    counts = secretariats(USA=1, KEN=2)
    found = output_and_seats(table, counts, "2030-01-10", OUTPUT_RULES["in force"])
    assert dict(zip(found["country"], found["times"], strict=True))["KEN"] == 0
    empty = seats_without_output(seats_by_country(counts, "2030-01-10"), held_output(table, FORCE))
    kenya = empty.set_index("country").loc["KEN"]
    assert (kenya["value"], kenya["whole"]) == (2, 2)
    assert 0 < kenya["low"] < kenya["high"] == pytest.approx(100)


def test_committees_stand_in_the_order_of_the_first_measure() -> None:
    table = pd.concat(
        [
            committees({"ISO/TC 1": ("USA", 3), "ISO/TC 2": ("", 9)}),
            committees({"ISO/TC 1": ("USA", 5)}, "projects in progress"),
        ],
        ignore_index=True,
    )
    found = by_committee(table, [FORCE, "projects in progress"])
    assert found["committee"].tolist() == ["ISO/TC 2", "ISO/TC 1"]
    assert found["projects in progress"].tolist() == [0, 5]


def test_the_day_of_the_holders_is_that_of_the_committee_data() -> None:
    table = committees({"ISO/TC 1": ("USA", 3)})
    assert day_of_holders(table) == "2030-01-10"
    assert day_of_holders(table[:0]) == ""
    for places in (["no snapshot"], [PLACE, PLACE.replace("2030-01", "2031-01")]):
        with pytest.raises(ValueError, match="one snapshot"):
            day_of_holders(pd.DataFrame({"locator": places}))


def test_years_by_series_and_the_largest_committees_of_each() -> None:
    lines = [
        ("a", "2029", "ISO/IEC JTC 1/SC 2", "documents published", 6, ""),
        ("b", "2029", "ISO/TC 10", "documents published", 3, ""),
        ("c", "2029", "ISO/TC 11", "documents published", 1, ""),
        ("d", "2030", "ISO/IEC JTC 13", "documents published", 4, "to 2030-01-10"),
        ("e", "2029", "ISO/TC 10", "amendments published", 2, ""),
    ]
    columns = ["id", "date", "committee", "measure", "value", "note"]
    years = with_rows(pd.DataFrame(lines, columns=columns))
    found = published_each_year(years, ["documents", "jtc_1", "amendments"])
    told = {
        (row["series"], row["date"]): (row["value"], row["part"])
        for row in found.to_dict("records")
    }
    assert told == {
        ("documents", "2029"): (10, False),
        ("documents", "2030"): (4, True),
        ("jtc_1", "2029"): (6, False),
        ("amendments", "2029"): (2, False),
    }
    largest = largest_each_year(years, 2).set_index("date")
    assert largest.at["2029", "percent"] == pytest.approx(90)
    assert largest.at["2029", "members"] == 3


@settings(max_examples=50)
@given(st.lists(st.integers(0, 100), min_size=1), st.integers(1, 10))
def test_the_largest_have_no_less_than_their_number_and_no_more_than_all(
    numbers: list[int], count: int
) -> None:
    lines = [(f"row{place}", "x", value) for place, value in enumerate(numbers)]
    table = with_rows(pd.DataFrame(lines, columns=["id", "group", "value"]))
    (percent,) = share_of_largest(table, ["group"], count)["percent"]
    if sum(numbers) == 0:
        assert pd.isna(percent)
    else:
        assert min(count / len(numbers), 1) * 100 - 1e-9 <= percent <= 100 + 1e-9


def test_subjects_have_zeros_and_the_first_is_none_where_several_are_level() -> None:
    lines = [
        ("a", "35", "holder", "USA", 5),
        ("b", "35", "holder", "CHN", 1),
        ("c", "77", "holder", "CHN", 2),
        ("d", "77", "holder", "DEU", 2),
        ("e", "35", "not in snapshot", "", 9),
    ]
    table = pd.DataFrame(lines, columns=["id", "subject", "joined", "country", "value"])
    table = with_rows(table.assign(classification="ICS field", measure=FORCE))
    found = subjects_by_holder(table, "ICS field", FORCE, ["CHN", "USA"])
    assert found["subject"].tolist() == ["35", "35", "77", "77"]
    assert found["value"].tolist() == [1, 5, 2, 0]
    assert found["whole"].tolist() == [6, 6, 4, 4]
    assert (found["low"] <= found["percent"]).all()
    first = first_in_subjects(table, "ICS field", FORCE)
    assert first["country"].tolist() == ["USA", ""]
