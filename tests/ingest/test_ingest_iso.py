"""Snapshots of ISO's committee data: what is counted, what is kept, what is refused."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from standards_report.display.text.markdown import escape
from standards_report.errors import DataError, UsageError
from standards_report.ingest import print_plan, write_plan
from standards_report.ingest.iso.iso_areas import area_of
from standards_report.ingest.transaction import finish_interrupted
from standards_report.project import Project

from tests.support.ingesting import (
    DAY,
    body,
    committee,
    committees,
    contents,
    empty_project,
    plan,
    rows,
    write_lines,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "report")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "committees.jsonl", committees())


def counted(project: Project, measure: str, day: str = DAY) -> dict[tuple[str, str, str], int]:
    return {
        (row["member"], row["kind"], row["status"]): int(row["value"])
        for row in rows(project, "iso_committee_counts")
        if row["measure"] == measure and row["date"] == day
    }


def refused(project: Project, path: Path, day: str = DAY, previous: Path | None = None) -> str:
    """The faults of an ingest that has to fail and to leave everything as it was."""
    before = contents(project)
    with pytest.raises(DataError) as caught:
        plan(project, path, day, previous)
    assert contents(project) == before
    return str(caught.value)


def test_a_dry_run_writes_nothing(project: Project, export: Path) -> None:
    before = contents(project)
    assert not plan(project, export).changes_nothing
    assert contents(project) == before


def test_secretariats_are_counted_by_kind_and_status(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    assert counted(project, "secretariats") == {
        ("DIN", "joint technical committee", "active"): 1,
        ("DIN", "technical committee", "active"): 1,
        ("ANSI", "joint subcommittee", "active"): 1,
        ("SAC", "technical committee", "active"): 1,
        ("SAC", "project committee", "active"): 1,
    }


def test_an_empty_secretariat_counts_for_nobody(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    assert sum(counted(project, "committees").values()) == 7
    assert sum(counted(project, "committees with a secretariat").values()) == 5
    assert sum(counted(project, "committees with stated members").values()) == 6


def test_memberships_are_counted_by_level(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    p_members = Counter[str]()
    for (member, _, _), number in counted(project, "P-memberships").items():
        p_members[member] += number
    assert p_members == {"DIN": 5, "SAC": 5, "GOST R": 1, "KATS": 1}
    assert sum(counted(project, "O-memberships").values()) == 5


def test_only_chosen_committees_are_kept_row_by_row(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    kept = {row["reference"]: row["technology"] for row in rows(project, "iso_committees")}
    assert kept == {
        "ISO/IEC JTC 1": "",
        "ISO/IEC JTC 1/SC 42": "AI",
        "ISO/IEC JTC 1/SC 25": "",
        "ISO/PC 7": "quantum",
    }
    everything = b"".join(contents(project).values())
    assert b"Screw threads" not in everything
    assert b"markup" not in everything


def test_every_row_says_its_file_rule_date_and_source(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    for table in ("iso_committee_counts", "iso_committees_created", "iso_committees"):
        for row in rows(project, table):
            assert row["source"] == f"iso-open-data-{DAY}"
            assert row["date"] == DAY
            assert row["locator"].startswith("committees.jsonl: ")
    source = rows(project, "sources")[-1]
    assert source["known_from"] == DAY
    assert source["licence"].startswith("Open Data Commons Attribution License (ODC-By) 1.0")


def test_ingesting_twice_changes_nothing(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    assert plan(project, export).changes_nothing


def test_a_note_on_a_source_stays(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    path = project.data / "sources.csv"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(text + "From a mirror.\n", encoding="utf-8")
    write_lines(export, committees()[:-1])
    write_plan(plan(project, export))
    assert rows(project, "sources")[-1]["note"] == "From a mirror."


def test_a_corrected_file_of_the_same_day_replaces_its_rows(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    write_lines(export, committees()[:-1])
    again = plan(project, export)
    assert any(count.removed for count in again.row_counts)
    write_plan(again)
    assert sum(counted(project, "committees").values()) == 6


def test_the_difference_of_two_snapshots(project: Project, export: Path, tmp_path: Path) -> None:
    write_plan(plan(project, export))
    later = [record for record in committees() if record["id"] != 6]
    later[0] |= {"reference": "ISO/IEC/JTC 1", "secretariat": body("KATS")}
    later.append(committee(8, "ISO/TC 10", "Internet of things in trade"))
    second = write_lines(tmp_path / "second.jsonl", later)
    write_plan(plan(project, second, "2030-02-20", export))
    changes = {
        (row["measure"], row["member"]): int(row["value"])
        for row in rows(project, "iso_snapshot_changes")
    }
    assert changes["committees new", ""] == 1
    assert changes["committees gone", ""] == 1
    assert changes["references changed", ""] == 1
    assert changes["secretariats gained", "KATS"] == 1
    assert changes["secretariats lost", "DIN"] == 1
    assert changes["secretariats gained", "DIN"] == 1
    assert {row["date"] for row in rows(project, "iso_snapshot_changes")} == {f"{DAY}/2030-02-20"}


def test_a_download_that_ends_within_a_record(project: Project, export: Path) -> None:
    export.write_text(export.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert "committees.jsonl:7: ends within a record" in refused(project, export)


def test_a_download_that_ends_between_records(project: Project, export: Path) -> None:
    write_lines(export, committees()[:1] + committees()[3:])
    assert "JTC 1 names committee 2 as parent or child, which is not in committees.jsonl" in (
        refused(project, export)
    )


def test_a_download_much_smaller_than_the_last(
    project: Project, export: Path, tmp_path: Path
) -> None:
    write_plan(plan(project, export))
    less = write_lines(tmp_path / "less.jsonl", committees()[:4])
    assert "which is not in less.jsonl" in refused(project, less, "2030-02-20")
    lone = write_lines(tmp_path / "lone.jsonl", [committee(9, "ISO/TC 3", "Limits")])
    assert "1 committees where the last snapshot has 7" in refused(project, lone, "2030-02-20")


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html><body>503</body></html>", "\n <html>\n", "<?xml version='1.0'?>"]
)
def test_a_web_page_saved_as_the_export(project: Project, export: Path, page: str) -> None:
    export.write_text(page, encoding="utf-8")
    assert "is a web page, not data" in refused(project, export)


def test_a_changed_name_of_a_field_is_one_fault(project: Project, export: Path) -> None:
    renamed = [
        {("pmembers" if key == "pMembers" else key): cell for key, cell in record.items()}
        for record in committees()
    ]
    found = refused(project, write_lines(export, renamed))
    assert found.count("\n") == 0
    assert (
        "no key 'pMembers' (also in lines 2, 3 and 4 more): is it called 'pmembers' now?" in found
    )


def test_a_new_field_is_said_and_not_refused(project: Project, export: Path) -> None:
    write_lines(export, [record | {"convenors": None} for record in committees()])
    assert plan(project, export).result.notes == [
        "the publisher has added a key, which is not read: convenors"
    ]


def test_an_unknown_member_body_is_named_with_the_nearest(project: Project, export: Path) -> None:
    changed = [*committees(), committee(8, "ISO/TC 10", "Drawings", oMembers=[body("ANSII")])]
    found = refused(project, write_lines(export, changed))
    assert "unknown member body 'ANSII'" in found
    assert "'ANSI'" in found


def test_a_member_body_under_another_number(project: Project, export: Path) -> None:
    renumbered = {"id": 5, "acronym": "DIN"}
    changed = [*committees(), committee(8, "ISO/TC 10", "Drawings", secretariat=renumbered)]
    assert "'DIN' has id 5, not 1511" in refused(project, write_lines(export, changed))


def test_a_committee_twice(project: Project, export: Path) -> None:
    found = refused(project, write_lines(export, [*committees(), committees()[-1]]))
    assert "committees.jsonl:8: id 7 also stands in line 7" in found
    assert "reference 'ISO/TC 9' also stands in line 7" in found


@pytest.mark.parametrize(
    ("old", "twice", "keys"),
    [
        ('"status": "Active"', '"status": "Active", "status": "Suspended"', "'status'"),
        ('"status": "Active"', '"status": "Active", "stat\\u0075s": "Active"', "'status'"),
        ('"acronym": "DIN"', '"acronym": "ANSI", "acronym": "DIN"', "'acronym'"),
        ('"id": 1,', '"id": 9, "id": 1, "scope": "", "scope": "",', "'id', 'scope'"),
    ],
)
def test_a_key_twice_in_a_record(
    project: Project, export: Path, old: str, twice: str, keys: str
) -> None:
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace(old, twice, 1), encoding="utf-8")
    found = refused(project, export)
    assert f"committees.jsonl:1: a part of the record has {keys} twice: " in found
    assert "tell the publisher" in found


def test_one_file_under_two_dates(project: Project, export: Path) -> None:
    write_plan(plan(project, export))
    assert f"already ingested as the snapshot of {DAY}" in refused(project, export, "2030-03-01")


def test_a_record_younger_than_the_snapshot(project: Project, export: Path) -> None:
    changed = [*committees(), committee(8, "ISO/TC 10", "A", creationDate="2031-01-01")]
    assert "created on 2031-01-01, after the date" in refused(project, write_lines(export, changed))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "Retired"}, "status is not Active or Suspended"),
        ({"creationDate": "2020-13-01"}, "creationDate is not a day"),
        ({"reference": "ISO/XY 4"}, "shows no known kind of committee"),
        ({"secretariat": "DIN"}, "secretariat is not id and acronym"),
        ({"pMembers": {"DIN": 1}}, "pMembers is not a list of member bodies"),
        ({"title": "Screws"}, "title is not an English title under en"),
        ({"id": "8"}, "id is not a whole number"),
        ({"oMembers": [body("DIN")]}, "as P-member and as O-member"),
        ({"oMembers": [body("KATS"), body("KATS")]}, "names a member twice"),
    ],
)
def test_a_field_of_another_form(
    project: Project, export: Path, change: dict[str, Any], says: str
) -> None:
    changed = [*committees(), committee(8, "ISO/TC 10", "A") | change]
    assert says in refused(project, write_lines(export, changed))


def test_all_faults_are_reported_at_once(project: Project, export: Path) -> None:
    changed = [
        *committees(),
        committees()[0],
        committee(8, "ISO/TC 10", "A", status="?"),
        committee(9, "ISO/TC 11", "B", secretariat=body("NOBODY")),
    ]
    export.write_text(
        write_lines(export, changed).read_text(encoding="utf-8") + "{broken}\n", encoding="utf-8"
    )
    found = refused(project, export)
    for says in (
        "also stands in line 1",
        "status is not Active",
        "'NOBODY'",
        "committees.jsonl:11: not JSON",
    ):
        assert says in found


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe\x00", b"[]\n", b'{"a": 1}\n', b"7\n"])
def test_no_file_of_another_kind_is_taken(project: Project, export: Path, content: bytes) -> None:
    export.write_bytes(content)
    refused(project, export)


def test_text_with_markup_stays_text(
    project: Project, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Quantum <script>alert(1)</script> [bold]x[/bold] \x1b[31m{{< var a >}}"
    write_lines(export, [*committees(), committee(8, "ISO/TC 10", title)])
    read = plan(project, export)
    print_plan(read)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown.replace("\n", "")
    write_plan(read)
    kept = next(row["title"] for row in rows(project, "iso_committees") if "script" in row["title"])
    assert "\x1b" not in kept
    assert "<script>" not in escape(kept)
    assert "{{<" not in escape(kept)


def test_a_title_that_a_spreadsheet_would_run_is_refused_and_nothing_is_written(
    project: Project, export: Path
) -> None:
    write_lines(export, [*committees(), committee(8, "ISO/TC 10", "=1+quantum")])
    before = contents(project)
    read = plan(project, export)
    with pytest.raises(DataError, match="would run as a formula"):
        write_plan(read)
    assert contents(project) == before


def test_an_ingest_killed_while_tables_change_is_finished_by_the_next(
    project: Project, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace
    moved: list[Path] = []

    def killed(self: Path, target: Path) -> Path:
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        return replace(self, target)

    read = plan(project, export)
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_plan(read)
    monkeypatch.undo()
    finish_interrupted(project.data)
    assert plan(project, export).changes_nothing
    assert not (project.data / ".ingest").exists()


def test_the_command_ends_with_the_code_for_data(project: Project, export: Path) -> None:
    export.write_text("<html></html>", encoding="utf-8")
    line = [sys.executable, "-m", "standards_report", "ingest", "iso-open-data", str(export)]
    process = subprocess.run([*line, "--date", DAY], cwd=project.root, capture_output=True)
    assert process.returncode == 3
    process = subprocess.run([*line, "--date", "soon"], cwd=project.root, capture_output=True)
    assert process.returncode == 2


def test_an_unknown_adapter_is_named_with_the_nearest(project: Project, export: Path) -> None:
    from standards_report.ingest import plan_ingest

    with pytest.raises(UsageError, match="did you mean 'iso-open-data'"):
        plan_ingest(project, "iso-opendata", [export], DAY, None)


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Artificial intelligence", "AI"),
        ("Smart and sustainable cities and communities", "smart cities"),
        ("Quantum technologies", "quantum"),
        ("Smart shipping", ""),
        ("Telecommunications and information exchange between systems", ""),
        ("Requirements for 5G", "5G"),
        ("Mobile cranes", ""),
        ("Aquantumlike", ""),
    ],
)
def test_an_area_is_named_by_the_title(title: str, area: str) -> None:
    assert area_of(title)[0] == area
