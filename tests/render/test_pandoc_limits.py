"""Markdown that Pandoc would work on for hours is a fault of its chapter, within seconds."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest
from standards_report.errors import RenderError
from standards_report.render.document.parse import parse
from standards_report.render.pandoc import program as pandoc

from tests.conftest import SmallProject

_DEEP = {
    "quotes": "> " * 2000 + "x",
    "lists": "\n".join("  " * depth + "- x" for depth in range(200)),
    "divs": "\n".join(["::: {.a}"] * 2000 + ["x"] + [":::"] * 2000),
}
_LONG = {
    "brackets": "[" * 10_000,
    "links": "[a](" * 3000,
    "notes": "^[a " * 3000,
    "pictures": "![[" * 3000,
}


@pytest.mark.parametrize("name", _DEEP)
def test_what_is_nested_deeply_is_a_fault_of_its_chapter(name: str) -> None:
    with pytest.raises(RenderError, match=r"^chapters/x\.qmd: nested too deeply: .* write it flat"):
        parse(_DEEP[name], "chapters/x.qmd")


def test_what_people_nest_is_read() -> None:
    lists = "\n".join("  " * depth + "- x" for depth in range(8))
    tree = pandoc.read(f"::: {{.a}}\n{lists}\n\n> > > said\n:::\n", "x")
    assert json.loads(tree)["blocks"][0]["t"] == "Div"


@pytest.mark.slow
@pytest.mark.parametrize("name", _LONG)
def test_what_never_ends_is_ended(name: str) -> None:
    started = time.process_time()
    with pytest.raises(RenderError, match=r"^chapters/x\.qmd: Pandoc (did not end|needs too much)"):
        pandoc.read(_LONG[name], "chapters/x.qmd")
    assert time.process_time() - started < 1  # nobody waits by computing


@pytest.mark.slow
def test_a_build_says_which_chapter_it_is(built: SmallProject) -> None:
    before = built.hashes()
    built.append("chapters/about.qmd", "\n" + "[a](" * 3000 + "\n")
    process = built.build()
    assert process.returncode == 5, process.stderr
    assert "chapters/about.qmd: Pandoc did not end within 6 seconds" in process.stderr
    assert "Traceback" not in process.stderr
    assert built.hashes() == before


def test_an_interrupted_build_ends_every_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_ended", threading.Event())
    said: list[str] = []

    def read() -> None:
        try:
            pandoc.read("[" * 10_000, "x")
        except RenderError as error:
            said.append(str(error))

    reading = threading.Thread(target=read)
    reading.start()
    time.sleep(0.5)
    pandoc.stop()
    reading.join(timeout=2)
    assert not reading.is_alive()
    assert len(said) == 1
    with pytest.raises(RenderError):
        pandoc.read("none starts after that", "x")


def test_pandoc_gets_no_path_from_the_root(tmp_path: Path) -> None:
    root = tmp_path / "a%20b;c?d"
    (root / "ext").mkdir(parents=True)
    (root / "ext" / "mine.lua").write_text("return 'X'", encoding="utf-8")
    filter_file = root / "ext" / "filter.lua"
    filter_file.write_text(
        'local mine = require("./mine")\n'
        "return {{Str = function(s) if s.text == 'mine' then return pandoc.Str(mine) end end}}\n",
        encoding="utf-8",
    )
    environment = {"STANDARDS_REPORT_INDEX": str(root / "index.json")}
    recipe = pandoc.Recipe(("--to=plain",), (filter_file,), environment, root / "ext")
    assert not [text for text in (*recipe.options, *recipe.settings.values()) if "%20" in text]
    blocks = json.loads(pandoc.read("See mine now.", "x"))["blocks"]
    text = pandoc.write(blocks, recipe, "x").decode()
    assert "See X" in text
