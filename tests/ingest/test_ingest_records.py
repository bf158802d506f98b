"""Records of Relaton by the command: what is counted, whose names are kept, what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from standards_report.ingest.relaton.iso_documents.committee_holders import normal_form
from standards_report.ingest.relaton.iso_documents.iso_records import (
    split_reference,
    year_of_amendment,
)
from standards_report.ingest.relaton.mobile_specifications.employers import is_organization
from standards_report.project import Project

from tests.support.ingesting import contents, rows
from tests.support.recording import (
    COMPANIES,
    archive_of,
    folder_of,
    ingest,
    iso_document,
    recommendation,
    recording_project,
    refused,
    snapshot_of_committees,
    specification,
)

NAME = "Ann Other Person"
SPECIFICATIONS = {
    "a.yaml": specification("TS 23.001:REL-18/18.0.0", "Nordic Tele AB", date="2024-01-01"),
    "b.yaml": specification("TS 23.001:Rel-18/18.1.0", "Great Radio, Ltd.", date="2025-01-01"),
    "c.yaml": specification("TS 23.002:REL-18/18.0.0", NAME, person=NAME),
    "d.yaml": specification("TS 23.002:REL-17/17.0.0", "NORDIC TELE AB"),
    "e.yml": specification("TS 23.003:REL-18/18.0.0", "Unheard Of Systems Ltd"),
}
DOCUMENTS = {
    "a.yaml": iso_document("ISO 1:2010", "ISO/TC 1", "90", published="2010-05"),
    "b.yaml": iso_document("ISO 1:2020", "ISO/TC 2", "60", published="2020-05", edition="2"),
    # Such records mostly carry the date of the document that is amended.
    "c.yaml": iso_document("ISO 1:2020/Amd 1:2022", "ISO/TC 2", "60", published="2020-05"),
    "d.yaml": iso_document("ISO/DIS 1", "ISO/TC 2", "40", shape="top"),
    "e.yaml": iso_document("ISO/DIS 1.2", "ISO/TC 2", "40", shape="top"),
    "f.yaml": iso_document("ISO/CD 7", "ISO/TC 3", "30"),
    "g.yaml": iso_document("ISO 8:2015", "ISO/TC 99", "60", title="On artificial intelligence"),
    "h.yaml": iso_document("ISO 9:2001", "ISO/TC 1", "95", published="2014"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return recording_project(tmp_path / "report")


def with_companies(project: Project) -> Project:
    path = project.root / "companies.csv"
    path.write_text(COMPANIES, encoding="utf-8")
    assert ingest(project, "companies", str(path)).returncode == 0
    return project


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["folder", "records.tar.xz", "records.zip"])
def test_a_specification_counts_once_a_release_with_its_newest_employer(
    project: Project, tmp_path: Path, kind: str
) -> None:
    make = folder_of if kind == "folder" else archive_of
    path = make(tmp_path / kind, SPECIFICATIONS)
    done = ingest(with_companies(project), "relaton-3gpp", str(path))
    assert done.returncode == 0, done.stderr
    counted = rows(project, "mobile_rapporteurs")
    found = {
        (row["release"], row["company"], row["match"], row["seat"], row["headquarters"]): row[
            "value"
        ]
        for row in counted
        if row["measure"] == "rapporteurs"
    }
    assert found == {
        ("18", "Great Radio Ltd", "name", "GBR", "CHN"): "1",
        ("18", "", "unmatched", "", ""): "2",
        ("17", "Nordic Tele AB", "name", "SWE", "SWE"): "1",
    }
    new = {
        (row["release"], row["match"]): row["value"]
        for row in counted
        if row["measure"] == "rapporteurs of new specifications"
    }
    # The number TS 23.002 is in Release 17 already, so it is new there alone.
    assert new == {("18", "name"): "1", ("18", "unmatched"): "1", ("17", "name"): "1"}
    assert "5 files" in done.stderr  # progress


@pytest.mark.slow
def test_no_name_of_a_person_is_stored_or_printed(project: Project, tmp_path: Path) -> None:
    path = folder_of(tmp_path / "records", SPECIFICATIONS)
    done = ingest(with_companies(project), "relaton-3gpp", str(path))
    assert "Unheard Of Systems Ltd" in done.stdout  # shows by its form that it is no person
    assert "1 names that may be a person's, not shown" in done.stdout
    assert NAME not in done.stdout + done.stderr
    assert not [name for name, content in contents(project).items() if NAME.encode() in content]


@pytest.mark.parametrize(
    ("name", "known"),
    [("Ann Person", False), ("A. Person", False), ("Person AB", True), ("ETRI", True)],
)
def test_an_employer_shows_by_its_form_that_it_is_no_person(name: str, known: bool) -> None:
    assert is_organization(name) is known


@pytest.mark.slow
def test_documents_count_by_committee_and_join_to_the_holder(
    project: Project, tmp_path: Path
) -> None:
    path = archive_of(tmp_path / "iso.tar.xz", DOCUMENTS)
    snapshot = snapshot_of_committees(tmp_path / "committees-2030-01-10.jsonl")
    done = ingest(project, "relaton-iso", str(path), str(snapshot))
    assert done.returncode == 0, done.stderr
    totals = {row["measure"]: int(row["value"]) for row in rows(project, "iso_output_totals")}
    assert totals == {
        "records": 8,
        "records in force": 4,
        "records in progress": 3,
        "records withdrawn": 1,
        "amendments in force": 1,
        "amendments with a year": 1,
        "amendments dated otherwise": 1,
        "references in force": 2,
        "projects in progress": 2,
        "projects also in force": 1,
    }
    found = {
        (row["committee"], row["joined"], row["country"]): int(row["value"])
        for row in rows(project, "iso_output_committees")
        if row["measure"] == "references in force"
    }
    assert found == {("ISO/TC 2", "holder", "DEU"): 1, ("ISO/TC 99", "not in snapshot", ""): 1}
    years = {
        (row["date"], row["committee"], row["measure"]): int(row["value"])
        for row in rows(project, "iso_output_years")
    }
    assert years == {
        ("2020", "ISO/TC 2", "documents published"): 1,
        ("2020", "ISO/TC 99", "documents published"): 1,
        ("2022", "ISO/TC 2", "amendments published"): 1,
        ("2014", "ISO/TC 1", "documents published"): 1,
    }
    areas = {
        (row["classification"], row["joined"]): int(row["value"])
        for row in rows(project, "iso_output_subjects")
        if row["subject"] == "AI" and row["measure"] == "references in force"
    }
    assert areas == {
        ("area in the title of the committee", "holder"): 1,
        ("area in the title of the document", "not in snapshot"): 1,
    }


def test_records_may_hold_nothing_for_a_table(project: Project, tmp_path: Path) -> None:
    old = {"a.yaml": iso_document("ISO 1:1999", "ISO/TC 1", "60", published="1999-05")}
    snapshot = snapshot_of_committees(tmp_path / "committees-2030-01-10.jsonl")
    done = ingest(project, "relaton-iso", str(folder_of(tmp_path / "iso", old)), str(snapshot))
    assert done.returncode == 0, done.stderr
    assert rows(project, "iso_output_years") == []
    assert len(rows(project, "iso_output_committees")) == 2


@pytest.mark.parametrize(
    ("reference", "split"),
    [
        ("ISO/IEC DIS 1-2.2", ("ISO/IEC 1-2", "")),
        ("ISO/DTS 5", ("ISO/TS 5", "")),
        ("ISO 7:2015/DAM 1", ("ISO 7", "amd 1")),
        ("ISO 7:2015/Cor 2:2017", ("ISO 7", "cor 2")),
        ("ISO/IEC 9:2006/Amd 1:2008/Cor 1:2009", ("ISO/IEC 9", "cor 1")),
    ],
)
def test_a_reference_is_read_without_stage_year_and_amendment(
    reference: str, split: tuple[str, str]
) -> None:
    assert split_reference(reference) == split


@pytest.mark.parametrize(
    ("reference", "year"),
    [
        ("ISO 7:2015/Cor 2:2017", "2017"),
        ("ISO/IEC 9:2006/Amd 1:2008/Cor 1:2009", "2009"),
        ("ISO 7:2015/Amd 1", ""),
        ("ISO 7:2015", ""),
    ],
)
def test_an_amendment_has_the_year_of_its_own_reference(reference: str, year: str) -> None:
    assert year_of_amendment(reference) == year


def test_a_committee_joins_in_another_spelling() -> None:
    assert normal_form("iso/iec  JTC 1 / SC 2") == normal_form("ISO/IEC/JTC 1/SC 2")


@pytest.mark.slow
def test_first_editions_and_what_changes_them_count_apart(project: Project, tmp_path: Path) -> None:
    records = {
        "a.yaml": recommendation("ITU-T G.1 (06/2020)", "2020-06-01"),
        "b.yaml": recommendation("ITU-T G.1 (07/2022)", "2022-07-01"),
        "c.yaml": recommendation(
            "ITU-T G.1 (2022) Amd. 1 (08/2023)", "2023-08-01", kind="-amendment"
        ),
        "d.yaml": recommendation("ITU-T G.2 v.2 (06/2020)", "2020-06-02", "21"),
        "e.yaml": recommendation("ITU-T X.1811 (04/2021)", "2021-04-30", "17"),
        "f.yaml": recommendation("ITU-R M.1 (04/2021)", "2021-04-30", "17"),
        # A series that is called as versions are, and a Recommendation for a region.
        "g.yaml": recommendation("ITU-T V.10 (03/2019)", "2019-03-01", "17"),
        "h.yaml": recommendation("ITU-T V.11 (04/2019)", "2019-04-01", "17"),
        "i.yaml": recommendation("ITU-T D.607 R (07/2021)", "2021-07-29", "3"),
        "j.yaml": recommendation("ITU-T G.1 A (07/2021)", "2021-07-29", "3"),
    }
    (project.data / "itu_reviewed_titles.csv").write_text(
        "standard,recommendation,source,locator,note\n", encoding="utf-8"
    )
    done = ingest(project, "relaton-itu", str(folder_of(tmp_path / "itu", records)))
    assert done.returncode == 0, done.stderr
    found = {
        (row["date"], row["study_group"], row["kind"]): int(row["value"])
        for row in rows(project, "itu_recommendations_approved")
    }
    assert found == {
        ("2030-01-15", "", "records"): 10,
        ("2019", "SG17", "first edition"): 2,
        ("2021", "SG3", "first edition"): 1,
        ("2021", "SG3", "annex, appendix or erratum"): 1,
        ("2020", "SG15", "first edition"): 1,
        ("2022", "SG15", "later edition"): 1,
        ("2023", "SG15", "amendment"): 1,
        ("2020", "SG21", "first edition"): 1,
        ("2021", "SG17", "first edition"): 1,
    }
    outcomes = [(row["standard"], row["match"]) for row in rows(project, "itu_outcomes")]
    assert outcomes == [("std.itu-t.x-1811", "number")]


def test_a_clone_that_was_cut_off_is_refused(project: Project, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clone", SPECIFICATIONS)
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    (folder / "a.yaml").unlink()
    told = refused(project, "relaton-3gpp", str(folder))
    assert told == [
        "clone: is a clone that lists 5 files and holds 4: remove the folder, and clone the "
        "repository again"
    ]
    (folder / ".git" / "index").unlink()
    assert "is a clone that was not finished" in refused(project, "relaton-3gpp", str(folder))[0]


@pytest.mark.parametrize("name", ["records.tar.xz", "records.zip"])
def test_an_archive_that_was_cut_short_is_refused(
    project: Project, tmp_path: Path, name: str
) -> None:
    path = archive_of(tmp_path / name, SPECIFICATIONS)
    path.write_bytes(path.read_bytes()[:-200])
    told = refused(project, "relaton-3gpp", str(path))
    assert len(told) == 1
    assert told[0].startswith(f"{name}: is cut short or damaged: ")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a: b\nc: d\n", "other.yaml is YAML, but no record of Relaton (it has no docid)"),
        ("a: [b\nc: 'd\n", "other.yaml is not YAML (line "),
        (
            specification("TS 1:REL-18/1", "x" * 300),
            "other.yaml has a name of 300 characters: 'xxxxxxxxxx",
        ),
    ],
    ids=["not Relaton", "not YAML", "long employer"],
)
def test_what_is_no_record_is_told_in_one_line(
    project: Project, tmp_path: Path, content: str, what: str
) -> None:
    records = {**SPECIFICATIONS, "other.yaml": content}
    told = refused(project, "relaton-3gpp", str(folder_of(tmp_path / "records", records)))
    assert len(told) == 1
    assert told[0].startswith(f"records: {what}")


def test_equal_faults_of_many_files_are_one_line(project: Project, tmp_path: Path) -> None:
    records = {f"{number}.yaml": "a: b\n" for number in range(30)}
    told = refused(project, "relaton-itu", str(folder_of(tmp_path / "records", records)))
    assert len(told) == 1
    assert "(and 29 other files)" in told[0]


def test_an_empty_folder_is_refused(project: Project, tmp_path: Path) -> None:
    told = refused(project, "relaton-itu", str(folder_of(tmp_path / "records", {})))
    assert told == [
        "records: holds no YAML file: give a clone of a relaton-data repository",
    ]


def test_far_fewer_records_than_before_are_refused(project: Project, tmp_path: Path) -> None:
    path = folder_of(tmp_path / "records", SPECIFICATIONS)
    assert ingest(project, "relaton-3gpp", str(path)).returncode == 0
    (path / "e.yml").unlink()
    told = refused(project, "relaton-3gpp", str(path), "--date", "2030-02-01")
    assert told[0].startswith("records: has 4 records where those before had 5: ")
