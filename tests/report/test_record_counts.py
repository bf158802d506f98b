"""The committed counts of records against every number that the notes on the raw files print.

Those numbers were counted apart from any adapter. Raw files lie outside the repository, so here
only the committed rows are read.
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from standards_report.ingest.economy.company_parents import company_key

from tests.conftest import ROOT

Rows = list[dict[str, str]]
_JOINT = ("joint technical committee", "joint subcommittee", "joint systems committee")
# The count of the notes read the first line of a name alone: these two go on in a second one.
_WRAPPED = {
    "China Academy of Telecommunication Technology"
    " - (Datang Telecom Technology and Industry Group)",
    "Chunghwa Telecommunication Laboratories Chunghwa Telecommunication Co.",
}


def rows_of(table: str) -> Rows:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sums(rows: Rows, column: str, **where: str | tuple[str, ...]) -> Counter[str]:
    wanted = {name: (want,) if isinstance(want, str) else want for name, want in where.items()}
    found: Counter[str] = Counter()
    for row in rows:
        if all(row[name] in want for name, want in wanted.items()):
            found[row[column]] += int(row["value"])
    return found


def secretariats(date: str, *, joint: bool) -> Counter[str]:
    rows = rows_of("iso_committee_counts")
    if not joint:
        rows = [row for row in rows if row["kind"] not in _JOINT]
    return sums(rows, "member", date=date, measure="secretariats", status="active")


NOW, BEFORE = "2026-03-19/2026-05-02", "2025-08-20"


def test_committees_of_the_third_snapshot() -> None:
    rows = rows_of("iso_committee_counts")
    assert sums(rows, "measure", date=NOW)["committees"] == 796
    active = sums(rows, "measure", date=NOW, status="active")
    assert active["committees"] == 779
    assert active["committees with a secretariat"] == 777


@pytest.mark.parametrize(
    ("date", "joint", "expected"),
    [
        (NOW, True, {"DIN": 130, "SAC": 94, "ANSI": 90, "AFNOR": 82, "JISC": 80, "BSI": 74}),
        (NOW, False, {"DIN": 128, "SAC": 93, "ANSI": 82}),
        (BEFORE, True, {"DIN": 130, "ANSI": 92, "SAC": 90}),
        (BEFORE, False, {"SAC": 89, "ANSI": 84}),
    ],
)
def test_secretariats(date: str, joint: bool, expected: dict[str, int]) -> None:
    found = secretariats(date, joint=joint)
    assert {member: found[member] for member in expected} == expected


def test_documents_of_iso() -> None:
    found = {row["measure"]: int(row["value"]) for row in rows_of("iso_output_totals")}
    expected = {
        "records": 71_267,
        "records in force": 32_438,
        "records in progress": 7_148,
        "records withdrawn": 31_662,
        "records without a stage": 19,
        "amendments in force": 2_238,
        "references in force": 24_050,
        "records in force without a year": 1_956,
    }
    assert {measure: found[measure] for measure in expected} == expected


@pytest.mark.parametrize(
    ("measure", "total", "expected"),
    [
        (
            "records in force",
            31_825,
            {"DIN": 5810, "ANSI": 5492, "JISC": 3909, "BSI": 3024, "AFNOR": 2956, "SAC": 1944},
        ),
        (
            "records in progress",
            7_064,
            {"DIN": 1332, "ANSI": 1304, "JISC": 853, "BSI": 710, "AFNOR": 647, "SAC": 486},
        ),
    ],
)
def test_documents_joined_to_holders(measure: str, total: int, expected: dict[str, int]) -> None:
    rows = rows_of("iso_output_committees")
    found = sums(rows, "member", measure=measure, joined="holder")
    assert {member: found[member] for member in expected} == expected
    assert found.total() == total
    assert sums(rows, "joined", measure=measure)["no committee"] == 0


def test_specifications_of_3gpp() -> None:
    rows = rows_of("mobile_specifications")
    assert sums(rows, "measure")["records"] == 92_289
    assert sums(rows, "measure")["specifications"] == 22_998
    for release, specifications, rapporteurs in (
        ("15", 1523, 1562),
        ("18", 1829, 1869),
        ("19", 1805, 1857),
    ):
        found = sums(rows, "measure", release=release)
        assert found["specifications"] == specifications
        assert found["rapporteurs"] == rapporteurs
        assert found["specifications without a rapporteur"] == 3
    assert sums(rows, "measure", release="18")["rapporteurs with two employers"] > 0


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("seat", {"CHN": 315, "SWE": 290, "GBR": 270, "DEU": 227, "FRA": 159, "USA": 59}),
        ("headquarters", {"CHN": 466, "SWE": 295, "FIN": 268, "USA": 137}),
    ],
)
def test_rapporteurs_of_release_18_by_the_names_of_companies(
    rule: str, expected: dict[str, int]
) -> None:
    rows = [
        row
        for row in rows_of("mobile_rapporteurs")
        if row["release"] == "18" and row["measure"] == "rapporteurs"
    ]
    whole = sums(rows, rule, match="name")
    lines = sums([row for row in rows if row["company"] not in _WRAPPED], rule, match="name")
    assert {country: lines[country] for country in expected} == expected
    assert 1869 - lines.total() == 322
    # With names read to their end, 14 more have a seat in China, and one in Taiwan.
    assert whole - lines == Counter({"CHN": 14, "TWN": 1})


def test_records_of_itu() -> None:
    assert sums(rows_of("itu_recommendations_approved"), "kind")["records"] == 21_506


def test_sizes_end_in_their_last_years_and_leave_out_taiwan() -> None:
    rows = rows_of("economy_sizes")
    last = {
        measure: max(row["date"] for row in rows if row["measure"] == measure)
        for measure in ("gross domestic product", "population")
    }
    assert last == {"gross domestic product": "2023", "population": "2024"}
    assert "TWN" not in {row["country"] for row in rows}


def test_every_count_of_records_is_known_after_the_released_editions() -> None:
    known = {row["key"]: row["known_from"] for row in rows_of("sources")}
    tables = ("iso_output_committees", "mobile_rapporteurs", "itu_recommendations_approved")
    for table in (*tables, "companies", "company_aliases", "economy_sizes"):
        assert all("2025-08-31" < known[row["source"]] <= "2026-10-31" for row in rows_of(table))


def test_employers_are_printed_under_names_of_the_reviewed_tables_alone() -> None:
    reviewed = {row["name"] for table in ("companies", "company_aliases") for row in rows_of(table)}
    groups = {row["group"] for row in rows_of("company_aliases")}
    rows = rows_of("mobile_rapporteurs")
    named = [row for row in rows if row["match"] in ("name", "alias")]
    assert len(named) > 1000
    assert {row["company"] for row in named} <= reviewed
    assert {row["parent"] for row in named} <= reviewed | groups
    assert not [row for row in rows if row["company"] and row not in named]


def test_an_alias_is_no_other_spelling_of_a_company_that_has_a_country() -> None:
    keys = {company_key(row["name"]) for row in rows_of("companies") if row["country"]}
    aliases = [row for row in rows_of("company_aliases") if row["country"] or row["headquarters"]]
    assert len({company_key(row["name"]) for row in rows_of("company_aliases")}) == 128
    assert not [row["name"] for row in aliases if company_key(row["name"]) in keys]
