"""Figures of statements in time and of shares by role: what is drawn, and what is said."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from standards_report.display import (
    share_against_share,
    share_bars,
    shares_in_words,
    small_multiples,
    stated_column,
)
from standards_report.display.figures.style import cut_texts, use_house_style
from standards_report.measures import with_rows

NAMES = {"CHN": "China", "USA": "United States", "KOR": "South Korea"}
BASES = {"stated": "main source", "elsewhere": "other sources"}
KINDS = {"open": ("Contributions", "of all"), "closed": ("Chairs", "of all")}


def points() -> pd.DataFrame:
    rows = [
        ("CHN", "2012-12", 51.0, "exact", "stated"),
        ("CHN", "2021-11", 68.0, "exact", "stated"),
        ("CHN", "2022-02", 64.0, "less than", "elsewhere"),
        ("USA", "2022-07", 92.0, "exact", "stated"),
    ]
    names = ["country", "date", "value", "qualifier", "basis"]
    return pd.DataFrame(rows, columns=names)


def texts(figure) -> list[str]:  # type: ignore[no-untyped-def]
    from matplotlib.text import Text

    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_each_country_with_a_number_has_a_panel_and_the_others_a_word() -> None:
    use_house_style()
    figure = small_multiples(points(), NAMES, years=(2012, 2022), label="Secretariats", bases=BASES)
    assert len(figure.axes) == 2
    printed = texts(figure)
    assert {"51", "68", "less than 64", "92", "main source", "other sources"} <= set(printed)
    assert "Not in our sources: South Korea" in printed
    assert cut_texts(figure) == []


def test_labels_of_near_points_do_not_cover_each_other() -> None:
    use_house_style()
    figure = small_multiples(points(), NAMES, years=(2012, 2022), label="Secretariats", bases=BASES)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))


def test_two_shares_have_one_scale_from_zero_and_a_line_where_they_are_equal() -> None:
    use_house_style()
    columns = ["country", "name", "seats", "output"]
    rows = [("CHN", "China", 11.5, 6.4), ("USA", "United States", 11.7, 19.2)]
    rows += [("KEN", "Kenya", 0.1, 0.0), ("FRA", "France", 10.5, float("nan"))]
    figure = share_against_share(
        pd.DataFrame(rows, columns=columns),
        ["USA"],
        across=("seats", "Share of secretariats"),
        up=("output", "Share of documents"),
        label="Output against seats",
        labeled=["CHN"],
    )
    (axes,) = figure.axes
    assert axes.get_xlim() == axes.get_ylim()
    assert axes.get_xlim()[0] == 0
    drawn = [(np.ravel(line.get_xdata()), np.ravel(line.get_ydata())) for line in axes.lines[1:]]
    points = [(x, y) for xs, ys in drawn for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    assert sorted(points) == [(0.1, 0.0), (11.5, 6.4), (11.7, 19.2)]
    printed = texts(figure)
    assert {"China", "United States", "same share of both"} <= set(printed)
    assert not {"Kenya", "France"} & set(printed)
    assert cut_texts(figure) == []


def test_no_number_at_all_leaves_words_alone() -> None:
    use_house_style()
    nothing = points().iloc[:0]
    figure = small_multiples(nothing, NAMES, years=(2012, 2022), label="Secretariats", bases=BASES)
    assert any(text.startswith("Not in our sources: China") for text in texts(figure))
    assert not figure.axes


def shares() -> pd.DataFrame:
    rows = [
        ("open", "CHN", "2021", 53.0, 53.0, "exact"),
        ("open", "USA", "2012/2021", 7.0, 14.0, "range"),
        ("closed", "USA", "2022", 0.0, 18.2, "at most"),
    ]
    return pd.DataFrame(rows, columns=["key", "country", "date", "low", "high", "qualifier"])


def test_a_ladder_says_every_share_and_every_gap() -> None:
    use_house_style()
    printed = texts(share_bars(shares(), KINDS, NAMES, label="Share by kind of role"))
    assert "China 53% (2021)" in printed
    assert "United States 7 to 14% (2012 to 2021)" in printed
    assert "not in our sources: South Korea" in printed
    assert "not in our sources: China and South Korea" in printed
    assert "of all, 2022" in printed


def test_shares_in_words_name_no_date_that_all_have() -> None:
    data = shares()
    assert shares_in_words(data[data["key"] == "closed"], NAMES) == "United States at most 18%"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ((79, None, None, "count", "exact"), "79"),
        ((120, None, None, "count", "about"), "about 120"),
        ((17.1, None, None, "percent", "exact"), "17.1%"),
        ((None, 7, 14, "percent", "range"), "7 to 14%"),
        ((None, 5, 17, "times", "range"), "5 to 17 times"),
    ],
)
def test_a_number_is_quoted_as_its_source_states_it(row: tuple[object, ...], text: str) -> None:
    table = pd.DataFrame([row], columns=["value", "low", "high", "unit", "qualifier"])
    table = with_rows(table.assign(id="a")).astype({"value": float, "low": float, "high": float})
    assert stated_column(table) == [text]
