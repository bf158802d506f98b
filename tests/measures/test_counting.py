"""Rows counted, and put into the order of their dates."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import in_date_order, tally, with_rows

DATES = st.sampled_from(["", "2012", "2012-07", "2012-07-31", "2012/..", "2011/2013", "2020-01"])


def table(dates: list[str]) -> pd.DataFrame:
    return with_rows(
        pd.DataFrame({"id": [f"r{index}" for index in range(len(dates))], "date": dates})
    )


@given(st.lists(DATES, max_size=12))
def test_every_row_is_counted_once(dates: list[str]) -> None:
    counted = tally(table(dates), ["date"])
    assert counted["value"].sum() == len(dates)
    assert sorted(row for rows in counted["rows"] for row in rows) == sorted(table(dates)["id"])


@given(st.lists(DATES, max_size=12))
def test_dates_are_in_order_and_no_row_is_lost(dates: list[str]) -> None:
    ordered = in_date_order(table(dates))
    assert sorted(ordered["id"]) == sorted(table(dates)["id"])
    years = [int(date[:4]) for date in ordered["date"] if date]
    assert years == sorted(years)
    assert "" not in list(ordered["date"])[: len(years)]


def test_a_period_stands_where_it_begins() -> None:
    written = ["", "2018/..", "2018-01-01", "2013", "2018", "2018-02"]
    ordered = ["2013", "2018-01-01", "2018", "2018/..", "2018-02", ""]
    assert list(in_date_order(table(written))["date"]) == ordered
