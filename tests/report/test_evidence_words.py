"""The words on the evidence of the real report tell statements apart, and follow its rows."""

from __future__ import annotations

import ast
import operator
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from standards_report.evidence.claims.claim import Claim, judge, read_claims
from standards_report.evidence.claims.evaluation import Environment, evaluate
from standards_report.evidence.claims.expressions import COMPARISONS, dotted
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.claims.verdicts import environment_of, judged_ledgers
from standards_report.evidence.results.findings import Statement, gather_arguments
from standards_report.evidence.results.index import Index
from standards_report.observations.tables.table import Loaded
from standards_report.project import Project

from tests.conftest import ROOT, SmallProject
from tests.support.real import indexes
from tests.support.tables import real_tables

pytestmark = pytest.mark.slow  # the real report is built
_DRAWN = 30
_SEED = 9414
_MEANS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@pytest.fixture(scope="module")
def index(real: SmallProject) -> Index:
    return next(iter(indexes(real).values()))


@pytest.fixture(scope="module")
def tables() -> dict[str, Loaded]:
    return real_tables()


def outcomes_of(index: Index, tables: Mapping[str, Loaded]) -> dict[str, str]:
    """What is printed of each statement, from the values of the index and these rows."""
    seen = set(index.sources)
    absent = left_out(Project(ROOT), index.edition)
    environment = environment_of(index.values, tables, seen, absent)
    claims = judged_ledgers(tables, environment, index.values, seen).claims
    arguments = gather_arguments(tables, claims, seen)
    stated: dict[str, Statement] = {**arguments.findings, **arguments.recommendations}
    return {name: statement.grade.outcome for name, statement in stated.items()}


def test_statements_are_told_apart(index: Index) -> None:
    stated: list[Statement] = [*index.findings.values(), *index.recommendations.values()]
    printed = {statement.grade.outcome for statement in stated}
    assert len(printed) >= 4, printed
    assert "not tested" in printed
    for words in zip(*(said.grade.words for said in stated if len(said.grade.words) == 3)):  # noqa: B905
        assert len(set(words)) > 1, words


def test_a_quoted_word_stands_in_its_statement(index: Index) -> None:
    stated: list[Statement] = [*index.findings.values(), *index.recommendations.values()]
    for statement in stated:
        for name, link in statement.links.items():
            for quoted in re.findall("“([^”]*)”", link.would_lose):
                assert quoted.lower() in statement.statement.lower(), (statement.id, name)


def test_one_row_turns_the_statements_that_rest_on_it_and_no_others(
    index: Index, tables: dict[str, Loaded]
) -> None:
    before = outcomes_of(index, tables)
    assert before == {
        name: said.grade.outcome
        for name, said in {**index.findings, **index.recommendations}.items()
    }
    # China alone holds more than half of all secretariats.
    turned = outcomes_of(index, with_value(tables, "iso-secretariats.chn.2022-07", 700.0))
    changed = {name for name in before if turned[name] != before[name]}
    resting = {
        name
        for name, said in {**index.findings, **index.recommendations}.items()
        if said.claims.get("iso.no_dominance") == "supports"
    }
    assert changed == resting != set()
    assert {turned[name] for name in changed} == {"disputed"}


def with_value(tables: Mapping[str, Loaded], row: str, value: float) -> dict[str, Loaded]:
    """The tables with another number in one row."""
    [name] = [name for name, table in tables.items() if row in set(table.rows.get("id", ()))]
    rows = tables[name].rows.copy()
    rows.loc[rows["id"] == row, "value"] = value
    return {**tables, name: replace(tables[name], rows=rows)}


def single(claim: Claim) -> tuple[str, str, ast.expr] | None:
    """The value, the sign and the other side of a claim that is one comparison of a value with
    something else."""
    tree = claim.expression.tree
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or claim.tolerance:
        return None
    name, other_side = dotted(tree.left), tree.comparators[0]
    if name is None or name in ast.unparse(other_side):
        return None
    return name, COMPARISONS[type(tree.ops[0])], other_side


def test_claims_follow_the_numbers_that_they_rest_on(
    index: Index, tables: dict[str, Loaded]
) -> None:
    """A tie, the order swapped, and the number taken away, for claims drawn at random."""
    environment = environment_of(
        index.values, tables, set(index.sources), left_out(Project(ROOT), index.edition)
    )
    ledger = tables["claims"]
    fitting = [
        claim
        for claim in read_claims(ledger.records, ledger.lines)
        if single(claim)
        and claim.id in index.claims
        and index.claims[claim.id].outcome in ("holds", "fails")
    ]
    assert len(fitting) >= _DRAWN
    for claim in random.Random(_SEED).sample(fitting, _DRAWN):
        check_mutations(claim, environment)


def check_mutations(claim: Claim, environment: Environment) -> None:
    found = single(claim)
    assert found
    name, sign, other_side = found
    against = evaluate(replace(claim.expression, tree=other_side), environment).value
    number = environment.values[name]
    assert isinstance(against, Quantity)
    assert number is not None
    step = max(1.0, abs(against.number) / 10)
    for changed in (against.number - step, against.number, against.number + step):
        values = {**environment.values, name: Quantity(changed, number.unit)}
        outcome = judge(claim, replace(environment, values=values)).outcome
        expected = "holds" if _MEANS[sign](changed, against.number) else "fails"
        assert outcome == expected, (claim.id, changed)
    gone = replace(environment, values={**environment.values, name: None})
    assert judge(claim, gone).outcome == "not computable", claim.id
