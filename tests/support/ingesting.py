"""A project without snapshots of ISO's data, and hand-made exports in the publishers' forms."""

from __future__ import annotations

import csv
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from standards_report.ingest import IngestPlan, plan_ingest
from standards_report.project import Project

from tests.conftest import ROOT

DAY = "2030-01-15"
_TABLES = (
    "iso_committee_counts",
    "iso_committees",
    "iso_committees_created",
    "iso_snapshot_changes",
)
BODIES = {"DIN": 1511, "ANSI": 2188, "SAC": 1635, "KATS": 1663, "GOST R": 2176}


def empty_project(folder: Path) -> Project:
    """The real tables without what was ingested from ISO."""
    (folder / "editions").mkdir(parents=True)
    (folder / "_quarto.yml").write_text("project: {type: book}\n", encoding="utf-8")
    for name, content in _data_without_snapshots().items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Project(folder)


@cache
def _data_without_snapshots() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        data = Path(folder, "data")
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("records"))
        for name in _TABLES:
            path = data / f"{name}.csv"
            header = path.read_text(encoding="utf-8").splitlines()[0]
            path.write_text(header + "\n", encoding="utf-8")
        leave_out_snapshots(data)
        files = [path for path in data.rglob("*") if path.is_file()]
        return {path.relative_to(data).as_posix(): path.read_bytes() for path in files}


def leave_out_snapshots(data: Path) -> None:
    """Takes out of all tables what rests on a snapshot of ISO, and then what refers to that."""
    gone: set[str] = set()
    for _ in range(2):
        for path in sorted(data.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            kept = [row for row in rows if not gone & set(row) and not any(map(_is_snapshot, row))]
            gone |= {row[0] for row in rows} - {row[0] for row in kept}
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header, *kept])


def _is_snapshot(cell: str) -> bool:
    return cell.startswith("iso-open-data-20")


def body(acronym: str) -> dict[str, Any]:
    return {"id": BODIES.get(acronym, 999), "acronym": acronym}


def committee(number: int, reference: str, title: str, **changes: Any) -> dict[str, Any]:
    """One record with all keys of the publisher."""
    record: dict[str, Any] = {
        "id": number,
        "reference": reference,
        "status": "Active",
        "title": {"en": title},
        "secretariat": body("DIN"),
        "creationDate": "1987-05-01",
        "scope": {"en": "<p>Text with <b>markup</b></p>"},
        "parentId": None,
        "childrenId": None,
        "pMembers": [body("DIN"), body("SAC")],
        "oMembers": [body("ANSI")],
        "committeeLiaisons": None,
        "organizationLiaisons": None,
        "sortKey": reference,
    }
    return record | changes


def committees() -> list[dict[str, Any]]:
    """A small world of committees with every quirk of the real data."""
    return [
        committee(1, "ISO/IEC JTC 1", "Information technology", childrenId=[2, 3]),
        committee(
            2,
            "ISO/IEC JTC 1/SC 42",
            "Artificial intelligence",
            parentId=1,
            secretariat=body("ANSI"),
            creationDate="2017-11-21",
        ),
        committee(
            3,
            "ISO/IEC JTC 1/SC 25",
            "Interconnection of equipment",
            parentId=1,
            secretariat={"id": None, "acronym": None},
            pMembers=None,
            oMembers=None,
        ),
        committee(4, "ISO/TC 1", "Screw threads", secretariat=body("SAC"), childrenId=[5]),
        committee(5, "ISO/TC 1/SC 1", "Basics", parentId=4, secretariat=None, status="Suspended"),
        committee(6, "ISO/PC 7", "Quantum fairs", oMembers=None, secretariat=body("SAC")),
        committee(7, "ISO/TC 9", "Railways", pMembers=[body("GOST R"), body("KATS")]),
    ]


def write_lines(path: Path, records: list[dict[str, Any]]) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plan(project: Project, path: Path, day: str = DAY, previous: Path | None = None) -> IngestPlan:
    return plan_ingest(project, "iso-open-data", [path], day, previous)


def rows(project: Project, table: str) -> list[dict[str, str]]:
    path = project.data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(project: Project) -> dict[str, bytes]:
    """Every file below data/ with its bytes."""
    files = [path for path in project.data.rglob("*") if path.is_file()]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}
