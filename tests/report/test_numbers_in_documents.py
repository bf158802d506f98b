"""Numbers and names in README and CONTRIBUTING that can be computed are what is computed."""

from __future__ import annotations

import re
import tomllib

import pytest
from standards_report.evidence.claims.functions import FUNCTIONS

from tests import test_architecture
from tests.conftest import ROOT
from tests.fuzz.targets import TARGETS
from tests.support.tables import real_tables

CONTRIBUTING = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def found(pattern: str, text: str) -> list[float]:
    """The numbers in the one place of a text that the pattern fits."""
    matches = list(re.finditer(pattern, text))
    assert len(matches) == 1, (pattern, matches)
    return [float(number.replace(",", "")) for number in matches[0].groups()]


def test_the_limits_of_files_and_functions_are_those_that_are_tested() -> None:
    lines, function = found(r"at most (\d+) lines and a function at most (\d+)", CONTRIBUTING)
    source = (ROOT / "tests" / "test_architecture.py").read_text(encoding="utf-8")
    assert f"<= {lines:g}" in source
    assert f"<= {function:g}" in source
    assert test_architecture.PACKAGE.is_dir()


def test_every_file_that_the_map_names_is_there() -> None:
    plan = CONTRIBUTING.partition("## A map")[2].partition("## Commands")[0]
    files = re.findall(r"`([a-z_-][a-z_/.-]*\.[a-z]+)`", plan)
    assert {"ingest/registry.py", "display/__init__.pyi", "_quarto.yml"} < set(files)
    roots = (test_architecture.PACKAGE, ROOT)
    assert [name for name in files if not any((root / name).exists() for root in roots)] == [
        "study.py",  # of observations/, as its row says
        "build.py",
        "lazy/drawings.js",  # of _extensions/standards-report/, as its rows say
        "lazy/plot.js",
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_of_claims_is_described(name: str) -> None:
    told = CONTRIBUTING.partition("## Write a claim or an audit")[2].partition(" ## ")[0]
    assert re.search(rf"`{name}[(`]", told)


def test_the_limit_of_coverage_is_that_of_make() -> None:
    assert found(r"fails below (\d+) percent", CONTRIBUTING) == found(r"fail-under (\d+)", MAKEFILE)


def test_the_minutes_of_the_fuzzer_are_those_of_make() -> None:
    [minutes] = found(r"(\d+) minutes a target", CONTRIBUTING)
    assert [minutes * 60] == found(r"or \$\(SECONDS\),(\d+)", MAKEFILE)
    assert "each of twelve targets" in MAKEFILE
    assert len(TARGETS) == 12


def test_the_version_of_python_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [version] = re.findall(r"need Python (\d\.\d+) or later", README)
    assert project["requires-python"] == f">={version}"


@pytest.mark.parametrize("day", ["2025-08-20"])
def test_the_snapshot_that_edition_2025_counted_is_as_told(day: str) -> None:
    every, active, unnamed = found(
        r"(\d+) committees in the later snapshot, of which (\d+) are active; (\d+) active",
        CONTRIBUTING,
    )
    rows = real_tables()["iso_committee_counts"].rows
    counts = rows[(rows["source"] == f"iso-open-data-{day}") & (rows["member"] == "")]
    committees = counts[counts["measure"] == "committees"]
    named = counts[counts["measure"] == "committees with a secretariat"]
    of_active = committees[committees["status"] == "active"]["value"].sum()
    assert (committees["value"].sum(), of_active) == (every, active)
    assert of_active - named[named["status"] == "active"]["value"].sum() == unnamed
