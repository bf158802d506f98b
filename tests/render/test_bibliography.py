"""The bibliography: entries as Pandoc finds them, and what chapters and the list say of works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.project import Project
from standards_report.render.book.book import Chapter
from standards_report.render.checks.citations import citation_faults
from standards_report.render.document.facts import citations
from standards_report.render.document.parse import parse
from standards_report.render.html.search_index import search_entries
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.bibliography import (
    bibliography_faults,
    bibliography_keys,
    entries,
    with_parents,
)
from standards_report.render.pandoc.citeproc import citations_of, set_citations, word_citations
from standards_report.render.pandoc.syntax_tree import nodes, plain_text

from tests.conftest import SmallProject

ROOT = Path(__file__).resolve().parents[2]
WORKS = (ROOT / "references.bib").read_text(encoding="utf-8")
KEYS = list(bibliography_keys(Project(ROOT)))

SHORT = """% of the works
@string{itu = {International Telecommunication Union}}

@report{one, title = {One}, publisher = itu,
  note = {@two is not an entry}}

@book{two,
  title = {Two}}
"""


@pytest.mark.parametrize("field", ["crossref = {one}", "XDATA={one}", 'CrossRef = "one"'])
def test_a_work_brings_what_it_takes_from(field: str) -> None:
    text = SHORT + f"\n@inbook{{three,\n  {field}}}\n@inbook{{four, xdata = {{two,three}}}}\n"
    assert with_parents(text, {"three"}) == {"one", "three"}
    assert with_parents(text, {"four"}) == {"one", "two", "three", "four"}


_SPACE = st.sampled_from(["", " ", "\n", "\n\t  "])
_VALUES = [
    "{V}",
    '"V"',
    "{V {W, X} = @y{z, }}",
    '"V {"}, W" # { X}',
    "itu",
    "1999",
    "{50\\% \\{ of}",
]


@st.composite
def _bibliographies(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Entries laid out in all ways that Pandoc reads, with what may stand between them."""
    keys = draw(st.lists(st.from_regex(r"[a-zä][a-z0-9+/:.*_-]{0,5}", fullmatch=True), unique=True))
    text = draw(st.sampled_from(["", "% of @no{one\n", "junk\n"])) + "@STRING {itu = {I} # {TU}}\n"
    for key in keys:
        space = [draw(_SPACE) for _ in range(6)]
        value = draw(st.sampled_from(_VALUES))
        text += draw(st.sampled_from(["", "\n@comment{ @misc{not, title={x}} }\n", "\n%{@\n", "x"]))
        text += (
            f"{space[0]}@{draw(st.sampled_from(['misc', 'Article']))}{space[1]}{{{space[2]}{key}"
        )
        end = draw(st.sampled_from(["", ","]))
        text += f"{space[3]},{space[4]}title{space[5]}={space[0]}{value}{end}}}"
    return text, keys


@settings(max_examples=40)
@given(_bibliographies())
def test_entries_are_those_that_pandoc_finds(made: tuple[str, list[str]]) -> None:
    text, keys = made
    found = entries(text)
    assert "".join(entry.text for entry in found) == text
    assert [entry.key for entry in found if entry.key] == keys
    references = json.loads(pandoc.read(text, "test", "biblatex"))["meta"]["references"]["c"]
    assert [_plain(one["c"]["id"]) for one in references] == keys
    for entry in found:
        assert not entry.key or "@" in text.split("\n")[entry.line - 1]


def _plain(identifier: Any) -> str:
    return str(plain_text(identifier)) or str(identifier["c"])


@pytest.mark.parametrize(
    ("added", "says"),
    [
        ("@misc{register, title={B}}", "references.bib:5: the key 'register' stands a second time"),
        ("@misc{Register, title={B}}", "references.bib:5: the key 'Register' stands a second time"),
        (
            "@misc{b, title={B}, crossref={no}}",
            "references.bib:5: 'b' takes from 'no', which is no",
        ),
        (
            "@misc{b, title={B}, crossref={REGISTER}}",
            "'b' takes from 'REGISTER', which is no entry",
        ),
        ("@misc(b, title={B})", "references.bib:5: Pandoc failed"),
        ("@misc{b, title={B} year=1999}", "references.bib:5: Pandoc failed"),
        ("@misc{b, title={B}", "references.bib:"),
        ("@misc{b,\n title={B}}", "references.bib:5: 'b' is never cited"),
    ],
)
def test_check_names_what_is_wrong_with_the_works(
    built: SmallProject, added: str, says: str
) -> None:
    built.append("references.bib", added + "\n")
    process = built.run("check")
    assert process.returncode == 1
    assert says in process.stderr


def test_check_knows_works_however_they_are_laid_out(built: SmallProject) -> None:
    text = (built.root / "references.bib").read_text(encoding="utf-8")
    added = """
  @Inproceedings {doe2021
    , author = {Doe, Ann}, title = "A {"}", crossref = {conf}, xdata = {day} }
@proceedings{conf, title = {Proceedings}} @xdata{day, year = {1987}}
"""
    (built.root / "references.bib").write_text("\ufeff" + text + added, encoding="utf-8")
    built.append("chapters/members.qmd", "\nAs in [@doe2021].\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    page = built.page("chapters/references.html")
    assert all(words in page for words in ("Doe", "Proceedings", "1987"))


def _cited(*keys: str) -> list[Any]:
    blocks = json.loads(pandoc.read(" ".join(f"[@{key}]" for key in keys), "test"))["blocks"]
    return citations_of(blocks)


@given(st.sets(st.sampled_from(KEYS), min_size=1))
@settings(max_examples=5)
def test_a_chapter_gets_the_works_that_it_cites_and_the_list_those_of_all(keys: set[str]) -> None:
    texts = {"a": _cited(*sorted(keys)), "b": _cited(KEYS[0]), "c": []}
    worded = word_citations(texts, "c", WORKS)
    listed = {file: [work["c"][0][0] for work in one.works["c"][1]] for file, one in worded.items()}
    assert sorted(listed["a"]) == sorted(f"ref-{key}" for key in keys)
    assert listed["b"] == [f"ref-{KEYS[0]}"]
    assert sorted(listed["c"]) == sorted(f"ref-{key}" for key in keys | {KEYS[0]})
    assert [len(one.citations) for one in worded.values()] == [len(keys), 1, 0]


def test_a_year_has_the_same_letter_in_every_chapter_as_in_the_list() -> None:
    works = "".join(
        f"@report{{{key}, author = {{Doe, Ann}}, title = {{{title}}}, date = {{2020}}}}\n"
        for key, title in (("second", "The Works"), ("first", "All Works"))
    )
    worded = word_citations({"a": _cited("second"), "b": _cited("first"), "c": []}, "c", works)
    assert plain_text(worded["a"].citations[0]["c"][1]) == "(Doe 2020b)"
    assert plain_text(worded["b"].citations[0]["c"][1]) == "(Doe 2020a)"
    assert "2020b" in plain_text(worded["a"].works["c"][1])
    assert [work["c"][0][0] for work in worded["c"].works["c"][1]] == ["ref-first", "ref-second"]


def test_citations_lead_to_the_list_and_a_page_has_its_works_hidden() -> None:
    text = "In @tbl-x, by @one [p. 2] and others [see @two; also @one].[^n]\n\n[^n]: Also @two."
    blocks = json.loads(pandoc.read(text, "test"))["blocks"]
    worded = word_citations({"a": citations_of(blocks), "c": []}, "c", SHORT)["a"]
    assert len(worded.citations) == 3
    shown = set_citations(blocks, worded, "references.html", is_one_document=False)
    targets = [link["c"][2][0] for link in nodes(shown, ("Link",))]
    assert targets == [f"references.html#ref-{key}" for key in ("one", "two", "one", "two")]
    assert shown[-1]["c"][0] == ["refs", worded.works["c"][0][1], [["hidden", ""]]]
    assert "by One (n.d., 2) and others (see Two, n.d.; also One, n.d.)." in plain_text(shown)
    printed = set_citations(blocks, worded, "", is_one_document=True)
    assert len(printed) == len(blocks)
    assert [node["c"][0][0]["citationId"] for node in nodes(printed, ("Cite",))] == ["tbl-x"]


def test_search_finds_works_on_the_list_and_none_that_a_page_hides() -> None:
    worded = word_citations({"a": _cited(KEYS[0]), "c": []}, "c", WORKS)
    listed = [{"t": "Div", "c": [["refs", [], []], []]}]
    works = plain_text(worded["c"].works).split()
    found = {
        page: search_entries(
            Chapter("chapters/a.qmd", "1", "A", False),
            set_citations(listed if not page else [], worded["a"], page, is_one_document=False),
        )
        for page in ("", "references.html")
    }
    assert found[""][0]["text"].split() == works
    assert found["references.html"][0]["text"] == ""


@pytest.mark.parametrize(
    ("title", "lost"),
    [
        ("About 50% of all members", "of all members"),
        ("\\foo{Two words} and more", "Two words"),
        ("\\begin{x}inner\\end{x} out", "x inner x"),
        ("50\\% of C\\'eline {\\\"u}ber Stra\\ss e \\emph{so} {A}ll, \\textbf{b}", ""),
        ("R\\&D \\$x -- \\LaTeX\\ and \\url{https://e.org/a%20b_c} ~ ``q''", ""),
    ],
)
def test_words_that_tex_eats_are_a_fault_with_their_line(
    small: SmallProject, title: str, lost: str
) -> None:
    author = "author = {Doe, Ann and {Corp, Inc} and others}"
    entry = f"% @no{{one\n@book{{k,\n  {author},\n  title = {{{title}}}\n}}\n"
    small.append("references.bib", f"\n{entry}")
    lines = (small.root / "references.bib").read_text(encoding="utf-8").splitlines()
    found = bibliography_faults(Project(small.root))
    assert [fault.line for fault in found] == ([len(lines) - 1] if lost else [])
    assert all(f"title of 'k': words that are read as nothing ({lost})" in f.what for f in found)


def test_a_formula_is_a_fault_with_its_line(small: SmallProject) -> None:
    small.append("references.bib", "\n@book{k, title = {From $5 to $6, or \\$7}}\n")
    [fault] = bibliography_faults(Project(small.root))
    lines = (small.root / "references.bib").read_text(encoding="utf-8").splitlines()
    assert (fault.line, fault.what) == (len(lines), "'k' has a formula (5 to)")


@pytest.mark.parametrize(
    ("key", "work", "remedy"),
    [
        ("no_date_????", "no_date_????", "write it as @{no_date_????}"),
        ("{no_date_????}", "no_date_????", ""),
        ("slash/key:2020+", "slash/key:2020+", "write it as @{slash/key:2020+}"),
        ("registar", "", "did you mean 'register'?"),
        ("elsewhere", "", "add it to references.bib"),
    ],
)
def test_a_citation_that_names_no_work_says_what_would(key: str, work: str, remedy: str) -> None:
    document = parse(f"# T\n\nAs in [@{key}].\n", "c")
    works = {"register": 1, **({work: 2} if work else {})}
    chapter = Chapter("c.qmd", "1", "T", appendix=False)
    found = citation_faults(chapter, citations(document.blocks), {}, works)
    assert [fault.remedy for fault in found] == ([remedy] if remedy else [])
