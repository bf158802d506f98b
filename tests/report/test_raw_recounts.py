"""Recounts of the raw records, with code that is apart from the adapters.

Every number that the notes on the raw files print, and rows of the tables drawn at random. One
number of the notes has no rule and is not among them: 3,483 projects of ISO that share their
reference with a document in force.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from standards_report.ingest import plan_ingest
from standards_report.project import Project

from tests.conftest import ROOT
from tests.report.test_record_counts import Rows, rows_of, sums
from tests.support.raw_records import (
    SHARED,
    WHY,
    Approval,
    Document,
    Version,
    approvals,
    documents,
    folded,
    versions,
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason=WHY)]
_DRAWN = 12


def drawn(table: str, **where: tuple[str, ...]) -> Rows:
    """Rows of a table, drawn at random but always the same."""
    rows = [row for row in rows_of(table) if all(row[name] in where[name] for name in where)]
    return random.Random(f"recount {table}").sample(rows, _DRAWN)


@cache
def all_versions() -> list[Version]:
    return list(versions())


@cache
def newest() -> dict[str, Version]:
    found: dict[str, Version] = {}
    order = lambda one: (one.date, one.version, one.file)  # noqa: E731
    for version in sorted(all_versions(), key=order):
        found[version.number] = version
    return found


def of_release(release: str) -> list[Version]:
    return [one for number, one in newest().items() if number.endswith(f":rel-{release}")]


@cache
def companies() -> dict[str, dict[str, str]]:
    path = SHARED / "companies" / "organization_categories.csv"
    found: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["name"]:
                found.setdefault(folded(row["name"]), row)
    return found


def headquarters(key: str) -> str:
    """Up to the uppermost parent that is there and has a country; a parent of itself is none."""
    seen: list[str] = []
    while key in companies() and key not in seen:
        seen.append(key)
        key = folded(companies()[key]["subsidiary of / alias of"])
    named = [companies()[one]["nationality"] for one in seen]
    return [named[0], *(name for name in named if name)][-1]


def test_specifications_and_rapporteurs() -> None:
    assert len(all_versions()) == 92_289
    # The notes read the code of the release in one shape of the form; 3,473 have the other one.
    assert sum(one.depth != 4 for one in all_versions()) == 10_548
    assert sum(one.depth == 0 for one in all_versions()) == 7_075
    assert sum(not one.employers for one in all_versions()) == 302
    assert len(newest()) == 22_998
    for release, number, named in (("15", 1523, 1562), ("18", 1829, 1869), ("19", 1805, 1857)):
        found = of_release(release)
        assert len(found) == number
        assert sum(len(one.employers) for one in found) == named
        assert sum(not one.employers for one in found) == 3
    waiting = [name for one in of_release("18") for name in one.employers if "Waiting" in name]
    assert waiting == ["Waiting for new Company"] * 12


@pytest.mark.parametrize(
    ("read", "china", "led_from_china", "unmatched"),
    [("cut", 315, 466, 322), ("employers", 329, 480, 307)],
    ids=["first line of a name, as the notes count", "whole names"],
)
def test_companies_of_release_18(
    read: str, china: int, led_from_china: int, unmatched: int
) -> None:
    names = [folded(name) for one in of_release("18") for name in getattr(one, read)]
    known = [name for name in names if companies().get(name, {}).get("nationality")]
    seats = Counter(companies()[name]["nationality"] for name in known)
    led = Counter(headquarters(name) for name in known)
    others = {"Sweden": 290, "United Kingdom": 270, "Germany": 227, "France": 159}
    assert {name: seats[name] for name in others} == others
    assert (seats["China"], seats["United States"]) == (china, 59)
    assert {name: led[name] for name in ("China", "Sweden", "Finland", "United States")} == {
        "China": led_from_china,
        "Sweden": 295,
        "Finland": 268,
        "United States": 137,
    }
    assert len(names) - len(known) == unmatched


def test_companies_as_the_notes_count_them() -> None:
    path = SHARED / "companies" / "organization_categories.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_032
    assert len({row["name"] for row in rows}) == 1_022
    assert sum(not row["nationality"] for row in rows) == 32
    own = [row["name"] for row in rows if row["name"] == row["subsidiary of / alias of"]]
    assert own == ["NEC Corporation"] * 2
    for name in ("Alcatel", "Yaana"):
        assert len({row["nationality"] for row in rows if row["name"] == name}) == 2


@cache
def seats() -> dict[str, tuple[str, str]]:
    """Seat and headquarters by normal form, from the two reviewed tables."""
    found = {
        folded(row["name"]): (row["country"], row["headquarters"])
        for row in rows_of("company_aliases")
    }
    rows = [row for row in rows_of("companies") if row["country"]]
    return found | {folded(row["name"]): (row["country"], row["headquarters"]) for row in rows}


@pytest.mark.parametrize("rule", ["seat", "headquarters"])
def test_drawn_rapporteurs_by_country_release_and_group(rule: str) -> None:
    table = [row for row in rows_of("mobile_rapporteurs") if row["measure"] == "rapporteurs"]
    for row in drawn("mobile_rapporteurs", match=("name", "alias")):
        release, group, country = row["release"], row["group"], row[rule]
        stated = sums(table, rule, release=release, group=group, match=("name", "alias"))[country]
        here = [one for one in of_release(release) if not group or one.group == group]
        names = [folded(name) for one in here for name in one.employers]
        index = ("seat", "headquarters").index(rule)
        assert stated == sum(seats().get(name, ("?", "?"))[index] == country for name in names)


@cache
def all_documents() -> list[Document]:
    return list(documents())


def by_stage(*stages: str) -> list[Document]:
    return [one for one in all_documents() if one.stage in stages]


@cache
def in_force() -> dict[str, Document]:
    found: dict[str, Document] = {}
    for one in sorted(by_stage("60", "90"), key=lambda one: one.order):
        found[one.base] = one
    return found


@cache
def holders() -> dict[str, str]:
    path = SHARED / "iso-open-data" / "iso_technical_committees-2025-07-01.jsonl"
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {one["reference"]: (one["secretariat"] or {}).get("acronym") or "" for one in records}


def test_documents_of_iso() -> None:
    force, progress = by_stage("60", "90"), by_stage("10", "20", "30", "40", "50")
    assert (len(all_documents()), len(force), len(progress)) == (71_267, 32_438, 7_148)
    assert (len(by_stage("95")), len(by_stage(""))) == (31_662, 19)
    assert all(one.committee for one in force + progress)
    assert sum(one.amends for one in force) == 2_238
    assert len({one.base for one in force}) == 24_050
    assert sum(not re.search(r":[0-9]{4}", one.reference) for one in force) == 1_956
    expected: dict[str, tuple[list[Document], int, list[int]]] = {
        "in force": (force, 31_825, [5810, 5492, 3909, 3024, 2956, 1944]),
        "in progress": (progress, 7_064, [1332, 1304, 853, 710, 647, 486]),
    }
    for records, total, numbers in expected.values():
        found = Counter(holders().get(one.committee, "") for one in records)
        members = ("DIN", "ANSI", "JISC", "BSI", "AFNOR", "SAC")
        assert [found[member] for member in members] == numbers
        assert found.total() - found[""] == total


def test_drawn_committees() -> None:
    measures: dict[str, Iterable[Document]] = {
        "records in force": by_stage("60", "90"),
        "records in progress": by_stage("10", "20", "30", "40", "50"),
        "references in force": in_force().values(),
    }
    for row in drawn("iso_output_committees", measure=tuple(measures)):
        records = measures[row["measure"]]
        assert int(row["value"]) == sum(one.committee == row["committee"] for one in records)
        assert row["member"] == holders().get(row["committee"], "")


def test_drawn_years() -> None:
    published: dict[tuple[str, str, str], Document] = {}
    for one in sorted(by_stage("60", "90", "95"), key=lambda one: one.order):
        part = re.search(r"/(?:\w+ )?(Amd|Cor|Add|Suppl)\b[^0-9]*([0-9]*)(.*)", one.reference)
        kind = "" if part is None else "cor" if "Cor" in part[0] else "amd"
        number = part[2] if part else ""
        # The date of an amendment is mostly that of the document which it amends.
        named = re.findall(r":((?:19|20)[0-9]{2})", part[0]) if part else [one.published[:4]]
        published[one.base, kind + number, named[-1] if named else ""] = one
    for row in drawn("iso_output_years"):
        amends = row["measure"] == "amendments published"
        found = [
            one
            for (_, part, year), one in published.items()
            if year == row["date"] and one.committee == row["committee"] and bool(part) == amends
        ]
        assert len(found) == int(row["value"])


def test_drawn_fields_of_ics() -> None:
    for row in drawn(
        "iso_output_subjects",
        classification=("ICS field",),
        measure=("references in force",),
        joined=("holder",),
    ):
        found = [
            one
            for one in in_force().values()
            if holders().get(one.committee) == row["member"]
            and any(code.startswith(row["subject"]) for code in one.ics)
        ]
        assert len(found) == int(row["value"])


def test_drawn_recommendations() -> None:
    seen: dict[tuple[str, str, str], Approval] = {}
    for one in approvals():
        seen.setdefault((one.number, one.day, one.kind), one)
    kinds = {f"recommendation-{kind}": kind for kind in ("amendment", "corrigendum", "supplement")}
    for row in drawn("itu_recommendations_approved", kind=tuple(kinds.values())):
        found = [
            one
            for one in seen.values()
            if kinds.get(one.kind) == row["kind"]
            and (one.day[:4], one.group) == (row["date"], row["study_group"])
        ]
        assert len(found) == int(row["value"])
    # A plain number alone: annexes and the like are of another kind.
    plain = re.compile(r"ITU-T [A-Z]\.[0-9.]+")
    days: dict[str, list[Approval]] = {}
    for one in seen.values():
        if one.kind == "recommendation":
            days.setdefault(one.number, []).append(one)
    for group, year in (("SG15", "2020"), ("SG17", "2019"), ("SG20", "2022"), ("SG12", "2024")):
        firsts = [min(found, key=lambda one: one.day) for found in days.values()]
        here = [one for one in firsts if (one.group, one.day[:4]) == (group, year)]
        rows = rows_of("itu_recommendations_approved")
        stated = sums(rows, "kind", study_group=group, date=year)["first edition"]
        assert sum(bool(plain.fullmatch(one.number)) for one in here) <= stated <= len(here)


def test_drawn_sizes_of_economies() -> None:
    files = {"gross domestic product": "gdp.csv", "population": "population.csv"}
    values: dict[tuple[str, str, str], float] = {}
    for measure, file in files.items():
        with (SHARED / "economy" / file).open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                values[measure, row["Country Code"], row["Year"]] = float(row["Value"])
    for row in drawn("economy_sizes"):
        assert abs(values[row["measure"], row["country"], row["date"]] - int(row["value"])) <= 0.5


_RELATON = SHARED / "relaton"
_ISO = SHARED / "iso-open-data"


@pytest.mark.parametrize(
    ("adapter", "files", "date"),
    [
        ("iso-open-data", [_ISO / "iso_technical_committees-2026-03.csv"], "2026-03-19/2026-05-02"),
        (
            "relaton-iso",
            [
                _RELATON / "iso-2025-06-02.tar.xz",
                _ISO / "iso_technical_committees-2025-07-01.jsonl",
            ],
            "2025-06-02",
        ),
        ("relaton-3gpp", [_RELATON / "3gpp-2025-12-12.tar.xz"], "2025-12-12"),
        ("relaton-itu", [_RELATON / "itu-2026-08-22.tar.xz"], "2026-08-22"),
        (
            "companies",
            [SHARED / "companies" / "organization_categories.csv"],
            "2021-11-01/2021-11-30",
        ),
        (
            "economy",
            [SHARED / "economy" / name for name in ("gdp.csv", "population.csv")],
            "2026-03-20",
        ),
    ],
)
def test_the_committed_rows_are_those_that_the_adapters_give(
    adapter: str, files: list[Path], date: str
) -> None:
    assert plan_ingest(Project(ROOT), adapter, files, date, None).changes_nothing
