"""The text of a chapter on its way to a page: shortcodes, conditions, numbers of sections."""

from __future__ import annotations

from typing import Any

import pytest
from standards_report.render.book import Chapter
from standards_report.render.conditions import Setting, keep_visible
from standards_report.render.crossref import Node, number_chapter, plain_text, resolve
from standards_report.render.reading import parsed
from standards_report.render.shortcodes import Material, expand, shortcode_faults, shortcodes

_FIGURE = {"notebook": "members", "caption": "A *caption*", "markdown": ""}
_TABLE = {"notebook": "other", "caption": "C", "markdown": "| A |\n|---|\n| x |\n"}
MATERIAL = Material(
    {"a.b": "[5]{.value}"},
    {"figures": {"fig-a": _FIGURE}, "tables": {"tbl-a": _TABLE}},
    {"gaps-list": "A list"},
)
CHAPTER = Chapter("chapters/x.qmd", "3", "X", False)


def parse(text: str) -> list[Node]:
    return parsed(text, "c")


def test_values_and_cells_stand_in_place_of_their_shortcodes() -> None:
    text = expand(
        "It is {{< var a.b >}}.\n\n{{< embed /_executed/members.ipynb#fig-a >}}", MATERIAL
    )
    assert "It is [5]{.value}." in text
    assert "![A \\*caption\\*](fig-a.svg){#fig-a}" in text
    assert 'notebook-cellId="cell-fig-a"' in text
    assert "A list" in expand("{{< embed /_executed/generated.ipynb#gaps-list >}}", MATERIAL)
    assert ": C {#tbl-a}" in expand("{{< embed /_executed/other.ipynb#tbl-a >}}", MATERIAL)


def test_shortcodes_in_code_and_escaped_ones_stay_as_they_are() -> None:
    text = "```\n{{< var a.b >}}\n```\n\n~~~~\n~~~\n{{< var no >}}\n~~~~\n\n{{{< var a.b >}}}\n"
    assert expand(text, MATERIAL) == text
    assert not list(shortcodes(text))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("var a.c", "no notebook emits 'a.c': did you mean 'a.b'?"),
        ("var zzzzz", "no notebook emits 'zzzzz': see the values"),
        ("embed members.ipynb#fig-a", "cannot embed 'members.ipynb#fig-a'"),
        ("embed /_executed/../x.ipynb#fig-a", "cannot embed"),
        ("embed /_executed/members.ipynb#fig-b", "no notebook emits 'fig-b': did you mean 'fig-a'"),
        ("embed /_executed/other.ipynb#fig-a", "'fig-a' is not in other: it is in members"),
    ],
)
def test_a_shortcode_that_leads_nowhere_is_a_fault_with_its_line(code: str, says: str) -> None:
    faults = shortcode_faults(f"# Title\n\n{{{{< {code} >}}}}\n", "c.qmd", MATERIAL)
    assert [str(one)[:8] for one in faults] == ["c.qmd:3:"]
    assert says in str(faults[0])


def test_shortcodes_that_lead_somewhere_are_no_fault() -> None:
    text = "{{< var a.b >}} {{< embed /_executed/other.ipynb#tbl-a >}}\n"
    assert not shortcode_faults(text, "c.qmd", MATERIAL)


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('.content-visible when-profile="2030"', True),
        ('.content-visible when-profile="2031"', False),
        ('.content-hidden when-profile="2030"', False),
        ('.content-visible unless-profile="2031"', True),
        ('.content-visible when-format="typst"', False),
        ('.content-visible when-meta="first-focus"', True),
        ('.content-visible when-meta="other.deep"', False),
        ('.content-visible when-profile="2030" unless-format="html"', False),
        (".callout-note", True),
    ],
)
def test_a_passage_is_shown_where_its_conditions_hold(condition: str, kept: bool) -> None:
    setting = Setting("2030", "html", {"first-focus": True, "other": {"deep": False}})
    blocks = parse(f"::: {{{condition}}}\nWords\n:::\n")
    assert ("Words" in plain_text(keep_visible(blocks, setting))) is kept


def _numbered(text: str) -> Any:
    return number_chapter(parse(text), CHAPTER)


def test_sections_figures_and_tables_are_numbered_in_their_order() -> None:
    chapter = _numbered(
        "# X {#sec-x}\n\n## A {#sec-a}\n\n### B {#sec-b}\n\n"
        "## C {#sec-c}\n\n### E {#sec-e}\n\n## D {.unnumbered}\n\n"
        "![One](a.svg){#fig-a}\n\n![Two](b.svg){#fig-b}\n\n| A |\n|---|\n| x |\n\n: T {#tbl-a}\n"
    )
    assert [one.number for one in chapter.headings] == ["3.1", "3.1.1", "3.2", "3.2.1", ""]
    names = {one.identifier: one.name.replace("\N{NO-BREAK SPACE}", " ") for one in chapter.targets}
    assert names["sec-b"] == "Section 3.1.1"
    assert names["sec-x"] == "Chapter 3"
    assert [names[one] for one in ("fig-a", "fig-b", "tbl-a")] == [
        "Figure 3.1",
        "Figure 3.2",
        "Table 3.1",
    ]
    assert "d" not in names


def test_references_become_links_and_unknown_ones_are_returned() -> None:
    targets = {one.identifier: one for one in _numbered("![One](a.svg){#fig-a}\n").targets}
    blocks, unknown = resolve(
        parse("See @fig-a, [-@fig-a] and @fig-z, and [@book].\n"),
        targets,
        lambda target: f"#{target.identifier}",
    )
    text = plain_text(blocks).replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("See Figure 3.1, 3.1 and ?fig-z, and")
    assert unknown == ["fig-z"]


def test_the_words_of_a_passage_leave_notes_out_and_keep_quotation_marks() -> None:
    blocks = parse("He said \"yes\" and 'no'.[^1] `code` $x$\n\n[^1]: Note.\n")
    assert plain_text(blocks).strip() == "He said “yes” and ‘no’. code x"
