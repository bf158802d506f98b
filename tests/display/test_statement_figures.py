"""Figures and words for statements that are points, bounds or ranges."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure
from standards_report.display import (
    Scale,
    absence,
    add_words,
    forest_plot,
    forest_sections,
    model_curve,
    ranges_over_time,
    rank_grid,
    stated_words,
)
from standards_report.display.figures.style import cut_texts, use_house_style
from standards_report.measures import fitted_curves

NAN = float("nan")
NAMES = {"CHN": "China", "USA": "United States"}


def statements() -> pd.DataFrame:
    columns = ["country", "date", "value", "low", "high", "qualifier", "unit"]
    rows = [
        ("CHN", "2021", 53.0, NAN, NAN, "exact", "percent"),
        ("USA", "2012/2021", 10.0, NAN, NAN, "about", "percent"),
        ("USA", "2012/2021", NAN, 7.0, 14.5, "range", "percent"),
        ("USA", "2012/..", 25.0, NAN, NAN, "at most", "percent"),
    ]
    return pd.DataFrame(rows, columns=columns).assign(
        rows=pd.Series([("a",), ("b",), ("c",), ("d",)])
    )


def texts(figure: Figure) -> str:
    from matplotlib.text import Text

    return " | ".join(text.get_text() for text in figure.findobj(Text) if isinstance(text, Text))


@pytest.fixture(autouse=True)
def _style() -> None:
    use_house_style()


def test_words_keep_qualifier_and_printed_precision() -> None:
    assert stated_words(statements()) == ["53%", "about 10%", "7 to 14.5%", "at most 25%"]


def test_words_of_a_row_join_and_keep_their_rows() -> None:
    said = statements().assign(words=stated_words(statements()))
    table = pd.DataFrame({"country": ["CHN", "USA", "KOR"], "rows": [("x",), (), ()]})
    result = add_words(table, said, "country", "said")
    assert result["said"].tolist() == [
        "53%",
        "about 10%; 7 to 14.5%; at most 25%",
        "not in our sources",
    ]
    assert result["rows"].tolist() == [("x", "a"), ("b", "c", "d"), ()]


def test_absence_names_only_those_without_a_number() -> None:
    assert absence(NAMES, {"CHN"}) == "Our sources have no number for United States."
    assert absence(NAMES, {"CHN", "USA"}) == ""


def test_points_and_ranges_are_drawn_with_their_words() -> None:
    names = {**NAMES, "KOR": "South Korea"}
    figure = ranges_over_time(statements(), names, years=(2012, 2022), label="Share, percent")
    assert not cut_texts(figure)
    shown = texts(figure)
    for words in ("China 53%", "United States 7 to 14.5%", "Not in our sources: South Korea"):
        assert words in shown


def test_every_group_has_a_line_and_says_where_nothing_is_stated() -> None:
    kinds = {"SG16": "more", "SG3": "less"}
    kinds_in_order = ("more", "average", "less", "")
    titles = ("More attention", "Average", "Less attention", "Others")
    headings = dict(zip(kinds_in_order, titles, strict=True))
    sections = forest_sections(["SG3", "SG9", "SG16"], kinds, headings, "no share in our sources")
    assert list(sections) == ["More attention", "Less attention", "Others"]
    data = statements().assign(group="SG16", basis="stated", words=stated_words(statements()))
    figure = forest_plot(
        data, sections, NAMES, scale=Scale(0, 100, 53, "Line: 53% of all"), label="Share"
    )
    assert not cut_texts(figure)
    shown = texts(figure)
    assert shown.count("no share in our sources") == 2
    for words in ("SG16", "China 53%", "States 7 to 14.5%", "at most 25%", "Line: 53% of all"):
        assert words in shown


def test_a_model_curve_says_that_it_is_one() -> None:
    points = statements().head(1).drop(columns="date")
    points = pd.concat([points.assign(date="2017-01"), points.assign(date="2022-01", value=77.65)])
    figure = model_curve(points, fitted_curves(points, 12), NAMES, label="Likelihood")
    assert not cut_texts(figure)
    shown = texts(figure)
    for words in ("China 53%\nJanuary 2017", "China 77.65%", "model curve", "Not in our sources"):
        assert words in shown


def test_a_grid_of_ranks_names_each_country_at_its_rank_and_cuts_no_text() -> None:
    rows = [
        ("CHN", "All", 94, 2.0),
        ("USA", "All", 90, 3.0),
        ("DEU", "All", 130, 1.0),
        ("CHN", "Joint", 1, 3.0),
        ("USA", "Joint", 8, 1.0),
        ("DEU", "Joint", 8, 1.0),
        ("CHN", "Other", 0, NAN),
    ]
    table = pd.DataFrame(rows, columns=["country", "rule", "value", "rank"])
    names = NAMES | {"DEU": "Germany"}
    order = ["All", "Joint", "Other"]
    figure = rank_grid(table, names, ["CHN", "USA"], by="rule", order=order, label="Rank")
    said = texts(figure).split(" | ")
    assert [said.count(code) for code in names] == [2, 2, 2]
    assert not cut_texts(figure)
    marks = {str(artist.get_gid()) for artist in figure.findobj() if artist.get_gid()}
    assert "value: Joint: United States 8, rank 1" in marks
    # Countries that share a rank stand beside each other, at either side of it.
    (axes,) = figure.axes
    places = {
        text.get_text(): text.get_position() for text in axes.texts if text.get_position()[1] == 1
    }
    assert places["USA"][0] + places["DEU"][0] == 2
    assert places["USA"][0] < 1 < places["DEU"][0]


def test_a_grid_without_ranks_says_that_nothing_is_published() -> None:
    table = pd.DataFrame({"country": ["CHN"], "rule": ["All"], "value": [0.0], "rank": [NAN]})
    figure = rank_grid(table, NAMES, ["CHN"], by="rule", order=["All"], label="Rank")
    assert "Not in our sources: China and United States" in texts(figure)
