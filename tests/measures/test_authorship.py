"""Rapporteurs by country: nobody is lost, bounds hold every answer, doubtful cases stay apart."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    ATTRIBUTIONS,
    counted_otherwise,
    employer_concentration,
    moved_by_exceptions,
    rapporteurs_by_country,
    rapporteurs_by_employer,
    rapporteurs_of_exceptions,
    side_by_side,
    under_match_rules,
    with_rows,
)

# Company, group of companies, seat, headquarters, how it was found.
EMPLOYERS = [
    ("Great Radio UK", "Great Radio", "GBR", "CHN", "name"),
    ("Great Radio", "Great Radio", "CHN", "CHN", "name"),
    ("Nordic Tele GmbH", "Nordic Tele", "DEU", "FIN", "alias"),
    ("Of no known seat", "Old Phones", "", "USA", "alias"),
    ("", "", "", "", "unmatched"),
    ("", "", "", "", "no employer"),
]
COUNTED = st.lists(
    st.tuples(
        st.sampled_from(EMPLOYERS),
        st.sampled_from(["15", "16"]),
        st.integers(min_value=1, max_value=9),
    ),
    min_size=1,
    max_size=20,
)
Counted = list[tuple[tuple[str, str, str, str, str], str, int]]


def counts_of(counted: Counted) -> pd.DataFrame:
    columns = ["company", "parent", "seat", "headquarters", "match", "release", "value"]
    rows = [(*employer, release, number) for employer, release, number in counted]
    frame = pd.DataFrame(rows, columns=columns)
    return with_rows(frame.assign(id=[f"m{place}" for place in range(len(rows))]))


def wholes_of(counts: pd.DataFrame) -> pd.DataFrame:
    summed = counts.groupby("release", as_index=False).agg(value=("value", "sum"))
    return with_rows(summed.assign(id="whole-" + summed["release"]))


@given(COUNTED, st.sampled_from(ATTRIBUTIONS))
def test_countries_and_the_unknown_add_up_to_all(counted: Counted, attribution: str) -> None:
    counts = counts_of(counted)
    table = rapporteurs_by_country(counts, wholes_of(counts), attribution)
    for release, own in table.groupby("release"):
        numbers = [(e, n) for e, written, n in counted if written == release]
        place = {"seat": 2, "headquarters": 3}[attribution]
        unknown = sum(n for e, n in numbers if not e[place])
        whole = sum(n for _, n in numbers)
        assert own["value"].sum() + unknown == whole == own["whole"].iloc[0]
        assert set(own["most"] - own["value"]) == {unknown}
        assert (own["percent"] <= own["percent_most"]).all()
        assert own["percent_most"].max() <= 100


@given(COUNTED)
def test_each_number_rests_on_rows(counted: Counted) -> None:
    counts = counts_of(counted)
    table = rapporteurs_by_country(counts, wholes_of(counts), "seat")
    values = dict(zip(counts["id"], counts["value"], strict=True))
    for row in table.to_dict("records"):
        lineage = ("rows", "most_rows", "percent_rows", "percent_most_rows")
        assert all(row[column] for column in lineage)
        assert f"whole-{row['release']}" in row["percent_rows"]
        if row["value"]:
            assert sum(values[identifier] for identifier in row["rows"]) == row["value"]


@pytest.mark.slow
@given(COUNTED)
def test_aliases_only_ever_add(counted: Counted) -> None:
    counts = counts_of([(employer, "15", number) for employer, _, number in counted])
    table = under_match_rules(counts, wholes_of(counts))
    keys = ["country", "attribution"]
    alone, both = (
        table[table["matched"] == rule].set_index(keys).sort_index()
        for rule in ("names alone", "names and aliases")
    )
    assert (alone["value"] <= both["value"]).all()
    assert (alone["most"] >= both["most"]).all()


def test_employers_count_by_group_of_companies_and_the_unknown_are_left_out() -> None:
    counts = counts_of([(employer, "15", 2) for employer in EMPLOYERS])
    table = rapporteurs_by_employer(counts, ["release"])
    assert table[["parent", "country", "value"]].to_numpy().tolist() == [
        ["Great Radio", "CHN", 4],
        ["Nordic Tele", "FIN", 2],
        ["Old Phones", "USA", 2],
    ]
    assert table["percent"].tolist() == [50, 25, 25]
    found = employer_concentration(table, "release", 2).iloc[0]
    assert (found["name"], found["members"], found["largest"]) == ("Great Radio", 3, 50)
    assert found["first"] == 75


CASES = with_rows(
    pd.DataFrame(
        [("x1", "Radio is Nordic", "Great Radio UK", "GBR", "FIN", "Nordic Tele")],
        columns=["id", "exception", "company", "seat", "headquarters", "parent"],
    )
)


@given(COUNTED)
def test_a_doubtful_case_moves_rapporteurs_and_loses_none(counted: Counted) -> None:
    counts = counts_of(counted)
    changed = counted_otherwise(counts, CASES)
    assert changed["value"].equals(counts["value"])
    others = counts["company"] != "Great Radio UK"
    assert changed[others].equals(counts[others])
    number = counts.loc[~others, "value"].sum()
    moved = moved_by_exceptions(counts, CASES)
    if not number:
        assert moved.empty
        return
    by_headquarters = moved[moved["column"] == "headquarters"].set_index("name")
    change = by_headquarters["otherwise"] - by_headquarters["counted"]
    assert change.to_dict() == {"CHN": -number, "FIN": number}
    assert not (moved["column"] == "seat").any()
    assert rapporteurs_of_exceptions(counts, CASES)["value"].tolist() == [number]


def test_columns_of_several_tables_stand_side_by_side_with_the_rows_of_all() -> None:
    first = with_rows(pd.DataFrame({"id": ["a", "b"], "country": ["CHN", "USA"], "value": [1, 2]}))
    second = with_rows(pd.DataFrame({"id": ["c"], "country": ["DEU"], "percent": [3]}))
    table = side_by_side({"number": (first, "value"), "share": (second, "percent")}, "country")
    assert table["country"].tolist() == ["CHN", "USA", "DEU"]
    assert table["rows"].tolist() == [("a",), ("b",), ("c",)]
    assert table.loc[table["country"] == "DEU", "number"].isna().all()
    with pytest.raises(ValueError, match="several lines"):
        side_by_side({"number": (pd.concat([first, first]), "value")}, "country")
