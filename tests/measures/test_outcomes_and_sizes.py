"""What was approved, numbers beside sizes, and leadership over participation."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.display import interval_lines
from standards_report.measures import (
    FORMS,
    approved_by,
    approved_forms,
    beside_stated_dates,
    columns_by_country,
    group_order,
    led_beside_taken,
    newest_sizes,
    outcomes_of,
    per_size,
    ratio_of_shares,
    with_rows,
)

CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from(["2030", "2031", "2032"]),
        st.sampled_from(["", "SG1", "SG12", "TSAG"]),
        st.sampled_from(list(FORMS)),
    ),
    st.integers(1, 9),
    min_size=1,
)
Cells = dict[tuple[str, str, str], int]


def table(cells: Cells) -> pd.DataFrame:
    rows = [(f"r.{at}", *cell, number) for at, (cell, number) in enumerate(cells.items())]
    rows.append(("r.all", "2032-08-01", "", "records", 999))
    columns = ["id", "date", "study_group", "kind", "value"]
    return approved_forms(with_rows(pd.DataFrame(rows, columns=columns)))


@given(CELLS)
def test_what_was_approved_is_what_a_count_by_hand_gives(cells: Cells) -> None:
    truth: Counter[tuple[str, str]] = Counter()
    for (date, group, _), number in cells.items():
        if date != "2032":
            truth[group, date] += number
    found = approved_by(table(cells), range(2030, 2032), ["study_group", "date"])
    assert len(found) == len({group for _, group, _ in cells}) * 2
    for row in found.to_dict("records"):
        assert row["value"] == truth[row["study_group"], row["date"]]


def test_a_number_of_none_rests_on_all_rows_of_its_years() -> None:
    cells = {("2030", "SG1", "amendment"): 2, ("2031", "SG1", "corrigendum"): 3}
    counts = table({**cells, ("2032", "SG1", "supplement"): 1})
    found = approved_by(counts, range(2030, 2032), ["form"]).set_index("form")
    assert found["value"].to_dict() == {"amendments": 5, "supplements": 0}
    assert set(found["rows"]["supplements"]) == {"r.0", "r.1"}


def test_study_groups_stand_by_number_and_documents_without_one_last() -> None:
    assert group_order(["", "SG20", "TSAG", "SG3"]) == ["SG3", "SG20", "TSAG", ""]


def test_standards_without_number_and_title_are_not_looked_up() -> None:
    columns = ["id", "reference", "title", "organisation", "kind", "status", "note"]
    standards = with_rows(
        pd.DataFrame(
            [
                ("a", "X.1", "", "ITU-T", "Recommendation", "approved", ""),
                ("b", "", "Of data", "ITU-T", "work item", "pending", ""),
                ("c", "", "", "ITU-T", "set", "", "Some"),
                ("d", "ISO 1", "", "ISO", "standard", "", ""),
            ],
            columns=columns,
        )
    )
    outcomes = with_rows(
        pd.DataFrame(
            [("o", "a", "ITU-T X.1", "2030-04-30", "SG1", "number")],
            columns=["id", "standard", "recommendation", "approved", "study_group", "match"],
        )
    )
    found = outcomes_of(standards, outcomes, "ITU-T")
    assert found[["id", "match"]].values.tolist() == [["a", "number"], ["b", ""]]
    assert found["rows"].tolist() == [("a", "o"), ("b",)]
    events = pd.DataFrame(
        [
            ("e", "a", "approved", "2030"),
            ("f", "a", "published", "2031"),
            ("g", "b", "approved", ""),
        ],
        columns=["id", "standard", "event", "date"],
    )
    beside = beside_stated_dates(found, with_rows(events))
    assert beside[["id", "stated", "agrees"]].values.tolist() == [["a", "2030", True]]
    later = beside_stated_dates(found, with_rows(events.replace("2030", "2029")))
    assert later["agrees"].tolist() == [False]


def test_a_size_that_is_not_in_the_file_is_missing_and_the_newest_counts() -> None:
    product, people = "gross domestic product", "population"
    sizes = pd.DataFrame(
        [
            ("s.1", "2029", "AAA", product, 9e12),
            ("s.2", "2030", "AAA", product, 2e12),
            ("s.3", "2031", "AAA", people, 5e6),
            ("s.4", "2031", "BBB", people, 1e6),
        ],
        columns=["id", "date", "country", "measure", "value"],
    )
    found = newest_sizes(with_rows(sizes), ["AAA", "BBB", "TWN"])
    held = pd.DataFrame({"country": ["AAA", "BBB", "TWN"], "value": [4.0, 3.0, 1.0]})
    numbers = columns_by_country({"held": with_rows(held.assign(id=held["country"]))})
    result = per_size(numbers, found, ["held"]).set_index("country")
    assert result.at["AAA", "held_per_gdp"] == 2
    assert result.at["AAA", "held_per_people"] == pytest.approx(0.8)
    assert result.at["AAA", "held_per_gdp_rows"] == ("AAA", "s.2")
    assert math.isnan(result["held_per_gdp"]["BBB"])
    assert result.at["BBB", "held_per_people"] == 3
    assert result.loc["TWN", ["gdp", "people", "held_per_gdp"]].isna().all()
    assert result.at["TWN", "rows"] == ("TWN",)


COLUMNS = ["led", "led_whole", "took", "took_whole"]


def score(ratio: float, led: float, led_whole: float, took: float, took_whole: float) -> float:
    """The statistic of Miettinen and Nurminen (1985), written out from their formulas."""
    all_of = led_whole + took_whole
    a = all_of * ratio
    b = -(led_whole * ratio + led + took_whole + took * ratio)
    second = (-b - math.sqrt(b * b - 4 * a * (led + took))) / (2 * a)
    first = ratio * second
    variance = first * (1 - first) / led_whole + ratio**2 * second * (1 - second) / took_whole
    distance = led / led_whole - ratio * took / took_whole
    return distance**2 / (variance * all_of / (all_of - 1))


@pytest.mark.parametrize(
    "counts", [(130, 777, 711, 16_950), (14, 70, 25, 70), (2, 11, 646, 992), (31, 70, 12, 70)]
)
def test_the_ends_of_an_interval_are_those_of_the_score_method(
    counts: tuple[int, int, int, int],
) -> None:
    (row,) = ratio_of_shares(pd.DataFrame([counts], columns=COLUMNS)).to_dict("records")
    assert row["ratio"] == pytest.approx(counts[0] / counts[1] / (counts[2] / counts[3]))
    for end in ("low", "high"):
        assert score(row[end], *counts) == pytest.approx(3.8415, rel=0.01)


def test_a_ratio_without_its_counts_is_missing_and_an_impossible_one_refused() -> None:
    rows = [(math.nan, 11, 6, 9), (1, 11, 0, 9), (0, 11, 6, 9)]
    found = ratio_of_shares(pd.DataFrame(rows, columns=COLUMNS))
    assert found["ratio"].isna().tolist() == [True, True, False]
    assert found["low"].isna().tolist() == [True, True, False]
    assert found["low"][2] == pytest.approx(0, abs=1e-9)
    with pytest.raises(ValueError, match="`took` has to lie between 0 and `took_whole`"):
        ratio_of_shares(pd.DataFrame([(1, 11, 10, 9)], columns=COLUMNS))


def test_leadership_without_participation_stays_without_a_number() -> None:
    def of(country: str, value: int, whole: int) -> pd.DataFrame:
        rows = [(f"{country}.{value}", country, value, whole)]
        return with_rows(pd.DataFrame(rows, columns=["id", "country", "value", "whole"]))

    both = led_beside_taken(of("AAA", 2, 11), of("BBB", 5, 9), ["AAA", "BBB", "CCC"])
    assert both["rows"].tolist() == [("AAA.2",), ("BBB.5",), ()]
    assert ratio_of_shares(both)["ratio"].isna().all()


def test_lines_of_intervals_name_sections_and_what_is_not_in_our_sources() -> None:
    columns = ["section", "name", "country", "value", "low", "high", "words"]
    nothing = (math.nan,) * 3
    data = pd.DataFrame(
        [
            ("Here", "A", "AAA", 2.0, 1.5, 3.0, "2.0"),
            ("Here", "B", "BBB", 0.5, 0.1, 1.0, "0.5"),
            ("There", "A", "AAA", *nothing, "not in our sources"),
        ],
        columns=columns,
    )
    figure = interval_lines(data, ["AAA"], line="Left: less", label="Ratios")
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.texts] == ["Here", "There", "not in our sources"]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["A", "B", "A"]
    points = [line for line in axes.lines if line.get_marker() == "o"]
    assert [np.asarray(line.get_xdata()).tolist() for line in points] == [[2.0], [0.5]]
