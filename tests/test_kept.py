"""Results of Pandoc between builds: used while nothing that went into them changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_report.render.kept import Kept
from standards_report.render.pandoc import Recipe

from tests.conftest import SmallProject


def _upper(kept: Kept, word: str, file: Path, made: list[str]) -> str:
    def make() -> str:
        made.append(word)
        return word.upper()

    return kept.text([word], [file], make)


def test_a_result_is_made_once_for_the_same_words_and_files(tmp_path: Path) -> None:
    made: list[str] = []
    file = tmp_path / "filter.lua"
    file.write_text("one", encoding="utf-8")
    for _ in range(2):
        assert _upper(Kept(tmp_path / "kept"), "a\r\nß", file, made) == "A\r\nSS"
    assert made == ["a\r\nß"]
    file.write_text("two", encoding="utf-8")
    _upper(Kept(tmp_path / "kept"), "a\r\nß", file, made)
    _upper(Kept(tmp_path / "kept"), "b", file, made)
    assert made == ["a\r\nß", "a\r\nß", "b"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"0123\nA", b"half"])
def test_what_a_killed_build_left_is_made_again(tmp_path: Path, damage: bytes) -> None:
    made: list[str] = []
    file = tmp_path / "filter.lua"
    file.write_text("one", encoding="utf-8")
    folder = tmp_path / "kept"
    _upper(Kept(folder), "a", file, made)
    (result,) = folder.iterdir()
    result.write_bytes(damage)
    assert _upper(Kept(folder), "a", file, made) == "A"
    assert made == ["a", "a"]


def test_a_result_that_is_marked_stays(tmp_path: Path) -> None:
    made: list[str] = []
    file = tmp_path / "filter.lua"
    file.write_text("one", encoding="utf-8")
    for word in ("a", "b"):
        _upper(Kept(tmp_path / "kept"), word, file, made)
    kept = Kept(tmp_path / "kept")
    kept.keep(["a"], [file])
    kept.forget_others()
    assert _upper(kept, "a", file, made) == "A"
    assert _upper(kept, "b", file, made) == "B"
    assert made == ["a", "b", "b"]


def test_results_that_nobody_asked_for_are_forgotten(tmp_path: Path) -> None:
    made: list[str] = []
    file = tmp_path / "filter.lua"
    file.write_text("one", encoding="utf-8")
    first = Kept(tmp_path / "kept")
    for word in ("a", "b"):
        _upper(first, word, file, made)
    second = Kept(tmp_path / "kept")
    _upper(second, "b", file, made)
    second.forget_others()
    assert len(list((tmp_path / "kept").iterdir())) == 1
    _upper(second, "b", file, made)
    assert made == ["a", "b"]


@pytest.mark.parametrize(
    "name", ["filters/one.lua", "filters/module.lua", "last/two.lua", "list.bib", "index.json"]
)
def test_pandoc_runs_again_where_any_file_that_it_reads_changes(tmp_path: Path, name: str) -> None:
    for file in ("filters/one.lua", "filters/module.lua", "last/two.lua", "list.bib", "index.json"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("", encoding="utf-8")
    finish = (f"--bibliography={tmp_path}/list.bib", f"--lua-filter={tmp_path}/last/two.lua")
    environment = {"INDEX": f"{tmp_path}/index.json", "OFFSET": "."}
    recipe = Recipe(("--to=html",), (tmp_path / "filters/one.lua",), finish, {}, environment)
    assert tmp_path / name in recipe.ingredients()[1]


def test_pandoc_runs_again_where_what_it_is_asked_for_changes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.lua", tmp_path / "two.lua"
    asked = [
        Recipe(("--to=html",), (one, two), (), {}, {}),
        Recipe(("--to=html",), (two, one), (), {}, {}),
        Recipe(("--to=typst",), (one, two), (), {}, {}),
        Recipe(("--to=html",), (one, two), ("--citeproc",), {}, {}),
        Recipe(("--to=html",), (one, two), (), {"lang": "en"}, {}),
        Recipe(("--to=html",), (one, two), (), {}, {"OFFSET": ".."}),
    ]
    assert len({tuple(one.ingredients()[0]) for one in asked}) == len(asked)


@pytest.mark.slow
def test_only_the_changed_chapter_is_set_anew(built: SmallProject) -> None:
    folder = built.root / ".build" / "editions" / "2030" / "kept-pages"
    seen = []
    for words in ("One sentence.", "Another sentence."):  # the copy has a path of its own
        built.append("chapters/members.qmd", f"\n{words}\n")
        process = built.build()
        assert process.returncode == 0, process.stderr
        assert words in built.page("chapters/members.html")
        seen.append({path.name for path in folder.iterdir()})
    before, after = seen
    assert len(after) == len(before)
    assert len(after - before) == 1


@pytest.mark.slow
def test_a_chapter_that_refers_to_what_is_renumbered_is_set_anew(built: SmallProject) -> None:
    built.append("chapters/glossary.qmd", "\nSee @sec-by-country.\n")
    first = ("chapters/members.qmd", "## By country", "## New\n\nWords.\n\n## By country")
    for number, change in (("1.1", None), ("1.2", first)):
        if change:
            built.replace(*change)
        process = built.build()
        assert process.returncode == 0, process.stderr
        assert f"Section\N{NO-BREAK SPACE}{number}" in built.page("chapters/glossary.html")
