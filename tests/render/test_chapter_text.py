"""The text of a chapter on its way to a page: shortcodes, conditions, numbers of sections."""

from __future__ import annotations

from typing import Any

import pytest
from standards_report.display.emitted import FigureResult, TableResult
from standards_report.render.book.book import Chapter
from standards_report.render.document.numbering import number_chapter, resolve
from standards_report.render.document.parse import parse as read
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.pandoc.syntax_tree import Node, plain_text
from standards_report.render.shown.conditions import Setting, keep_visible
from standards_report.render.shown.fragments import Material, fragments
from standards_report.render.shown.insert import insert, without_lines
from standards_report.render.shown.uses import shortcode_faults, uses_of

from tests.support.results import made

_FIGURE = made(FigureResult, label="fig-a", notebook="members", caption="A *caption*")
_TABLE = made(
    TableResult,
    label="tbl-a",
    notebook="other",
    caption="C",
    markdown="| A |\n|---|\n| x |\n",
)
MATERIAL = Material(
    {"a.b": "[5]{.value}", "a.words": "five\\*", "a.nothing": ""},
    {"fig-a": _FIGURE, "tbl-a": _TABLE},
    {"gaps-list": "A list"},
)
CHAPTER = Chapter("chapters/x.qmd", "3", "X", False)


def parse(text: str) -> list[Node]:
    blocks: list[Node] = without_lines(read(text, "c").blocks)
    return blocks


def expanded(text: str) -> list[Node]:
    """The blocks with shortcodes replaced."""
    document = read(text, "c")
    uses = uses_of([document])
    blocks: list[Node] = without_lines(
        insert(document.blocks, fragments(MATERIAL, uses.names, uses.labels))
    )
    return blocks


def faults_of(text: str) -> list[str]:
    codes = shortcodes(read(text, "c.qmd").blocks)
    found = shortcode_faults(codes, "c.qmd", MATERIAL.names, MATERIAL.notebooks())
    return [str(fault) for fault in found]


CELLS = {
    "members.ipynb#fig-a": "![A \\*caption\\*](fig-a.svg){#fig-a}",
    "generated.ipynb#gaps-list": "A list",
    "other.ipynb#tbl-a": "| A |\n|---|\n| x |\n\n: C {#tbl-a}",
}


@pytest.mark.parametrize("cell", CELLS)
def test_cells_stand_in_place_of_their_shortcodes(cell: str) -> None:
    label = cell.partition("#")[2]
    wrapper = f'{{.quarto-embed-nb-cell notebook-cellId="cell-{label}"}}'
    wanted = f"A\n\n::: {wrapper}\n\n{CELLS[cell]}\n\n:::\n\nB\n"
    assert expanded(f"A\n\n{{{{< embed /_executed/{cell} >}}}}\n\nB\n") == parse(wanted)


# Places of a value; each reads as if its text stood there.
PLACES = [
    "It is VALUE.",
    "VALUE",
    "It is “VALUE”, 'VALUE' and \"VALUE\".",
    "(VALUE), [VALUE], VALUE%, VALUE's, a/VALUE/b, -VALUE, VALUE--VALUE",
    "*VALUE* and **VALUE, VALUE** and ~~VALUE~~ and [*VALUE*]{.smallcaps}",
    "A note[^1].\n\n[^1]: Of VALUE.",
    "A note^[of VALUE].",
    "# VALUE and more {#sec-a}",
    "| A VALUE | B |\n|---|---|\n| VALUE | b VALUE |\n\n: Of VALUE. {#tbl-a}",
    "- VALUE\n- b VALUE\n\n1. VALUE",
    "Term VALUE\n:   Meaning VALUE",
    "> VALUE",
    "As [@a, p. VALUE] says, see [VALUE @b].",
    "[VALUE](https://example.org)",
    "Before\nVALUE\nafter",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["a.b", "a.words"])
def test_values_stand_in_place_of_their_shortcodes(place: str, name: str) -> None:
    as_code = expanded(place.replace("VALUE", f"{{{{< var {name} >}}}}"))
    assert comparable(as_code) == comparable(parse(place.replace("VALUE", MATERIAL.names[name])))


def test_a_value_without_text_leaves_nothing_behind() -> None:
    assert expanded("It ({{< var a.nothing >}}) is.") == parse("It () is.")


def comparable(tree: Any) -> Any:
    """The tree without what the processor of citations sets anew: numbers, words as written."""
    if isinstance(tree, list):
        return [comparable(part) for part in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") == "Cite":
        tree = {"t": "Cite", "c": [tree["c"][0]]}
    return {key: comparable(part) for key, part in tree.items() if key != "citationNoteNum"}


def test_shortcodes_in_code_and_escaped_ones_stay_as_they_are() -> None:
    text = "```\n{{< var a.b >}}\n```\n\n~~~~\n~~~\n{{< var no >}}\n~~~~\n\n"
    text += "{{{< var a.b >}}} `{{< var a.b >}}`\n"
    assert not list(shortcodes(read(text, "c").blocks))
    assert plain_text(expanded(text)) == plain_text(parse(text))
    assert "{{{< var a.b >}}} {{< var a.b >}}" in plain_text(expanded(text))


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
    [fault] = faults_of(f"# Title\n\n{{{{< {code} >}}}}\n")
    assert fault.startswith("c.qmd:3:")
    assert says in fault


def test_shortcodes_that_lead_somewhere_are_no_fault() -> None:
    text = "{{< var a.b >}} {{< embed /_executed/other.ipynb#tbl-a >}}\n"
    assert not faults_of(text)


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
    setting = Setting("2030", ("html",), {"first-focus": True, "other": {"deep": False}})
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
