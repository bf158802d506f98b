"""A notebook that is run once for each country: its pages, and what makes them again."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.conftest import SmallProject, new_project
from tests.support.countries import DAYS, with_countries


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return with_countries(new_project(tmp_path / "small"))


def _made(project: SmallProject) -> dict[str, int]:
    """When the notebook of each country was last run, by the record that its step left."""
    records = (project.root / ".build/records").glob("2030-country-[A-Z][A-Z][A-Z].json")
    return {path.stem[-3:]: path.stat().st_mtime_ns for path in sorted(records)}


@pytest.mark.slow
def test_each_country_has_a_page_that_its_own_rows_make_again(project: SmallProject) -> None:
    project.replace("analysis/notebooks/country.ipynb", "fig-countries-map", "fig-members")
    process = project.build("--to", "html")
    assert process.returncode == 0, process.stderr
    page = project.page("countries/KEN.html")
    assert "<h1" in page
    assert "Kenya holds 6 secretariats of active committees" in page
    assert "rank 1 among the 2 countries with any" in page
    assert "Member body in the records of ISO: KEBS" in page
    listed = project.page("countries/index.html")
    assert {"CHN", "KEN"} <= set(re.findall(r'data-value="([A-Z]{3})"', listed))
    figure, _, table = listed.partition('<figure id="tbl-series-list"')
    assert '<figure id="fig-members">\n<svg class="figure-svg" role="img"' in figure
    assert 'href="../data/fig-members.csv"' in figure
    assert table
    assert "countries/KEN.html" in (project.site / "2030/assets/search-index.js").read_text()
    data = list(csv.DictReader((project.site / "2030/countries/KEN.csv").open(encoding="utf-8")))
    standing = [line for line in data if line["table"] == "tbl-country-standing"]
    own = [line for line in standing if line["quantity"] == "p_memberships"]
    assert [line["value"] for line in own] == ["12"]
    assert "count.2030-06-01.p-memberships.ken" in own[0]["rows"].split()

    before, made = project.hashes(), _made(project)
    assert {"CHN", "KEN"} <= set(made)
    # A membership that Kenya gains alone changes no rank and no share of others.
    path = project.root / "data/iso_committee_counts.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"count.{DAYS[1]}.p-memb"))
    path.write_text(text.replace(row, row.replace(",12,", ",13,")), encoding="utf-8")
    process = project.build("--to", "html")
    assert process.returncode == 0, process.stderr
    again = _made(project)
    assert [code for code in again if again[code] != made[code]] == ["KEN"]
    changed = {name for name, known in project.hashes().items() if before.get(name) != known}
    pages = {name for name in changed if name.startswith("2030/countries/")}
    assert pages == {f"2030/countries/{name}" for name in ("KEN.html", "KEN.csv", "index.html")}


def test_the_code_of_no_country_is_a_fault_with_its_row(project: SmallProject) -> None:
    project.replace("data/member_bodies.csv", "KEBS,1,KEN", "KEBS,1,KEX")
    process = project.run("check")
    assert process.returncode == 1
    assert "data/member_bodies.csv:2" in process.stdout + process.stderr
    assert "'KEX' is not an ISO 3166-1 code" in process.stdout + process.stderr
