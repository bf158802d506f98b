"""Statements at different times and precisions: joined, compared, never filled in."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    bracket,
    implied_base,
    implied_bases,
    join_beside,
    most_precise,
    percent_growth,
    share_of_time,
    steps,
    with_rows,
    within_period,
    years_covered,
)
from standards_report.observations.study import Study

DATES = st.sampled_from(["2012", "2012-12", "2019", "2020", "2021", "2021-11", "2022-07-07"])
STATEMENTS = st.lists(st.tuples(DATES, st.integers(0, 3)), min_size=1, max_size=12, unique=True)


def table(statements: list[tuple[str, float]], country: str = "CHN") -> pd.DataFrame:
    frame = pd.DataFrame(statements, columns=["date", "value"]).assign(country=country)
    names = [f"{country.lower()}{index}" for index in range(len(frame))]
    return with_rows(frame.assign(id=names).astype({"value": float}))


@given(STATEMENTS)
def test_joining_dates_loses_no_row_and_no_number(statements: list[tuple[str, float]]) -> None:
    data = table(statements)
    result = most_precise(data, ["country"])
    behind = [row for rows in result["rows"] for row in rows]
    assert sorted(behind) == sorted(data["id"])
    assert set(result["value"]) == set(data["value"])
    assert most_precise(result, ["country"])["date"].tolist() == result["date"].tolist()


def test_a_year_and_a_month_of_it_with_one_number_are_one_statement() -> None:
    result = most_precise(table([("2021", 68), ("2021-11", 68), ("2022-07", 76)]), ["country"])
    assert result["date"].tolist() == ["2021-11", "2022-07"]
    assert result["rows"].iloc[0] == ("chn1", "chn0")


def test_a_month_with_another_number_is_another_statement() -> None:
    assert len(most_precise(table([("2021", 68), ("2021-11", 69)]), ["country"])) == 2


@given(st.lists(st.integers(0, 200), min_size=2, max_size=8))
def test_steps_add_up_to_the_whole_way(values: list[int]) -> None:
    data = table([(str(2012 + index), value) for index, value in enumerate(values)])
    result = steps(data.iloc[::-1], ["country"])
    assert len(result) == len(values) - 1
    assert result["difference"].sum() == values[-1] - values[0]
    assert result["from_date"].iloc[0] == "2012"


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_growth_leads_back_to_where_it_began(first: int, last: int) -> None:
    assert implied_base(last, percent_growth(first, last)) == pytest.approx(first)


def test_growth_from_nothing_is_no_number() -> None:
    assert percent_growth(0, 5) == float("inf")
    assert pd.isna(implied_base(0, -100))


def test_a_growth_takes_the_last_number_of_its_end() -> None:
    growth = with_rows(table([("2011/2019", 75)]).assign(id="growth"))
    result = implied_bases(growth, table([("2012-12", 51), ("2019", 70), ("2020", 66)]))
    assert result["base"].iloc[0] == 40
    assert result["rows"].iloc[0] == ("growth", "chn1")


def test_a_growth_whose_end_has_no_number_has_no_base() -> None:
    result = implied_bases(table([("2011/2018", 75)]), table([("2019", 79)]))
    assert pd.isna(result["base"].iloc[0])


def test_a_part_goes_with_the_whole_of_its_time() -> None:
    parts = table([("2012-12", 51), ("2016", 60), ("2022-07-07", 76)])
    wholes = table([("2012", 102), ("2022-07", 760)], "all")
    result = share_of_time(parts, wholes)
    assert result["percent"].tolist() == pytest.approx([50, 10])
    assert result["rows"].iloc[1] == ("chn2", "all1")


def test_only_what_lies_within_a_period_is_in_it() -> None:
    data = table([("2012/2022", 1), ("2017/2021", 2), ("2018", 3), ("2022", 4)])
    assert within_period(data, "2017/2021")["value"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("date", "value", "standing"),
    [
        ("2016", 71, "between them"),
        ("2022-02", 64, "below both"),
        ("2022-02", 80, "above both"),
        ("2011", 40, "below it"),
        ("2025", 90, "above it"),
        ("2011", 51, "equal to it"),
    ],
)
def test_a_figure_stands_somewhere_among_the_statements(
    date: str, value: float, standing: str
) -> None:
    own = table([("2012-12", 51), ("2019", 79), ("2021-11", 68), ("2022-07-07", 76)])
    figure = table([(date, value)])
    assert bracket(figure, own, ["country"])["standing"].tolist() == [standing]


def test_a_rounded_share_is_equal_to_what_rounds_to_it() -> None:
    own = table([("2012", 16.4)]).assign(unit="percent")
    figure = table([("2011", 16)]).assign(unit="percent")
    assert bracket(figure, own, ["country", "unit"])["standing"].tolist() == ["equal to it"]


def test_a_figure_without_a_statement_of_its_country_is_not_compared() -> None:
    assert bracket(table([("2016", 131)], "DEU"), table([("2012-12", 51)]), ["country"]).empty


def test_a_line_rests_on_the_rows_of_both_tables() -> None:
    left = table([("2012", 1), ("2013", 2)])
    right = table([("2012", 5)], "all")[["date", "value", "rows"]].rename(columns={"value": "all"})
    result = join_beside(left, right, ["date"])
    assert result["rows"].tolist() == [("chn0", "all0"), ("chn1",)]
    assert pd.isna(result["all"].iloc[1])
    with pytest.raises(ValueError, match="several lines"):
        join_beside(left, pd.concat([right, right]), ["date"])


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        (["2012", "2022-07"], "2022-07"),
        (["2022-07", "2016/.."], "2022-08-31"),
        (["2021", "2035"], "2022-08-31"),
        (["2022-07", "2022/2024"], "2022/2024"),
        ([""], ""),
    ],
    ids=["the last date", "without an end", "a year to come", "a period that has begun", "none"],
)
def test_a_table_holds_no_longer_than_its_source_can_know(dates: list[str], until: str) -> None:
    sources = pd.DataFrame({"key": ["a"], "known_from": ["2022-08-31"]})
    origin = {str(index): ("t", "a", date) for index, date in enumerate(dates)}
    study = Study("2022-12-31", {"sources": sources}, (), origin)
    assert study.held_until(origin) == until


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (["2012", "2021", "2022-07"], (2012, 2022)),
        (["2016-03/2018"], (2012, 2018)),
        (["2009-12-31", "2013"], (2009, 2013)),
        (["2014/..", ""], (2012, 2014)),
        ([], (2012, 2012)),
    ],
)
def test_years_covered_end_where_the_dates_end(dates: list[str], years: tuple[int, int]) -> None:
    assert years_covered(dates, 2012) == years
