"""Every number on the pages of twenty countries, counted again from the rows by plain loops."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from standards_report.display.emitted import Emissions, TableResult
from standards_report.measures.country.country_input import country_inputs
from standards_report.observations import open_study
from standards_report.observations.domain.editions import as_of_before
from standards_report.observations.domain.releases import open_edition
from standards_report.observations.tables.named_codes import named_codes
from standards_report.observations.tables.schema import load_schema
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.project import Project

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PROJECT = Project(ROOT)
EDITION = open_edition(PROJECT)
AS_OF = EDITION.as_of.isoformat()
CODES = named_codes(PROJECT.data, load_schema(PROJECT.data), AS_OF)
DRAWN = sorted(random.Random(23).sample(CODES, 20))
SNAPSHOT, BEFORE, FIRST = "2026-03-19/2026-05-02", "2025-08-20", "2025-07-01"
LARGEST = ("CHN", "DEU", "IND", "SWE")  # those with rows of every kind, besides those drawn
OUTPUT = {"in_force": "references in force", "in_progress": "projects in progress"}
Row = dict[str, str]


@cache
def table(name: str) -> list[Row]:
    """The rows of a table as the file has them; every source is known to the open edition."""
    with (PROJECT.data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Emissions]:
    """What the notebook emits for each country, run as a build runs it."""
    folder = tmp_path_factory.mktemp("countries")
    source = PROJECT.notebooks / "country.ipynb"
    wanted = sorted({*DRAWN, *LARGEST})
    study = open_study("country", AS_OF, ROOT)
    before = as_of_before(PROJECT.editions, EDITION.id)
    found = {}
    for code, text in country_inputs(study, wanted, EDITION.first_year, before).items():
        given, emitted = folder / f"{code}.given", folder / f"{code}.json"
        given.write_text(text, encoding="utf-8")
        parameters = EDITION.parameters() | {"country": code}
        paths = (folder / f"{code}.ipynb", emitted, folder / f"{code}.failed")
        run_notebook(Run(source, source.name, parameters, *paths, ROOT, given))
        found[code] = Emissions.model_validate_json(emitted.read_bytes())
    return found


def lines(result: TableResult | None) -> list[dict[str, Any]]:
    if result is None:
        return []
    return [dict(zip(result.columns, cells, strict=True)) for cells in result.data]


def keeps(row: Row, rule: str) -> bool:
    """Whether a row of counts by kind is of the committees that a rule counts."""
    if row["status"] != "active":
        return False
    return rule == "all" or row["kind"] == rule


def summed(rows: Iterable[tuple[str, float]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for code, value in rows:
        found[code] += value  # type: ignore[assignment]
    return found


def of_committees(measure: str, date: str, rule: str = "all") -> Counter[str]:
    return summed(
        (row["country"], float(row["value"]))
        for row in table("iso_committee_counts")
        if row["measure"] == measure and row["date"] == date and keeps(row, rule)
    )


def created(date: str) -> Counter[str]:
    return summed(
        (row["country"], float(row["value"]))
        for row in table("iso_committees_created")
        if row["date"] == date
        and row["status"] == "active"
        and int(row["created"]) >= EDITION.first_year
    )


def documents(measure: str) -> Counter[str]:
    return summed(
        (row["country"], float(row["value"]))
        for row in table("iso_output_committees")
        if row["measure"] == measure
    )


def rapporteurs(attribution: str) -> Counter[str]:
    return summed(
        (row[attribution], float(row["value"]))
        for row in table("mobile_rapporteurs")
        if row["measure"] == "rapporteurs" and row["release"] == release()
    )


@cache
def release() -> str:
    counted = summed(
        (row["release"], float(row["value"]))
        for row in table("mobile_specifications")
        if row["measure"] == "specifications"
    )
    return counted.most_common(1)[0][0]


@cache
def expected() -> dict[str, tuple[Counter[str], Counter[str], Counter[str], float]]:
    """For each quantity: the newest counts, those before, the first, and the whole."""
    held = [
        (key, [of_committees("secretariats", date, rule) for date in (SNAPSHOT, BEFORE, FIRST)])
        for key, rule in (
            ("secretariats", "all"),
            ("secretariats_tc", "technical committee"),
            ("secretariats_sc", "subcommittee"),
        )
    ]
    stated = of_committees("committees with stated members", SNAPSHOT)[""]
    found = {key: (*counts, float(sum(counts[0].values()))) for key, counts in held}
    for key, measure in (("p_memberships", "P"), ("o_memberships", "O")):
        counts = [
            of_committees(f"{measure}-memberships", date) for date in (SNAPSHOT, BEFORE, FIRST)
        ]
        found[key] = (*counts, stated)
    counts = [created(date) for date in (SNAPSHOT, BEFORE, FIRST)]
    found["created"] = (*counts, float(sum(counts[0].values())))
    none: Counter[str] = Counter()
    for key, measure in (
        ("in_force", "references in force"),
        ("in_progress", "projects in progress"),
    ):
        count = documents(measure)
        found[key] = (count, none, none, sum(count.values()) - count[""])
    for attribution in ("seat", "headquarters"):
        count = rapporteurs(attribution)
        found[f"rapporteurs_{attribution}"] = (count, none, none, float(sum(count.values())))
    return found  # type: ignore[return-value]


def size(code: str, measure: str) -> float | None:
    own = [r for r in table("economy_sizes") if r["country"] == code and r["measure"] == measure]
    return float(max(own, key=lambda row: row["date"])["value"]) if own else None


@pytest.mark.parametrize("code", sorted({*DRAWN, *LARGEST}))
def test_the_standing_of_a_country_is_a_count_of_its_rows(
    code: str, pages: dict[str, Emissions]
) -> None:
    found = {line["quantity"]: line for line in lines(pages[code].tables["tbl-country-standing"])}
    assert list(found) == list(expected())
    sizes = {
        "gdp": (size(code, "gross domestic product"), 1e12),
        "people": (size(code, "population"), 1e6),
    }
    for key, (newest, before, first, whole) in expected().items():
        line, others = found[key], {name: n for name, n in newest.items() if name and n}
        value = newest[code]
        assert line["value"] == value, key
        assert line["whole"] == whole, key
        assert line["percent"] == pytest.approx(value / whole * 100), key
        assert line["among"] == len(others), key
        better = sum(number > value for number in others.values())
        assert line["rank"] == (better + 1 if value else None), key
        if before:
            assert (line["before"], line["first"]) == (before[code], first[code]), key
            assert line["since_before"] == value - before[code], key
            assert line["since_first"] == value - first[code], key
        else:
            assert line["before"] is None, key
            assert line["first"] is None, key
        for name, (number, unit) in sizes.items():
            rate = line[f"per_{name}"]
            assert rate == (pytest.approx(value / (number / unit)) if number else None), key


@pytest.mark.parametrize("code", sorted({*DRAWN, *LARGEST}))
def test_committees_changes_and_employers_are_those_of_the_rows(
    code: str, pages: dict[str, Emissions]
) -> None:
    tables = pages[code].tables
    counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in table("iso_output_committees"):
        if row["country"] == code and row["measure"] in (
            "references in force",
            "projects in progress",
        ):
            counted[row["committee"]][row["measure"]] += float(row["value"])
    shown = {
        line["committee"]: (line["in_force"], line["in_progress"])
        for line in lines(tables.get("tbl-country-committees"))
    }
    assert shown == {
        committee: (numbers["references in force"], numbers["projects in progress"])
        for committee, numbers in counted.items()
    }
    gained = {line["date"]: line for line in lines(tables["tbl-country-gains"])}
    for period, line in gained.items():
        own = summed(
            (row["measure"], float(row["value"]))
            for row in table("iso_snapshot_changes")
            if row["country"] == code and row["date"] == period
        )
        names = {"p": "P-memberships", "o": "O-memberships", "secretariats": "secretariats"}
        for stem, words in names.items():
            assert line[f"{stem}_gained"] == own[f"{words} gained"]
            assert line[f"{stem}_lost"] == own[f"{words} lost"]
    moved = {line["committee"] for line in lines(tables.get("tbl-country-moved"))}
    assert moved == {
        row["committee"]
        for row in table("iso_secretariat_changes")
        if (row["before_country"] == code) != (row["after_country"] == code)
    }
    assert set(_employers(tables.get("tbl-country-companies"))) == set(_counted_employers(code))


def _employers(result: TableResult | None) -> Iterator[tuple[Any, ...]]:
    for line in lines(result):
        yield line["company"], line["seat"], line["headquarters"], line["value"]


def _counted_employers(code: str) -> Iterator[tuple[Any, ...]]:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for row in table("mobile_rapporteurs"):
        is_chosen = row["measure"] == "rapporteurs" and row["release"] == release()
        if is_chosen and code in (row["seat"], row["headquarters"]):
            key = (row["company"], row["parent"], row["seat"], row["headquarters"])
            found[key] += int(row["value"])
    for (company, _, seat, headquarters), value in found.items():
        yield company, seat, headquarters, value


@pytest.mark.parametrize("code", sorted({*DRAWN, *LARGEST}))
def test_fields_and_sentences_hold_the_same_numbers(code: str, pages: dict[str, Emissions]) -> None:
    figure = pages[code].figures.get("fig-country-fields")
    counted = summed(
        (row["subject"], float(row["value"]))
        for row in table("iso_output_subjects")
        if row["country"] == code
        and row["classification"] == "ICS field"
        and row["measure"] == "references in force"
        and row["subject"] != "not stated"
    )
    shown = {} if figure is None else dict(zip(*_columns(figure, "subject", "value"), strict=True))
    assert shown == dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:12])
    said = {name.partition(".")[2]: value.text for name, value in pages[code].values.items()}
    newest = expected()["secretariats"][0][code]
    assert f"holds {int(newest) if newest else 'no'} secretariat" in said["secretariats"]
    assert f"P-member in {int(expected()['p_memberships'][0][code])} of the " in said["memberships"]


def _columns(result: Any, *names: str) -> list[list[Any]]:
    places = [result.columns.index(name) for name in names]
    return [[line[place] for line in result.data] for place in places]


def test_every_country_of_the_table_of_all_has_a_page() -> None:
    """The chapter counts the countries by their numbers, the pages by the rows of all tables."""
    bodies = {row["country"] for row in table("member_bodies")}
    companies = {row[name] for row in table("companies") for name in ("country", "headquarters")}
    counted = {
        code for newest, *_ in expected().values() for code, number in newest.items() if number
    }
    assert set(CODES) == (bodies | companies | counted) - {""}
