"""The appendix that says what changed since the edition before, and what it leaves alone."""

from __future__ import annotations

import csv
import io
import re

import pytest
from standards_report.display.emitted import ValueResult
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.changes_csv import changes_csv, read_changes
from standards_report.evidence.results.comparison import Change, compare_records
from standards_report.evidence.results.evidence_grade import Grade
from standards_report.evidence.results.findings import Finding
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.record import record_of_index
from standards_report.observations.domain.editions import edition_ids, load_edition
from standards_report.project import Project
from standards_report.render.book.book import load_contents
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.content.prose_diff import compare_prose
from standards_report.render.content.what_changed import changes_passages

from tests.conftest import ROOT, SmallProject
from tests.support.results import index_of, made

_INDEX = index_of(
    claims={"a.b": made(JudgedClaim, statement="China has <b>more</b>", finding="5 > 4")},
    values={"x.new": made(ValueResult, notebook="members")},
    findings={"finding.1": made(Finding, position="1", statement="China has more")},
)
_GRADES = {
    "firm": made(Grade, tested="core", basis="one source", robust="firm"),
    "turns": made(Grade, tested="core", basis="one source", robust="turns"),
}


def test_every_edition_but_the_first_has_the_appendix() -> None:
    project = Project(ROOT)
    *later, first = edition_ids(project.editions)
    for name in [*later, first]:
        book = load_contents(project, load_edition(project.editions, name))
        files = [chapter.file for chapter in book.chapters]
        assert (files[-1] == CHANGES) == (name in later), name
        assert files.count(CHANGES) == (name in later), name


def test_changes_are_read_back_as_they_were_written() -> None:
    changes = [
        Change("prose", "index.qmd", "", 'Said "so",\nbefore', "now"),
        Change("table", "tbl-a", "China · members", "4", "5"),
    ]
    assert read_changes(changes_csv(changes)) == changes


def test_findings_that_are_new_or_whose_evidence_turned() -> None:
    def index(**grades: str) -> Index:
        findings = {
            name: made(Finding, statement=f"Said of {name}", grade=_GRADES[grade])
            for name, grade in grades.items()
        }
        return index_of(findings=findings)

    old, new = index(one="firm"), index(one="turns", two="firm")
    assert compare_records(record_of_index(old), record_of_index(new)) == [
        Change("finding", "two", "", "", "Said of two"),
        Change("finding", "one", "evidence", "core, one source, firm", "core, one source, turns"),
    ]


def test_passages_say_what_changed_in_words_and_refer_only_to_what_is_shown() -> None:
    changes = [
        Change("finding", "finding.1", "evidence", "not tested", "core, one source, firm"),
        Change("claim", "a.b", "", "", "holds"),
        Change("value", "x.new", "", "", "1"),
        Change("value", "x.y", "", "4", "5"),
        Change("table", "tbl-a", "", "", "Members."),
        Change("table", "tbl-hidden", "", "", "Others."),
        Change("figure", "fig-a", "China · members", "4", "5"),
        Change(
            "prose", "index.qmd", "", "**It** was so [@cira] (see @fig-a and @tbl-a).", "It is."
        ),
    ]
    said = changes_passages(changes, record_of_index(index_of()), _INDEX, {"tbl-a", "fig-a"}, {})
    assert "| Findings" in said["changes-counts"]
    assert said["changes-findings"] == (
        "- Changed: China has more. Evidence: not tested, now core, one source, firm.\n"
    )
    assert said["changes-claims"] == (
        "- New: China has \\<b\\>more\\</b\\>. Holds (the data say 5, more than 4).\n"
    )
    assert re.search(r"\| x\.y +\| 4 +\| 5 +\|", re.sub(r" *\|", " |", said["changes-values"]))
    assert "New in members.ipynb: 1." in said["changes-values"]
    assert "- New: @tbl-a. Members." in said["changes-tables"]
    assert "- New: tbl-hidden. Others." in said["changes-tables"]
    assert "- Changed: @fig-a. Cells with numbers: 1 changed." in said["changes-tables"]
    assert "- Before: It was so.\\\n    Now: It is.\n" in said["changes-prose"]
    assert said["changes-observations"] == "None.\n"


def test_a_reworded_paragraph_stands_beside_its_own_former_words() -> None:
    old = ["China has many members in ITU.", "ISO has committees and subcommittees."]
    new = ["Nothing of this is old.", "ISO has many committees and subcommittees.", old[0]]
    assert compare_prose("a.qmd", old, new) == [
        Change("prose", "a.qmd", "", "", new[0]),
        Change("prose", "a.qmd", "", "", new[1]),
        Change("prose", "a.qmd", "", old[1], ""),
    ]
    assert compare_prose("a.qmd", [old[1]], new[:2]) == [
        Change("prose", "a.qmd", "", old[1], new[1]),
        Change("prose", "a.qmd", "", "", new[0]),
    ]


@pytest.mark.slow
def test_a_later_edition_says_what_changed_and_leaves_the_earlier_as_it_was(
    released: SmallProject,
) -> None:
    before = {name: text for name, text in released.hashes().items() if name.startswith("2030/")}
    opened = released.run("new-edition", "2031", "--as-of", "2031-12-31")
    assert opened.returncode == 0, opened.stderr
    released.replace("chapters/members.qmd", "Only in another edition.", "Only from 2031 on.")
    # With the later row China's members grew otherwise than the sentence says.
    process = released.build("2031", "--allow-stale")
    assert process.returncode == 0, process.stderr
    after = {name: text for name, text in released.hashes().items() if name.startswith("2030/")}
    assert after == before

    page = (released.site / "2031/chapters/changes.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "This chapter compares edition 2031 with edition 2030" in text
    assert "itu.members.CHN.latest 25 99" in text
    turned = "Changed: China's members grew two and a half times. Holds, now fails: "
    numbers = "then stated 2.5, computed 2.5; now stated 2.5, computed 9.9."
    assert turned + numbers in text.replace("’", "'")
    rows = list(
        csv.DictReader(io.StringIO((released.site / "2031/data/changes.csv").read_text("utf-8")))
    )
    assert {row["item"] for row in rows if row["new"] == "Only from 2031 on."} == {
        "chapters/members.qmd"
    }
    package = (released.site / "2031/data/datapackage.json").read_text(encoding="utf-8")
    assert '"path": "changes.csv"' in package
    assert not (released.site / "2030/data/changes.csv").exists()


@pytest.mark.slow
def test_what_is_carried_forward_is_marked_with_its_age(released: SmallProject) -> None:
    assert "before the release" not in released.page("chapters/members.html")
    opened = released.run("new-edition", "2031", "--as-of", "2034-06-30")
    assert opened.returncode == 0, opened.stderr
    released.replace(
        "chapters/members.qmd", "A callout.", "{{< var itu.members.JPN.latest_age >}} old."
    )
    process = released.build("2031", "--allow-stale")
    assert process.returncode == 0, process.stderr
    page = (released.site / "2031/chapters/members.html").read_text(encoding="utf-8")
    assert "4 years and 1 month old." in page
    assert "3 years and 6 months before the release" in re.sub(r"\s+", " ", page)
