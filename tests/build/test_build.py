"""Building: what runs, what stays, and what the published site holds."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import SmallProject


def ran(stderr: str) -> list[str]:
    """Names of the steps that a build reports to have run."""
    return re.findall(r"✓ (.+?)\s+[\d.]+ s", stderr)


def test_a_build_publishes_pages_pdf_data_notebooks_and_manifest(published: SmallProject) -> None:
    edition = published.site / "2030"
    for name in (
        "index.html",
        "chapters/members.html",
        "standards-report-2030.pdf",
        "data/fig-members.csv",
        "data/datapackage.json",
        "notebooks/members.html",
        "manifest.json",
    ):
        assert (edition / name).is_file(), name
    assert (edition / "standards-report-2030.pdf").read_bytes().startswith(b"%PDF-")
    assert 'href="2030/index.html"' in (published.site / "index.html").read_text(encoding="utf-8")


def test_the_manifest_hashes_every_published_file(published: SmallProject) -> None:
    manifest = json.loads(published.page("manifest.json"))
    hashed = {
        name.removeprefix("2030/"): value
        for name, value in published.hashes().items()
        if name.startswith("2030/") and not name.endswith("manifest.json")
    }
    assert manifest["outputs"] == hashed


def test_an_unchanged_build_runs_nothing_and_rewrites_no_byte(built: SmallProject) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.site.rglob("*")}
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert ran(process.stderr) == []
    assert {path: path.stat().st_mtime_ns for path in built.site.rglob("*")} == before


def test_a_changed_table_reruns_only_the_notebooks_that_read_it(built: SmallProject) -> None:
    built.replace(
        "data/itu_members.csv",
        "m.jpn.2030,2030,ITU,JPN,total,24",
        "m.jpn.2030,2030,ITU,JPN,total,23",
    )
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert "2030 members" in ran(process.stderr)
    assert "2030 other" not in ran(process.stderr)
    assert ">23</a>" in built.page("chapters/members.html")


def test_a_changed_chapter_reruns_no_notebook(built: SmallProject) -> None:
    built.append("chapters/members.qmd", "\nA new sentence.\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert {"2030 members", "2030 other", "2030 index"}.isdisjoint(ran(process.stderr))
    assert "A new sentence." in built.page("chapters/members.html")


@pytest.mark.slow
def test_explain_says_why_each_step_runs(built: SmallProject) -> None:
    built.append(
        "data/contributions.csv",
        "c.new,2030,ITU,Q1/1,,,,contributions,1,,,count,exact,register,Page 6,,\n",
    )
    process = built.build("--explain")
    assert process.returncode == 0, process.stderr
    lines = dict(
        line.strip().split(": ", 1) for line in process.stderr.splitlines() if ": " in line
    )
    assert "contributions.csv" in lines["2030 other"]
    assert "2030 members" not in lines
    assert "2030 other" in lines["2030 index"]


@pytest.mark.slow
def test_a_row_known_after_the_edition_changes_nothing_in_it(built: SmallProject) -> None:
    before = built.hashes()
    built.append(
        "data/itu_members.csv",
        "m.late,2029,ITU,CHN,total,1,,,count,exact,later,Page 2,,\n",
    )
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert built.hashes() == before


def test_other_focus_countries_change_table_figure_and_text(built: SmallProject) -> None:
    built.replace("editions/2030.yml", "[CHN, JPN]", "[KOR, JPN]")
    process = built.build()
    assert process.returncode == 0, process.stderr
    page = built.page("chapters/members.html")
    assert "Members of South Korea and Japan." in page
    assert re.search(r"first country in focus has <a[^>]*>7</a>", page)
    assert "South Korea 7" in page
    assert re.search(r"<td[^>]*>South Korea</td>\s*<td[^>]*>7</td>", page)
    assert "for South Korea and Japan" in built.page("index.html")


@pytest.mark.slow
def test_a_focus_country_without_data_is_shown_as_missing(built: SmallProject) -> None:
    built.replace("editions/2030.yml", "[CHN, JPN]", "[CHN, JPN, FRA]")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert re.search(
        r"<td[^>]*>France</td>\s*<td[^>]*>not in our sources</td>",
        built.page("chapters/members.html"),
    )


@pytest.mark.parametrize("name", ["2030", "2030 2030"])
def test_an_edition_can_be_named(built: SmallProject, name: str) -> None:
    process = built.build(*name.split())
    assert process.returncode == 0, process.stderr
