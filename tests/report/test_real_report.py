"""What the real report promises of its claims: on its pages, in its ledger, and in `check`."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from standards_report.evidence.claims.judged import JudgedClaim, JudgedEntry
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.dates import in_words
from standards_report.render.wording.plain_words import Passage
from standards_report.render.wording.typed_numbers import read_allowed, typed_numbers

from tests.conftest import ROOT, SmallProject
from tests.support.real import Block, blocks_of, indexes
from tests.support.tables import real_tables

pytestmark = pytest.mark.slow

NAMES = read_allowed(ROOT / "tests" / "numbers.txt")
PAGES = ("index.html", "chapters/summary.html", "chapters/recommendations.html")
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
WORDS = {name: str(at) for at, name in enumerate(NUMBERS, start=2)}
WORDS |= {"twice": "2", "fifths": "40"}
# Counts of the claims themselves, numbers of recommendations, names of editions, and how old
# a value is, which follows from its day and that of the edition.
AGE = re.compile(r"[0-9]+ (?:year|month)s?(?: and [0-9]+ months?)?")
COUNTED = re.compile(
    r"Supporting claims that hold: [\w :;,]+\.|[Rr]ecommendation \d+\b|edition \d{4}\b"
    r"|\d+\s+years?\s+before\s+(?:the\s+date\s+of\s+)?this\s+edition"
    r"|one\s+of\s+them\s+below\s+30\b"  # a rule of the words on the evidence
    r"|Qualifications:\s+\d+\.|would\s+lose[^,.;]*"
    r"|^(?:Figure|Table)\s.*|^Standards\s+Participation\s+Report:.*"
)


def test_the_ledger_holds_enough_that_does_not_restate_a_row(real: SmallProject) -> None:
    """An entry that reads one row at most, or repeats another one, counts for nothing."""
    index = next(iter(indexes(real).values()))
    counted: Counter[str] = Counter()
    ledgers: dict[str, Mapping[str, JudgedEntry]] = {"claims": index.claims, "audits": index.audits}
    for ledger, entries in ledgers.items():
        known = set()
        for name, entry in entries.items():
            rows = set(entry.basis_rows)
            settled = entry.outcome not in ("not computable", "ambiguous")
            assert len(rows) > 1 or not settled, f"{name} restates {rows}"
            same = (entry.expression, entry.finding, tuple(sorted(rows)))
            assert same not in known or not entry.finding, f"{name} repeats another entry"
            known.add(same)
            counted[ledger] += len(rows) > 1
    assert counted["audits"] >= 100
    assert counted.total() >= 250


def test_each_recommendation_shows_claims_of_its_findings_and_of_its_own(
    real: SmallProject,
) -> None:
    for edition, index in indexes(real).items():
        assert len(index.recommendations) == 11, edition
        for name, given in index.recommendations.items():
            assert given.claims, name
            assert any(index.findings[finding].claims for finding in given.findings), name


def test_every_number_of_summary_and_recommendations_rests_on_a_claim(real: SmallProject) -> None:
    seen = 0
    misses = []
    for edition, index in indexes(real).items():
        for page in PAGES:
            blocks = [*blocks_of((real.site / edition / page).read_text(encoding="utf-8"))]
            # A claim is printed once on a page, and its numbers wherever they are needed.
            claims = set().union(*(block.claims for block in blocks))
            for block in blocks:
                seen += len(block.values)
                found = bare_numbers(replace(block, claims=claims), index)
                misses += [f"{edition}/{page}: {one}" for one in found]
    assert seen >= 20
    assert not misses


def bare_numbers(block: Block, index: Index) -> Iterator[str]:
    """Values and typed numbers of a block that none of its claims rests on."""
    claims = [index.claims[name] for name in block.claims]
    for name in sorted(block.values):
        value = index.values.get(name)
        # A word of the edition, as its version, or the day for which numbers hold.
        if value is None or value.text == in_words(value.as_of):
            continue
        # What is listed for any focus country, and what a theme has, is no statement of its own.
        if name.endswith(
            (".stated", ".state", ".standing", ".newest", ".release", "_day", ".day", ".day_first")
        ):
            continue
        if name.endswith((".all", ".named")):  # the whole, beside a part that rests on a claim
            continue
        rows = set(value.rows)
        if not any(
            name in claim.values or (rows and rows <= set(claim.basis_rows)) for claim in claims
        ):
            yield f"{name} = {value.text}"
    passage = Passage("", 1, without_counts(block.text, index))
    for fault in typed_numbers([passage], NAMES):
        number = fault.what.split("'")[1].lower()
        if not any(carries(one, WORDS.get(number, number)) for one in claims):
            yield f"{number} in “{' '.join(block.text.split())[:200]}”"


def without_counts(text: str, index: Index) -> str:
    """The text without what says which edition it is, without ages and counts of claims."""
    edition = index.edition
    days = (edition.as_of.isoformat(), edition.released_on)
    for name in (*days, *map(in_words, days), edition.version, edition.id):
        text = text.replace(name, "")
    return COUNTED.sub("", AGE.sub("", " ".join(text.split())))


def carries(claim: JudgedClaim, number: str) -> bool:
    """Whether the number is one that the claim compares, or the year of a row behind it."""
    if re.search(rf"(?<![\d.]){number}(?![\d.]*\d)", claim.finding):
        return True
    return any(number in dates().get(row, "") for row in claim.basis_rows)


@cache
def dates() -> dict[str, str]:
    tables = real_tables().values()
    rows = [row for one in tables if {"id", "date"} <= set(one.rows) for row in one.records]
    return {row["id"]: row["date"] or "" for row in rows}


@dataclass(frozen=True)
class Change:
    """One observation: its table, the start of its row up to what changes, and the change."""

    table: str
    row: str
    before: str
    old: str
    new: str


# A claim of each kind, and an observation that makes its sentence false. A value that the source
# states with its parts stops the build before, since its row no longer fits the others.
CHANGES = {
    "tech.iot_leadership": Change(
        "technology_metrics",
        "tech-iot.iso-leadership.chn",
        ",2022,IoT,ISO/IEC JTC 1,,CHN,,,leadership positions,"
        "Formal leadership positions of China in the relevant Working Groups,",
        "0",
        "1",
    ),
    "roles.bodies_agree": Change(
        "leadership",
        "itu-leadership.chairs.chn.2022-2024",
        ",2022/2024,ITU-T,,chair,CHN,positions,",
        "1",
        "2",
    ),
    "iso.secretariats_fell": Change(
        "iso_positions",
        "iso-secretariats.usa.2022-07",
        ",2022-07,ISO,USA,secretariat,positions,",
        "92",
        "120",
    ),
    "study_groups.exceptions": Change(
        "study_group_counts",
        "study-groups.other-year.chn",
        ",2021,ITU-T,CHN,largest share in another year,",
        "3",
        "2",
    ),
    "tech.new_ip_ban": Change("events", "event.newip.ban", ",", "2022-03", "2021-03"),
}
KINDS = {"reference", "comparison", "trend", "total", "period"}
NAMED = re.compile(
    r"^(?P<file>index\.qmd|chapters/\w+\.qmd):(?P<line>\d+): “(?P<sentence>.+)” rests on claim "
    r"'(?P<claim>[\w.]+)', which fails: it says “(?P<says>.+?)”; the data say (?P<data>.+?): ",
    re.MULTILINE,
)


def test_changed_observations_name_the_sentences_that_they_make_false_and_no_others(
    real: SmallProject, tmp_path: Path
) -> None:
    report = SmallProject(tmp_path / "report")
    shutil.copytree(real.root, report.root)
    assert report.run("check").returncode == 0
    before = indexes(report)
    assert {newest(before).claims[name].kind for name in CHANGES} == KINDS
    for change in CHANGES.values():
        start = f"\n{change.row}{change.before}"
        report.replace(f"data/{change.table}.csv", start + change.old, start + change.new)
    process = report.run("check")
    assert process.returncode == 1, process.stderr
    assert_only_affected(report, process.stdout + process.stderr, before)


def newest(found: dict[str, Index]) -> Index:
    return next(iter(found.values()))


def assert_only_affected(report: SmallProject, printed: str, before: dict[str, Index]) -> None:
    """The sentences named are those of the claims that fail, and these rest on a changed row; each
    change makes the claim fail that it is meant for."""
    rows = {change.row for change in CHANGES.values()}
    faults = [match.groupdict() for match in NAMED.finditer(printed)]
    after = indexes(report)
    failing = set()
    for edition, index in after.items():
        for claim, entry in index.claims.items():
            if entry.outcome != before[edition].claims[claim].outcome:
                assert rows & set(entry.basis_rows), f"{claim} rests on no row that changed"
            if entry.outcome == "fails":
                failing.add(claim)
    assert failing >= CHANGES.keys()
    for name, change in CHANGES.items():
        assert change.row in newest(after).claims[name].basis_rows, name
    assert {fault["claim"] for fault in faults} == failing
    for fault in faults:
        entry = next(index.claims[fault["claim"]] for index in after.values())
        assert fault["says"] == entry.statement
        assert fault["data"] == entry.finding
        lines = (report.root / fault["file"]).read_text(encoding="utf-8").splitlines()
        assert f'data-claim="{fault["claim"]}"' in "".join(lines[int(fault["line"]) - 1 :][:3])
