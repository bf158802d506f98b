"""Paths that lead out, links, bombs, characters that nobody sees: refused in one line."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SmallProject

_MEMBER = "m.new,2030,ITU,CHN,total,1,,,count,exact,register,{locator},,\n"
_BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
_MERGED = "a: &a {k: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 10)}]}}\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@dataclass(frozen=True)
class Case:
    """A way to attack the project, and what has to be said about it."""

    name: str
    attacks: Callable[[SmallProject], object]
    says: tuple[str, ...]
    exit_code: int
    command: tuple[str, ...] = ("build", "--engine", "pandoc")


def _write(file: str, text: str) -> Callable[[SmallProject], object]:
    return lambda project: (project.root / file).write_text(text, encoding="utf-8")


def _append(file: str, text: str) -> Callable[[SmallProject], object]:
    return lambda project: project.append(file, text)


def _replace(file: str, old: str, new: str) -> Callable[[SmallProject], object]:
    return lambda project: project.replace(file, old, new)


def _link(file: str, target: str) -> Callable[[SmallProject], object]:
    def make(project: SmallProject) -> None:
        path = project.root / file
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


def _nothing(_: SmallProject) -> None:
    """Only the command itself attacks."""


def _label(project: SmallProject) -> None:
    def edit(notebook: Any) -> None:
        cell = notebook["cells"][3]
        text = "".join(cell["source"])
        cell["source"] = text.replace("tbl-members", "tbl-../../up").splitlines(keepends=True)

    project.edit_notebook("members", edit)


def _raw_output(data: str) -> Callable[[SmallProject], object]:
    """Lets the table's cell emit a bundle that no function of the report would make."""

    def edit(notebook: Any) -> None:
        notebook["cells"][3]["source"] = [
            "#| label: tbl-members\n",
            "import standards_report.display.emitter as emitting\n",
            f"emitting.pipe_table = lambda *_: {data!r}\n",
            "table = rows.assign(name='x')\n",
            "emit.table(table, {'name': 'Name'}, caption='C')\n",
        ]

    return lambda project: project.edit_notebook("members", edit)


def _figure(svg: str) -> Callable[[SmallProject], object]:
    def edit(notebook: Any) -> None:
        notebook["cells"][2]["source"][1:1] = [
            "import standards_report.display.emitter as emitting\n",
            "drawn = emitting.to_svg\n",
            f"emitting.to_svg = lambda one: drawn(one).replace('</svg>', {svg!r} + '</svg>')\n",
        ]

    return lambda project: project.edit_notebook("members", edit)


CHAPTER = "chapters/members.qmd"
EDITION = "editions/2030.yml"
DATES = "date: 2030-12-31"
CASES = [
    Case(
        "an edition above the folder",
        _nothing,
        ("no edition '../../etc'",),
        2,
        ("build", "../../etc"),
    ),
    Case("an edition to verify above it", _nothing, ("no release '../x'",), 2, ("verify", "../x")),
    Case("an edition to export above it", _nothing, ("no edition '../x'",), 2, ("export", "../x")),
    Case(
        "an edition to compare above it",
        _nothing,
        ("no edition '../x'",),
        2,
        ("diff", "2030", "../x"),
    ),
    Case("an edition with a line end", _nothing, ("no edition '2030\\n'",), 2, ("build", "2030\n")),
    Case(
        "an edition of another id",
        _replace(EDITION, 'id: "2030"', 'id: "../x"'),
        (f"{EDITION}:1",),
        3,
    ),
    Case(
        "a title over two lines", _replace(EDITION, '"A small report"', '"A\\nB"'), ("one line",), 3
    ),
    Case(
        "a chapter above the project",
        _replace("_quarto.yml", "chapters/about.qmd", "../../about.qmd"),
        ("_quarto.yml: '../../about.qmd' is no chapter of the project",),
        5,
    ),
    Case(
        "a chapter in other capitals",
        _replace("_quarto.yml", "chapters/about.qmd", "chapters/About.qmd"),
        ("no chapter 'chapters/About.qmd': did you mean 'chapters/about.qmd'?",),
        5,
    ),
    Case(
        "a table above data",
        _replace("data/datapackage.yaml", "path: gaps.csv", "path: ../../gaps.csv"),
        ("data/datapackage.yaml", "'../../gaps.csv' is not a CSV file in data/"),
        3,
    ),
    Case(
        "records above data",
        _write(
            "data/records.yaml",
            "resources: [{name: r, path: /tmp/r.csv, title: R, schema: {fields: []}}]\nforms: []\n",
        ),
        ("data/records.yaml", "'/tmp/r.csv' is not a CSV file in data/"),
        3,
    ),
    Case(
        "a descriptor without a form",
        _write("data/records.yaml", "resources: [1, {name: r}]\nforms: []\n"),
        ("entry 1: not in the form of a table", "entry 2: lacks"),
        3,
    ),
    Case(
        "an embed above the project",
        _append(CHAPTER, "\n{{< embed ../../../etc/passwd >}}\n"),
        (f"{CHAPTER}:35", "cannot embed '../../../etc/passwd'"),
        1,
    ),
    Case(
        "an include",
        _append(CHAPTER, "\n{{< include /etc/passwd >}}\n"),
        (f"{CHAPTER}:35", "the shortcode 'include'"),
        1,
    ),
    Case(
        "a linked chapter",
        _link("chapters/about.qmd", "/etc/passwd"),
        ("chapters/about.qmd: is a link out",),
        2,
    ),
    Case(
        "a linked table",
        _link("data/gaps.csv", "/etc/passwd"),
        ("data/gaps.csv: is a link out",),
        2,
    ),
    Case(
        "a linked notebook",
        _link("analysis/notebooks/x.ipynb", "/tmp"),
        ("notebooks/x.ipynb: is a link out",),
        2,
    ),
    Case(
        "a link to nowhere",
        _link("data/x.csv", "none"),
        ("data/x.csv: is a link that leads nowhere",),
        2,
    ),
    Case("a label as a path", _label, ("the label 'tbl-../../up' cannot name a file",), 4),
    Case(
        "a table of markup",
        _raw_output("| <b onclick=x> |\n|---|\n"),
        ("holds markup in its cells",),
        4,
    ),
    Case(
        "a table of a shortcode",
        _raw_output("| {{< x >}} |\n|---|\n"),
        ("holds markup in its cells",),
        4,
    ),
    Case("a script in a figure", _figure("<script>x</script>"), ("an element <script>",), 4),
    Case("a handler in a figure", _figure('<g onload="x"/>'), ("an attribute onload",), 4),
    Case("a link in a figure", _figure('<use href="http://e.org/x#y"/>'), ("a link to 'http",), 4),
    Case(
        "a style in a figure",
        _figure("<style>@import url(//e)</style>"),
        ("a style that loads",),
        4,
    ),
    Case(
        "a notebook that is none",
        _write("analysis/notebooks/x.ipynb", "[1, 2]"),
        ("x.ipynb: is not a notebook",),
        4,
    ),
    Case(
        "a notebook cut short",
        _write("analysis/notebooks/x.ipynb", '{"cells": ['),
        ("x.ipynb: is not a notebook",),
        4,
    ),
    Case(
        "a notebook's name",
        _write("analysis/notebooks/x y;z.ipynb", "{}"),
        ("cannot name a notebook",),
        4,
    ),
    Case(
        "a tag of Python",
        _append(EDITION, "x: !!python/object/apply:os.system [id]\n"),
        (f"{EDITION}:12", "YAML"),
        3,
    ),
    Case("a bomb of aliases", _append(EDITION, _BOMB), (EDITION, "aliases expand to more"), 3),
    Case(
        "a bomb of merges",
        _append("data/datapackage.yaml", _MERGED),
        ("aliases expand to more",),
        3,
    ),
    Case(
        "YAML without end",
        _append(EDITION, "x: " + "[" * 100_000),
        (EDITION, "nested too deeply"),
        3,
    ),
    Case("an alias of itself", _append(EDITION, "x: &x [*x]\n"), (EDITION,), 3),
    Case(
        "no day of the calendar",
        _replace(EDITION, DATES, "date: 2030-13-45"),
        (EDITION, "month must be"),
        3,
    ),
    Case(
        "a number without end",
        _replace(EDITION, "first_year: 2020", "first_year: " + "9" * 5000),
        (EDITION,),
        3,
    ),
    Case(
        "a name turned round",
        _append("data/itu_members.csv", _MEMBER.format(locator="a\u202eb")),
        ("itu_members.csv:8", "U+202E"),
        3,
    ),
    Case(
        "a space of no width",
        _append("data/itu_members.csv", _MEMBER.format(locator="a\u200bb")),
        ("itu_members.csv:8", "U+200B"),
        3,
    ),
    Case(
        "a null byte",
        _append("data/itu_members.csv", _MEMBER.format(locator="a\0b")),
        ("itu_members.csv:8", "NUL"),
        3,
    ),
    Case(
        "a cell without end",
        _append("data/itu_members.csv", _MEMBER.format(locator="x" * 200_000)),
        ("itu_members.csv:8",),
        3,
    ),
    Case(
        "a formula",
        _append("data/itu_members.csv", _MEMBER.format(locator="=cmd()")),
        ("would run as a formula",),
        3,
    ),
]
# One of each kind; the others are for `make test-all`.
_QUICK = {
    "a chapter above the project",
    "a linked table",
    "YAML without end",
    "a name turned round",
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(one, id=one.name, marks=[] if one.name in _QUICK else pytest.mark.slow)
        for one in CASES
    ],
)
def test_an_attack_is_named_and_changes_nothing(built: SmallProject, case: Case) -> None:
    before = built.hashes()
    around = sorted(path.name for path in built.root.parent.iterdir())
    case.attacks(built)
    process = built.run(*case.command)
    for words in case.says:
        assert words in process.stderr
    assert process.returncode == case.exit_code
    assert "Traceback" not in process.stderr
    assert built.hashes() == before
    assert sorted(path.name for path in built.root.parent.iterdir()) == around


@pytest.mark.slow
def test_a_crate_packs_nothing_that_is_not_the_projects(
    built: SmallProject, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (built.root / "tests").mkdir()
    (built.root / "tests" / "linked.txt").symlink_to(secret)
    (built.root / "data" / ".hidden").write_text("secret", encoding="utf-8")
    (built.root / "Makefile").write_text("report:\n", encoding="utf-8")
    process = built.run("export", "2030", "--target", "crate.zip")
    assert process.returncode == 0, process.stderr
    content = (built.root / "crate.zip").read_bytes()
    assert b"linked.txt" not in content
    assert b".hidden" not in content


@pytest.mark.slow
def test_a_name_that_would_unpack_elsewhere_is_not_packed(built: SmallProject) -> None:
    (built.root / "data" / "a\\..\\up.txt").write_text("x", encoding="utf-8")
    for command in (("init", "-q"), ("add", "-A", "-f", "--", "data")):
        subprocess.run(["git", *command], cwd=built.root, check=True)
    process = built.run("export", "2030", "--target", "crate.zip")
    assert process.returncode == 2
    assert "cannot be packed under this name" in process.stderr
    assert not (built.root / "crate.zip").exists()


@pytest.mark.slow
def test_a_manifest_that_is_none_is_said(built: SmallProject) -> None:
    manifest = built.site / "2030" / "manifest.json"
    for text in ("{", json.dumps({"outputs": []}), os.devnull):
        manifest.write_text(text, encoding="utf-8")
        process = built.run("export", "2030")
        assert process.returncode == 3, process.stderr
        assert "is no manifest" in process.stderr
