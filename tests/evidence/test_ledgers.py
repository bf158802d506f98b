"""The ledgers of the report: what they hold, and that every entry can be found and can fail."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standards_report.evidence.claims.audit import Audit, judge_audit, read_audits
from standards_report.evidence.claims.expressions import ExpressionError, parse_expression
from standards_report.evidence.claims.judged import JudgedEntry
from standards_report.evidence.claims.left_out import LeftOut
from standards_report.evidence.claims.verdicts import environment_of, judged_audits, judged_claims
from standards_report.observations.tables.table import Loaded

from tests.conftest import ROOT
from tests.support.tables import real_tables

TABLES = real_tables()
SEEN = set(TABLES["sources"].rows["key"])
SOURCE = ROOT.parent / "shared" / "seeds" / "003_9dad470ca391f4cf.txt"


# Notebooks are not run here: every value that a claim reads counts as not in our sources.
UNPUBLISHED = {
    name: None
    for row in TABLES["claims"].records
    for name in parse_expression(row["expression"]).names
}


def judged(tables: dict[str, Loaded]) -> dict[str, JudgedEntry]:
    environment = replace(environment_of({}, tables, SEEN, LeftOut()), values=UNPUBLISHED)
    claims = judged_claims(tables["claims"], environment, {}, SEEN)
    audits = judged_audits(tables["audits"], environment, {}, SEEN)
    return {**claims, **audits}


JUDGED = judged(TABLES)
AUDITS = TABLES["audits"].records
CLAIMS = TABLES["claims"].records


def reads(text: str) -> Iterator[str]:
    """What an expression reads: values by name, and each call that reads rows, once."""
    expression = parse_expression(text)
    yield from expression.names
    for node in ast.walk(expression.tree):
        is_reader = isinstance(node, ast.Call) and any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.args
        )
        if is_reader:
            yield ast.unparse(node)


def test_the_ledger_holds_enough_of_either_kind() -> None:
    assert len(AUDITS) >= 130
    assert len(CLAIMS) + len(AUDITS) >= 250


def test_every_kind_of_verdict_and_every_part_of_the_source_occurs() -> None:
    outcomes = Counter(JUDGED[row["id"]].outcome for row in AUDITS)
    assert set(outcomes) == {"agrees", "disagrees", "ambiguous", "not computable"}
    assert len({row["section"] for row in AUDITS}) >= 15


def test_every_audit_reads_at_least_two_things() -> None:
    assert [row["id"] for row in AUDITS if reads_few(row)] == []


def test_enough_entries_compare_more_than_the_row_that_they_restate() -> None:
    """A claim on a single value may rest on many rows; it is not counted here."""
    assert len([row for row in (*AUDITS, *CLAIMS) if not reads_few(row)]) >= 250


def test_every_claim_carries_a_sentence_a_finding_or_a_recommendation() -> None:
    chapters = [ROOT / "index.qmd", *sorted((ROOT / "chapters").glob("*.qmd"))]
    prose = "".join(path.read_text(encoding="utf-8") for path in chapters)
    carried = set(re.findall(r'data-claim="([^"]*)"', prose))
    for table in ("finding_evidence", "recommendation_evidence"):
        carried |= {row["claim"] for row in TABLES[table].records}
    assert [row["id"] for row in CLAIMS if row["id"] not in carried] == []


def reads_few(row: dict[str, Any]) -> bool:
    return len(set(reads(row["expression"]))) < 2 and len(JUDGED[row["id"]].rows) < 2


def test_what_does_not_agree_is_explained_at_two_places() -> None:
    for row in AUDITS:
        explained = JUDGED[row["id"]].outcome in ("disagrees", "ambiguous")
        assert bool(row["explanation"]) == explained, row["id"]
        assert row["other_locator"], row["id"]
        assert not explained or row["explanation"].count(". ") == 0, row["id"]


def test_what_cannot_be_computed_says_why_in_plain_words() -> None:
    for row in AUDITS:
        unknown = JUDGED[row["id"]].outcome == "not computable"
        assert bool(row["not_computable_because"]) == unknown, row["id"]


def test_what_the_copy_at_hand_lost_is_no_verdict_on_the_source() -> None:
    lost = [row["id"] for row in AUDITS if row["kind"] == "lost in the copy"]
    assert len(lost) == 5
    assert {JUDGED[name].outcome for name in lost} == {"not computable"}
    told = [row for row in AUDITS if 'count("gaps"' in row["expression"]]
    assert told == []  # whether something is missing here says nothing about the source


@pytest.mark.skipif(not SOURCE.is_file(), reason="the source document is not beside the project")
def test_every_place_is_a_line_of_the_source_that_holds_text() -> None:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    for row in AUDITS:
        if row["source"] != "cira":  # records have no lines
            assert [row["line"], row["other_line"]] == [None, None], row["id"]
            continue
        for name in ("line", "other_line"):
            assert lines[int(row[name]) - 1].strip(), f"{row['id']}: {name} {row[name]}"


NUMBERS = [
    (table, at)
    for table, one in TABLES.items()
    if {"id", "value", "unit"} <= set(one.rows.columns)
    for at in range(len(one.rows))
    if one.records[at]["value"] is not None
]


@given(st.sampled_from(NUMBERS), st.floats(-3, 3))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.slow
def test_a_changed_row_turns_only_verdicts_that_rest_on_it(
    place: tuple[str, int], factor: float
) -> None:
    table, at = place
    rows: Any = TABLES[table].rows.copy()
    rows.loc[at, "value"] = float(rows.loc[at, "value"]) * factor + 1
    changed = Loaded(TABLES[table].table, TABLES[table].shown, rows, TABLES[table].lines)
    after = judged({**TABLES, table: changed})
    for name, entry in after.items():
        if entry.outcome != JUDGED[name].outcome:
            assert rows.loc[at, "id"] in {*entry.rows, *JUDGED[name].rows}, name


NAMES = ("entity", "qualifier", "person")
KEPT = ("id", "name", "source", "date", "unit", *NAMES)
WORDS = {name for one in TABLES.values() for name in one.rows if name not in KEPT} - {
    *("value", "low", "high", "line", "position", "listed_line", "mentioned", "asterisk")
}


def numbers(row: dict[str, Any], change: Callable[[float], float]) -> dict[str, Any]:
    names = ("value", "low", "high", "listed_line")
    return {
        **row,
        **{name: change(float(row[name])) for name in names if row.get(name) is not None},
    }


CHANGES: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda row: numbers(row, lambda number: number * 1000 + 7),
    lambda row: numbers(row, lambda number: -7 - number),
    lambda row: numbers(row, lambda _: 1.0),
    lambda row: {**row, "date": "1950"} if row.get("date") else row,
    lambda row: {**row, "date": "2050"} if row.get("date") else row,
    lambda row: {**row, **{name: "other" for name in row if name in WORDS}},
    lambda row: {**row, **{name: f"other {row['id']}" for name in NAMES if name in row}},
    lambda row: {**row, **{name: not row[name] for name in row if isinstance(row[name], bool)}},
]


def turned(audit: Audit, rows: Collection[str]) -> bool:
    """Whether some change of all those rows changes what becomes of the audit."""
    tables = {PLACES[row] for row in rows}
    for change in CHANGES:
        changed = {**READ, **{name: altered(name, rows, change) for name in tables}}
        environment = environment_of({}, changed, SEEN, LeftOut())
        try:
            if judge_audit(audit, environment).outcome != JUDGED[audit.id].outcome:
                return True
        except ExpressionError:
            return True
    return False


def altered(
    table: str, rows: Collection[str], change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Loaded:
    one = TABLES[table]
    copy = Loaded(one.table, one.shown, one.rows, one.lines)
    copy.__dict__["records"] = [change(row) if row["id"] in rows else row for row in one.records]
    return copy


PLACES = {
    row["id"]: name for name, one in TABLES.items() if "id" in one.rows for row in one.records
}
# Tables that audits name or whose rows they read: the large ones of records are not among them,
# and looking through those each time would take minutes.
READ = {
    name: one
    for name, one in TABLES.items()
    if name == "sources"
    or any(f'"{name}"' in audit["expression"] for audit in AUDITS)
    or any(PLACES.get(row) == name for audit in AUDITS for row in JUDGED[audit["id"]].rows)
}


@pytest.mark.slow
def test_no_audit_agrees_whatever_the_rows_say() -> None:
    """Each audit that agrees can be turned by a change of a row that it reads."""
    firm = []
    unchanged = environment_of({}, READ, SEEN, LeftOut())
    for audit in read_audits(AUDITS, TABLES["audits"].lines):
        assert judge_audit(audit, unchanged).outcome == JUDGED[audit.id].outcome
        rows = [row for row in JUDGED[audit.id].rows if row in PLACES]
        if JUDGED[audit.id].outcome == "agrees" and not (
            turned(audit, set(rows)) or any(turned(audit, {row}) for row in rows)
        ):
            firm.append(audit.id)
    assert not firm
