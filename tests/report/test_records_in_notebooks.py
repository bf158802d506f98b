"""Notebooks on generated records of which the truth is known, and on none."""

from __future__ import annotations

import csv
import json
import math
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from standards_report.ingest import plan_ingest, write_plan
from standards_report.observations.domain.editions import load_edition
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.project import Project

from tests.conftest import ROOT
from tests.support.generated import write_contributions, write_members, write_trend
from tests.support.ingesting import DAY, empty_project, rows
from tests.support.real import computed

pytestmark = pytest.mark.slow

MEMBERS = {
    ("CHN", "sector"): 30,
    ("CHN", "academia"): 7,
    ("USA", "sector"): 11,
    ("JPN", "sector"): 4,
}
START, SLOPE = -1.0, 0.2
LATER = "2031-12-31"
Emit = Callable[[str, list[str]], dict[str, Any]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tables and notebooks of the report, without any records."""
    found = empty_project(tmp_path_factory.mktemp("records") / "report")
    shutil.copytree(ROOT / "analysis" / "notebooks", found.notebooks)
    return found


@pytest.fixture(scope="module")
def truth(project: Project) -> Counter[tuple[int, str]]:
    """Generated records ingested into the project; returns what the Contributions hold."""
    paths = {
        adapter: project.root / f"{adapter}.csv"
        for adapter in ("itu-members", "itu-contributions", "itu-work-items")
    }
    write_members(paths["itu-members"], MEMBERS)
    contributions = write_contributions(paths["itu-contributions"], 900)
    write_trend(paths["itu-work-items"], 2400, START, SLOPE)
    for adapter, path in paths.items():
        write_plan(plan_ingest(project, adapter, [path], DAY, None))
    return contributions


def emitted(project: Project, name: str, focus: list[str]) -> dict[str, Any]:
    """What a notebook of the project emits for these countries, as known long after the export."""
    folder = project.root / ".build" / "-".join([name, *focus])
    executed, emitted, failed = (folder / part for part in ("executed", "emitted", "failed"))
    chosen = {"focus_countries": focus, "as_of": LATER}
    parameters = load_edition(ROOT / "editions", computed(ROOT)[0]).parameters() | chosen
    source = project.notebooks / f"{name}.ipynb"
    run_notebook(Run(source, name, parameters, executed, emitted, failed, project.root))
    found: dict[str, Any] = json.loads(emitted.read_text(encoding="utf-8"))
    return found


def lines(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(item["columns"], row, strict=True)) for row in item["data"]]


@pytest.mark.usefixtures("truth")
@pytest.mark.parametrize("focus", [["CHN", "USA"], ["KOR", "JPN"]], ids="-".join)
def test_members_are_counted_exactly_and_set_beside_the_published(
    project: Project, focus: list[str]
) -> None:
    found = emitted(project, "membership", focus)
    shown = {
        (one["country"], one["category"]): one
        for one in lines(found["tables"]["tbl-records-members"])
    }
    published = {
        (row["country"], row["category"]): float(row["value"])
        for row in rows(project, "itu_members")
        if row["body"] == "ITU-T" and row["date"] == "2022-07"
    }
    for country in focus:
        parts = [number for (of, _), number in MEMBERS.items() if of == country]
        assert shown[country, "total"]["computed"] == sum(parts)
        for category in ("total", "sector", "associate", "academia", "administration"):
            one, stated = shown[country, category], published.get((country, category))
            if category != "total":
                assert one["computed"] == MEMBERS.get((country, category), 0)
            assert one["published"] == stated
            assert one["difference"] == (None if stated is None else one["computed"] - stated)
    total = found["values"][f"records.members.{focus[1]}.count"]
    assert total["number"] == MEMBERS[focus[1], "sector"]
    assert set(total["rows"]) <= {
        f"itu-members-{DAY}",
        *(row["id"] for row in rows(project, "itu_members")),
    }


@pytest.mark.parametrize("focus", [["CHN", "USA"], ["KOR", "JPN"]], ids="-".join)
def test_a_joint_contribution_counts_once_for_each_country(
    project: Project, truth: Counter[tuple[int, str]], focus: list[str]
) -> None:
    found = emitted(project, "contributions", focus)
    shown = lines(found["tables"]["tbl-records-contributions"])
    assert {(one["year"], one["country"]) for one in shown} == {
        (year, country) for year in range(2012, 2022) for country in focus
    }
    for one in shown:
        assert one["computed"] == truth[one["year"], one["country"]]
        assert one["whole"] == truth[one["year"], ""]
    if "CHN" in focus:
        (of_2021,) = (one for one in shown if (one["year"], one["country"]) == (2021, "CHN"))
        assert of_2021["published"] == 1055
        assert of_2021["difference"] == of_2021["computed"] - 1055


@pytest.mark.usefixtures("truth")
def test_the_trend_recovers_what_the_records_were_made_with(project: Project) -> None:
    found = emitted(project, "work_items", ["CHN", "USA"])
    values = found["values"]
    slope = math.log(values["records.work_items.trend.CHN.odds_ratio"]["number"])
    error = values["records.work_items.trend.CHN.standard_error"]["number"]
    assert values["records.work_items.trend.CHN.items"]["number"] == 2400
    assert 0.01 < error < 0.04
    assert abs(slope - SLOPE) < 3 * error
    shown = {
        (one["country"], one["date"]): one
        for one in lines(found["tables"]["tbl-records-work-items"])
    }
    of_years = [
        one for (country, _), one in shown.items() if country == "CHN" and one["value"] is not None
    ]
    assert sum(one["whole"] for one in of_years) == 2400
    for one in of_years:
        middle = 1 / (1 + math.exp(-(START + SLOPE * (int(one["date"]) + 0.5 - 2013)))) * 100
        assert one["computed"] == pytest.approx(middle, abs=5)
        assert one["percent"] == pytest.approx(one["value"] / one["whole"] * 100)
        assert shown["USA", one["date"]]["value"] == one["whole"] - one["value"]
    for date, stated in (("2017-01", 60.3), ("2022-01", 77.65)):
        one = shown["CHN", date]
        assert one["published"] == stated
        assert one["difference"] == pytest.approx(one["computed"] - stated)


@pytest.mark.usefixtures("truth")
def test_countries_without_a_record_have_zeros_and_no_trend(project: Project) -> None:
    found = emitted(project, "work_items", ["KOR", "JPN"])
    item = found["tables"]["tbl-records-work-items"]
    assert {one["value"] for one in lines(item)} == {0}
    assert "No trend can be fitted" in item["note"]
    assert (
        found["values"]["records.work_items.trend.KOR.odds_ratio"]["text"] == "not in our sources"
    )


@pytest.mark.usefixtures("truth")
def test_roles_and_supporters_follow_the_records(project: Project) -> None:
    values = emitted(project, "work_items", ["CHN"])
    shown = lines(values["tables"]["tbl-itu-supporters"])
    assert [one["entity"] for one in shown[:2]] == ["China Mobile", "AT&T"]
    assert sum(one["value"] for one in shown) == 2400
    assert {one["published"] for one in shown if one["entity"] == "ZTE"} == {189}
    items = lines(values["tables"]["tbl-itu-work-items"])
    assert [one["value"] for one in items if one["name"] == "All"] == [2400, 2766]
    roles = lines(emitted(project, "synthesis", ["CHN"])["tables"]["tbl-roles"])
    of_members = [one["whole"] for one in roles if one["role"] == "Supporting Members"]
    assert sum("counted, 2013 to" in whole for whole in of_members) == 2


@pytest.mark.usefixtures("truth")
def test_no_name_of_a_record_is_published(project: Project) -> None:
    for name in ("membership", "contributions", "work_items"):
        text = json.dumps(emitted(project, name, ["CHN"]))
        for adapter in ("itu-members", "itu-contributions", "itu-work-items"):
            assert f"{adapter}.{DAY}" not in text
        with (project.data / "sources.csv").open(encoding="utf-8", newline="") as file:
            keys = {row["key"] for row in csv.DictReader(file)}
        assert keys & {word for word in text.replace('"', " ").split() if DAY in word}


def test_without_records_each_table_says_how_to_obtain_them(tmp_path: Path) -> None:
    empty = empty_project(tmp_path / "report")
    shutil.copytree(ROOT / "analysis" / "notebooks", empty.notebooks)
    labels = {
        "membership": ("tbl-records-members", "itu-members"),
        "contributions": ("tbl-records-contributions", "itu-contributions"),
        "work_items": ("tbl-records-work-items", "itu-work-items"),
    }
    for name, (label, adapter) in labels.items():
        item = emitted(empty, name, ["CHN", "USA"])["tables"][label]
        (only,) = lines(item)
        assert only["held"] == "none in this edition"
        assert only["ingest"] == f"standards-report ingest {adapter} FILE"
        assert only["obtain"]


def test_later_totals_without_categories_are_the_last_totals(tmp_path: Path) -> None:
    later = _with_notebooks(tmp_path / "report")
    source = "directory,Directory,Directory,Example Union,,2030-06-30,evidence,Open,Site,,cira,\n"
    _append(later.data / "sources.csv", source)
    row = "later.{0},2030-06,ITU-T,{1},total,{2},,,count,exact,directory,Page 1,,\n"
    added = row.format("chn", "CHN", 777) + row.format("usa", "USA", 555)
    _append(later.data / "itu_members.csv", added)
    found = emitted(later, "membership", ["CHN", "USA"])
    values = found["values"]
    assert values["itu_t.members.CHN.latest"]["number"] == 777
    assert values["itu_t.members.stated"]["text"] == (
        "China 777 and the United States 555 (June 2030)"
    )
    # The increase by category is that between the two dates with categories.
    before = emitted(_with_notebooks(tmp_path / "before"), "membership", ["CHN", "USA"])["values"]
    for name in ("itu_t.increase.CHN", "itu_t.academia.CHN.share_of_increase"):
        assert values[name]["number"] == before[name]["number"]
    item = found["tables"]["tbl-itu-t-members"]
    assert {one["total"] for one in lines(item)} == {95, 83}
    assert [one["later"] for one in lines(item)] == [777, 555]
    assert "Total, June 2030" in item["markdown"]


def _with_notebooks(folder: Path) -> Project:
    project = empty_project(folder)
    shutil.copytree(ROOT / "analysis" / "notebooks", project.notebooks)
    return project


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
