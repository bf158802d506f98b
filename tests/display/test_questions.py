"""Lists of Questions: who leads them, and shares of which some follow from others."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.display import question_table
from standards_report.measures import either_of, led_questions, questions_by_group, with_rows


def questions() -> pd.DataFrame:
    rows = [
        ("q.1", "Q1/5", "SG5", 10.0),
        ("q.2", "Q2/5", "SG5", 4.0),
        ("q.3", "Q1/15", "SG15", 7.0),
    ]
    table = pd.DataFrame(rows, columns=["id", "question", "body", "value"])
    people = {"rapporteurs": ["A/B", "C", ""], "associate_rapporteurs": ["D", "", ""]}
    return with_rows(table.assign(country="CHN", **people))


def leaders() -> pd.DataFrame:
    rows = [
        ("l.1", "Q1/5", "rapporteur", "CHN"),
        ("l.2", "Q1/5", "rapporteur", "USA"),
        ("l.3", "Q1/5", "associate rapporteur", "CHN"),
        ("l.4", "Q2/5", "associate rapporteur", "CHN"),
    ]
    return with_rows(pd.DataFrame(rows, columns=["id", "question", "role", "country"]))


def test_a_question_counts_once_for_a_country_and_unlisted_kinds_are_missing() -> None:
    found = (
        led_questions(leaders(), questions(), ["USA"])
        .set_index(["country", "kind"])
        .to_dict("index")
    )
    assert found["CHN", "rapporteur"]["value"] == 1
    assert found["CHN", "either"]["value"] == 2
    assert found["CHN", "either"]["percent"] == pytest.approx(200 / 3)
    assert found["USA", "rapporteur"]["rows"] == ("l.2",)
    assert pd.isna(found["USA", "associate"]["value"])
    assert found["USA", "associate"]["rows"] == ()


def test_a_group_that_the_list_does_not_name_has_a_zero_that_rests_on_the_list() -> None:
    found = questions_by_group(questions(), ["SG15", "SG2"]).set_index("body").to_dict("index")
    assert (found["SG15"]["count"], found["SG15"]["value"]) == (1, 7)
    assert (found["SG2"]["count"], found["SG2"]["value"]) == (0, 0)
    assert found["SG2"]["rows"] == ("q.1", "q.2", "q.3")


def test_leaders_are_named_in_words_and_carry_their_rows() -> None:
    table = question_table(questions(), leaders(), {"CHN": "China"})
    assert list(table["mark"]) == [
        "China, rapporteur; China, associate rapporteur", "China, associate rapporteur", "none",
    ]  # fmt: skip
    assert list(table["rapporteurs"]) == ["A, B", "C", "none"]
    assert table["rows"].iloc[0] == ("q.1", "l.1", "l.3")


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_either_is_what_counting_gives(items: list[tuple[bool, bool]]) -> None:
    def share(chosen: list[bool]) -> float:
        return sum(chosen) / len(items) * 100

    first, second = ([item[index] for item in items] for index in (0, 1))
    both = [all(item) for item in items]
    table = pd.DataFrame({"a": [share(first)], "b": [share(second)], "ab": [share(both)]})
    found = either_of(table, "a", "b", "ab")["either"].iloc[0]
    assert found == pytest.approx(share([any(item) for item in items]))
