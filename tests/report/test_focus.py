"""The report with other focus countries: nothing breaks, and absence is said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from standards_report.observations.domain.editions import load_edition
from standards_report.observations.notebook_metadata import notebook_names, run_for_each
from standards_report.project import Project
from standards_report.workspace import Workspace

from tests.conftest import ROOT, SmallProject
from tests.support.open_report import EDITION, open_report, said_on

pytestmark = pytest.mark.slow

_FOCUS = {
    "one country that the source is not about": ["KOR"],
    "one more country": ["CHN", "USA", "GBR"],
    "four other countries": ["DEU", "JPN", "KOR", "BRA"],
    "six countries": ["CHN", "USA", "DEU", "JPN", "KOR", "FRA"],
}
# The one whose pages are made, too.
_SHOWN = "four other countries"
Emissions = tuple[list[str], dict[str, dict[str, Any]]]


def _of_focus(focus: str, folder: Path) -> SmallProject:
    """A report with one choice of focus countries that passes the check: no sentence names a value
    that these countries do not have."""
    report = open_report(folder, _FOCUS[focus])
    done = report.build(EDITION, "--to", "html") if focus == _SHOWN else report.run("check")
    assert done.returncode == 0, done.stdout + done.stderr
    return report


@pytest.fixture(scope="module", params=_FOCUS, ids=str)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SmallProject:
    return _of_focus(request.param, tmp_path_factory.mktemp("focus") / "report")


@pytest.fixture(scope="module")
def emissions(report: SmallProject) -> Emissions:
    """What every notebook emits with one choice of focus countries."""
    project = Project(report.root)
    work, edition = Workspace(project, EDITION), load_edition(project.editions, EDITION)
    names = notebook_names(project, edition)
    found = {name: json.loads(work.emitted(name).read_text(encoding="utf-8")) for name in names}
    return list(edition.focus_countries), found


@pytest.mark.parametrize("report", [_SHOWN], indirect=True)
def test_pages_of_other_countries_say_what_is_absent_and_show_no_markup(
    report: SmallProject,
) -> None:
    pages = sorted((report.site / EDITION / "chapters").glob("*.html"))
    assert pages
    texts = {page.stem: page.read_text(encoding="utf-8") for page in pages}
    marks = re.compile(r"\{\{<|\?var:|:::|>nan<|\bNone</td>")
    assert [name for name, text in texts.items() if marks.search(text)] == []
    focus = "Germany, Japan, South Korea and Brazil"
    written = " ".join(re.sub(r"<[^>]+>", " ", texts["membership"]).split())  # lines of a figure
    assert f"Not in our sources: {focus}" in written
    assert f"not in our sources for {focus}" in texts["itu"]
    said = "\n".join(said_on(report.site / EDITION / "chapters" / "summary.html"))
    assert f"In focus: {focus}. Members of ITU-T: not in our sources. Share of" in said
    assert re.search(
        r"Secretariats in ISO: Germany \d+, Japan \d+, South Korea \d+ and Brazil \d+ \(", said
    )
    # What the source says of its own subject stands whatever the focus is.
    assert re.search(r"China had \d+, the United States \d+", said)


def test_all_say_the_same_figures_and_tables(
    emissions: Emissions,
) -> None:
    first = {label for one in emissions[1].values() for label in (*one["figures"], *one["tables"])}
    committed = {
        line.split(":", 1)[1].strip()
        for path in (ROOT / "analysis" / "notebooks").glob("*.ipynb")
        if not run_for_each(path)
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in "".join(cell["source"]).splitlines()
        if line.startswith("#| label:")
    }
    assert first == committed


def test_no_text_shows_a_missing_number_as_code_does(
    emissions: Emissions,
) -> None:
    texts = [
        text
        for one in emissions[1].values()
        for item in (*one["figures"].values(), *one["tables"].values())
        for text in (item["caption"], item.get("alt", ""), item["note"], item["markdown"])
    ]
    assert [text for text in texts if _CODE_FOR_NOTHING.search(text)] == []


# "None of these", "None named" and "None: no holder is named" are English.
_CODE_FOR_NOTHING = re.compile(
    r"(?<![\w.])(?:nan|NaN|None(?! of\b| named\b|: (?:the|no)\b)|NaT|<NA>|inf|\[\]|\(\))(?!\w)"
)


def test_figures_have_alt_text_and_something_to_see(
    emissions: Emissions,
) -> None:
    for one in emissions[1].values():
        for label, figure in one["figures"].items():
            assert figure["alt"].strip().endswith("."), label
            assert "<text" in figure["svg"], label


def test_figures_beside_sentences_on_the_source_s_subject_show_it(emissions: Emissions) -> None:
    _, found = emissions
    for name, label in (
        ("front", "fig-front-secretariats"),
        ("front", "fig-front-members"),
        ("membership", "fig-itu-members"),
        ("case_q11_15", "fig-case-roles"),
    ):
        said = found[name]["figures"][label]["alt"]
        assert "China" in said, label
        assert "United States" in said, label


def test_a_country_without_members_is_said_to_have_no_number(
    emissions: Emissions,
) -> None:
    focus, found = emissions
    values = found["membership"]["values"]
    for code in focus:
        stated = values[f"itu.members.{code}.latest"]["number"] is not None
        assert stated == (code in ("CHN", "USA")), code
        if not stated:
            assert values[f"itu.members.{code}.latest"]["text"] == "not in our sources"
