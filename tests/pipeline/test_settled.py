"""A build that would change nothing is known from hashes alone, and any change makes it run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from standards_report import own_code
from standards_report.pipeline.graph.settled import Settled, kind_of, recall
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.quarto.quarto_program import engine_name

from tests.conftest import SmallProject


def settled(project: SmallProject, *formats: str) -> Settled | None:
    kind = kind_of(engine_name(None), formats)
    return recall(Project(project.root), kind, Reporter(quiet=True))


def first(project: SmallProject, pattern: str) -> Path:
    return next(path for path in sorted(project.root.glob(pattern)) if path.is_file())


def flip(pattern: str) -> Callable[[SmallProject], None]:
    """Changes one byte of the first file of that name, and neither its size nor its times."""

    def change(project: SmallProject) -> None:
        path = first(project, pattern)
        times, content = path.stat(), bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    return change


def add(name: str) -> Callable[[SmallProject], None]:
    def change(project: SmallProject) -> None:
        (project.root / name).write_text("new\n", encoding="utf-8")

    return change


def drop(pattern: str) -> Callable[[SmallProject], None]:
    def change(project: SmallProject) -> None:
        first(project, pattern).unlink()

    return change


# What neither a build reads nor leaves is not here: what editors leave, what is being made.
CHANGES: dict[str, Callable[[SmallProject], None]] = {
    "a row": flip("data/itu_members.csv"),
    "a chapter": flip("chapters/members.qmd"),
    "a notebook": flip("analysis/notebooks/members.ipynb"),
    "a filter": flip("_extensions/**/*.lua"),
    "the settings": flip("_quarto.yml"),
    "a new source": add("chapters/new.qmd"),
    "a source that is gone": drop("references.bib"),
    "what follows from the tables": flip("data/README.md"),
    "the profile of the edition": flip("_quarto-2030.yml"),
    "a page": flip("_site/2030/chapters/members.html"),
    "the list of editions": flip("_site/index.html"),
    "a new file of the site": add("_site/2030/new.html"),
    "a page that is gone": drop("_site/2030/chapters/*.html"),
    "a result": flip(".build/results/*/*.json"),
    "a result that is gone": drop(".build/results/*/*.json"),
    "a record": flip(".build/records/*.json"),
    "what is kept": flip(".build/settled.json"),
}


def test_a_build_is_known_to_change_nothing_only_of_its_kind(built: SmallProject) -> None:
    assert built.build().returncode == 0
    known = settled(built)
    assert known is not None
    assert known.steps == len(known.folders) > 20
    assert settled(built, "html") is None


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen_whatever_times_and_sizes_say(built: SmallProject, change: str) -> None:
    assert settled(built) is not None
    CHANGES[change](built)
    assert settled(built) is None


@pytest.mark.parametrize("change", ["a page", "a page that is gone", "a result", "a record"])
def test_what_was_damaged_is_whole_after_the_next_build(built: SmallProject, change: str) -> None:
    before = built.hashes()
    CHANGES[change](built)
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert built.hashes() == before
    assert settled(built) is not None


def test_another_package_makes_it_run(built: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    package = built.root / "elsewhere" / "new_package-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "RECORD").write_text("new_package.py,sha256=0,0\n", encoding="utf-8")
    assert settled(built) is not None
    monkeypatch.syspath_prepend(str(package.parent))
    assert settled(built) is None


def test_other_code_makes_it_run(built: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settled(built) is not None
    monkeypatch.setitem(own_code.HASHES, Path(own_code.__file__), "")
    assert settled(built) is None


def test_what_is_no_list_of_hashes_is_passed_over(built: SmallProject) -> None:
    path = built.root / ".build" / "settled.json"
    for text in ("", "[]", "{", json.dumps({"state": "", "told": {"steps": 1}})):
        path.write_text(text, encoding="utf-8")
        assert settled(built) is None
        assert built.build().returncode == 0
