"""Snapshots of ISO's data in time: found late, given without the one before, in any encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_report.errors import DataError
from standards_report.ingest import write_plan
from standards_report.project import Project

from tests.support.ingesting import (
    DAY,
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


def refused(project: Project, path: Path, day: str = DAY, previous: Path | None = None) -> str:
    """The faults of an ingest that has to fail and to leave everything as it was."""
    before = contents(project)
    with pytest.raises(DataError) as caught:
        plan(project, path, day, previous)
    assert contents(project) == before
    return str(caught.value)


def larger(folder: Path) -> Path:
    return write_lines(folder / "larger.jsonl", [*committees(), committee(8, "ISO/TC 10", "A")])


def test_an_older_snapshot_found_late_is_taken(
    project: Project, export: Path, tmp_path: Path
) -> None:
    write_plan(plan(project, larger(tmp_path)))
    late = plan(project, export, "2029-12-31")
    assert f"The snapshot of {DAY} keeps its changes" in late.result.notes[-1]
    assert "with --previous committees.jsonl" in late.result.notes[-1]
    write_plan(late)
    assert {row["date"] for row in rows(project, "iso_committee_counts")} == {DAY, "2029-12-31"}
    write_plan(plan(project, larger(tmp_path), DAY, export))
    changes = {row["measure"]: row["value"] for row in rows(project, "iso_snapshot_changes")}
    assert changes["committees new"] == "1"


def test_a_snapshot_given_without_the_one_before_it_says_so(
    project: Project, export: Path, tmp_path: Path
) -> None:
    write_plan(plan(project, export))
    found = refused(project, larger(tmp_path), "2030-02-20")
    assert f"is given without the snapshot of {DAY}" in found
    assert "add --previous with the file of that day, or --previous none if it is lost" in found
    write_plan(plan(project, larger(tmp_path), "2030-02-20", Path("none")))
    assert rows(project, "iso_snapshot_changes") == []
    assert "not before" in refused(project, larger(tmp_path), "2030-02-20", larger(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be"])
def test_the_encoding_of_a_snapshot_is_found_and_named(
    project: Project, export: Path, encoding: str
) -> None:
    export.write_bytes(export.read_text(encoding="utf-8").encode(encoding))
    (file,) = plan(project, export).result.sections[0].rows
    name = "UTF-8 with a byte order mark" if encoding == "utf-8-sig" else "UTF-16"
    assert file[1].startswith(f"JSON Lines, {name}")


def test_the_snapshot_to_compare_with_has_to_be_one_that_is_ingested(
    project: Project, export: Path, tmp_path: Path
) -> None:
    write_plan(plan(project, export))
    strange = write_lines(tmp_path / "strange.jsonl", committees()[:-1])
    found = refused(project, larger(tmp_path), "2030-02-20", strange)
    assert (
        f"strange.jsonl: is none of the ingested snapshots, of which the last is of {DAY}" in found
    )


def test_no_snapshot_is_left_out_between_the_two_that_are_compared(
    project: Project, export: Path, tmp_path: Path
) -> None:
    write_plan(plan(project, export))
    write_plan(plan(project, larger(tmp_path), "2030-02-20", export))
    third = write_lines(tmp_path / "third.jsonl", [*committees(), committee(9, "ISO/TC 11", "A")])
    found = refused(project, third, "2030-03-20", export)
    assert f"committees.jsonl: is the snapshot of {DAY}, and that of 2030-02-20 lies betw" in found
    assert "give the file of that day, so that no change is counted twice" in found
    assert plan(project, third, "2030-03-20", tmp_path / "larger.jsonl").row_counts


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("committees-2030-01-07.jsonl", "2030-01-07"),
        ("committees_2029_12.jsonl", "2029-12"),
        ("committees-2030-01.jsonl", None),
        (f"{DAY}.jsonl", None),
        ("committees-12030-01-07.jsonl", None),
    ],
)
def test_a_file_whose_name_says_another_day_is_named(
    project: Project, tmp_path: Path, name: str, said: str | None
) -> None:
    notes = plan(project, write_lines(tmp_path / name, committees())).result.notes
    named = [note for note in notes if note.startswith(name)]
    expected = [f"{name}: its name says {said}, and --date says {DAY}: see which is right"]
    assert named == (expected if said else [])
