"""What authors write that would be lost, or that Typst would refuse: a fault with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.render.document.conditions import ANY_FORMAT, Setting, keep_visible
from standards_report.render.document.labels import label_faults, labels_of, level_faults
from standards_report.render.document.parse import Document, parse
from standards_report.render.lint import findings

from tests.conftest import SmallProject

HERE = Setting("2030", ANY_FORMAT, {})
EMBED = "{{< embed /_executed/members.ipynb#fig-members >}}"
CHAPTER = "chapters/members.qmd"


def chapter(text: str, label: str = "sec-title") -> Document:
    return parse(f"# Title {{#{label}}}\n\n{text}\n", "c")


def faults(*texts: str, emitted: tuple[str, ...] = ()) -> list[tuple[str, int, str]]:
    shown = {
        f"{number}.qmd": keep_visible(chapter(text, f"sec-{number}").blocks, HERE)
        for number, text in enumerate(texts)
    }
    found = label_faults({file: labels_of(blocks) for file, blocks in shown.items()}, emitted)
    found += [fault for file, blocks in shown.items() for fault in level_faults(blocks, file)]
    return [(fault.where, fault.line, fault.what) for fault in sorted(found)]


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ("## B {#sec-a}", 5),
        ("[words]{#sec-a}", 5),
        ("> ### B {#sec-a}", 5),
        ("Text.\n\n::: {.callout-note}\n## B {#sec-a}\n:::", 8),
    ],
)
def test_a_label_stands_once(second: str, line: int) -> None:
    found = faults(f"## A {{#sec-a}}\n\n{second}")
    assert ("0.qmd", line) in [place[:2] for place in found]
    assert "'sec-a' stands a second time (first: 0.qmd:3)" in [place[2] for place in found]


def test_a_label_of_another_chapter_is_taken() -> None:
    found = faults("## A {#sec-a}", "Text.\n\n## B {#sec-a}")
    assert ("1.qmd", 5, "'sec-a' stands a second time (first: 0.qmd:3)") in found


def test_headings_without_a_label_may_be_alike() -> None:
    same = "## Data\n\nText.\n\n## Data"
    assert faults(same, same) == []


def test_a_cell_is_embedded_once_in_a_format() -> None:
    assert faults(f"{EMBED}\n\n{EMBED}") == [
        ("0.qmd", 5, "'fig-members' stands a second time (first: 0.qmd:3)")
    ]
    one = "::: {.content-visible when-profile=%s}\n" + EMBED + "\n:::\n\n"
    assert faults(one % "2030" + one % "2031") == []


def test_a_label_of_a_notebook_is_not_for_chapters() -> None:
    table = "| A |\n|---|\n| 1 |\n\n: Own {#tbl-a}"
    assert faults(table, emitted=("tbl-a",))[0][2] == "the label 'tbl-a' is that of a notebook"
    assert faults(table) == []


@given(st.lists(st.integers(2, 5), min_size=1, max_size=8))
def test_headings_leave_no_level_out(levels: list[int]) -> None:
    text = "\n\n".join(f"{'#' * level} H{at}" for at, level in enumerate(levels))
    skipping = [
        3 + 2 * at
        for at, (above, level) in enumerate(zip([1, *levels], levels, strict=False))
        if level > above + 1
    ]
    assert [line for _, line, what in faults(text) if "a heading of level" in what] == skipping


def test_the_title_of_a_callout_has_no_level() -> None:
    assert faults("::: {.callout-tip}\n#### Title\n\nText.\n:::\n\n## Next") == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("A.[^a]\n\n[^a]: One.\n\n[^a]: Two.", 7, "a second note [^a]"),
        ("Text.\n\n[^b]: Lost words.", 5, "the note [^b], which nothing refers to"),
        ("A.[^c]", 3, "a note that is defined nowhere ([^c])"),
        ("**A**[^c] and on", 3, "a note that is defined nowhere ([^c])"),
        ("[a]\n\n[a]: https://a.org\n\n[a]: https://b.org", 7, "a second address for [a]"),
        ("Text.\n\n::: {.callout-note}\nIn it.\n\nOn.", 5, "a block that is never closed"),
        ("Text.\n\n```\ncode\n\n## On", 5, "a fence of code that is never closed"),
        ("Text.\n\n~~~\ncode\n\n## On", 5, "a fence of code that is never closed"),
        ("Text.\n\n<!-- hidden\n\nOn.", 5, "a comment that is never closed"),
        ("Text.\n\n:::\n\nOn.", 5, "a fence that opens or closes nothing"),
        ("A [@work; @fig-a].", 3, "a reference in one bracket with others"),
        ("Text.\n\n- In [@sec-a;\n  @fig-b].", 5, "a reference in one bracket with others"),
        ("A [see @fig-a, and @tbl-b; @work, p. 3].", 3, "a reference in one bracket"),
    ],
)
def test_what_would_be_lost_or_refused_is_a_fault_with_its_line(
    text: str, line: int, says: str
) -> None:
    found = findings(chapter(text))
    assert any(one.line == line and says in one.said for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "A.[^a]\n\n[^a]: One.\n\n    More of it.",
        "~~~\n[^code]: <!-- none -->\n~~~",
        "```\n:::\n```",
        "`[^a]` and `<!--` and `~~~`.",
        "H~2~O, ~~gone~~ and a~ b.",
        ":::: {.callout-note}\nText.\n\n::: {.callout-tip}\nB.\n:::\n::::",
        "[@one; @two] and @fig-a and [-@fig-a].",
        "| A line\n| another",
        "Term\n:   Meaning",
        "(@) One\n\n(@) Two",
    ],
)
def test_what_is_shown_as_it_is_meant_is_no_fault(text: str) -> None:
    assert findings(chapter(text)) == []


def test_check_names_them_all(built: SmallProject) -> None:
    built.append(CHAPTER, f"\n{EMBED}\n\n#### Deep {{#sec-more}}\n\nText.\n")
    process = built.run("check")
    assert process.returncode == 1
    assert f"{CHAPTER}:35: 'fig-members' stands a second time" in process.stderr
    assert f"{CHAPTER}:37: 'sec-more' stands a second time" in process.stderr
    assert f"{CHAPTER}:37: a heading of level 4 below one of level 2" in process.stderr
    assert "Typst" not in process.stderr
