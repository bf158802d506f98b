"""Companies with their parents, and sizes of economies, by the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_report.project import Project

from tests.support.ingesting import rows
from tests.support.recording import COMPANIES, ingest, recording_project, refused

GDP = "Country Name,Country Code,Year,Value\nChina,CHN,2023,17794782000000.5\n"
ARAB = "Arab World,ARB,2023,3000000000000\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return recording_project(tmp_path / "report")


def file_of(project: Project, name: str, text: str) -> str:
    path = project.root / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def told(project: Project, text: str) -> list[str]:
    return refused(project, "companies", file_of(project, "companies.csv", text))


def test_the_uppermost_parent_gives_the_headquarters(project: Project) -> None:
    text = COMPANIES + "Small Shop,,Great Radio Ltd,Business,France\n"
    assert ingest(project, "companies", file_of(project, "c.csv", text)).returncode == 0
    found = {
        row["name"]: (row["country"], row["headquarters"]) for row in rows(project, "companies")
    }
    assert found["Small Shop"] == ("FRA", "CHN")
    assert found["Nordic Tele AB"] == ("SWE", "SWE")


def test_a_company_that_is_its_own_parent_has_none_and_is_named(project: Project) -> None:
    text = COMPANIES + "NEC Corporation,,N.E.C. Corporation,Business,Japan\n"
    done = ingest(project, "companies", file_of(project, "c.csv", text))
    assert done.returncode == 0, done.stderr
    (row,) = [row for row in rows(project, "companies") if row["name"] == "NEC Corporation"]
    assert (row["parent"], row["uppermost"]) == ("", "NEC Corporation")
    assert "its own parent, which counts as none" in done.stdout
    assert "NEC Corporation" in done.stdout


def test_a_circle_of_parents_is_refused(project: Project) -> None:
    text = COMPANIES + "A,,B,,France\nB,,C,,France\nC,,A,,France\nD,,A,,France\n"
    assert told(project, text) == [
        "companies.csv:5: parents go in a circle: A → B → C → A: find out which of them is the "
        "uppermost"
    ]


def test_a_country_in_two_spellings_is_refused(project: Project) -> None:
    text = COMPANIES + "A,,,,Czechia\nB,,,,Czech Republic\n"
    assert told(project, text) == [
        "companies.csv:6: Czech Republic is spelled 'Czechia' in line 5: write both alike"
    ]


def test_an_unknown_country_is_refused_with_the_nearest(project: Project) -> None:
    (line,) = told(project, COMPANIES + "A,,,,Germny\n")
    assert line.startswith("companies.csv:5: unknown country 'Germny': ")
    assert "Germany" in line


def test_a_name_of_300_characters_is_refused(project: Project) -> None:
    (line,) = told(project, COMPANIES + "x" * 300 + ",,,,France\n")
    assert line.startswith("companies.csv:5: a name has 300 characters: 'xxxxx")
    assert len(line) < 200


def test_another_file_is_refused(project: Project) -> None:
    (line,) = told(project, "name,country\nA,France\n")
    assert line.startswith(
        "companies.csv:1: has no column 'nationality', 'subsidiary of / alias of'"
    )


def test_sizes_are_those_of_countries_alone(project: Project) -> None:
    people = GDP.replace("17794782000000.5", "1410710000")
    paths = [
        file_of(project, "gdp.csv", GDP + ARAB),
        file_of(project, "population.csv", people),
    ]
    done = ingest(project, "economy", *paths)
    assert done.returncode == 0, done.stderr
    found = [
        (row["date"], row["country"], row["measure"], row["value"], row["unit"])
        for row in rows(project, "economy_sizes")
    ]
    assert found == [
        ("2023", "CHN", "gross domestic product", "17794782000001", "USD"),
        ("2023", "CHN", "population", "1410710000", "people"),
    ]
    assert "Taiwan is not in gdp.csv" in done.stdout


def test_a_country_with_two_names_or_two_values_is_refused(project: Project) -> None:
    text = GDP + "P.R. China,CHN,2022,1\nChina,CHN,2023,5\n"
    assert refused(project, "economy", file_of(project, "gdp.csv", text)) == [
        "gdp.csv:3: CHN is spelled 'P.R. China', in line 2 'China': write both alike",
        "gdp.csv:4: CHN 2023 also stands in line 2: check which of them the source means",
    ]
