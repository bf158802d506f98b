"""Lines of time: every mark is drawn, nothing is cut, and absence is said."""

from __future__ import annotations

import pandas as pd
import pytest
from standards_report.display import event_timeline, stated_number, when_said
from standards_report.display.figures.style import cut_texts, use_house_style

KINDS = {"stage": "Stage", "list": "List"}


def marks(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["line", "kind", "date", "text"])


def texts(data: pd.DataFrame, lines: dict[str, str]) -> list[str]:
    use_house_style()
    figure = event_timeline(data, lines, KINDS, years=(2017, 2022), label="Stages and lists")
    assert cut_texts(figure) == []
    return [text.get_text() for text in figure.axes[0].texts]


def test_marks_at_the_edges_are_not_cut_and_stand_on_their_sides() -> None:
    data = marks(
        ("a", "stage", "2017-01", "approved 2017-01"),
        ("a", "stage", "2022-12", "published 2022-12"),
        ("a", "list", "2021", "listed 2021"),
        ("b", "stage", "2020/..", "from 2020 on"),
    )
    shown = texts(data, {"a": "A standard", "b": "A standard with a name " * 4})
    assert {"approved 2017-01", "published 2022-12", "listed 2021", "from 2020 on"} <= set(shown)


def test_a_line_without_a_date_says_so() -> None:
    assert "no date stated" in texts(marks(), {"a": "A standard"})


@pytest.mark.parametrize(
    ("date", "stated", "said"),
    [
        ("2019-10", "", "October 2019"),
        ("", "last half decade", "“last half decade”"),
        ("", "", "no date"),
    ],
)
def test_the_time_of_a_statement_is_its_date_or_the_words_of_the_source(
    date: str, stated: str, said: str
) -> None:
    assert when_said(date, stated) == said


@pytest.mark.parametrize(
    ("number", "qualifier", "said"),
    [(70, "about", "about 70%"), (70, "exact", "70%"), (float("nan"), "", "no number")],
)
def test_a_number_keeps_the_qualifier_of_its_source(
    number: float, qualifier: str, said: str
) -> None:
    assert stated_number(number, "percent", qualifier) == said
