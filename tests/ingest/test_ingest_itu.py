"""Exports of ITU: several values in a cell, names of entities, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_report.errors import DataError
from standards_report.ingest import plan_ingest, write_plan
from standards_report.measures import records_by_country
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project

from tests.support.generated import ENTITIES, HEADER, write_work_items
from tests.support.ingesting import DAY, contents, empty_project

MEMBERS = "member,country,category\nHuawei,CHN,sector\nTsinghua,CHN,academia\nAT&T,USA,sector\n"
CONTRIBUTIONS = """\
contribution,study_group,date,questions,title,sources
SG15-C1,SG15,2024-03-01,Q11/15,One,"AT&T; China Mobile;  huawei"
SG15-C2,SG15,2024-05,Q11/15; Q12/15,"Two, of several",China Mobile
SG5-C1,SG5,2024,,Three,Nokia
"""
ITEMS = f"""\
{HEADER}
G.1,Q11/15,One,Under study,AAP,2026-09,China Mobile,"China Mobile; Huawei",2024-03-01
G.2,Q11/15,Two,Under study,TAP,2026-Q3,"AT&T; Huawei",,2023
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "report")


def written(project: Project, adapter: str, text: str, day: str = DAY) -> None:
    path = project.root / f"{adapter}.csv"
    path.write_text(text, encoding="utf-8")
    write_plan(plan_ingest(project, adapter, [path], day, None))


def refused(project: Project, adapter: str, text: str) -> str:
    before = contents(project)
    with pytest.raises(DataError) as caught:
        written(project, adapter, text)
    assert contents(project) == before
    return str(caught.value)


def test_members_become_records(project: Project) -> None:
    written(project, "itu-members", MEMBERS)
    rows = load_tables(project.data, ["member_records"])["member_records"].rows
    assert list(rows["member"]) == ["Huawei", "Tsinghua", "AT&T"]
    assert list(rows["line"]) == [2, 3, 4]


def test_several_sources_and_questions_become_rows(project: Project) -> None:
    written(project, "itu-contributions", CONTRIBUTIONS)
    names = ["contribution_records", "contribution_sources", "contribution_questions"]
    loaded = load_tables(project.data, names)
    first = f"itu-contributions.{DAY}.sg15-c1"
    sources = loaded["contribution_sources"].rows
    assert list(sources["entity"][sources["record"] == first]) == ["AT&T", "China Mobile", "Huawei"]
    assert len(loaded["contribution_questions"].rows) == 3
    assert list(loaded["contribution_records"].rows["body"]) == ["SG15", "SG15", "SG5"]


def test_a_co_sponsored_contribution_counts_once_for_a_country(project: Project) -> None:
    written(project, "itu-contributions", CONTRIBUTIONS)
    loaded = load_tables(project.data, ["contribution_records", "contribution_sources", "entities"])
    found = records_by_country(
        loaded["contribution_records"].rows,
        loaded["contribution_sources"].rows,
        loaded["entities"].rows,
        "seat",
        ["body"],
    )
    chinese = found[(found["body"] == "SG15") & (found["country"] == "CHN")]
    assert chinese["value"].tolist() == [2]
    assert chinese["percent"].tolist() == [100]


def test_roles_of_work_items_stay_apart(project: Project) -> None:
    written(project, "itu-work-items", ITEMS)
    rows = load_tables(project.data, ["work_item_parties"])["work_item_parties"].rows
    assert sorted(rows["role"]) == ["Editor"] * 3 + ["Supporting Member"] * 2


def test_an_absent_table_of_records_has_its_columns_and_no_rows(project: Project) -> None:
    rows = load_tables(project.data, ["work_item_records"])["work_item_records"].rows
    assert rows.empty
    assert {"id", "item", "question", "first_registration"} <= set(rows.columns)


def test_two_exports_stand_side_by_side(project: Project) -> None:
    written(project, "itu-work-items", ITEMS)
    written(project, "itu-work-items", ITEMS, "2031-01-01")
    rows = load_tables(project.data, ["work_item_records"])["work_item_records"].rows
    assert set(rows["date"]) == {DAY, "2031-01-01"}


def test_an_older_export_found_late_is_taken(project: Project) -> None:
    written(project, "itu-work-items", ITEMS, "2031-01-01")
    written(project, "itu-work-items", ITEMS)
    rows = load_tables(project.data, ["work_item_records"])["work_item_records"].rows
    assert set(rows["date"]) == {DAY, "2031-01-01"}


def test_generated_items_count_as_they_were_made(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    supporters = write_work_items(path, 500, list(ENTITIES))
    write_plan(plan_ingest(project, "itu-work-items", [path], DAY, None))
    rows = load_tables(project.data, ["work_item_parties"])["work_item_parties"].rows
    rows = rows[rows["role"] == "Supporting Member"]
    assert rows["entity"].value_counts().to_dict() == supporters


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("China Mobile;  huawei", "China Mobil", "unknown entity 'China Mobil'"),
        (
            "China Mobile;  huawei",
            "China Mobil",
            "if it is another name of 'China Mobile', put that under same_as",
        ),
        ("China Mobile;  huawei", "China Mobile, Chyna", "unknown entity 'Chyna'"),
        ("China Mobile;  huawei", "China Mobile; ; AT&T", "nothing between two separators"),
        ("China Mobile;  huawei", "China Mobile; China Mobile", "names 'China Mobile' twice"),
        ("Q11/15; Q12/15", "Q11/15; 12/15", "questions holds '12/15'"),
        ("SG5-C1,", "SG15-C1,", "stands in more than one row"),
        ("2024-05,", "2024-13,", "is not a date of the calendar"),
        ("study_group", "studygroup", "did you mean 'study_group'?"),
        ("2024-03-01", "2031-03-01", "date is later than the export, which is of 2030-01-15"),
        (",Three,", ",=Three(),", "would run as a formula"),
        (",Nokia\n", ",Nokia", "ends without a line end"),
        (",Nokia\n", "\n", "cells where the header names"),
        ("contribution,", "<html>", "is a web page without a table"),
    ],
)
def test_a_broken_export_is_refused(project: Project, old: str, new: str, says: str) -> None:
    assert old in CONTRIBUTIONS
    assert says in refused(project, "itu-contributions", CONTRIBUTIONS.replace(old, new, 1))


def test_all_faults_of_an_export_are_reported_at_once(project: Project) -> None:
    text = ITEMS.replace("China Mobile,", "Chyna Mobile,").replace("AAP", "AXP")
    found = refused(project, "itu-work-items", text.replace("AT&T; Huawei", "AT&T; AT&T"))
    for says in ("'Chyna Mobile'", "'AXP' is not a known process", "'AT&T' twice"):
        assert says in found


def test_an_unknown_country_of_a_member(project: Project) -> None:
    found = refused(project, "itu-members", MEMBERS.replace("USA", "USX"))
    assert "'USX' is not a country of ISO 3166-1: write its code or its name" in found


def test_an_unknown_name_is_one_fault_however_often_it_stands(project: Project) -> None:
    lines = [f"SG15-C{number},SG15,2024,,T,Unknown & Sons" for number in range(2, 40)]
    text = CONTRIBUTIONS.splitlines()[0] + "\n" + "\n".join(lines) + "\n"
    found = refused(project, "itu-contributions", text)
    assert found.count("\n") == 0
    assert ":2: unknown entity 'Unknown & Sons' (also in lines 3, 4 and 35 more): " in found
