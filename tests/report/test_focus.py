"""The report with other focus countries: nothing breaks, and absence is said."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from standards_report.observations.domain.editions import edition_ids, load_edition
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_text
from standards_report.workspace import Workspace

from tests.conftest import ROOT, SmallProject
from tests.support.real import computed

pytestmark = pytest.mark.slow

_EDITION = computed(ROOT)[0]  # the edition that has all notebooks
_FOCUS = {
    "the first focus": ["CHN", "USA"],
    "no country with ITU members": ["KOR", "JPN"],
    "one country": ["USA"],
    "five countries": ["CHN", "USA", "DEU", "JPN", "KOR"],
}
_PARTS = ("analysis/notebooks", "chapters", "data", "editions", "_extensions")
_FILES = ("_quarto.yml", "index.qmd", "references.bib")
Emissions = tuple[list[str], dict[str, dict[str, Any]]]


def report_on(focus: list[str], folder: Path) -> SmallProject:
    """The report of one edition, copied, with these focus countries."""
    for part in _PARTS:
        others = [f"{name}.yml" for name in edition_ids(ROOT / "editions") if name != _EDITION]
        left_out = shutil.ignore_patterns("records", "releases", "errata.csv", *others)
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    path = folder / "editions" / f"{_EDITION}.yml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"focus_countries: .*", f"focus_countries: [{', '.join(focus)}]", text)
    changed = re.sub(r"(?m)^previous: .*\n", "", changed)  # the edition before is left out
    path.write_text(changed, encoding="utf-8")
    profile = profile_text(load_edition(folder / "editions", _EDITION))
    (folder / f"_quarto-{_EDITION}.yml").write_text(profile, encoding="utf-8")
    return SmallProject(folder)


@pytest.fixture(scope="module", params=_FOCUS, ids=str)
def emissions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Emissions:
    """What every notebook emits with one choice of focus countries, in a report that passes the
    check: no sentence names a value that these countries do not have."""
    focus = _FOCUS[request.param]
    report = report_on(focus, tmp_path_factory.mktemp("focus") / "report")
    checked = report.run("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    project = Project(report.root)
    work = Workspace(project, _EDITION)
    names = notebook_names(project, load_edition(project.editions, _EDITION))
    found = {name: json.loads(work.emitted(name).read_text(encoding="utf-8")) for name in names}
    return focus, found


def test_pages_of_other_countries_say_what_is_absent_and_show_no_markup(tmp_path: Path) -> None:
    report = report_on(["KOR", "JPN"], tmp_path / "report")
    built = report.build(_EDITION)
    assert built.returncode == 0, built.stdout + built.stderr
    pages = sorted((report.site / _EDITION / "chapters").glob("*.html"))
    assert pages
    texts = {page.stem: page.read_text(encoding="utf-8") for page in pages}
    marks = re.compile(r"\{\{<|\?var:|:::|>nan<|\bNone</td>")
    assert [name for name, text in texts.items() if marks.search(text)] == []
    for name in ("membership", "iso"):
        assert "Not published: South Korea and Japan" in texts[name], name
    assert "No number is published for South Korea and Japan" in texts["itu"]


def test_all_say_the_same_figures_and_tables(
    emissions: Emissions,
) -> None:
    first = {label for one in emissions[1].values() for label in (*one["figures"], *one["tables"])}
    committed = {
        line.split(":", 1)[1].strip()
        for path in (ROOT / "analysis" / "notebooks").glob("*.ipynb")
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


# "None of these" is English.
_CODE_FOR_NOTHING = re.compile(r"(?<![\w.])(?:nan|NaN|None(?! of\b)|NaT|<NA>|inf|\[\]|\(\))(?!\w)")


def test_figures_have_alt_text_and_something_to_see(
    emissions: Emissions,
) -> None:
    for one in emissions[1].values():
        for label, figure in one["figures"].items():
            assert figure["alt"].strip().endswith("."), label
            assert "<text" in figure["svg"], label


def test_a_country_without_members_is_said_to_have_no_number(
    emissions: Emissions,
) -> None:
    focus, found = emissions
    values = found["membership"]["values"]
    for code in focus:
        stated = values[f"itu.members.{code}.latest"]["number"] is not None
        assert stated == (code in ("CHN", "USA")), code
        if not stated:
            assert values[f"itu.members.{code}.latest"]["text"] == "not published"
