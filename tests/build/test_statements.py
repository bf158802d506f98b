"""Findings, recommendations and cards that the data no longer carry stop an edition, in words."""

from __future__ import annotations

import json
import re

import pytest
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.record import Record, record_of_index
from standards_report.evidence.results.turned import statements_then_and_now
from standards_report.render.content.turned_statements import statements_markdown

from tests.conftest import SmallProject
from tests.support.releasing import done, release, repository
from tests.support.statements import later_members, open_later, with_statements

_FALSE = (
    "data/findings.csv:2: edition 2031: finding.1 “China has more members than Japan” rests on "
    "claim 'members.order', which fails: it says “China has more members than Japan”; the data say "
    "99 ≤ 120: rewrite it or put its claim right (data/claims.csv:2), or mark it as disputed (in "
    "standing, with standing_because), or take its row out, which “What changed” then says"
)

pytestmark = pytest.mark.slow
_WHY = "Japan passed China in one year, and the register may be counted anew"


@pytest.fixture
def stated(small: SmallProject) -> SmallProject:
    return with_statements(small)


@pytest.fixture
def turned(stated: SmallProject) -> SmallProject:
    """A later edition whose data turn finding 1, and the sentence of the chapter."""
    open_later(stated, japan=120)
    without_sentence(stated)
    return stated


def without_sentence(project: SmallProject) -> None:
    """Takes the sentence that the later data turn out of the chapter."""
    project.replace(
        "chapters/members.qmd", "[China has more than Japan]{.claim", "[China had more]{.x"
    )
    project.replace("chapters/members.qmd", '{.x data-claim="members.order"}.', "")
    project.replace("chapters/members.qmd", "[China had more]", "It counts.")


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
    assert "Evidence: disputed. Failing claims: 1 of 1." in text
    # What rests on it is disputed with it.
    assert f"Disputed with a finding that it rests on: {_WHY}." in text
    index = json.loads((turned.root / ".build/results/2031-index/index.json").read_text("utf-8"))
    finding = index["findings"]["finding.1"]
    assert (finding["standing"], finding["standing_because"]) == ("disputed", _WHY)
    assert finding["grade"]["outcome"] == "disputed"
    assert index["recommendations"]["recommendation.1"]["grade"]["outcome"] == "disputed"

    changes = words((turned.site / "2031/chapters/changes.html").read_text(encoding="utf-8"))
    assert "the new data have turned: 2; that held: 1; that stay disputed" in changes
    assert (
        "China has more members than Japan. What is tested Edition 2030 Edition 2031 China has "
        "more members than Japan 25, more than 24 99, no more than 120 It stays as disputed: "
        f"{_WHY}." in changes
    )
    # The edition before, whose data carried it, says nothing of a dispute.
    assert turned.build("2030", "--to", "html").returncode == 0
    assert "Disputed" not in words(turned.page("chapters/members.html")).replace("Disputed A", "")


def record_of_edition(project: SmallProject, edition: str) -> Record:
    path = project.root / f".build/results/{edition}-index/index.json"
    return record_of_index(Index.from_json(path.read_bytes()))


def without_rows(project: SmallProject, table: str, start: str) -> None:
    """Takes rows out of a table."""
    path = project.root / f"data/{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert any(line.startswith(start) for line in lines)
    path.write_text("".join(x for x in lines if not x.startswith(start)), encoding="utf-8")


def test_a_finding_that_is_taken_out_is_named_with_what_turned_it(turned: SmallProject) -> None:
    assert turned.run("check").returncode == 1
    old = record_of_edition(turned, "2030")
    mark(turned, "finding.2", "disputed", _WHY)
    without_rows(turned, "findings", "finding.1,")
    without_rows(turned, "finding_evidence", "e.1.")
    without_rows(turned, "finding_evidence", "e.2.growth")
    turned.replace("data/recommendation_evidence.csv", "finding.1,,", "finding.2,,")
    process = turned.run("check")
    assert process.returncode == 0, process.stderr
    said = statements_markdown(statements_then_and_now(old, record_of_edition(turned, "2031")))
    numbers = "then 25, more than 24; now 99, no more than 120."
    gone = "- China has more members than Japan. The data have turned it."
    claim = f"Claim “China has more members than Japan”: {numbers}"
    assert f"**Taken out**\n\n{gone} {claim}\n" in said
    assert "turned: 1; that held: 1; that stay disputed or not tested: 0; taken out: 1." in said
    # A link that is gone is named, with what its claim says now.
    assert "**Rest on fewer claims than before**\n\n- Membership of China grew fast. Claim" in said


def test_what_became_of_the_statements_of_a_release_is_told_from_its_archive(
    built: SmallProject,
) -> None:
    checked = done(with_statements(built).run("check"))
    assert "Written, as it follows from other files: data/README.md" in checked.stderr
    project = repository(built)
    assert release(project) == "2030.1"
    done(project.run("new-edition", "2031", "--as-of", "2031-12-31"))
    later_members(project, japan=120)
    without_sentence(project)
    listed = done(project.run("work-list")).stdout
    assert "finding.1 is turned by claim members.order: then 25 > 24; now 99 ≤ 120" in listed
    assert "- [ ] data/findings.csv:2: finding.1 “China has more members than Japan”" in listed

    # One finding is taken out, one stays without one of its claims.
    mark(project, "finding.2", "disputed", _WHY)
    without_rows(project, "findings", "finding.1,")
    without_rows(project, "finding_evidence", "e.1.")
    without_rows(project, "finding_evidence", "e.2.growth")
    project.replace("data/recommendation_evidence.csv", "finding.1,,", "finding.2,,")
    listed = done(project.run("work-list")).stdout
    assert "finding.1 is taken out: “China has more members than Japan”" in listed
    assert "finding.2 is turned by claim members.order: then 25 > 24; now 99 ≤ 120" in listed
    assert "finding.2 has lost claim" not in listed  # the data still say something to it

    process = done(project.build("--to", "html"))
    assert "2030 index" not in process.stderr  # nothing of the released edition is computed
    changes = words((project.site / "2031/chapters/changes.html").read_text(encoding="utf-8"))
    order = (
        "Claim “China has more members than Japan”: then 25, more than 24; now 99, no more than "
        "120."
    )
    assert "turned: 1; that held: 1; that stay disputed or not tested: 0; taken out: 1." in changes
    assert (
        "Turned by the new data Membership of China grew fast. What is tested Edition 2030 Edition "
        "2031 China has more members than Japan 25, more than 24 99, no more than 120 It stays as "
        f"disputed: {_WHY}." in changes
    )
    assert f"China has more members than Japan. The data have turned it. {order}" in changes
    lost = changes[changes.index("Rest on fewer claims than before") :]
    assert lost.startswith(
        "Rest on fewer claims than before Membership of China grew fast. Claim “China's members "
        "more than doubled”: then stated 2.5, computed 2.5; now 9.9, more than 2."
    )

    # A claim that was turned round since counts as the release worded it.
    project.replace(
        "data/claims.csv",
        "China has more members than Japan,itu.members.CHN.latest > itu.members.JPN.latest",
        "Japan has more members than China,itu.members.JPN.latest > itu.members.CHN.latest",
    )
    listed = done(project.run("work-list")).stdout
    assert "finding.2 is turned by claim members.order: then 25 > 24; now 99 ≤ 120" in listed


def test_deleted_links_do_not_make_it_pass(turned: SmallProject) -> None:
    without_rows(turned, "finding_evidence", "e.1.order,")
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
        "it core, one source, untried: empty standing and standing_because, or correct them"
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
    stated.append(
        "data/finding_evidence.csv", "e.1.gone,finding.1,,,members.gone,supports,premise,“more”,\n"
    )
    process = stated.run("check")
    assert process.returncode == 1
    fault = next(x for x in process.stderr.splitlines() if "members.gone" in x)
    assert fault.startswith("data/findings.csv:2: finding.1 “China has more members than Japan”")
    assert "which cannot be computed" in fault
    assert "say why in not_computable_because at data/claims.csv:4" in fault

    stated.replace("data/claims.csv", "Page 4,,,", "Page 4,,,The later count is not published yet.")
    process = stated.run("check")
    assert "members.gone" not in process.stderr


def test_the_work_list_is_true_to_the_last_ingest_and_says_what_is_false_first(
    stated: SmallProject,
) -> None:
    open_later(stated, japan=97)
    # As an ingest leaves the source of an export.
    stated.append(
        "data/sources.csv",
        "itu-members-2031-05-01,Export,Export,ITU,2031-05-01,2031-05-01,evidence,Not stated,ITU,,"
        "register,\n",
    )
    process = stated.run("work-list", "2031", "--output", "work.md")
    assert process.returncode == 0, process.stderr
    listed = process.stdout
    assert (stated.root / "work.md").read_text(encoding="utf-8") == listed
    headings = [line[3:] for line in listed.splitlines() if line.startswith("## ")]
    assert headings[:4] == [
        "False now: 0",
        "Statements that outlived their claims: 0",
        "Nearly false: 1 claims near their edge",
        "Numbers that moved, in sentences that no claim holds: 1",
    ]
    assert "- [ ] chapters/members.qmd:9: 25 → 99, 24 → 97" in listed
    assert "- later: 2 rows, all new" in listed
    assert "members.order: China has more members than Japan: 99 > 97, 2 apart" in listed
    assert "Taken in since the edition before: itu-members-2031-05-01." in listed
    assert "ingest itu-members" not in listed
    assert "ingest itu-contributions FILE --date 2031-12-31" in listed
    assert "- [ ] itu_members: March 2031; edition 2030 has 2030" in listed

    # After another ingest it says what has become false, with file and line, and no longer nearly.
    stated.replace("data/itu_members.csv", "JPN,total,97", "JPN,total,120")
    listed = stated.run("work-list").stdout
    false = listed[listed.index("## False now") : listed.index("## Statements")]
    assert "- [ ] data/findings.csv:2: edition" not in false
    assert "- [ ] data/findings.csv:2: finding.1 “China has more members than Japan”" in false
    assert "- [ ] chapters/members.qmd:11: “China has more than Japan.” rests on" in false
    assert "finding.1 is turned by claim members.order: then 25 > 24; now 99 ≤ 120" in listed
    assert "Nearly false: 0 claims" in listed


def test_the_work_list_says_that_the_data_are_the_same_only_where_they_are(
    released: SmallProject,
) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2031-05-31"))
    listed = done(released.run("work-list")).stdout
    assert "Follows edition 2030, as of 31 May 2031. The data are still the same." in listed
    released.append(
        "data/itu_members.csv", "m.kor.2020,2020,ITU,KOR,total,5,,,count,exact,register,Page 4,,\n"
    )
    released.replace("data/sources.csv", ",2031-06-01,", ",2031-05-01,")
    listed = done(released.run("work-list", "2031")).stdout
    assert "The data are still the same" not in listed
    assert "- later: 1 row, all new" in listed


_OWN = (
    "recommendation.2,2,this report,1,Registers,Print the day of each count,Ages are known,,,later,"
    "Drawn by this report,,,,\n"
)


def test_a_recommendation_of_ones_own_needs_no_line_and_stands_apart(stated: SmallProject) -> None:
    stated.append("data/recommendations.csv", _OWN.replace(",later,", ",register,"))
    link = "r.2.order,recommendation.2,,members.order,supports,direction,“more”,\n"
    stated.append("data/recommendation_evidence.csv", link)
    process = stated.build("--to", "html")
    assert process.returncode == 0, process.stderr
    text = words(stated.page("chapters/members.html"))
    own = text[text.index("This report's own", text.index("Count the members")) :]
    assert "Recommendation 2. Print the day of each count. This report, from data of" in own
    assert "Effect that its author expects: Ages are known." in own
    assert "(holds)" not in own
    assert "Evidence: core, one source, untried." in own
    assert "Print the day" not in text[: -len(own)]

    # It is tested in the same way.
    stated.replace("data/claims.csv", "CHN.latest > itu", "CHN.latest < itu")
    process = stated.run("check")
    assert (
        "data/recommendations.csv:3: recommendation.2 “Print the day of each count” rests on claim "
        "'members.order', which fails"
    ) in process.stderr


@pytest.mark.parametrize(
    ("group", "author", "line", "says"),
    [
        ("transparency", "", "", "recommendation.2 has no listed_line: say where the source lists"),
        ("transparency", "A body", "7", "recommendation.2 has an author and stands in a group of"),
        ("this report", "", "", "recommendation.2 rests on no finding: link it to one in"),
    ],
)
def test_what_is_whose_is_said_in_full(
    stated: SmallProject, group: str, author: str, line: str, says: str
) -> None:
    row = (
        f"recommendation.2,2,{group},1,Registers,Print days,Known,{line},{author},register,P,,,,\n"
    )
    stated.append("data/recommendations.csv", row)
    process = stated.run("check")
    assert process.returncode == 1
    assert f"data/recommendations.csv:3: {says}" in process.stderr


def test_what_rests_on_a_newer_export_does_not_cite_the_one_before(stated: SmallProject) -> None:
    open_later(stated, japan=97)
    for path in (stated.root / "data").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for key, day in (("register", "2030-06-01"), ("later", "2031-06-01")):
            text = re.sub(rf"(^|,){key},", rf"\1register-{day},", text, flags=re.MULTILINE)
        text = text.replace(",register-2030-06-01,\n", ",register,\n")  # the entry that pages cite
        text = text.replace(",register-2031-06-01,\n", ",register,\n")
        path.write_text(text, encoding="utf-8")
    process = stated.run("check")
    assert process.returncode == 1, process.stderr
    said = "cites register-2030-06-01, of which none of its rows is: write register-2031-06-01"
    lines = [line for line in process.stderr.splitlines() if "cites register" in line]
    assert lines == [
        f"data/claims.csv:2: edition 2031: members.order {said}, with its locator",
        f"data/findings.csv:2: edition 2031: finding.1 {said}, with its locator",
    ]
