"""Chapters as Pandoc reads them: what counts as a mark or a condition, and on which line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.build.formats import FORMS
from standards_report.errors import RenderError
from standards_report.render.book.book import Chapter, Title
from standards_report.render.document.claim_marks import marked_claims, marks
from standards_report.render.document.facts import Facts, Notes, citations
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document, parse
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.lint import findings
from standards_report.render.pandoc.syntax_tree import nodes, plain_text
from standards_report.render.shown.conditions import Setting, conditions, keep_visible
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.show import show
from standards_report.render.shown.titles import title_of

from tests.conftest import ROOT

CHAPTERS = [ROOT / "index.qmd", *sorted((ROOT / "chapters").glob("*.qmd"))]
NOTHING = Fragments({}, {})

_names = st.from_regex(r"[a-z]{1,6}(\.[a-z_]{1,6}){0,2}", fullmatch=True)
_space = st.sampled_from([" ", "  ", "\n"])
_PLACES = [
    "%",
    "Before “it's” **bold** and *%*, after.",
    "- a list\n- with %\n- in it",
    "> A quote: %",
    "1. One\n\n   2. % in a nested list",
    "| A | B |\n|---|---|\n| a | % |",
    "A note.[^n]\n\n[^n]: Of % here.",
    "A note^[of %] here.",
    "## A heading with %",
    "::: {.callout-note}\nIn a block, %.\n:::",
    "Term\n:   Meaning %",
    "Caf&eacute; &amp; co. \\*said\\* --- %...",
    "\"Quoted %\" and 'quoted'",
    "[[%]{.smallcaps}](https://example.org/of/the/words)",
]


@st.composite
def _attributes(draw: st.DrawFn, parts: list[tuple[str, str]]) -> str:
    """Attributes in any order, quoted in any way that Pandoc reads."""
    written = []
    for key, value in draw(st.permutations(parts)):
        quote = draw(st.sampled_from(['"', "'", ""]))
        written.append(f"{key}={quote}{value}{quote}" if key else f".{value}")
    begin, end = draw(st.sampled_from(["", " "])), draw(st.sampled_from(["", " "]))
    return "{" + begin + " ".join(written) + end + "}"


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=_names, place=st.sampled_from(_PLACES), above=st.integers(0, 3))
def test_a_mark_counts_however_it_is_written_and_wherever_it_stands(
    data: st.DataObject, name: str, place: str, above: int
) -> None:
    attributes = data.draw(_attributes([("", "claim"), ("data-claim", name)]))
    text = "# Title\n\n" + "Some words, the same.\n\n" * above
    begin = (text + place[: place.index("%")]).count("\n") + 1
    document = parse(text + place.replace("%", f"[the words]{attributes}") + "\n\nThe end.\n", "c")
    assert list(marked_claims(document.blocks)) == [(begin, name)]
    assert [mark.claim for mark in marks(document.blocks)] == [name]
    assert findings(document) == []


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ("{.claim}", "without its data-claim"),
        ("{.claim data-claim=''}", "without its data-claim"),
        ('{data-claim="a.b"}', "mark of claim 'a.b' without its class"),
        ('{.clam data-claim="a.b"}', "without its class"),
        ('{.claim data-claim = "a.b"}', "attributes that belong to nothing"),
        ('{claim data-claim="a.b"}', "attributes that belong to nothing"),
        ('{.claim data-claim="{{< var a >}}"}', "a shortcode in an attribute"),
    ],
)
def test_a_mark_that_lacks_a_part_is_a_fault_of_its_own(attributes: str, says: str) -> None:
    found = findings(parse(f"# Title\n\nIt is\n[said]{attributes}.\n", "c"))
    assert any(says in one.said and one.line == 4 for one in found)


@pytest.mark.parametrize(
    "text",
    [
        '::: {.claim data-claim="a.b"}\nSaid.\n:::',
        '[said](https://example.org){.claim data-claim="a.b"}',
        '`said`{.claim data-claim="a.b"}',
        '## Said {.claim data-claim="a.b"}',
    ],
)
def test_a_mark_is_a_span(text: str) -> None:
    said = [one.said for one in findings(parse(f"# Title\n\n{text}\n", "c"))]
    assert any("something else than a span" in one for one in said)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), visible=st.booleans(), when=st.booleans(), matches=st.booleans())
def test_a_condition_counts_however_it_is_written(
    data: st.DataObject, visible: bool, when: bool, matches: bool
) -> None:
    subject, met, unmet = data.draw(
        st.sampled_from(
            [("profile", "2030", "2031"), ("format", "html", "typst"), ("meta", "yes", "no")]
        )
    )
    parts = [
        ("", "content-visible" if visible else "content-hidden"),
        (f"{'when' if when else 'unless'}-{subject}", met if matches else unmet),
    ]
    attributes = data.draw(_attributes(parts))
    fence = ":" * data.draw(st.integers(3, 6))
    inner = data.draw(
        st.sampled_from(["Passage.", "::: callout-note\nPassage.\n:::", "- Passage."])
    )
    inline = data.draw(st.booleans())
    passage = f"[Passage.]{attributes}" if inline else f"{fence} {attributes}\n{inner}\n\n{fence}"
    document = parse(f"# Title\n\nBefore.\n\n{passage}\n\nAfter.\n", "c")
    setting = Setting("2030", ("html",), {"yes": True, "no": False})
    shown = plain_text(keep_visible(document.blocks, setting))
    assert ("Passage" in shown) is ((matches == when) == visible)
    assert "Before" in shown
    assert "After" in shown
    [condition] = conditions(document.blocks)
    assert (condition.line, condition.subject) == (5, subject)
    assert findings(document) == []


def test_a_passage_of_one_format_counts_as_shown_in_any() -> None:
    setting = Setting("2030", FORMS, {})
    text = "".join(
        f'::: {{.content-{how} when-format="{name}"}}\n{how} {name}\n:::\n\n'
        for how in ("visible", "hidden")
        for name in ("html", "typst")
    )
    words = plain_text(keep_visible(parse(text, "c").blocks, setting)).split()
    assert words[:4] == ["visible", "html", "visible", "typst"]
    assert words[4:] == ["hidden", "html", "hidden", "typst"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_lines_of_the_report_hold_what_is_said_to_stand_on_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = ["", *text.split("\n")]
    document = parse(text, path.name)
    for line, claim in marked_claims(document.blocks):
        assert "{.claim" in lines[line]
        assert f'"{claim}"' in " ".join(lines[line : line + 2])
    assert text.count("data-claim=") == len(list(marked_claims(document.blocks)))
    for citation in citations(document.blocks):
        assert f"@{citation.key}" in lines[citation.line]
    for code in shortcodes(document.blocks):
        assert f"{{{{< {code.name} {code.argument} >}}}}" in lines[code.line]
    for found in conditions(document.blocks):
        assert f'{found.sense}-{found.subject}="{found.name}"' in lines[found.line]
    for heading in nodes(document.blocks, ("Header",)):
        assert lines[line_of(heading)].startswith("#" * heading["c"][0] + " ")
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<img\nsrc=x\nonerror=alert(4)>", "raw HTML"),
        ("<img/src=x/onerror=alert(5)>", "raw HTML"),
        ("<script\nsrc='https://example.org/x.js'></script\n>", "raw HTML"),
        ("A <span class='claim' data-claim='a'>span</span>.", "raw HTML"),
        ("<div class='claim'>\n\nA div.", "raw HTML"),
        ("<!-- a\ncomment -->", "a comment"),
        ("Words <!-- a comment --> and words.", "a comment"),
        ("\\LaTeX", "raw TeX"),
        ("\\begin{a}\nb\n\\end{a}", "raw TeX"),
        ("[a](javascript:alert(1))", "scheme 'javascript'"),
        ("[a](JavaScript:alert(1))", "scheme 'javascript'"),
        ("[a](java\\\nscript:alert(1))", "a link of the scheme"),
        ("[a](<java&#9;script:alert(1)>)", "a link of the scheme"),
        ("[a](&#1;javascript:alert(1))", "scheme 'javascript'"),
        ("<javascript:alert(2)>", "scheme 'javascript'"),
        ("[a][b]\n\n[b]: vbscript:x", "scheme 'vbscript'"),
        ("[a](file:///etc/passwd)", "scheme 'file'"),
        ("[a](data:text/html,x)", "scheme 'data'"),
        ("[a](//example.org)", "without its scheme"),
        ("[a](\\\\\\\\example.org)", "without its scheme"),
        ("[a](https://e.org){onclick='alert(1)'}", "'onclick' of a link"),
        ("[a](https://e.org){style='x'}", "'style' of a link"),
        ("`x`{.python onclick='alert(6)'}", "'onclick' of code"),
        ("```{.python onclick='alert(6)'}\nx\n```", "'onclick' of code"),
        ("{{<var a>}}", "a shortcode without spaces"),
        ("{{< var\na.b >}}", "a shortcode over several lines"),
        ("{{< var *a* >}}", "of which Pandoc reads a part as something else"),
        ("So {{< embed /_executed/a.ipynb#fig-a >}}", "beside other text"),
        ("# Again", "a second heading of level 1"),
        ("##\N{NO-BREAK SPACE}Outlook", "signs of a heading"),
        ("::: {.callout-note title = a}\nx", "a fence that opens or closes nothing"),
        ("---\na: b\n---", "front matter in"),
    ],
)
def test_what_may_not_reach_pages_is_a_fault_with_its_line(text: str, name: str) -> None:
    found = findings(parse(f"# Title\n\nThe words.\n\n{text}\n", "c"))
    line = 6 if name == "front matter in" else 5
    assert [one.line for one in found if name in one.said] == [line]


def test_a_sentence_is_told_as_a_reader_sees_it() -> None:
    text = (
        "# T\n\nFirst one. \"So *it*\nis*\\**\", [he\nsays]{.claim data-claim='a.b'} [@c]: "
        "more.^[A note.] Last.\n"
    )
    [mark] = marks(parse(text, "c").blocks)
    assert (mark.claim, mark.line, mark.sentence) == ("a.b", 5, "“So it is*”, he says:")


def test_what_is_shown_can_be_kept_in_files() -> None:
    text = "# T {#sec-t}\n\nBy [@a] and @sec-t, [so]{.claim data-claim=x}.\n\n## B\n"
    chapter = Chapter("chapters/a.qmd", "2", "T", False)
    read = show(parse(text, "c"), chapter, NOTHING, Setting("2030", ("html",), {}))
    assert read.facts.cited == ("a",)
    assert read.facts.references == ("sec-t",)
    assert read.facts.named == ("x",)
    assert Facts.from_json(read.facts.to_json()) == read.facts
    assert Notes.from_json(read.notes.to_json()) == read.notes
    assert '"l":' not in read.blocks_json()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("```\n# set up\n```\n\n# Members {#sec-m}\n", Title("Members", numbered=True)),
        ("# The `code` of *new* members -- a^2^ {.unnumbered}\n", Title("", numbered=False)),
        ("Title\n=====\n", Title("Title", numbered=True)),
        ("# In {{< var a >}} {-}\n", Title("In 2030", numbered=False)),
        ("No title\n", Title("", numbered=True)),
    ],
)
def test_the_title_is_the_first_heading_of_level_1(text: str, title: Title) -> None:
    found = title_of(parse(text, "c"), Fragments({"a": [{"t": "Str", "c": "2030"}]}, {}))
    wanted = title.text or ("The code of new members – a2" if "code" in text else "")
    assert found == Title(wanted, title.numbered)


def test_a_chapter_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(RenderError, match="too deep"):
        parse("> " * 1500 + "x\n", "c")


def test_a_chapter_takes_its_part_of_what_stands_for_names() -> None:
    whole = Fragments({"a": [{"t": "Str", "c": "x"}], "b": []}, {"fig-a": [], "fig-b": []})
    part = whole.part({"a", "unknown"}, {"fig-b"})
    assert part == Fragments({"a": [{"t": "Str", "c": "x"}]}, {"fig-b": []})
    assert Fragments.from_json(part.to_json()) == part
