"""Claims and audits as a reader meets them: in the terminal, on pages, as data."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import SmallProject


def test_claims_are_listed_with_their_verdicts(published: SmallProject) -> None:
    listed = json.loads(published.run("claims", "--format", "json").stdout)
    assert {entry["id"]: entry["outcome"] for entry in listed} == {
        "members.growth": "holds",
        "members.order": "holds",
        "members.grew": "agrees",
        "members.korea": "disagrees",
    }
    assert "members.growth,holds" in published.run("claims", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--verdict", "disagrees"], {"members.korea"}),
        (["--chapter", "members"], {"members.order"}),
        (["--ledger", "claims", "--kind", "trend"], {"members.growth"}),
    ],
)
def test_claims_can_be_filtered(
    published: SmallProject, options: list[str], expected: set[str]
) -> None:
    listed = json.loads(published.run("claims", "--format", "json", *options).stdout)
    assert {entry["id"] for entry in listed} == expected


@pytest.mark.parametrize("option", ["--verdict", "--kind", "--chapter"])
def test_an_unknown_filter_is_refused_with_those_that_exist(
    published: SmallProject, option: str
) -> None:
    process = published.run("claims", option, "no-such")
    assert process.returncode == 2
    assert "one of" in process.stderr


def test_the_ledgers_are_published_with_their_verdicts(published: SmallProject) -> None:
    audits = published.page("data/audits.csv").splitlines()
    assert audits[0].endswith("number,verdict,data_say,other_reading_gives,other_rules,reason,rows")
    assert audits[2].endswith("A2,disagrees,7 ≤ 24,,,,m.kor.2030; m.jpn.2030")
    assert "C2,holds," in published.page("data/claims.csv")


def test_the_ledgers_page_explains_what_disagrees_and_can_be_filtered(
    published: SmallProject,
) -> None:
    page = published.page("chapters/claims.html")
    assert "The register gives Korea the smaller number." in page
    assert 'id="audit-members-korea"' in page
    assert 'class="ledger"' in page
    assert 'src="../assets/ledger.js"' in page


def test_trace_knows_audits(published: SmallProject) -> None:
    traced = published.run("trace", "members.korea").stdout
    assert "verdict    disagrees" in traced
    assert "data say   7 ≤ 24" in traced
    assert "data/itu_members.csv:6  m.kor.2030 = 7 count" in traced


@pytest.mark.parametrize(
    ("number", "identifier"),
    [("A2", "audit members.korea"), ("a1", "audit members.grew"), ("C2", "claim members.growth")],
)
def test_trace_knows_the_numbers_that_pages_print(
    published: SmallProject, number: str, identifier: str
) -> None:
    process = published.run("trace", number)
    assert process.returncode == 0, process.stderr
    assert f"{identifier} ({number.upper()}) in edition 2030" in process.stdout
    page = published.page("chapters/claims.html")
    anchor = identifier.replace(" ", "-").replace(".", "-")
    assert re.search(rf'id="{anchor}"[^>]*>{number.upper()}<', page)


def test_trace_offers_numbers_for_a_number_that_nothing_has(published: SmallProject) -> None:
    process = published.run("trace", "A9")
    assert process.returncode == 2
    assert "nothing is called 'A9': did you mean 'A2' or 'A1'?" in process.stderr


def test_a_mark_holds_its_note_without_a_script(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    note = page[page.index('class="claim-note"') :]
    for words in ("China has more members than Japan", "25 &gt; 24", "itu_members.csv, 2 rows"):
        assert words in note
    assert 'href="../notebooks/members.html#load"' in note


@pytest.mark.slow
def test_a_false_sentence_can_be_seen_marked(built: SmallProject) -> None:
    row = "m.jpn.2030,2030,ITU,JPN,total,"
    built.replace("data/itu_members.csv", f"{row}24", f"{row}26")
    process = built.build("--allow-stale")
    assert process.returncode == 0, process.stderr
    assert "Stale: chapters/members.qmd:11" in process.stderr
    assert 'class="claim claim-stale"' in built.page("chapters/members.html")
    typst = built.root / ".build" / "results" / "2030-Typst" / "chapter-02.typ"
    assert '#text(fill: rgb("#a4201c"))[China has more than Japan]' in typst.read_text("utf-8")
    assert built.build().returncode == 1
    assert built.build("--release", "--allow-stale").returncode == 2
