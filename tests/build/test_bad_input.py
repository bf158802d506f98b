"""Bad input: one clear message, the right exit code, and the published site as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import SmallProject

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Case:
    """A way to break the project, and what has to be said about it."""

    name: str
    breaks: Callable[[SmallProject], None]
    says: tuple[str, ...]
    exit_code: int
    arguments: tuple[str, ...] = ()


def replace(file: str, old: str, new: str) -> Callable[[SmallProject], None]:
    return lambda project: project.replace(file, old, new)


def append(file: str, text: str) -> Callable[[SmallProject], None]:
    return lambda project: project.append(file, text)


def source_of(name: str, cell: int, text: str) -> Callable[[SmallProject], None]:
    """Replaces the source of a code cell (counted among all cells)."""

    def edit(notebook: Any) -> None:
        notebook["cells"][cell]["source"] = text.splitlines(keepends=True)

    return lambda project: project.edit_notebook(name, edit)


def untag(notebook: Any) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


MEMBER = "m.new,2030,ITU,CHN,total,{value},,,count,exact,{source},Page 9,,\n"
CHAPTER = "chapters/members.qmd"
CASES = [
    Case(
        "malformed row",
        append("data/itu_members.csv", "m.new,2030\n"),
        ("data/itu_members.csv:8", "2 cells"),
        3,
    ),
    Case(
        "not a number",
        append("data/itu_members.csv", MEMBER.format(value="1 055", source="register")),
        ("data/itu_members.csv:8", "value '1 055' is not a number"),
        3,
    ),
    Case(
        "unknown country",
        replace("data/itu_members.csv", "m.kor.2030,2030,ITU,KOR", "m.kor.2030,2030,ITU,KOX"),
        ("data/itu_members.csv:6", "unknown country 'KOX'", "'KOR'"),
        3,
    ),
    Case(
        "unknown source",
        append("data/itu_members.csv", MEMBER.format(value="1", source="registar")),
        ("data/itu_members.csv:8", "unknown source 'registar'", "'register'"),
        3,
    ),
    Case(
        "bad claim",
        replace("data/claims.csv", "itu.members.CHN.times", "__import__('os')"),
        ("data/claims.csv:3", "expression"),
        1,
    ),
    Case(
        "missing value",
        append(CHAPTER, "\nNow {{< var itu.members.CHN.latst >}}.\n"),
        (f"{CHAPTER}:35", "no notebook emits 'itu.members.CHN.latst'", "'itu.members.CHN.latest'"),
        1,
    ),
    Case(
        "unknown embed",
        append(CHAPTER, "\n{{< embed /_executed/members.ipynb#fig-member >}}\n"),
        (f"{CHAPTER}:35", "no notebook emits 'fig-member'", "'fig-members'"),
        1,
    ),
    Case(
        "attributed without a basis",
        append(CHAPTER, "\nThe register\nis complete, according to the registrar.\n"),
        (f"{CHAPTER}:35", "“according to” without a basis", "cite the source"),
        1,
    ),
    Case(
        "unknown citation",
        append(CHAPTER, "\nAs said [@registre].\n"),
        (f"{CHAPTER}:35", "unknown citation @registre"),
        1,
    ),
    Case(
        "unknown reference",
        append(CHAPTER, "\nSee @fig-none.\n"),
        (f"{CHAPTER}:35", "@fig-none leads nowhere"),
        1,
    ),
    Case(
        "unknown claim",
        append(CHAPTER, '\n[So]{.claim data-claim="no.claim"}.\n'),
        (f"{CHAPTER}:35", "unknown claim 'no.claim'"),
        1,
    ),
    Case(
        "false claim",
        replace(
            "data/itu_members.csv",
            "m.jpn.2030,2030,ITU,JPN,total,24",
            "m.jpn.2030,2030,ITU,JPN,total,26",
        ),
        (f"{CHAPTER}:11", "claim 'members.order', which fails"),
        1,
    ),
    Case(
        "unused reference",
        append("references.bib", "\n@report{unused,\n  title = {Unused},\n}\n"),
        ("references.bib:6", "'unused' is never cited"),
        1,
    ),
    Case("unknown edition", lambda _: None, ("no edition '2013'", "2030"), 2, ("2013",)),
    Case("edition as a path", lambda _: None, ("no edition '../2030'",), 2, ("../2030",)),
    Case(
        "unknown parameter",
        append("editions/2030.yml", "focus_country: [CHN]\n"),
        ("editions/2030.yml:12", "unknown parameter 'focus_country'", "'focus_countries'"),
        3,
    ),
    Case(
        "wrong type",
        replace("editions/2030.yml", "first_year: 2020", "first_year: soon"),
        ("editions/2030.yml:7", "first_year"),
        3,
    ),
    Case(
        "unknown focus country",
        replace("editions/2030.yml", "[CHN, JPN]", "[CHN, XXX]"),
        ("editions/2030.yml:8", "XXX"),
        3,
    ),
    Case(
        "parameter of no edition",
        source_of("other", 0, 'edition = "2030"\nas_off = "2030"\n'),
        ("other.ipynb", "unknown parameter 'as_off'", "'as_of'"),
        4,
    ),
    Case(
        "no parameters cell",
        lambda project: project.edit_notebook("other", untag),
        ("other.ipynb", "no cell is tagged 'parameters'"),
        4,
    ),
    Case(
        "a cell raises",
        source_of("other", 1, "x = 1\nraise ValueError('broken here')\n"),
        ("analysis/notebooks/other.ipynb, cell 2, line 2", "ValueError: broken here"),
        4,
    ),
    Case(
        "an undeclared table",
        source_of(
            "other",
            1,
            "from standards_report.observations import open_study\n"
            "open_study('other', as_of).table('itu_members')\n",
        ),
        ("other.ipynb, cell 2", "'itu_members' is read but not declared"),
        4,
    ),
    Case(
        "a figure without a label",
        source_of(
            "members",
            2,
            "rows = changes.assign(value=1.0)\n"
            "emit.table(changes, {'country': 'Country'}, caption='C')\n",
        ),
        ("members.ipynb, cell 3", "emits a table without a label"),
        4,
    ),
]


# One broken example for each room; the others are for `make test-all`.
_QUICK = {"malformed row", "false claim"}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=[] if case.name in _QUICK else pytest.mark.slow)
        for case in CASES
    ],
)
def test_bad_input_is_named_and_leaves_the_site(built: SmallProject, case: Case) -> None:
    before = built.hashes()
    case.breaks(built)
    process = built.build(*case.arguments)
    for words in case.says:
        assert words in process.stderr
    assert process.returncode == case.exit_code
    assert "Traceback" not in process.stderr
    assert built.hashes() == before


def test_all_faults_are_listed_at_once(built: SmallProject) -> None:
    built.append(
        "data/itu_members.csv", "m.a,2030,ITU,CHN,total,x,,,count,exact,register,P,,\nm.b,2030\n"
    )
    built.append(
        "data/contributions.csv", "c.x,20300,ITU,,,,,contributions,1,,,count,exact,register,P,,\n"
    )
    process = built.build()
    for place in ("data/itu_members.csv:8", "data/itu_members.csv:9", "data/contributions.csv:4"):
        assert place in process.stderr


def test_the_failing_notebook_is_kept_with_a_banner(built: SmallProject) -> None:
    source_of("other", 1, "raise ValueError('broken here')\n")(built)
    process = built.build()
    kept = built.root / ".build" / "failed" / "2030" / "other.ipynb"
    assert "failed/other.ipynb" in process.stderr or "other.ipynb in" in process.stderr
    cells = json.loads(kept.read_text(encoding="utf-8"))["cells"]
    assert any("An Exception was encountered" in "".join(cell["source"]) for cell in cells)


def test_check_finds_what_a_build_would(built: SmallProject) -> None:
    assert built.run("check").returncode == 0
    built.append(CHAPTER, "\nNow {{< var no.such.value >}}, and see @tbl-none.\n")
    process = built.run("check")
    assert process.returncode == 1
    assert f"{CHAPTER}:35: no notebook emits 'no.such.value'" in process.stderr
    assert f"{CHAPTER}:35: @tbl-none leads nowhere" in process.stderr


def test_a_source_without_an_entry_is_found(built: SmallProject) -> None:
    built.replace("data/sources.csv", ",register,\n", ",regist,\n")
    process = built.run("check")
    assert process.returncode == 1
    assert "data/sources.csv" in process.stderr
    assert "'regist'" in process.stderr


def test_a_work_that_another_edition_cites_is_not_unused(built: SmallProject) -> None:
    built.append("references.bib", "\n@report{elsewhere,\n  title = {Elsewhere},\n}\n")
    built.replace(CHAPTER, "Only in another edition.", "Only in another edition [@elsewhere].")
    result = built.run("check")
    assert result.returncode == 0, result.stdout + result.stderr
