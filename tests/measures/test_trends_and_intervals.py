"""Deviation, concentration, ranks, growth, intervals and trends, for any data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.measures import (
    change,
    concentration,
    deviation_from,
    fitted_curves,
    fitted_trends,
    growth_rates,
    implied_parts,
    implied_wholes,
    logistic_through,
    logistic_trend,
    middle_year,
    ranks,
    remainder,
    with_rows,
    with_whole,
    with_wilson,
)


@pytest.fixture(scope="module", autouse=True)
def _load_statsmodels() -> None:
    """Loaded before the first example, so that no example is blamed for the time it takes."""
    import statsmodels.genmod.generalized_linear_model
    import statsmodels.stats.proportion  # noqa: F401


NUMBERS = st.lists(st.integers(0, 5_000), min_size=1, max_size=20)
PERCENT = st.floats(0.1, 99.9)


def table(**columns: list[Any]) -> pd.DataFrame:
    frame = pd.DataFrame(columns)
    return with_rows(frame.assign(id=[f"r{index}" for index in range(len(frame))]))


def test_shares_are_set_against_the_mean_of_their_own_time() -> None:
    shares = table(date=["2016", "2021"], value=[70.0, 80.0])
    mean = with_rows(pd.DataFrame({"id": ["m"], "date": ["2021"], "value": [53.0]}))
    result = deviation_from(shares, mean, ["date"])
    assert result["deviation"].tolist() == [27]
    assert result["rows"].tolist() == [("r1", "m")]


@given(NUMBERS)
def test_concentration_lies_between_even_and_single(numbers: list[int]) -> None:
    data = table(of=["all"] * len(numbers), value=list(numbers))
    result = concentration(data, ["of"]).iloc[0]
    assert len(result["rows"]) == result["members"] == len(numbers)
    if not sum(numbers):
        assert math.isnan(result["hhi"])
        return
    assert 1 / len(numbers) - 1e-12 <= result["hhi"] <= 1 + 1e-12
    assert 1 - 1e-9 <= result["effective"] <= len(numbers) + 1e-9
    assert result["largest"] == pytest.approx(max(numbers) / sum(numbers) * 100)


@given(st.integers(1, 30), st.integers(1, 1000))
def test_equal_members_are_as_many_as_they_are(members: int, each: int) -> None:
    data = table(of=["all"] * members, value=[each] * members)
    assert concentration(data, ["of"])["effective"].iloc[0] == pytest.approx(members)


def test_a_negative_number_has_no_concentration() -> None:
    with pytest.raises(ValueError, match="not negative"):
        concentration(table(of=["all"], value=[-1]), ["of"])


def test_rows_of_a_whole_table_that_are_level_share_the_better_rank() -> None:
    ranked = ranks(pd.DataFrame({"held": [5, 7, 7, 1]}), by="held")
    assert ranked["rank"].tolist() == [3, 1, 1, 4]
    assert ranked["level"].tolist() == [1, 2, 2, 1]


@given(NUMBERS)
def test_ranks_follow_the_values(numbers: list[int]) -> None:
    result = ranks(table(date=["2021"] * len(numbers), value=list(numbers)), ["date"])
    for number, rank, level in zip(numbers, result["rank"], result["level"], strict=True):
        assert rank == 1 + sum(larger > number for larger in numbers)
        assert level == numbers.count(number)


@given(st.integers(1, 5_000), st.integers(0, 5_000))
def test_growth_is_of_the_first_value_and_points_only_of_shares(first: int, last: int) -> None:
    data = table(country=["CHN"] * 2, date=["2012", "2021"], value=[first, last])
    changes = change(data, ["country"])
    counted = growth_rates(changes).iloc[0]
    assert counted["growth"] == pytest.approx((last - first) / first * 100)
    assert counted["years"] == pytest.approx(9, abs=0.01)
    grown = first * (1 + counted["yearly"] / 100) ** counted["years"]
    assert grown == pytest.approx(last, rel=1e-6, abs=1e-6)
    assert math.isnan(counted["points"])
    assert growth_rates(changes, "percent")["points"].iloc[0] == last - first


def test_nothing_grows_from_zero_or_from_one_date() -> None:
    data = table(country=["CHN", "CHN", "USA"], date=["2012", "2021", "2021"], value=[0, 5, 7])
    rates = growth_rates(change(data, ["country"]))[["growth", "yearly"]]
    assert (rates.iloc[0] == float("inf")).all()
    assert rates.iloc[1].isna().all()


@pytest.mark.parametrize(
    ("date", "year"),
    [("2012", 2012.5), ("2017/2018", 2018.0), ("2015/..", 2015.0), ("2022-01", 2022 + 15.5 / 365)],
)
def test_a_written_date_has_a_middle(date: str, year: float) -> None:
    assert middle_year(date) == pytest.approx(year)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_wilson_interval_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    part, whole = counts
    data = pd.DataFrame({"part": [part], "whole": [whole]})
    result = with_wilson(data, "part", "whole").iloc[0]
    assert 0 <= result["low"] <= result["percent"] + 1e-9
    assert result["percent"] <= result["high"] + 1e-9 <= 100 + 1e-9
    # Seen from those that are not counted, the interval is its mirror image.
    rest = with_wilson(data.assign(part=whole - part), "part", "whole").iloc[0]
    assert rest["low"] == pytest.approx(100 - result["high"], abs=1e-9)


def test_the_wilson_interval_of_an_example_worked_by_hand() -> None:
    # z² = 3.8415; centre = (2 + z²/2) / (11 + z²), and so on.
    result = with_wilson(pd.DataFrame({"part": [2], "whole": [11]}), "part", "whole").iloc[0]
    assert result["low"] == pytest.approx(5.14, abs=0.01)
    assert result["high"] == pytest.approx(47.70, abs=0.01)


def test_a_missing_count_has_no_interval_and_a_wrong_one_is_an_error() -> None:
    missing = pd.DataFrame({"part": [float("nan"), 1, 0], "whole": [5, float("nan"), 0]})
    assert with_wilson(missing, "part", "whole")[["percent", "low", "high"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="between 0 and `whole`"):
        with_wilson(pd.DataFrame({"part": [6], "whole": [5]}), "part", "whole")


@given(PERCENT, PERCENT, st.floats(1, 20))
def test_a_curve_goes_through_both_published_values(
    first: float, last: float, years: float
) -> None:
    points = table(year=[2017.0, 2017.0 + years], value=[first, last])
    model = logistic_through(points, points["year"])
    assert model.predictions["percent"].tolist() == pytest.approx([first, last], abs=1e-6)
    assert (model.coefficients["odds_ratio"].iloc[0] >= 1) == (last >= first)
    assert math.isnan(model.coefficients["standard_error"].iloc[0])
    assert model.coefficients["rows"].iloc[0] == ("r0", "r1")


@pytest.mark.parametrize("values", [[60.0, 100.0], [0.0, 50.0]])
def test_a_share_of_nothing_or_all_fixes_no_curve(values: list[float]) -> None:
    with pytest.raises(ValueError, match="no finite log odds"):
        logistic_through(table(year=[2017.0, 2022.0], value=list(values)), [])


def test_one_published_value_gives_no_curve() -> None:
    model = logistic_through(table(year=[2017.0], value=[60.0]), [2018])
    assert model.coefficients.empty
    assert model.predictions.empty


def records(slope: float, items: int, seed: int) -> pd.DataFrame:
    """Synthetic items whose log odds are known: 0.4 in 2017, and `slope` more each year."""
    random = np.random.default_rng(seed)
    year = random.uniform(2017, 2022, items)
    chance = 1 / (1 + np.exp(-(0.4 + slope * (year - 2017))))
    frame = pd.DataFrame({"year": year, "hit": random.uniform(size=items) < chance})
    return frame.assign(rows=pd.Series([()] * items))


@settings(deadline=None, max_examples=15)
@given(st.floats(-0.4, 0.4), st.integers(0, 10_000))
def test_a_trend_recovers_the_coefficients_behind_its_records(slope: float, seed: int) -> None:
    model = logistic_trend(records(slope, 4_000, seed), [2017])
    fitted = model.coefficients.iloc[0]
    # Five standard errors: wrong once in more than a million draws.
    assert abs(fitted["slope"] - slope) < 5 * fitted["standard_error"]
    assert fitted["low"] < fitted["odds_ratio"] < fitted["high"]
    start = model.predictions.iloc[0]
    assert start["low"] < start["percent"] < start["high"]
    assert start["percent"] == pytest.approx(100 / (1 + math.exp(-0.4)), abs=8)


def test_a_trend_has_the_error_that_its_number_of_records_gives() -> None:
    errors = [
        logistic_trend(records(0.165, items, 1), []).coefficients["standard_error"].iloc[0]
        for items in (1_000, 4_000)
    ]
    assert errors[0] / errors[1] == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize("hits", [[True] * 4, [False] * 4, [False, False, True, True]])
def test_no_trend_is_fitted_where_the_likelihood_has_no_maximum(hits: list[bool]) -> None:
    frame = pd.DataFrame({"year": [2017.0, 2018.0, 2019.0, 2020.0], "hit": hits})
    model = logistic_trend(frame.assign(rows=pd.Series([()] * 4)), [2018])
    assert model.coefficients.empty
    assert model.predictions.empty


def test_two_published_values_give_the_trend_in_each_way_of_saying_it() -> None:
    points = table(country=["CHN"] * 2, date=["2017-01", "2022-01"], value=[60.3, 77.65])
    trend = fitted_trends(points).iloc[0]
    assert trend["difference"] == pytest.approx(17.35)
    assert trend["a_year"] == pytest.approx(3.47)
    assert trend["odds_ratio"] == pytest.approx((77.65 / 22.35 / (60.3 / 39.7)) ** 0.2)
    assert trend["smallest_step"] <= trend["a_year"] <= trend["largest_step"]
    curve = fitted_curves(points, 12)
    assert curve["percent"].iloc[[0, -1]].tolist() == pytest.approx([60.3, 77.65])
    assert len(curve) == 61


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_whole_lies_within_what_its_part_and_rounded_share_imply(counts: tuple[int, int]) -> None:
    part, whole = counts
    parts = table(date=["2021"], value=[part])
    share = table(date=["2021"], value=[float(round(part / whole * 100))])
    implied = implied_wholes(parts, share, ["date"]).iloc[0]
    if part:
        assert implied["low"] - 1e-9 <= whole <= implied["high"] + 1e-9
    beside = with_whole(parts, table(date=["2021"], value=[whole]), ["date"])
    assert beside["percent"].iloc[0] == pytest.approx(part / whole * 100)
    left = remainder(table(date=["2021"], value=[whole]), parts, ["date"])
    assert left["value"].iloc[0] == whole - part


def test_a_share_of_a_whole_implies_how_many_it_is() -> None:
    shares = table(country=["CHN"], value=[83.0])
    result = implied_parts(shares, table(country=["CHN"], value=[83]), ["country"])
    assert result["implied"].tolist() == pytest.approx([68.89])
