"""What authors write that would be lost, or that Typst would refuse: a fault with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.build.formats import FORMS
from standards_report.render.document.anchors import Places, dead_links, places_of
from standards_report.render.document.labels import label_faults, labels_of, level_faults
from standards_report.render.document.parse import Document, parse
from standards_report.render.lint import findings
from standards_report.render.shown.conditions import Setting, keep_visible

from tests.conftest import SmallProject

HERE = Setting("2030", FORMS, {})
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
        ("Text.\n:::\n\nOn.", 4, "a fence that opens or closes nothing"),
        ("A [@work; @fig-a].", 3, "a reference in one bracket with others"),
        ("Text.\n\n- In [@sec-a;\n  @fig-b].", 5, "a reference in one bracket with others"),
        ("A [see @fig-a, and @tbl-b; @work, p. 3].", 3, "a reference in one bracket"),
        ("| A | B |\n|---|---|\n| a | b | lost |", 5, "has no column for (lost)"),
        ("A | B\n--|--\n1 | 2 | 3", 5, "has no column for (3)"),
        ("| A | B | C |\n|---|---|\n| a | b | c |", 3, "has no column for (C)"),
        ("+----+----+\n| A  | B  |\n+====+====+\n| xxxxxxx | y  |\n+----+----+", 6, "for (y)"),
        ("Text.\n\n[a]: https://e.org 'Title'", 5, "an address that nothing uses (https e org"),
        ("See [the text][name] here.", 3, "an address that is defined nowhere (][name])"),
        ("See\n[it][].", 4, "an address that is defined nowhere"),
        ("![Alt][name]", 3, "an address that is defined nowhere"),
        ("A [link](https://e.org and on.", 3, "a link that is never closed"),
        ("A note^[of words.", 3, "a note that is never closed"),
        ("A note[^a b].", 3, "a note with a space in its name"),
        ("A\n**bold word.", 4, "emphasis that is never closed (**bold)"),
        ("An “*emphasis.", 3, "emphasis that is never closed (*emphasis"),
        ("A `word.", 3, "code that is never closed"),
        ("Words:\n- one\n- two", 4, "an item of a list in a paragraph"),
        ("Words:\n1. one\n2. two", 4, "an item of a list in a paragraph"),
        ("Words.\n## Heading", 4, "a heading in a paragraph"),
        ("Words.\n> said", 4, "a quote in a paragraph"),
        ("Words:\n| A |\n|---|\n| a |", 4, "a row of a table in a paragraph"),
        ("|:--|--:|\n| a | b |", 3, "a table without a header"),
        ("Words\n\n---\nlost: words\n---\n\nOn.", 6, "front matter in a chapter (lost)"),
        ("##Heading", 3, "signs of a heading (##)"),
        (": A caption", 3, "a caption without its table"),
        ("*[ISO]: A body", 3, "an abbreviation with its meaning"),
        ("- [ ] to do\n- [x] done", 4, "a list of tasks"),
        ("##\n\nText", 3, "a heading without words"),
        ("Text [](https://e.org).", 3, "a link without words"),
        ("Text []{#sec-a}.", 3, "a span without words"),
        ("## H^[Note]", 3, "a note in a heading"),
        ("A^[b^[c]]", 3, "a note in a note"),
        ("A[^n]\n\n[^n]: B.\n\n    - c^[d]", 7, "a note in a note"),
        ("| A |\n|---|\n| a |\n\n: Caption[^n] {#tbl-a}\n\n[^n]: Note.", 7, "a note in a caption"),
        ("A.[^n]\n\n[^n]: B.[^m]\n\n[^m]: Inner words.", 7, "words that are read as nothing"),
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


@pytest.mark.parametrize(
    "text",
    [
        "\\*One and \\*\\*two, a_b, 2 * 3 * 4, \\`code, \\# and 0.5**.",
        "\\# No heading\n\\- no item\n\\> no quote",
        "A sentence - with\na dash - in it, and\nthe year\n2019. Then on.",
        "[sic] and [Page] are words, {a} too.",
        "[text][name], [name][] and [name].\n\n[name]: https://e.org/a%20b 'A title'",
        "(@first) One\n\nAs (@first) and @first show.",
        "a) one\nb) two\n\niv. four\n#. five",
        "AT&amp;T, caf&eacute;s, `&eacute;` and &copy; 2030.",
        "[a]{.smallcaps} [b]{.underline} [c]{.ul} [d]{.mark} ~~e~~",
        "| A |\n|---|\n| `a|b` and a\\|b |\n\nTable: Caption words",
        "[a](https://e.org/ä b) and <https://e.org/%C3%A4>",
        "- one\n  ```\n  code\n  ```\n  Text `x` on",
        "Fifth\n=====\n\n> - A\n>   - B\n>\n> 1. C",
        "Caption above\n\n| A | B |\n|:-:|--:|\n| a |\n| | b |",
    ],
)
def test_what_is_escaped_or_complete_is_no_fault(text: str) -> None:
    assert [one for one in findings(chapter(text)) if "level 1" not in one.what] == []


def places(text: str, label: str = "sec-title") -> Places:
    return places_of(keep_visible(chapter(text, label).blocks, HERE))


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("[x](#nowhere)", "'#nowhere', which this chapter does not have"),
        ("[x](#data)", "'#data', which several chapters have"),
        ("[x](#code)", "'#code', which this chapter does not have"),
        ("[x](b.html)", ""),
        ("[x](./b.html#sec-b)", ""),
        ("[x](b.html#sec-c)", "'#sec-c', which chapters/b.qmd does not have"),
        ("[x](c.html)", "'c.html', which the edition does not publish"),
        ("[x](../data/a.csv)", ""),
        ("[x](data/a.csv)", "'data/a.csv', which the edition does not publish"),
        ("[x](#own)", ""),
        ("[x](https://e.org/c.html#d)", ""),
    ],
)
def test_a_link_leads_to_what_is_there(link: str, says: str) -> None:
    here = places(f"## Data\n\n`a`{{#code}} [b]{{#own}}\n\n{link}")
    there = places("## Data", "sec-b")
    pages = {"chapters/a.qmd": "chapters/a.html", "chapters/b.qmd": "chapters/b.html"}
    shown = dict(zip(pages, (here, there), strict=True))
    found = list(dead_links(pages, {"html": shown}, ["data/a.csv"]))
    assert [fault.line for fault in found] == ([7] if says else [])
    assert all(says in fault.what for fault in found)
    in_print = list(dead_links(pages, {"html": shown, "typst": shown}, ["data/a.csv"]))
    assert len(in_print) == (1 if says or ("](#" not in link and "https" not in link) else 0)


def test_check_names_them_all(built: SmallProject) -> None:
    built.append(CHAPTER, f"\n{EMBED}\n\n#### Deep {{#sec-more}}\n\nText [a](#x), [b](y.html).\n")
    process = built.run("check")
    assert process.returncode == 1
    assert f"{CHAPTER}:35: 'fig-members' stands a second time" in process.stderr
    assert f"{CHAPTER}:37: 'sec-more' stands a second time" in process.stderr
    assert f"{CHAPTER}:37: a heading of level 4 below one of level 2" in process.stderr
    assert f"{CHAPTER}:39: a link to '#x', which this chapter does not have" in process.stderr
    assert f"{CHAPTER}:39: a link to 'y.html', which the edition does not" in process.stderr
    assert "Typst" not in process.stderr
