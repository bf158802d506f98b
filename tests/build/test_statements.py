"""Findings, recommendations and cards that the data no longer carry stop an edition, in words."""

from __future__ import annotations

import json
import re

import pytest
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.turned import statements_then_and_now
from standards_report.render.content.turned_statements import statements_markdown

from tests.conftest import SmallProject
from tests.support.statements import open_later, with_statements

_FALSE = (
    "data/findings.csv:2: edition 2031: finding.1 “China has more members than Japan” rests on "
    "claim 'members.order', which fails: it says “China has more members than Japan”; the data say "
    "99 ≤ 120: rewrite it or put its claim right (data/claims.csv:2), or mark it as disputed (in "
    "standing, with standing_because), or take its row out, which “What changed” then says"
)
_WHY = "Japan passed China in one year, and the register may be counted anew"


@pytest.fixture
def stated(small: SmallProject) -> SmallProject:
    return with_statements(small)


@pytest.fixture
def turned(stated: SmallProject) -> SmallProject:
    """A later edition whose data turn finding 1, and the sentence of the chapter."""
    open_later(stated, japan=120)
    stated.replace(
        "chapters/members.qmd", "[China has more than Japan]{.claim", "[China had more]{.x"
    )
    stated.replace("chapters/members.qmd", '{.x data-claim="members.order"}.', "")
    stated.replace("chapters/members.qmd", "[China had more]", "It counts.")
    return stated


def words(page: str) -> str:
    """What a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)).replace("’", "'")


def mark(project: SmallProject, finding: str, standing: str, why: str) -> None:
    """Marks a finding in its row, whose last three cells are empty."""
    path = project.root / "data/findings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [
        f'{line[: -len(",,,")]},{standing},"{why}",' if line.startswith(f"{finding},") else line
        for line in lines
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_finding_that_the_data_have_turned_is_a_fault_with_both_numbers(
    turned: SmallProject,
) -> None:
    for process in (turned.run("check"), turned.build("--to", "html")):
        assert process.returncode == 1
        faults = [line for line in process.stderr.splitlines() if line.startswith("data/find")]
        assert _FALSE in faults
        assert [line[:40] for line in faults if "finding.2" in line] == [
            "data/findings.csv:3: edition 2031: findi"
        ]
    assert not (turned.site / "2031").exists()


def test_a_disputed_finding_is_printed_with_its_reason_and_its_grade(turned: SmallProject) -> None:
    for finding in ("finding.1", "finding.2"):
        mark(turned, finding, "disputed", _WHY)
    process = turned.build("2031", "--to", "html")
    assert process.returncode == 0, process.stderr
    text = words((turned.site / "2031/chapters/members.html").read_text(encoding="utf-8"))
    assert f"Disputed: {_WHY}." in text
    assert "(fails: the data say 99 ≤ 120)" in text
    assert "Evidence: disputed. Supporting claims that hold: 0 of 1; failing: 1." in text
    # What rests on it is disputed with it.
    assert f"Disputed with a finding that it rests on: {_WHY}." in text
    index = json.loads((turned.root / ".build/results/2031-index/index.json").read_text("utf-8"))
    finding = index["findings"]["finding.1"]
    assert (finding["standing"], finding["standing_because"]) == ("disputed", _WHY)
    assert finding["strength"]["grade"] == "disputed"
    assert index["recommendations"]["recommendation.1"]["strength"]["grade"] == "disputed"

    changes = words((turned.site / "2031/chapters/changes.html").read_text(encoding="utf-8"))
    assert "the new data have turned: 2; that held: 1; taken out: 0." in changes
    assert (
        "China has more members than Japan. Claim “China has more members than Japan”: "
        f"then 25 &gt; 24, now 99 ≤ 120. It stays as disputed: {_WHY}." in changes
    )
    # The edition before, whose data carried it, says nothing of a dispute.
    assert turned.build("2030", "--to", "html").returncode == 0
    assert "Disputed" not in words(turned.page("chapters/members.html")).replace("Disputed A", "")


def index_of_edition(project: SmallProject, edition: str) -> Index:
    path = project.root / f".build/results/{edition}-index/index.json"
    return Index.from_json(path.read_bytes())


def without_rows(project: SmallProject, table: str, start: str) -> None:
    """Takes rows out of a table."""
    path = project.root / f"data/{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert any(line.startswith(start) for line in lines)
    path.write_text("".join(x for x in lines if not x.startswith(start)), encoding="utf-8")


def test_a_finding_that_is_taken_out_is_named_with_what_turned_it(turned: SmallProject) -> None:
    assert turned.run("check").returncode == 1
    old = index_of_edition(turned, "2030")
    mark(turned, "finding.2", "disputed", _WHY)
    without_rows(turned, "findings", "finding.1,")
    without_rows(turned, "finding_evidence", "e.1.")
    without_rows(turned, "finding_evidence", "e.2.growth")
    turned.replace("data/recommendation_evidence.csv", "finding.1,,", "finding.2,,")
    process = turned.run("check")
    assert process.returncode == 0, process.stderr
    said = statements_markdown(statements_then_and_now(old, index_of_edition(turned, "2031")))
    numbers = "then 25 \\> 24, now 99 ≤ 120."
    gone = "- China has more members than Japan. The data have turned it."
    claim = f"Claim “China has more members than Japan”: {numbers}"
    assert f"**Taken out**\n\n{gone} {claim}\n" in said
    assert "turned: 1; that held: 1; taken out: 1. New in this edition: 0." in said
    # A link that is gone is named, with what its claim says now.
    assert "**Rest on fewer claims than before**\n\n- Membership of China grew fast. Claim" in said


def test_deleted_links_do_not_make_it_pass(turned: SmallProject) -> None:
    turned.replace(
        "data/finding_evidence.csv", "e.1.order,finding.1,,,members.order,supports,\n", ""
    )
    process = turned.run("check")
    assert (
        "data/findings.csv:2: finding.1 rests on no claim: link it to one in finding_evidence.csv, "
        "or mark it as not tested (in standing, with standing_because), or take its row out"
    ) in process.stderr

    mark(turned, "finding.1", "not tested", "No source counts members any more")
    mark(turned, "finding.2", "disputed", _WHY)
    process = turned.build("2031", "--to", "html")
    assert process.returncode == 0, process.stderr
    text = words((turned.site / "2031/chapters/members.html").read_text(encoding="utf-8"))
    assert "Not tested: No source counts members any more." in text
    assert "Evidence: not tested." in text


def test_a_mark_that_the_data_do_not_ask_for_is_a_fault(stated: SmallProject) -> None:
    mark(stated, "finding.1", "disputed", _WHY)
    process = stated.run("check")
    assert process.returncode == 1
    assert (
        "data/findings.csv:2: finding.1 is marked as disputed, and the claims of edition 2030 make "
        "it moderate: empty standing and standing_because, or correct them"
    ) in process.stderr


def test_a_card_may_be_disputed_in_print_and_then_says_why(stated: SmallProject) -> None:
    stated.replace("data/claims.csv", "CHN.latest > itu", "CHN.latest < itu")
    mark(stated, "finding.1", "disputed", _WHY)
    mark(stated, "finding.2", "disputed", _WHY)
    process = stated.run("check")
    assert process.returncode == 1
    line = next(x for x in process.stderr.splitlines() if x.startswith("chapters/members.qmd"))
    assert 'or mark it as disputed (data-disputed="why it stays"), or take it out' in line
    assert "the data say 25 ≥ 24" in line

    reason = 'data-claim="members.order" data-disputed="the register is older"'
    stated.replace("chapters/members.qmd", 'data-claim="members.order"', reason)
    process = stated.build("--to", "html")
    assert process.returncode == 0, process.stderr
    text = words(stated.page("chapters/members.html"))
    assert "China has more than Japan (disputed: the register is older)" in text
    assert "claim-stale" not in stated.page("chapters/members.html")

    # Where the data carry it again, the mark is a fault.
    stated.replace("data/claims.csv", "CHN.latest < itu", "CHN.latest > itu")
    process = stated.run("check")
    assert (
        "is marked as disputed, and claim 'members.order' holds: 25 &gt; 24".replace("&gt;", ">")
        in process.stderr
    )
    assert "take data-disputed out" in process.stderr


def test_a_claim_that_cannot_be_computed_does_not_carry_a_finding_in_silence(
    stated: SmallProject,
) -> None:
    stated.append(
        "data/claims.csv",
        'members.gone,comparison,Korea has some,"row(""m.kor.2030"") > row(""m.chn.2031"")",,,,'
        "register,Page 4,,,\n",
    )
    stated.append("data/finding_evidence.csv", "e.1.gone,finding.1,,,members.gone,supports,\n")
    process = stated.run("check")
    assert process.returncode == 1
    fault = next(x for x in process.stderr.splitlines() if "members.gone" in x)
    assert fault.startswith("data/findings.csv:2: finding.1 “China has more members than Japan”")
    assert "which cannot be computed" in fault
    assert "say why in not_computable_because at data/claims.csv:4" in fault

    stated.replace("data/claims.csv", "Page 4,,,", "Page 4,,,The later count is not published yet.")
    process = stated.run("check")
    assert "members.gone" not in process.stderr
