"""A change of prose alone leaves the computing half of the graph out, and nothing else does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from standards_report.observations.editions import load_edition
from standards_report.pipeline.computed import is_computed
from standards_report.pipeline.unchanged import look, note_build
from standards_report.project import Project

from tests.conftest import SmallProject, new_project

MADE = (
    ".build/data-checked",
    ".build/editions/2030/index.json",
    ".build/editions/2030/emitted/members.json",
    ".build/editions/2030/executed/changes.ipynb",
    ".build/editions/2030/executed/members.ipynb",
    ".build/editions/2030/prose-checked",
    "_site/2030/index.html",
)


@pytest.fixture
def noted(tmp_path: Path) -> Project:
    """A project as a build that ended well leaves and notes it."""
    project = Project(new_project(tmp_path / "small").root)
    for name in MADE:
        _change(project.root / name)
    while (seen := look(project)) is None or not seen.settled:
        time.sleep(0.005)
    note_build(project, seen, {"editions": [], "engine": "None"}, {"steps": 1})
    assert _is_computed(project)
    return project


def _is_computed(project: Project) -> bool:
    return is_computed(project, [load_edition(project.editions, "2030")])


def test_prose_and_what_is_rendered_concern_no_notebook(noted: Project) -> None:
    folder = noted.scratch / "editions" / "2030"
    for path in (
        noted.chapters / "members.qmd",
        noted.root / "index.qmd",
        noted.bibliography,
        noted.site / "2030" / "index.html",
        folder / "prose-checked",
        folder / "executed" / "changes.ipynb",
    ):
        _change(path)
    (noted.chapters / "new.qmd").write_text("# New\n", encoding="utf-8")
    assert _is_computed(noted)


@pytest.mark.parametrize(
    "name",
    [
        "data/itu_members.csv",
        "data/new.csv",
        "analysis/notebooks/members.ipynb",
        "editions/2030.yml",
        "_quarto.yml",
        "_extensions/standards-report/values.lua",
        ".build/data-checked",
        ".build/editions/2030/index.json",
        ".build/editions/2030/emitted/members.json",
        ".build/editions/2030/executed/members.ipynb",
    ],
)
def test_everything_else_does(noted: Project, name: str) -> None:
    _change(noted.root / name)
    assert not _is_computed(noted)


def _change(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def test_what_was_not_built_is_not_computed(noted: Project) -> None:
    (noted.scratch / "unchanged.json").unlink()
    assert not _is_computed(noted)


@pytest.mark.slow
def test_a_build_after_a_change_of_prose_gives_what_a_whole_one_gives(
    built: SmallProject,
) -> None:
    assert built.build().returncode == 0
    built.append("chapters/members.qmd", "\nA sentence more.\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert "2030 prose" in process.stderr
    assert "A sentence more." in built.page("chapters/members.html")
    hashes = built.hashes()
    (built.root / ".build" / "unchanged.json").unlink()
    whole = built.build()
    assert whole.returncode == 0, whole.stderr
    assert "0 steps ran" in whole.stderr
    assert _looked_at(whole.stderr) > _looked_at(process.stderr)
    assert built.hashes() == hashes


def _looked_at(said: str) -> int:
    line = next(line for line in said.splitlines() if "steps ran" in line)
    ran, _, unchanged = line.partition(" steps ran, ")
    return int(ran) + int(unchanged.split()[0])


def test_a_chapter_that_is_a_link_out_of_the_project_is_still_refused(
    noted: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.qmd"
    elsewhere.write_text("# Elsewhere\n", encoding="utf-8")
    (noted.chapters / "linked.qmd").symlink_to(elsewhere)
    assert _is_computed(noted)
    process = SmallProject(noted.root).build()
    assert process.returncode == 2
    assert "chapters/linked.qmd: is a link out of the project" in process.stderr
