"""Parts and wholes, stages, tenures and groups: properties, and the numbers of the source."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.display import metric_sheet, stage_timeline, tenure_bars, value_name
from standards_report.display.figures.style import cut_texts, use_house_style
from standards_report.measures import (
    AREAS,
    dated_stages,
    derived_roles,
    first_statement,
    foundational_kind,
    handovers,
    led_groups,
    majorities,
    months_apart,
    of_area,
    organisation,
    parts_of_wholes,
    stated_once,
    whole_way,
    widest_roles,
    with_part,
    with_rows,
)
from standards_report.observations import months_between

from tests.support.tables import real_tables

TABLES = real_tables()
POPULATION = ["date", "body", "question", "technology", "status"]
PART = ["role", "country", "entity"]


def rows(table: str) -> pd.DataFrame:
    return TABLES[table].rows.copy()


def work_items() -> pd.DataFrame:
    statements = first_statement(with_rows(rows("work_items")), [*POPULATION, *PART, "measure"])
    return parts_of_wholes(statements, POPULATION, PART)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(0, 400))
def test_each_part_meets_its_whole_and_carries_both_rows(parts: list[int], more: int) -> None:
    whole = sum(parts) + more
    countries = [f"C{index}" for index in range(len(parts))]
    table = pd.DataFrame(
        {
            "id": ["whole", *countries],
            "body": "A",
            "country": ["", *countries],
            "measure": "items",
            "unit": "count",
            "value": [float(whole), *map(float, parts)],
        }
    )
    result = parts_of_wholes(with_rows(table), ["body"], ["country"])
    assert list(result["country"]) == countries
    assert (result["whole"] == whole).all()
    assert result["percent"].between(0, 100).all()
    assert all("whole" in ids and len(ids) == 2 for ids in result["rows"])


def test_every_share_of_the_source_follows_from_its_counts() -> None:
    population, part = ["date", "body", "question", "topic"], ["country", "entity"]
    statements = first_statement(with_rows(rows("contributions")), [*population, *part, "measure"])
    contributions = parts_of_wholes(statements, population, part)
    for parts in (work_items(), contributions):
        both = parts[parts["stated"].notna() & parts["percent"].notna()]
        assert len(both) >= 1
        assert ((both["stated"] - both["percent"]).abs() <= 0.5).all()


def test_counts_that_follow_from_two_stated_ones() -> None:
    derived = derived_roles(work_items()).set_index(["technology", "date", "role"])
    assert derived["value"].to_dict() == {
        ("QKD", "2022/2024", "Editor"): 16,
        ("big data", "2013/2016", "Editor"): 9,
        ("smart cities", "2022/2024", "Editor or Supporting Member"): 19,
    }
    assert all(len(ids) >= 2 for ids in derived["rows"])


def test_a_share_of_either_role_stands_for_the_narrower_ones() -> None:
    table = pd.DataFrame(
        {
            "id": list("abcd"),
            "technology": ["x", "x", "y", "y"],
            "role": ["Editor", "Editor or Supporting Member", "Editor", "sole Editor"],
            "country": "CHN",
            "percent": [40.0, 60.0, 50.0, 45.0],
        }
    )
    wide = widest_roles(with_rows(table), ["technology"])
    assert list(wide["id"]) == ["b", "c"]
    assert majorities(wide, ["country"], "technology")[["count", "over_half"]].values.tolist() == [
        [2, 1]
    ]


def test_an_area_has_rows_of_its_own_in_both_organisations() -> None:
    metrics = rows("technology_metrics")
    where = organisation(metrics, rows("bodies"), rows("standards"))
    for area in AREAS:
        own = of_area(metrics, area)
        assert len(own), area
        assert set(where[own.index]) <= {"ITU", "ISO", ""}
    assert where[metrics["id"] == "tech-ai.24372.order"].tolist() == ["ISO"]
    assert where[metrics["id"] == "qkd.sg17-written.chn"].tolist() == ["ITU"]


def test_stages_of_a_standard_are_in_order_and_joined_only_to_neighbours() -> None:
    stages = dated_stages(with_rows(rows("standard_events")), ["standard"])
    assert (stages.groupby("standard")["months"].min() == 0).all()
    own = stages[stages["standard"] == "std.iso-iec-30141"]
    assert own["follows"].tolist() == [False, True, True, False]
    months = whole_way(stages, ["standard"]).set_index("standard")["months"].to_dict()
    assert months["std.iso-iec-30141"] == 59
    assert months["std.iso-iec-21823-1"] == 31


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2013-11", "2015-10", 23), ("2021-04-30", "2021-05", 1), ("2020-07", "2020-07", 0)],
)
def test_months_between_months(earlier: str, later: str, months: int) -> None:
    assert months_between(earlier, later) == months


@pytest.mark.parametrize("later", ["2015", "2015/2016", "", "2015-10/.."])
def test_no_months_between_dates_that_name_none(later: str) -> None:
    assert pd.isna(months_between("2013-11", later))


def test_officers_of_working_group_11_follow_each_other() -> None:
    officers = with_rows(rows("officers"))
    served = officers[(officers["body"] == "ISO/IEC JTC 1/WG 11") & (officers["date"] != "")]
    changes = handovers(served, "role")
    assert changes["months"].tolist() == [1, 1, 0]
    assert changes["after"].tolist() == ["Heng Qian", "Ning Sun", "Hongwei Zhang"]


def test_an_interval_without_one_of_its_rows_is_not_computable() -> None:
    known = with_rows(rows("events"))
    pairs = {"a": ("event.newip.renamed", "event.newip.vote"), "b": ("event.newip.vote", "none")}
    found = months_apart(known, pairs).set_index("interval")
    assert found.loc["a", "months"] == 5
    assert found["months"].isna().tolist() == [False, True]
    assert found.loc["b", "rows"] == ()


def test_a_group_counts_once_for_a_country() -> None:
    officers = with_rows(stated_once(rows("officers")))
    led = led_groups(officers).set_index("country")
    assert led["groups"].sum() >= led["all"].iloc[0]
    assert led.index[0] == "CHN"
    assert led.loc["USA", "groups"] == 3


def test_foundational_titles_by_their_words() -> None:
    titles = pd.Series(["Overview and vocabulary", "Sensor network testing framework", "A roadmap"])
    assert foundational_kind(titles).tolist() == ["overview", "", "roadmap"]
    standards = with_rows(rows("standards"))
    standards["kind"] = foundational_kind(standards["title"])
    took = with_part(standards, with_rows(rows("standard_participants")), "kind")
    assert (took["count"] <= took["all"]).all()


def test_a_sheet_says_part_whole_and_both_shares() -> None:
    parts = of_area(work_items().assign(what="", group="", topic="", derived=False), "IoT")
    sheet = metric_sheet(parts, "IoT", lambda code: code).set_index("quantity")
    line = sheet.loc["Work Items with an Editor or Supporting Member, under review"]
    assert line["stated"] == "56 of 83 (67%)"
    assert line["computed"] == "67.5%"


def test_a_row_gives_its_value_a_name_that_expressions_can_read() -> None:
    assert value_name("tech-ai.work-items.2017.chn", {"CHN"}) == "tech_ai.work_items._2017.CHN"


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 12), st.integers(0, 60), st.text("abc deé", min_size=1, max_size=90))
def test_no_timeline_cuts_its_text(month: int, later: int, title: str) -> None:
    use_house_style()
    end = month - 1 + later
    data = pd.DataFrame(
        {
            "title": title,
            "event": ["proposed", "published"],
            "date": [f"2012-{month:02}", f"{2012 + end // 12}-{end % 12 + 1:02}"],
            "follows": False,
        }
    )
    assert_uncut(stage_timeline(data, label="Stages"))


@pytest.mark.parametrize("end", ["2022-12", ".."])
def test_tenures_of_other_countries_are_shown_too(end: str) -> None:
    use_house_style()
    data = pd.DataFrame(
        {"role": ["convenor"], "person": ["A Long Name of a Person"], "place": ["South Korea"]}
    ).assign(country="KOR", date=f"2020-09/{end}")
    assert_uncut(tenure_bars(data, {"CHN": "China"}, until=2022, label="Officers"))


def assert_uncut(figure: object) -> None:
    import matplotlib.pyplot as plt

    assert not cut_texts(figure)  # type: ignore[arg-type]
    plt.close("all")
