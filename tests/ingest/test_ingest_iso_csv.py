"""The publisher's CSV form of ISO's committee data, and a day that is known as a range."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from standards_report.errors import UsageError
from standards_report.ingest import plan_ingest, write_plan
from standards_report.ingest.iso.iso_csv import csv_records
from standards_report.project import Project

from tests.support.ingesting import (
    committee,
    committees,
    empty_project,
    plan,
    rows,
    write_lines,
)
from tests.support.recording import refused

RANGE = "2030-01-15/2030-02-20"
_DOTTED = {
    "title": ("en",),
    "secretariat": ("id", "acronym"),
    "scope": ("en",),
    "pMembers": ("id", "acronym"),
    "oMembers": ("id", "acronym"),
    "committeeLiaisons": ("id", "reference"),
    "organizationLiaisons": ("id", "acronym"),
}


def write_csv(path: Path, records: list[dict[str, Any]]) -> Path:
    """Records in the publisher's CSV form."""
    flat = [_flat(record) for record in records]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(flat[0]))
        writer.writeheader()
        writer.writerows(flat)
    return path


def _flat(record: dict[str, Any]) -> dict[str, str]:
    flat = {}
    for key, value in record.items():
        for inner in _DOTTED.get(key, ("",)):
            name = f"{key}.{inner}" if inner else key
            parts = value if isinstance(value, list) else [value]
            cells = [part[inner] if inner and part else part for part in parts]
            text = ", ".join("" if cell is None else str(cell) for cell in cells)
            flat[name] = f"[{text}]" if isinstance(value, list) else text
    return flat


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "report")


def counted(project: Project) -> list[tuple[str, ...]]:
    names = ("measure", "member", "kind", "status", "value")
    return [tuple(row[name] for name in names) for row in rows(project, "iso_committee_counts")]


def test_both_forms_give_the_same_counts(project: Project, tmp_path: Path) -> None:
    write_plan(plan(project, write_lines(tmp_path / "committees.jsonl", committees())))
    other = empty_project(tmp_path / "other")
    write_plan(plan(other, write_csv(tmp_path / "committees.csv", committees())))
    assert counted(project) == counted(other)
    assert len(counted(project)) > 10


def test_a_range_is_visible_from_its_end_and_printed_as_a_range(
    project: Project, tmp_path: Path
) -> None:
    newest = committee(1, "ISO/TC 1", "Screws", creationDate="2030-02-10")
    write_plan(plan(project, write_csv(tmp_path / "committees.csv", [newest]), RANGE))
    (source,) = [row for row in rows(project, "sources") if "2030" in row["key"]]
    assert source["known_from"] == "2030-02-20"
    assert source["short"] == "ISO Open Data (2030-01-15 to 2030-02-20)"
    assert {row["date"] for row in rows(project, "iso_committee_counts")} == {RANGE}


def test_a_later_snapshot_compares_with_one_of_a_range(project: Project, tmp_path: Path) -> None:
    before = write_csv(tmp_path / "before.csv", committees())
    write_plan(plan(project, before, RANGE))
    moved = [dict(record) for record in committees()]
    moved[6]["secretariat"] = moved[3]["secretariat"]  # from DIN to SAC
    write_plan(plan(project, write_lines(tmp_path / "after.jsonl", moved), "2030-06-01", before))
    (change,) = rows(project, "iso_secretariat_changes")
    assert change["date"] == "2030-02-20/2030-06-01"
    assert (change["committee"], change["before"], change["after"]) == ("ISO/TC 9", "DIN", "SAC")


@pytest.mark.slow
def test_faults_name_a_snapshot_of_a_range_by_its_range(project: Project, tmp_path: Path) -> None:
    before = write_csv(tmp_path / "before.csv", committees())
    write_plan(plan(project, before, RANGE))
    again = refused(project, "iso-open-data", str(before), "--date", "2030-03-01")
    assert f"as the snapshot of {RANGE}: give --date {RANGE}, or another file" in " ".join(again)
    after = write_csv(tmp_path / "after.csv", [*committees(), committee(99, "ISO/TC 99", "Nails")])
    alone = refused(project, "iso-open-data", str(after), "--date", "2030-06-01")
    assert f"is given without the snapshot of {RANGE}" in " ".join(alone)


@pytest.mark.parametrize("date", ["2030-02-20/2030-01-15", "2030-01/2030-02", "2030-01-15/x"])
def test_other_ranges_are_refused(project: Project, tmp_path: Path, date: str) -> None:
    path = write_csv(tmp_path / "committees.csv", committees())
    with pytest.raises(UsageError, match=r"^--date"):
        plan(project, path, date)


def test_an_adapter_of_single_days_takes_no_range(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a single day: write it as 2025-08-20"):
        plan_ingest(project, "itu-members", [tmp_path / "members.csv"], RANGE, None)


def test_lists_that_do_not_fit_and_rows_that_are_cut_are_told(
    project: Project, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "committees.csv", committees())
    text = path.read_text(encoding="utf-8")
    ids = text.splitlines()[1].split('"[')[2].partition("]")[0]
    path.write_text(text.replace(ids, ids.partition(",")[0], 1)[:-20], encoding="utf-8")
    told = refused(project, "iso-open-data", str(path))
    assert any("lists of one thing differ in length" in line for line in told)
    assert any("cells where the header has" in line for line in told)


def test_a_list_may_have_a_blank_after_its_comma_or_none() -> None:
    header = "id,childrenId,secretariat.id,secretariat.acronym,pMembers.id,pMembers.acronym\n"
    text = header + '1,"[2,3]",,,"[4, 5]","[DIN, GOST R]"\n'
    ((line, record),), wrong = csv_records(text)
    assert (line, wrong) == (2, [])
    assert record["childrenId"] == [2, 3]
    assert record["secretariat"] == {"id": None, "acronym": None}
    assert record["pMembers"] == [{"id": 4, "acronym": "DIN"}, {"id": 5, "acronym": "GOST R"}]
