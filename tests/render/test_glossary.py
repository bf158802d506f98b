"""The glossary: every entry explained, marked with its basis, and set as text."""

from __future__ import annotations

import re

import pytest
from standards_report.evidence.results.index_rows import Body, Source, Term
from standards_report.render.content.glossary import (
    chinese_markdown,
    glossary_markdown,
    groups_markdown,
)

from tests.conftest import ROOT, SmallProject
from tests.support.results import made
from tests.support.tables import real_tables

SOURCES = {"register": made(Source, bibkey="register2030")}


def entry(**given: str) -> Term:
    known = {
        "id": "glossary.a-b",
        "term": "Alpha beta",
        "kind": "term",
        "definition": "two letters",
        "basis": "stated",
        "source": "register",
    }
    return made(Term, **(known | given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "[**Alpha beta**]{#term-a-b}\n:   Two letters [@register2030].\n"),
        (
            {"abbreviation": "AB", "basis": "general knowledge"},
            "[**AB**, Alpha beta]{#term-a-b}\n:   Two letters. *General knowledge.*\n",
        ),
        (
            {"chinese": "甲乙", "basis": "this report", "source": ""},
            "[**Alpha beta**, 甲乙]{#term-a-b}\n:   Two letters. *Term of this report.*\n",
        ),
    ],
)
def test_an_entry_says_what_its_definition_rests_on(given: dict[str, str], expected: str) -> None:
    assert glossary_markdown([entry(**given)], SOURCES) == expected


def test_entries_stand_under_their_short_form_whatever_its_case() -> None:
    entries = [
        entry(term="Zeta", abbreviation="a"),
        entry(term="B"),
        entry(term="Chinese", kind="x"),
    ]
    heads = re.findall(r"\*\*(\w+)\*\*", glossary_markdown(entries, SOURCES))
    assert heads == ["a", "B", "Chinese"]


def test_what_is_merely_translated_stands_in_the_chinese_list_only() -> None:
    entries = [entry(chinese="乙"), entry(chinese="甲", kind="Chinese term"), entry(term="None")]
    assert "甲" not in glossary_markdown(entries, SOURCES)
    assert re.findall(r"\*\*(.)\*\*", chinese_markdown(entries, SOURCES)) == ["乙", "甲"]


def test_groups_stand_in_natural_order_with_body_and_subject() -> None:
    group = {"name": "Group", "parent": "X", "kind": "study group", "source": "register"}
    bodies = [
        made(Body, **group, id="SG11", subject="Signals"),
        made(Body, **group, id="SG9"),
        made(Body, **{**group, "parent": ""}, id="X"),
    ]
    text = groups_markdown(bodies, SOURCES)
    assert re.findall(r"\*\*(\w+)\*\*", text) == ["SG9", "SG11"]
    assert ":   Study group of X: Signals [@register2030].\n" in text


def test_every_chinese_term_of_the_chapters_is_in_the_glossary() -> None:
    known = "".join(real_tables()["glossary"].rows["chinese"])
    for path in sorted((ROOT / "chapters").glob("*.qmd")):
        for term in re.findall(r"[\u3400-\u9fff]+", path.read_text(encoding="utf-8")):
            assert term in known, f"{path.name}: {term}"


def test_the_page_holds_the_entries_as_text(built: SmallProject) -> None:
    page = built.page("chapters/glossary.html")
    assert 'id="term-register"' in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "规则" in page
