"""Verdicts of claims and audits, and which prose a failing claim stops."""

from __future__ import annotations

import csv
import io
import re

import pytest
from standards_report.build.compute import compute
from standards_report.evidence.claims.audit import Audit, judge_audit
from standards_report.evidence.claims.claim import Claim, judge
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import ExpressionError, parse_expression
from standards_report.evidence.claims.units import Quantity
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.checks.prose_checks import prose_check

from tests.conftest import SmallProject

ENVIRONMENT = Environment({"a.x": Quantity(6.625, "times"), "a.none": None})


def claim(expression: str, stated: float | None = None, tolerance: float = 0.0) -> Claim:
    figure = None if stated is None else Quantity(stated, "times")
    rule = parse_expression(expression)
    return Claim("c", "value", "A claim", rule, figure, tolerance, "s", "l")


@pytest.mark.parametrize(
    ("one", "outcome", "finding"),
    [
        (claim("a.x > 1"), "holds", "6.63 > 1"),
        (claim("a.x < 1"), "fails", "6.63 ≥ 1"),
        (claim("a.x", 6.625), "holds", "stated 6.63, computed 6.63"),
        (claim("a.x", 7, 0.5), "within rounding", "stated 7, computed 6.63"),
        (claim("a.x", 6, 0.5), "fails", "stated 6, computed 6.63"),
        (claim("a.x", 6.6, 0.05), "within rounding", "stated 6.60, computed 6.63"),
        (claim("7 == a.x", None, 0.5), "within rounding", "7 ≈ 6.63"),
        (claim("7 == a.x"), "fails", "7 ≠ 6.63"),
        (claim("6.625 == a.x"), "holds", "6.63 = 6.63"),
        (claim("not a.x == 7", None, 0.5), "holds", "6.63 ≠ 7"),
        (claim("a.none > 1"), "not computable", ""),
    ],
)
def test_a_claim_gets_its_verdict(one: Claim, outcome: str, finding: str) -> None:
    verdict = judge(one, ENVIRONMENT)
    assert verdict.outcome == outcome
    assert verdict.finding == finding.replace("6.60", "6.6")


def test_a_missing_value_is_the_reason() -> None:
    assert "a.none" in judge(claim("a.none"), ENVIRONMENT).reason


@pytest.mark.parametrize(
    "one",
    [
        claim("a.x"),
        claim("a.x > 1", 1),
        Claim("c", "value", "", parse_expression("a.x"), Quantity(6, "percent"), 0, "s", "l"),
    ],
    ids=["a number without a stated figure", "a truth with one", "another unit"],
)
def test_a_claim_that_cannot_be_judged_is_an_error(one: Claim) -> None:
    with pytest.raises(ExpressionError, match="column 1"):
        judge(one, ENVIRONMENT)


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("a.x > 6", None, "agrees"),
        ("a.x > 7", None, "disagrees"),
        ("a.x > 6", "a.x < 7", "agrees"),
        ("a.x > 6", "a.x > 7", "ambiguous"),
        ("a.x > 7", "a.none > 7", "disagrees"),
        ("a.none > 7", None, "not computable"),
    ],
)
def test_an_audit_gets_its_verdict(one: str, other: str | None, outcome: str) -> None:
    second = parse_expression(other) if other else None
    audit = Audit("a", parse_expression(one), second, None, 0.0)
    assert judge_audit(audit, ENVIRONMENT).outcome == outcome


# Five sentences on claims of five kinds, and a change of one observation that makes one false.
LEDGER = [
    ("k.value", "value", "Japan has 24 members", "itu.members.JPN.latest", "24", "count"),
    ("k.order", "comparison", "China leads", 'itu.members.CHN.latest > row("m.jpn.2030")', "", ""),
    ("k.trend", "trend", "Japan grew", 'row("m.jpn.2030") > row("m.jpn.2020")', "", ""),
    ("k.total", "total", "Acme leads", 'percent(row("c.acme"), row("c.all")) > 50', "", ""),
    ("k.period", "period", "Korea is of 2030", 'year("m.kor.2030") == 2030', "", ""),
]
# Claim to table, start of a row up to its value or date, and what is changed there.
CHANGES = {
    "k.value": ("itu_members", "m.jpn.2030,2030,ITU,JPN,total,", "24", "23"),
    "k.order": ("itu_members", "m.jpn.2030,2030,ITU,JPN,total,", "24", "25"),
    "k.trend": ("itu_members", "m.jpn.2020,2020,ITU,JPN,total,", "20", "24"),
    "k.total": ("contributions", "c.all,2030,ITU,Q1/1,,,,contributions,", "8", "12"),
    "k.period": ("itu_members", "m.kor.2030,", "2030", "2029"),
}
SENTENCES = "".join(
    f'\n[Sentence about {name}]{{.claim data-claim="{name}"}}, as it is. Another sentence.\n'
    for name in CHANGES
)


def with_ledger(project: SmallProject) -> None:
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows(
        (*row, "", "register", "Page 3", "", "", "") for row in LEDGER
    )
    project.append("data/claims.csv", rows.getvalue())
    project.append("chapters/members.qmd", SENTENCES)


def check_in_process(project: SmallProject) -> list[str]:
    """What `check` says, without a process of its own."""
    place = Project(project.root)
    edition = load_edition(place.editions, "2030")
    [report] = compute(place, [edition], 2, prose=True)
    return [str(fault) for fault in prose_check(report)]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.slow
def test_a_changed_observation_names_the_sentences_that_it_makes_false(
    built: SmallProject, name: str
) -> None:
    with_ledger(built)
    table, row, old, new = CHANGES[name]
    built.replace(f"data/{table}.csv", row + old, row + new)
    faults = check_in_process(built)
    named = {match[1] for fault in faults if (match := re.search(r"claim '([^']*)'", fault))}
    assert name in named
    (fault,) = [fault for fault in faults if f"claim '{name}'" in fault]
    assert fault.startswith("chapters/members.qmd:")
    assert f"“Sentence about {name}, as it is.”" in fault
    assert "the data say " in faults[0]
