"""What a figure answers: the numbers and words of its drawing, and those that wait to be chosen."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from standards_report.display.charts.comparisons.grouped_bars import grouped_bars
from standards_report.display.charts.comparisons.paired_points import paired_points
from standards_report.display.charts.comparisons.ranked_bars import ranked_bars
from standards_report.display.charts.comparisons.small_multiples import small_multiples
from standards_report.display.charts.over_time.lines_over_time import lines_over_time
from standards_report.display.charts.over_time.points_over_time import points_over_time
from standards_report.display.charts.shares.part_of_whole_bars import part_of_whole_bars
from standards_report.display.charts.shares.share_against_share import share_against_share
from standards_report.display.figures.answer import Answer, answer_of
from standards_report.display.figures.style import to_svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAMES = {"CHN": "China", "USA": "United States"}
MORE = {"JPN": "Japan"}


def _rows() -> pd.DataFrame:
    rows = [("CHN", "2020", 4), ("USA", "2020", 9), ("JPN", "2020", 70), ("CHN", "2024", 6)]
    table = pd.DataFrame(rows, columns=["country", "date", "value"])
    table["rows"] = [() for _ in rows]
    return table.assign(basis="stated", qualifier="exact", body="ISO", unit="count")


def _newest() -> pd.DataFrame:
    rows = _rows().drop_duplicates("country", keep="first")
    return rows.assign(name=rows["country"].map({**NAMES, **MORE}), less=rows["value"] - 1)


def _lines() -> Figure:
    bases = {"stated": "register"}
    return lines_over_time(_rows(), NAMES, years=(2020, 2024), label="A", bases=bases, more=MORE)


def _panels() -> Figure:
    bases = {"stated": "register", "counted": "records"}
    return small_multiples(_rows(), NAMES, years=(2020, 2024), label="A", bases=bases, more=MORE)


def _groups() -> Figure:
    return grouped_bars(_newest(), NAMES, by="body", order=["ISO"], label="A", more=MORE)


def _ranks() -> Figure:
    return ranked_bars(_newest().iloc[:2], ["CHN"], label="A", more=_newest().iloc[2:])


def _pairs() -> Figure:
    ends = {"less": "by seat", "value": "by headquarters"}
    rows = _newest()
    return paired_points(rows.iloc[:2], ["CHN"], ends=ends, label="A", more=rows.iloc[2:])


CHARTS = {"lines": _lines, "panels": _panels, "groups": _groups, "ranks": _ranks, "pairs": _pairs}


def _answer(figure: Figure) -> Answer:
    answer = answer_of(figure)
    assert answer
    return answer


def _titles(figure: Figure) -> set[str]:
    return {unescape(title) for title in re.findall(r"<title>(.*?)</title>", to_svg(figure))}


@pytest.mark.parametrize("chart", CHARTS)
def test_a_page_says_of_a_point_what_the_drawing_says(chart: str) -> None:
    figure = CHARTS[chart]()
    answer = _answer(figure)
    drawn = {one.key for one in answer.series if one.is_drawn}
    assert drawn == {"CHN", "USA"}
    assert _titles(figure) == {point.said for point in answer.points if point.series in drawn}


@pytest.mark.parametrize("chart", CHARTS)
def test_what_waits_to_be_chosen_moves_nothing_in_the_drawing(chart: str) -> None:
    figure = CHARTS[chart]()
    answer = _answer(figure)
    assert [one.name for one in answer.series if not one.is_drawn] == ["Japan"]
    assert max(point.y or 0 for point in answer.points) == 70
    across = [axes.get_xlim()[1] for axes in figure.axes]
    up = [axes.get_ylim()[1] for axes in figure.axes]
    over_time = chart in ("lines", "panels")
    assert max(up if over_time else across) < 70


def test_points_of_a_series_are_in_the_order_of_their_dates() -> None:
    rows = _rows().iloc[::-1]
    answer = _answer(points_over_time(rows, NAMES, years=(2020, 2024), label="A"))
    times = [point.x for point in answer.points if point.series == "CHN"]
    assert times == sorted(times)
    assert len(times) == 2


def test_a_number_that_is_not_published_is_said_and_has_no_length() -> None:
    rows = _newest().assign(value=[float("nan"), 9, 70])
    answer = _answer(ranked_bars(rows, ["CHN"], label="A"))
    first = answer.points[0]
    assert (first.y, first.printed) == (None, "not in our sources")


def test_bars_of_one_country_are_told_apart_by_their_names() -> None:
    rows = _newest().assign(country="CHN", name=["One", "Two", "Three"])
    answer = _answer(ranked_bars(rows, ["CHN"], label="A"))
    assert [one.key for one in answer.series] == ["One", "Two", "Three"]


def test_shares_and_parts_of_wholes_answer_too() -> None:
    rows = _newest().assign(across=[10, 20, 30], up=[1, 2, 3])
    sides = {"across": ("across", "Across"), "up": ("up", "Up")}
    shares = _answer(share_against_share(rows, ["CHN"], **sides, label="A", labeled=["JPN"]))
    assert [(one.key, one.is_drawn) for one in shares.series] == [
        ("CHN", True),
        ("USA", False),
        ("JPN", True),
    ]
    parts = _newest().assign(item="Posts", whole=100, percent=_newest()["value"])
    figure = part_of_whole_bars(parts, NAMES, label="A")
    assert {point.said for point in _answer(figure).points} == _titles(figure)
    assert "Posts: China 4 of 100, 4%" in _titles(figure)
