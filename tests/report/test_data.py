"""The real tables: complete against the index of facts, valid for others' tools, consistent."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from standards_report.errors import DataError
from standards_report.observations.tables.data_dictionary import data_dictionary
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import load_schema

from tests.conftest import ROOT, SMALL
from tests.support.tables import real_tables

FACTS = ROOT.parent / "shared" / "facts" / "facts.jsonl"
REASONS = ("figure without printed numbers", "not relevant", "counted here", "restated")


def facts_map() -> list[dict[str, str]]:
    with (ROOT / "tests" / "facts_map.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_rows() -> set[str]:
    known = set()
    for name, loaded in real_tables().items():
        key = {"entities": "name", "sources": "key", "countries": "code"}.get(name, "id")
        if key in loaded.rows:
            known |= set(loaded.rows[key])
            known |= {f"{name}:{value.replace(' ', '_')}" for value in loaded.rows[key]}
    return known


def test_every_mapped_row_exists() -> None:
    known = known_rows()
    missing = [
        (one["fact"], row) for one in facts_map() for row in one["rows"].split() if row not in known
    ]
    assert not missing


def test_every_fact_has_rows_or_a_reason() -> None:
    for one in facts_map():
        assert one["rows"] or one["reason"].startswith(REASONS), one


@pytest.mark.skipif(not FACTS.is_file(), reason="the index of facts is not beside the project")
def test_no_indexed_fact_is_left_out() -> None:
    facts = {json.loads(line)["id"] for line in FACTS.read_text(encoding="utf-8").splitlines()}
    assert {one["fact"] for one in facts_map()} == facts


def test_the_data_dictionary_is_the_schema_in_words() -> None:
    committed = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert committed == data_dictionary(load_schema(ROOT / "data"))


def test_every_table_in_the_folder_is_in_the_schema() -> None:
    tables = load_schema(ROOT / "data").tables.values()
    described = {table.file for table in tables if not table.optional}
    assert {path.name for path in (ROOT / "data").glob("*.csv")} == described


@pytest.mark.slow
def test_an_independent_validator_accepts_the_data_package() -> None:
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(ROOT / "data" / "datapackage.yaml")).validate()
    errors = report.flatten(["type", "note", "message"])
    assert report.valid, errors[:5]


def broken(folder: Path, table: str, old: str, new: str) -> list[str]:
    """The faults of the real tables after one replacement."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_tables(data)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("contributions", "contributions,731,", "contributions,713,", "states 53, computed 51.3"),
        ("itu_members", "CHN,sector,26,", "CHN,sector,25,", "states 95, computed 94"),
        ("contributions", ",64.3,", ",164.3,", "value 164.3 percent is out of range"),
        (
            "itu_members",
            "total,16,",
            "total,16.5,",
            "value 16.5 is not a whole number, as count needs",
        ),
        ("itu_members", "total,16,", "total,-16,", "value -16 count is out of range"),
        (
            "relations",
            ",tech-iot.contributions.chn,",
            ",tech-iot.none,",
            "no row of that id states a number: tech-iot.none",
        ),
        ("sources", "2022-07-31,evidence", "2022-13-31,evidence", "known_from"),
        ("sources", "2025-04-28,2025-04-28", "2025-04-28,2024-04-28", "known_from is before date"),
        ("countries", "CHN,China,China", "CHX,China,China", "'CHX' is not an ISO 3166-1 code"),
        ("member_bodies", ",AFG,", ",AFX,", "'AFX' is not an ISO 3166-1 code"),
    ],
)
def test_a_slip_in_a_number_is_found(
    tmp_path: Path, table: str, old: str, new: str, says: str
) -> None:
    assert any(says in fault for fault in broken(tmp_path, table, old, new))


def test_a_row_repeated_under_another_id_is_found(tmp_path: Path) -> None:
    path = ROOT / "data" / "itu_members.csv"
    row = path.read_text(encoding="utf-8").splitlines()[1]
    again = row.replace(row.split(",")[0], "itu-members.again", 1)
    found = broken(tmp_path, "itu_members", row + "\n", f"{row}\n{again}\n")
    assert any("repeats another row" in fault for fault in found)


def test_a_standard_published_before_it_was_approved_is_found(tmp_path: Path) -> None:
    events = real_tables()["standard_events"].rows
    published = events[
        (events["standard"] == "std.iso-iec-30141") & (events["event"] == "published")
    ]
    line = ",".join([published["id"].iloc[0], published["date"].iloc[0]])
    found = broken(tmp_path, "standard_events", line, line[: line.index(",") + 1] + "2001-01")
    assert any("published before" in fault for fault in found)


def _many(data: Path, table: str, line: str, rows: int) -> None:
    """A table of the small project with so many rows instead of its own."""
    path = data / f"{table}.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        file.writelines(f"{line.format(at)}\n" for at in range(rows))


@pytest.mark.slow
def test_a_million_rows_load(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(SMALL / "data", data)
    line = "c.{0},2030,ITU,Q1/1,,,,contributions,{0},,,count,exact,register,Page {0},,"
    _many(data, "contributions", line, 1_000_000)
    assert len(load_tables(data)["contributions"].rows) == 1_000_000


@pytest.mark.slow
def test_many_rows_of_one_fact_are_refused_in_time_that_grows_with_their_number(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    shutil.copytree(SMALL / "data", data)
    rows = 50_000  # pair by pair it would take half an hour
    line = "m.{0},2030,ITU,CHN,total,{0},,,count,exact,register,Page {0},,"
    _many(data, "itu_members", line, rows)
    with pytest.raises(DataError) as caught:
        load_tables(data)
    assert len(caught.value.faults) == rows - 1
    assert all("says 0" in fault.what for fault in caught.value.faults)
