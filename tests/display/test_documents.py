"""Policy documents in words, and the figure of what has a date."""

from __future__ import annotations

import pandas as pd
import pytest
from standards_report.display import behind_documents, chronology, document_date, in_sentences
from standards_report.display.figures.style import cut_texts, use_house_style

from tests.support.tables import real_tables

TABLES = real_tables()


@pytest.mark.parametrize(
    ("date", "date_of", "words"),
    [
        ("2018-01-01", "revision", "1 January 2018, revised"),
        ("2018/..", "coverage", "since 2018, time covered"),
        ("2025", "title", "2025, year in its title"),
        ("", "", "not stated"),
    ],
)
def test_a_date_says_what_it_is_the_date_of(date: str, date_of: str, words: str) -> None:
    assert document_date(date, date_of) == words


def test_every_dated_document_says_what_its_date_is_of() -> None:
    for row in TABLES["policies"].rows.itertuples():
        assert document_date(str(row.date), str(row.date_of))


def test_who_stands_behind_a_document_keeps_every_name() -> None:
    actors = TABLES["policy_actors"].rows
    said = behind_documents(actors)
    for policy, entity in zip(actors["policy"], actors["entity"], strict=True):
        assert entity in said[policy]


def test_the_same_remark_is_made_once() -> None:
    assert in_sentences("one", "", "two", "one") == "One. Two."


def test_long_names_and_open_periods_stay_inside_the_figure() -> None:
    use_house_style()
    data = pd.DataFrame(
        {
            "name": ["A plan with a name that takes several lines beside the axis", "B", "C"],
            "date": ["2012-03", "2018/..", "2025"],
            "is_hollow": [False, False, True],
        }
    )
    figure = chronology(data, years=(2012, 2025), label="Documents", hollow="year in the title")
    assert cut_texts(figure) == []
    assert any("year in the title" in text.get_text() for text in figure.texts)


def test_the_forms_ask_for_the_metrics_of_table_1() -> None:
    metrics = TABLES["metrics_of_influence"].rows
    counted = metrics.groupby("category_position").size()
    assert list(counted) == [4, 4, 2, 2, 4, 3, 3]
