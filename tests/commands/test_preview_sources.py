"""What the preview takes for a save, and that none is missed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from standards_report.commands.preview.own_source import code_hash, require_code
from standards_report.commands.preview.watching import LIBRARY, Saves, is_source, watching
from standards_report.errors import RenderError
from standards_report.project import Project

from tests.conftest import SmallProject


@pytest.mark.parametrize(
    "name",
    [
        *("_quarto.yml", "index.qmd", "references.bib", "chapters/a.qmd", "data/a.csv"),
        *("data/records/a.csv", "data/datapackage.yaml", "editions/2030.yml", "requirements.lock"),
        *("analysis/notebooks/a.ipynb", "analysis/notebooks/helper.py", "tests/words.txt"),
        *(
            "_extensions/standards-report/styles/report.css",
            "chapters/figure.svg",
            "tests/numbers.txt",
        ),
    ],
)
def test_what_authors_write_is_a_source(name: str) -> None:
    assert is_source(Project(Path("/project")), Path("/project", name))


@pytest.mark.parametrize(
    "name",
    [
        *("data/README.md", "_quarto-2030.yml", ".build/state/a", "_site/index.html"),
        *("_executed/a.ipynb", "_variables.yml", "_report.json", "tests/test_a.py"),
        *("chapters/.#a.qmd", "chapters/#a.qmd#", "chapters/a.qmd~", "chapters/.a.qmd.swp"),
        *("chapters/4913", "data/~$a.csv", "data/.~lock.a.csv#", "data/a.csv.bak"),
        *("chapters/a.html", "chapters/a.quarto_ipynb", "chapters/a_files/figure.png"),
        *("analysis/notebooks/.ipynb_checkpoints/a.ipynb", "data/.ingest/a.csv", "README.md"),
        *("analysis/notebooks/__pycache__/helper.pyc", "._index.qmd", ".goutputstream-A1"),
    ],
)
def test_what_editors_and_builds_write_is_none(name: str) -> None:
    assert not is_source(Project(Path("/project")), Path("/project", name))


def _saved(saves: Saves, path: Path) -> set[Path]:
    """All that was saved until `path` was among it."""
    found: set[Path] = set()
    deadline = time.monotonic() + 20
    while path not in found:
        assert time.monotonic() < deadline
        found |= saves.next(0.5)
    return found


def test_a_save_is_seen_from_the_beginning_and_however_it_is_made(small: SmallProject) -> None:
    project = Project(small.root.resolve())
    chapter, config = project.chapters / "members.qmd", project.root / "_quarto.yml"
    with watching(project) as saves:
        chapter.write_text("# Members\n", encoding="utf-8")
        (project.chapters / ".members.qmd.swp").touch()
        (project.data / "README.md").touch()
        project.scratch.mkdir()
        (project.scratch / "a.csv").touch()
        assert _saved(saves, chapter) == {chapter}
        for _ in range(2):  # a file that was replaced is still watched
            new = project.root / ".new"
            new.write_bytes(config.read_bytes())
            new.replace(config)
            assert _saved(saves, config) == {config}
        chapter.unlink()
        assert _saved(saves, chapter) == {chapter}
        assert saves.next(0.2) == set()


def test_code_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert code_hash() == code_hash()
    before = code_hash()
    monkeypatch.setattr("standards_report.commands.preview.own_source.LIBRARY", tmp_path)
    monkeypatch.setattr("standards_report.commands.preview.watching.LIBRARY", tmp_path)
    assert code_hash() != before
    wrong, right = tmp_path / "cli.py", tmp_path / "build" / "build.py"
    right.parent.mkdir()
    right.write_text("A = 1\n", encoding="utf-8")
    wrong.write_text("A = 1\ndef b(:\n", encoding="utf-8")
    require_code([right, right.with_name("removed.py"), LIBRARY / "errors.py"])
    with pytest.raises(RenderError, match=r"/cli\.py:2: is no Python: .*: correct it$"):
        require_code([right, wrong])
