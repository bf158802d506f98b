"""The quick answer of a build that has nothing to do, and that nothing escapes it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from standards_report.pipeline import unchanged
from standards_report.pipeline.unchanged import Look, is_built, last_build, look, note_build
from standards_report.project import Project
from standards_report.render.publish import publish_edition

from tests.conftest import SmallProject, new_project

ASKED = {"editions": [], "engine": "None"}
SAID = {"steps": 7}


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a published site, and code of its own, after a build that ended well."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "module.py").write_text("one = 1\n", encoding="utf-8")
    monkeypatch.setattr(unchanged, "_PACKAGE", code)
    small = new_project(tmp_path / "small")
    for name in ("_site/2030/index.html", ".build/editions/2030/index.json", "requirements.lock"):
        (small.root / name).parent.mkdir(parents=True, exist_ok=True)
        (small.root / name).write_text("made\n", encoding="utf-8")
    project = Project(small.root)
    note_build(project, _later_look(project), ASKED, SAID)
    assert last_build(project, ASKED) == SAID
    return project


def _later_look(project: Project) -> Look:
    """A look when the file system's clock has moved on."""
    while (seen := look(project)) is None or not seen.settled:
        time.sleep(0.005)
    return seen


def _same_size(path: Path) -> None:
    """Another content of the same size, with the times of the old one."""
    times = path.stat()
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _added(path: Path) -> None:
    path.with_name("added-" + path.name).write_text("new\n", encoding="utf-8")


@pytest.mark.parametrize("change", [_same_size, Path.unlink, _added])
@pytest.mark.parametrize(
    "name",
    [
        "data/itu_members.csv",
        "data/datapackage.yaml",
        "analysis/notebooks/members.ipynb",
        "chapters/members.qmd",
        "index.qmd",
        "editions/2030.yml",
        "references.bib",
        "_quarto.yml",
        "requirements.lock",
        "_extensions/standards-report/values.lua",
        "_site/2030/index.html",
        ".build/editions/2030/index.json",
        "../code/module.py",
    ],
)
def test_a_changed_deleted_or_added_file_is_noticed(
    noted: Project, name: str, change: Callable[[Path], None]
) -> None:
    change(noted.root / name)
    assert last_build(noted, ASKED) is None


def test_what_no_build_reads_changes_nothing(noted: Project) -> None:
    for name in (
        ".git/index",
        ".build/state/db",
        "tests/test_new.py",
        "analysis/__pycache__/a.pyc",
    ):
        (noted.root / name).parent.mkdir(parents=True, exist_ok=True)
        (noted.root / name).write_text("new\n", encoding="utf-8")
    assert last_build(noted, ASKED) == SAID


def test_another_question_is_not_answered(noted: Project) -> None:
    assert last_build(noted, ASKED | {"editions": ["2030"]}) is None
    assert last_build(noted, ASKED | {"engine": "quarto 1.9"}) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"asked": 1}'])
def test_a_damaged_note_counts_as_none(noted: Project, content: str) -> None:
    (noted.scratch / unchanged.NAME).write_text(content, encoding="utf-8")
    assert last_build(noted, ASKED) is None


def test_a_source_that_changed_during_the_build_leaves_no_note(noted: Project) -> None:
    before = _later_look(noted)
    _same_size(noted.root / "chapters" / "members.qmd")
    note_build(noted, before, ASKED, SAID)
    assert last_build(noted, ASKED) is None


def test_files_as_young_as_the_look_leave_no_note(
    noted: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _later_look(noted)
    youngest = max(stamp[2] for stamp in before.stamps.values())
    monkeypatch.setattr(unchanged, "_now", lambda _: youngest)
    note_build(noted, before, ASKED, SAID)
    assert last_build(noted, ASKED) is None


def test_links_are_followed_once_and_may_lead_nowhere(noted: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(noted.chapters, elsewhere)
    shutil.rmtree(noted.chapters)
    noted.chapters.symlink_to(elsewhere)
    (noted.data / "around").symlink_to(noted.data)
    (noted.data / "lost").symlink_to("nowhere")
    note_build(noted, _later_look(noted), ASKED, SAID)
    assert last_build(noted, ASKED) == SAID
    _same_size(elsewhere / "members.qmd")
    assert last_build(noted, ASKED) is None


def test_an_unchanged_build_loads_neither_the_graph_nor_the_data(built: SmallProject) -> None:
    assert built.build().returncode == 0  # the copy has times of its own
    process = built.run("build", "--engine", "pandoc", PYTHONPROFILEIMPORTTIME="1")
    assert "0 steps ran" in process.stderr
    assert "Changed in _site/: nothing" in process.stderr
    assert "typer" in process.stderr
    assert not [name for name in ("pytask", "pandas", "sqlalchemy") if name in process.stderr]


def test_what_was_edited_deleted_or_added_in_the_site_is_put_right(tmp_path: Path) -> None:
    scratch, site = tmp_path / "scratch", tmp_path / "_site"
    (scratch / "data").mkdir(parents=True)
    for name in ("index.html", "data/values.csv", "manifest.json"):
        (scratch / name).write_text(name, encoding="utf-8")
    assert publish_edition(site, scratch, "2030")
    assert not publish_edition(site, scratch, "2030")
    published = site / "2030"
    for spoil in (
        lambda: (published / "index.html").write_text("edited", encoding="utf-8"),
        lambda: (published / "data" / "values.csv").unlink(),
        lambda: (published / "added.html").write_text("added", encoding="utf-8"),
    ):
        spoil()
        assert publish_edition(site, scratch, "2030")
        assert not publish_edition(site, scratch, "2030")
    assert (published / "data" / "values.csv").read_text(encoding="utf-8") == "data/values.csv"


@pytest.mark.parametrize(
    ("made", "wanted", "expected"),
    [([], ["2030"], True), (["2030"], ["2030"], True), (["2029"], ["2030"], False)],
)
def test_commands_that_read_ask_for_nothing_that_was_built(
    noted: Project, made: list[str], wanted: list[str], expected: bool
) -> None:
    note_build(noted, _later_look(noted), ASKED | {"editions": made}, SAID)
    assert is_built(noted, wanted) is expected
    (noted.root / "index.qmd").write_text("Another text.\n", encoding="utf-8")
    assert not is_built(noted, wanted)
