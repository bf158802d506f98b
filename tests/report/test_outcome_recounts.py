"""Recounts of what ITU-T approved and of numbers beside sizes, with code apart from the adapters.

The numbers are drawn at random from those that the report prints, always the same ones, and
counted again from the raw files.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from standards_report.observations.domain.releases import open_edition
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.project import Project

from tests.conftest import ROOT
from tests.report.test_record_counts import rows_of
from tests.support.raw_records import SHARED, WHY, Approval, approvals, documents

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason=WHY)]
_DRAWN = 14
# A number alone; with other words behind it a record is of an annex, an appendix or an erratum.
_PLAIN = re.compile(r"ITU-T \S+(?: (?:bis|ter|quater|quarter|R)(?:/\S+)?)*")
_FORMS = {
    "recommendation-amendment": "amendments",
    "recommendation-corrigendum": "amendments",
    "recommendation-supplement": "supplements",
    "recommendation-annex": "annexes",
}
_GROUP = re.compile(r"Study Group ([0-9]+)")
Emitted = dict[str, Any]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Emitted]:
    """What the two notebooks emit for the open edition."""
    folder, project = tmp_path_factory.mktemp("printed"), Project(ROOT)
    parameters = open_edition(project).parameters()
    found: dict[str, Emitted] = {}
    for name in ("itu_outcome", "sizes"):
        executed, emitted, failed = (folder / f"{name}-{part}" for part in ("run", "out", "failed"))
        source = project.notebooks / f"{name}.ipynb"
        run_notebook(Run(source, name, parameters, executed, emitted, failed, project.root))
        found[name] = json.loads(emitted.read_text(encoding="utf-8"))
    return found


def lines(item: Emitted) -> list[dict[str, Any]]:
    return [dict(zip(item["columns"], row, strict=True)) for row in item["data"]]


def drawn(of: list[Any], seed: str) -> list[Any]:
    return random.Random(f"recount {seed}").sample(of, _DRAWN)


@cache
def approved() -> dict[tuple[str, str, str], Approval]:
    """One record for each number, day and form, which is empty for a Recommendation itself."""
    found: dict[tuple[str, str, str], Approval] = {}
    for one in approvals():
        form = _FORMS.get(one.kind, "" if _PLAIN.fullmatch(one.number) else "annexes")
        found.setdefault((one.number, one.day, one.kind if form else ""), one)
    return found


@cache
def recount() -> Counter[tuple[str, str, str]]:
    """Documents by form, Study Group and year."""
    first: dict[str, str] = {}
    for number, day, kind in sorted(approved(), key=lambda key: key[1]):
        if not kind:
            first.setdefault(number, day)
    found: Counter[tuple[str, str, str]] = Counter()
    for (number, day, kind), one in approved().items():
        again = "first editions" if first.get(number) == day else "later editions"
        form = _FORMS.get(kind, "annexes") if kind else again
        found[form, one.group, day[:4]] += 1
    return found


def counted(form: str, years: tuple[int, int], group: str | None = None) -> int:
    return sum(
        number
        for (of, by, year), number in recount().items()
        if of == form and years[0] <= int(year) <= years[1] and group in (None, by)
    )


def test_drawn_years_and_forms(printed: dict[str, Emitted]) -> None:
    for row in drawn(lines(printed["itu_outcome"]["figures"]["fig-itu-outcome-years"]), "years"):
        year = int(row["date"])
        assert row["value"] == counted(row["form"], (year, year))


def test_drawn_study_groups_and_periods(printed: dict[str, Emitted]) -> None:
    table = lines(printed["itu_outcome"]["tables"]["tbl-itu-outcome-groups"])
    cells = [
        (row["name"], period, number)
        for row in table
        for period, number in row.items()
        if "/" in period
    ]
    for name, period, number in drawn(cells, "groups"):
        match = _GROUP.fullmatch(name)
        group = f"SG{match[1]}" if match else {"None named": ""}.get(name, name)
        first, last = (int(year) for year in period.split("/"))
        assert number == counted("first editions", (first, last), group)


def test_drawn_years_of_the_study_group_of_the_case(printed: dict[str, Emitted]) -> None:
    for row in drawn(lines(printed["itu_outcome"]["figures"]["fig-case-sequel"]), "case"):
        year = int(row["date"])
        assert row["value"] == counted(row["form"], (year, year), "SG15")


def test_what_was_approved_while_the_source_counted_work_items(
    printed: dict[str, Emitted],
) -> None:
    values = printed["itu_outcome"]["values"]
    in_years = sum(number for (_, _, year), number in recount().items() if "2017" <= year <= "2022")
    assert values["itu_outcome.items.documents"]["number"] == in_years
    first = sum(
        number
        for (form, _, year), number in recount().items()
        if form == "first editions" and "2017" <= year <= "2022"
    )
    assert values["itu_outcome.items.first_editions"]["number"] == first
    share = values["itu_outcome.items.first_share"]["number"]
    assert share == pytest.approx(first / 2766 * 100)  # of the Work Items that the source counts
    assert values["itu_outcome.records.all"]["number"] == 21_506


@cache
def snapshot(form: str) -> list[dict[str, Any]]:
    """Committees of a snapshot as a list of reference, status, holder and P-members."""
    folder = SHARED / "iso-open-data"
    if form == "csv":
        path = folder / "iso_technical_committees-2026-03.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return [
                {
                    "reference": row["reference"],
                    "status": row["status"].lower(),
                    "holder": row["secretariat.acronym"],
                    "members": [
                        name for name in row["pMembers.acronym"].strip("[]").split(", ") if name
                    ],
                }
                for row in csv.DictReader(file)
            ]
    path = folder / "iso_technical_committees-2025-07-01.jsonl"
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        {"reference": one["reference"], "holder": (one["secretariat"] or {}).get("acronym")}
        for one in records
    ]


@cache
def countries() -> dict[str, str]:
    return {row["acronym"]: row["country"] for row in rows_of("member_bodies")}


@cache
def raw_counts() -> dict[str, Counter[str]]:
    """Secretariats, P-memberships and documents in force by country."""
    active = [one for one in snapshot("csv") if one["status"] != "suspended"]
    held = {one["reference"]: countries().get(one["holder"], "") for one in snapshot("json")}
    in_force = {
        one.base: one
        for one in sorted(documents(), key=lambda one: one.order)
        if one.stage in ("60", "90")
    }
    return {
        "secretariats": Counter(countries().get(one["holder"], "") for one in active),
        "memberships": Counter(countries()[name] for one in active for name in one["members"]),
        "in_force": Counter(held.get(one.committee, "") for one in in_force.values()),
    }


@cache
def size(file: str, year: str) -> dict[str, float]:
    with (SHARED / "economy" / file).open(encoding="utf-8", newline="") as opened:
        return {
            row["Country Code"]: float(row["Value"])
            for row in csv.DictReader(opened)
            if row["Year"] == year
        }


@pytest.mark.parametrize(
    ("table", "name", "file", "year", "unit"),
    [
        ("tbl-sizes-economy", "gdp", "gdp.csv", "2023", 1e12),
        ("tbl-sizes-people", "people", "population.csv", "2024", 1e6),
    ],
)
def test_drawn_countries_beside_their_size(
    printed: dict[str, Emitted], table: str, name: str, file: str, year: str, unit: float
) -> None:
    rows = lines(printed["sizes"]["tables"][table])
    assert {row["country"] for row in rows} == set(raw_counts()["secretariats"]) - {""}
    cells = [(row, measure) for row in rows for measure in raw_counts()]
    for row, measure in drawn(cells, table):
        number = raw_counts()[measure][row["country"]]
        whole = size(file, year)[row["country"]] / unit
        assert row[measure] == number
        assert row[name] == pytest.approx(whole)
        assert row[f"{measure}_per_{name}"] == pytest.approx(number / whole)


def test_drawn_ratios_of_leadership_to_participation(printed: dict[str, Emitted]) -> None:
    plotted = lines(printed["sizes"]["figures"]["fig-sizes-leadership"])
    of_iso = [row for row in plotted if row["section"].startswith("ISO")]
    names = {
        row["name"]: row["country"]
        for row in lines(printed["sizes"]["tables"]["tbl-sizes-economy"])
    }
    led, took = raw_counts()["secretariats"], raw_counts()["memberships"]
    for row in drawn(of_iso, "ratios"):
        code = names[row["name"]]
        shares = [counts[code] / (counts.total() - counts[""]) * 100 for counts in (led, took)]
        assert [row["led_share"], row["took_share"]] == pytest.approx(shares)
        assert row["value"] == pytest.approx(shares[0] / shares[1])
        assert row["low"] < row["value"] < row["high"]
