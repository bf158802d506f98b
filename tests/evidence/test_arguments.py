"""Findings and recommendations: what they rest on, how strong that is, and how it is printed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from standards_report.errors import DataError
from standards_report.evidence.claims.claim import Outcome
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.findings import Arguments, gather_arguments
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.index_rows import CoveredPart, Source
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import Field, ForeignKey, Table
from standards_report.observations.tables.table import Loaded
from standards_report.project import Project
from standards_report.render.checks.finding_links import link_faults
from standards_report.render.checks.statement_faults import statement_faults
from standards_report.render.content.coverage import recommendations_markdown
from standards_report.render.content.evidence.finding_cards import argument_passages
from standards_report.render.document.numbering import Target

from tests.conftest import ROOT
from tests.support.results import index_of, made


def loaded(name: str, rows: list[dict[str, Any]], **keys: str) -> Loaded:
    links = tuple(ForeignKey(field, table, "id") for field, table in keys.items())
    frame = pd.DataFrame(rows)
    columns = (Field(str(name), "string", "", False, False, None, (), None, None) for name in frame)
    table = Table(name, name, "", f"{name}.csv", tuple(columns), links)
    return Loaded(table, f"data/{name}.csv", frame, list(range(2, len(rows) + 2)))


def link(
    name: str, finding: str, section: str, item: str, claim: str, bearing: str = "supports"
) -> dict[str, Any]:
    target = {"section": section, "item": item, "claim": claim}
    how = {"bearing": bearing, "tests": "size", "would_lose": f"all of {claim}"}
    return {
        "id": name,
        "finding": finding,
        **target,
        **{key: how[key] if claim else "" for key in how},
    }


def tables() -> dict[str, Loaded]:
    place = {"source": "s", "locator": "", "line": None, "note": ""}
    source = {**place, "statement": "", "topic": "t"}
    of_first = {"recommendation": "recommendation.1"}
    return {
        "findings": loaded(
            "findings",
            [
                {**source, "id": "finding.2", "position": 2, "statement": "Later <b>finding</b>"},
                {**source, "id": "finding.1", "position": 1, "statement": "Earlier finding"},
                {**source, "id": "finding.3", "position": 3, "source": "unseen"},
            ],
        ),
        "finding_evidence": loaded(
            "finding_evidence",
            [
                link("e1", "finding.1", "sec-a", "", ""),
                link("e2", "finding.1", "", "fig-a", ""),
                link("e3", "finding.1", "", "", "k.1"),
                link("e5", "finding.1", "", "", "k.2", "qualifies"),
                link("e4", "finding.3", "sec-a", "", ""),
            ],
            finding="findings",
        ),
        "recommendations": loaded(
            "recommendations",
            [
                {
                    **place,
                    "id": "recommendation.1",
                    "position": 1,
                    "group": "worldwide adoption",
                    "group_position": 1,
                    "listed_line": None,
                    "statement": "Do it",
                    "addressee": "somebody",
                    "effect": "It is done",
                }
            ],
        ),
        "recommendation_evidence": loaded(
            "recommendation_evidence",
            [
                {**link("r1", "finding.1", "", "", ""), **of_first},
                {**link("r2", "", "", "", "k.2"), **of_first},
            ],
            recommendation="recommendations",
            finding="findings",
        ),
        "numbers": loaded("numbers", [{"id": "n.1", "value": 3.0, "source": "s"}]),
        "words": loaded("words", [{"id": "w.1", "source": "s"}]),
    }


def judged(outcome: Outcome = "holds") -> dict[str, JudgedClaim]:
    return {
        "k.1": made(
            JudgedClaim,
            id="k.1",
            outcome=outcome,
            statement="One *is* more",
            finding="1 > 2",
            basis={"numbers": ["n.1"]},
        ),
        "k.2": made(JudgedClaim, outcome="holds", statement="Others", basis={"words": ["w.1"]}),
    }


def index(outcome: Outcome = "holds") -> Index:
    claims = judged(outcome)
    arguments = gather_arguments(tables(), claims, {"s"})
    return index_of(
        claims=claims,
        sources={"s": made(Source, bibkey="source2030")},
        findings=arguments.findings,
        recommendations=arguments.recommendations,
    )


def test_findings_come_in_their_order_and_only_where_the_source_is_seen() -> None:
    assert list(index().findings) == ["finding.1", "finding.2"]


def test_a_recommendation_is_graded_by_its_own_claims() -> None:
    read = index()
    assert read.findings["finding.1"].grade.outcome == "core, one source, untried"
    grade = read.recommendations["recommendation.1"].grade
    assert (grade.claims, grade.hold, grade.outcome) == (1, 1, "core, statements, untried")


def test_cards_link_and_mark_what_carries_them_and_print_data_as_text() -> None:
    shown = argument_passages(index())
    cards = shown["findings-cards"]
    assert "See @sec-a and @fig-a." in cards
    assert '- [One \\*is\\* more]{.claim .judged data-claim="k.1"}. Tests' in cards
    assert "<b>" not in cards
    assert "Evidence: [core]{.evidence-word .evidence-0}, [one source]{.evidence-word" in cards
    assert '"k.1"}. Tests its size: if false, the statement would lose all of k.1.' in cards
    assert "Limits its size: the statement loses all of k.2." in cards
    assert "Qualifications: 1." in cards
    assert cards.index("One") < cards.index("*Qualification:* [Others]")
    listed = shown["recommendations-worldwide-adoption"]
    assert "**Recommendation 1. Do it.** [@source2030]" in listed
    assert "- Earlier finding. Evidence: [core]" in listed
    assert "k.1" not in listed  # it is on the card


def test_a_recommendation_is_found_where_the_section_that_gives_it_is_taken_up() -> None:
    read = index()
    given = read.recommendations["recommendation.1"].model_copy(
        update={"locator": "Open it, and all, recommendation 2"}
    )
    parts = [("Open it", "sec-b", "s"), ("Open it, and all", "sec-c", "other")]
    sections = [
        made(CoveredPart, kind="section", name=name, place=place, source=source)
        for name, place, source in [*parts, ("Open it, and all", "sec-d fig-d", "s")]
    ]
    told = {"recommendations": {given.id: given}, "coverage": tuple(sections)}
    assert "| @sec-d, @fig-d |" in recommendations_markdown(read.model_copy(update=told))
    told["coverage"] = ()
    assert "| Do it |  |  |" in recommendations_markdown(read.model_copy(update=told))


def test_cards_keep_the_order_of_their_source_in_an_index_read_from_a_file() -> None:
    first = index().findings["finding.1"]
    tenth = first.model_copy(update={"position": "10", "statement": "Tenth finding"})
    second = first.model_copy(update={"position": "2", "statement": "Second finding"})
    findings = {"finding.1": first, "finding.10": tenth, "finding.2": second}
    cards = argument_passages(index().model_copy(update={"findings": findings}))["findings-cards"]
    assert cards.index("Second finding") < cards.index("Tenth finding")


def test_findings_of_a_later_source_stand_apart_from_those_of_the_first() -> None:
    read = index()
    assert argument_passages(read)["findings-added"] == "None.\n"
    sources = {**read.sources, "records": made(Source, bibkey="records2031")}
    later = read.findings["finding.2"].model_copy(
        update={"source": "records", "author": "this report"}
    )
    findings = {**read.findings, "finding.2": later}
    shown = argument_passages(read.model_copy(update={"sources": sources, "findings": findings}))
    assert "*This report*, from data of [@records2031]" in shown["findings-added"]
    assert "[@source2030]" not in shown["findings-added"]
    assert "[@records2031]" not in shown["findings-cards"]


def test_a_verdict_is_printed_where_a_claim_does_not_hold() -> None:
    cards = argument_passages(index("not computable"))["findings-cards"]
    assert '[One \\*is\\* more]{.claim .judged data-claim="k.1"} (not computable).' in cards


def test_a_claim_says_under_each_recommendation_what_it_tests_there() -> None:
    given = index().recommendations["recommendation.1"].model_copy(update={"findings": ()})
    again = given.model_copy(update={"id": "recommendation.2", "position": 2, "statement": "Again"})
    read = index().model_copy(update={"recommendations": {one.id: one for one in (given, again)}})
    listed = argument_passages(read)["recommendations-worldwide-adoption"]
    assert listed.count('data-claim="k.2"}. Tests its size') == 2


def test_what_several_statements_rest_on_is_printed_in_full_once() -> None:
    read = index()
    given = read.recommendations["recommendation.1"]
    again = given.model_copy(update={"id": "recommendation.2", "position": "2"})
    later = read.findings["finding.2"].model_copy(
        update={"links": read.findings["finding.1"].links, "position": "3"}
    )
    findings = {**read.findings, later.id: later}
    told = {"recommendations": {one.id: one for one in (given, again)}, "findings": findings}
    shown = argument_passages(read.model_copy(update=told))
    cards, listed = shown["findings-cards"], shown["recommendations-worldwide-adoption"]
    assert cards.count("One \\*is\\* more") == 1
    assert '- [The claim under “Earlier finding”]{.claim .judged data-claim="k.1"}. Tests' in cards
    assert listed.count("[Others]") == 1
    assert "[The claim under recommendation 1]" in listed
    assert listed.count("- Earlier finding. Evidence") == 1
    assert "- “Earlier finding”, under recommendation 1. Evidence" in listed


def test_a_project_without_findings_has_no_passages() -> None:
    assert gather_arguments({}, {}, set()) == Arguments({}, {})
    assert argument_passages(index_of()) == {}


def links_of(folder: Path) -> Project:
    (folder / "data").mkdir()
    (folder / "data" / "finding_evidence.csv").write_text(
        "id,finding,section,item,claim,bearing,tests,would_lose,note\ne1,finding.1,sec-a,,,,,,\n"
        "e2,finding.1,,fig-a,,,,,\ne3,finding.1,,,k.1,supports,size,all,\n"
    )
    (folder / "data" / "findings.csv").write_text(
        'id,statement\nfinding.1,"Two\nlines"\nfinding.2,Later\n'
    )
    (folder / "data" / "recommendations.csv").write_text("id,standing\nrecommendation.1,\n")
    return Project(folder)


def test_a_link_to_a_section_that_is_gone_names_its_line(tmp_path: Path) -> None:
    project = links_of(tmp_path)
    targets = {"fig-a": Target("fig-a", "Figure 1", "p"), "sec-ab": Target("sec-ab", "S", "p")}
    faults = [str(fault) for fault in link_faults(project, index(), targets)]
    assert faults == [
        "data/finding_evidence.csv:2: finding.1 rests on 'sec-a', which no chapter shows: "
        "did you mean 'sec-ab'?"
    ]


def test_a_claim_that_fails_stops_what_rests_on_it(tmp_path: Path) -> None:
    project = links_of(tmp_path)

    def faults(outcome: Outcome) -> list[str]:
        found = statement_faults(project, index(outcome), is_open=True)
        # Finding 2 of these tables has no claim at all.
        return [str(fault) for fault in found if "finding.2" not in fault.what]

    assert faults("holds") == []
    assert len(faults("fails")) == 1
    assert faults("fails")[0].startswith(
        "data/findings.csv:2: finding.1 “Earlier finding” rests on"
    )
    assert (
        "claim 'k.1', which fails: it says “One *is* more”; the data say 1 > 2"
        in faults("fails")[0]
    )


def test_a_statement_without_a_claim_that_supports_it_is_a_fault(tmp_path: Path) -> None:
    faults = statement_faults(links_of(tmp_path), index(), is_open=True)
    assert [(fault.line, fault.what) for fault in faults] == [
        (4, "finding.2 “Later <b>finding</b>” rests on no claim that supports it")
    ]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        (
            "finding_evidence",
            ",sec-entities-status,,,",
            ",sec-entities-status,tbl-x,,",
            "fill exactly one",
        ),
        (
            "finding_evidence",
            ",entities.kinds_present,",
            ",entities.kinds_absent,",
            "unknown claim",
        ),
        (
            "finding_evidence",
            "entities.kinds_present,supports",
            "entities.kinds_present,",
            "a claim and its bearing go together",
        ),
        (
            "finding_evidence",
            "entities.kinds_present,supports,premise",
            "entities.kinds_present,supports,",
            "a claim and its tests go together",
        ),
        (
            "recommendation_evidence",
            ",finding.14,,,,,",
            ",finding.14,,,,all of it,",
            "a claim and its would_lose go together",
        ),
        ("recommendation_evidence", ",finding.8,,,,,", ",finding.88,,,,,", "unknown finding"),
    ],
)
def test_a_broken_link_is_found(copied: Path, table: str, old: str, new: str, says: str) -> None:
    path = copied / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_tables(copied)
    assert any(says in str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("table", "key", "says"),
    [
        ("finding_evidence", "finding.9,", "finding.9 rests on no"),
        ("recommendation_evidence", "recommendation.7,", "recommendation.7 rests on no"),
    ],
)
def test_a_finding_or_recommendation_without_evidence_is_found(
    copied: Path, table: str, key: str, says: str
) -> None:
    path = copied / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if f",{key}" not in line), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_tables(copied)
    assert any(says in str(fault) for fault in caught.value.faults)
