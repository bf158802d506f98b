"""All notebooks with other focus countries: nothing breaks, and absence is said."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from standards_report.observations.editions import load_edition
from standards_report.pipeline.compute import notebook_names
from standards_report.pipeline.notebooks import Run, run_notebook
from standards_report.project import find_project

pytestmark = pytest.mark.slow

_PROJECT = find_project()
_EDITION = load_edition(_PROJECT.editions, "2025")  # the edition that has all notebooks
_FOCUS = {
    "the first focus": ["CHN", "USA"],
    "no country with ITU members": ["KOR", "JPN"],
    "one country": ["USA"],
    "five countries": ["CHN", "USA", "DEU", "JPN", "KOR"],
}


def _emitted(name: str, focus: list[str], folder: Path) -> dict[str, Any]:
    source = _PROJECT.notebooks / f"{name}.ipynb"
    parameters = _EDITION.parameters() | {"focus_countries": focus}
    outputs = [folder / f"{name}.{part}.ipynb" for part in ("executed", "emitted", "failed")]
    run_notebook(Run(source, name, parameters, *outputs))
    emitted: dict[str, Any] = json.loads(outputs[1].read_text(encoding="utf-8"))
    return emitted


@pytest.fixture(scope="module", params=_FOCUS, ids=str)
def emissions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Every notebook run with one choice of focus countries."""
    focus = _FOCUS[request.param]
    folder = tmp_path_factory.mktemp("focus")
    names = notebook_names(_PROJECT, _EDITION)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda name: _emitted(name, focus, folder), names))
    return focus, dict(zip(names, found, strict=True))


def test_all_say_the_same_figures_and_tables(
    emissions: tuple[list[str], dict[str, dict[str, Any]]],
) -> None:
    first = {label for one in emissions[1].values() for label in (*one["figures"], *one["tables"])}
    committed = {
        line.split(":", 1)[1].strip()
        for path in _PROJECT.notebooks.glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in "".join(cell["source"]).splitlines()
        if line.startswith("#| label:")
    }
    assert first == committed


def test_no_text_shows_a_missing_number_as_code_does(
    emissions: tuple[list[str], dict[str, dict[str, Any]]],
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
    emissions: tuple[list[str], dict[str, dict[str, Any]]],
) -> None:
    for one in emissions[1].values():
        for label, figure in one["figures"].items():
            assert figure["alt"].strip().endswith("."), label
            assert "<text" in figure["svg"], label


def test_a_country_without_members_is_said_to_have_no_number(
    emissions: tuple[list[str], dict[str, dict[str, Any]]],
) -> None:
    focus, found = emissions
    values = found["membership"]["values"]
    for code in focus:
        stated = values[f"itu.members.{code}.latest"]["number"] is not None
        assert stated == (code in ("CHN", "USA")), code
        if not stated:
            assert values[f"itu.members.{code}.latest"]["text"] == "not published"
