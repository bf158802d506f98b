"""The ledgers of claims and audits, judged for an edition."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from standards_report.display.emitted import ValueResult
from standards_report.display.text.numbers import UNDEFINED
from standards_report.errors import CheckError, Fault
from standards_report.evidence.claims.audit import Audit, judge_audit, read_audit
from standards_report.evidence.claims.claim import Claim, Verdict, judge, ledger_fault, read_claim
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import ExpressionError
from standards_report.evidence.claims.judged import JudgedAudit, JudgedClaim
from standards_report.evidence.claims.left_out import LeftOut
from standards_report.evidence.claims.row_lookup import Observed
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.claims.unknown_names import unknown_names
from standards_report.evidence.robustness.rules import Rules, read_rules, variants
from standards_report.observations.tables.table import Loaded, Tables

Values = Mapping[str, ValueResult]
NO_RULES = Rules()
_Rule = TypeVar("_Rule", Claim, Audit)
_Verdict = TypeVar("_Verdict")
_Row = Mapping[str, Any]


@dataclass(frozen=True)
class Ledgers:
    """The claims and audits of an edition, by id."""

    claims: dict[str, JudgedClaim]
    audits: dict[str, JudgedAudit]


@dataclass(frozen=True)
class _Judged(Generic[_Rule, _Verdict]):
    """A row of a ledger with its line in the file, its position in the edition and its verdict."""

    position: int
    row: _Row
    line: int
    rule: _Rule
    verdict: _Verdict

    def place(self, ledger: str) -> dict[str, Any]:
        """Its number, as C12 or A3, and its lines in the ledger and in the source."""
        return {
            "number": f"{ledger}{self.position}",
            "ledger_line": self.line,
            "source_line": self.row.get("line"),
        }


def environment_of(
    values: Values, tables: Tables, seen: Iterable[str], left_out: LeftOut
) -> Environment:
    """What expressions may read: `values` of an index, and the rows of sources in `seen`."""
    numbers = {name: _number(value) for name, value in values.items()}
    return Environment(numbers, Observed(tables, seen), left_out)


def _number(value: ValueResult) -> Quantity | None:
    """The number of a value, infinite where it is not defined: JSON has no such number."""
    if value.number is None:
        return Quantity(math.inf, value.unit) if value.text == UNDEFINED else None
    return Quantity(float(value.number), value.unit)


def judged_ledgers(
    tables: Tables, environment: Environment, values: Values, seen: Iterable[str]
) -> Ledgers:
    """The claims and audits whose source the edition sees.

    Raises CheckError with every fault of both ledgers.
    """
    claims: dict[str, JudgedClaim] = {}
    audits: dict[str, JudgedAudit] = {}
    faults: list[Fault] = []
    try:
        rules = read_rules(tables)
        claims = judged_claims(tables.get("claims"), environment, values, seen, rules)
        claims = _with_topics(claims, tables.get("claim_topics"))
    except CheckError as error:
        faults += error.faults
    try:
        audits = judged_audits(tables.get("audits"), environment, values, seen)
    except CheckError as error:
        faults += error.faults
    if faults:
        raise CheckError(faults)
    return Ledgers(claims, audits)


def judged_claims(
    ledger: Loaded | None,
    environment: Environment,
    values: Values,
    seen: Iterable[str],
    rules: Rules = NO_RULES,
) -> dict[str, JudgedClaim]:
    """Every claim whose source the edition sees, by id, also under other rules.

    Raises CheckError with every fault.
    """
    return {
        judged.rule.id: JudgedClaim.model_validate(
            {
                **_texts(judged.row, JudgedClaim),
                **judged.place("C"),
                **_sides(judged.verdict),
                "outcome": judged.verdict.outcome,
                "variants": variants(judged.rule, environment, rules),
                **_lineage(environment, values, judged.verdict.rows, judged.rule),
            }
        )
        for judged in _judged(ledger, read_claim, judge, environment, seen)
    }


def _with_topics(
    claims: Mapping[str, JudgedClaim], topics: Loaded | None
) -> dict[str, JudgedClaim]:
    """The claims with their questions: the longest beginning of an id counts."""
    rows = topics.records if topics else []
    begins = {begin: row for row in rows for begin in row["begins"].split()}
    found = dict(claims)
    for name, claim in claims.items():
        begin = max((begin for begin in begins if name.startswith(begin)), key=len, default="")
        if begin:
            row = begins[begin]
            topic = {"topic": row["question"], "topic_position": row["position"]}
            found[name] = claim.model_copy(update=topic)
    return found


def judged_audits(
    ledger: Loaded | None, environment: Environment, values: Values, seen: Iterable[str]
) -> dict[str, JudgedAudit]:
    """Every audit whose source the edition sees, by id. Raises CheckError with every fault."""
    return {
        judged.rule.id: JudgedAudit.model_validate(
            {
                **_texts(judged.row, JudgedAudit),
                **judged.place("A"),
                "source_other_line": judged.row.get("other_line"),
                **_sides(judged.verdict.interpretations[0]),
                "other_finding": "".join(
                    second.finding for second in judged.verdict.interpretations[1:2]
                ),
                "outcome": judged.verdict.outcome,
                **_lineage(environment, values, judged.verdict.rows, judged.rule),
            }
        )
        for judged in _judged(ledger, read_audit, judge_audit, environment, seen)
    }


def _judged(
    ledger: Loaded | None,
    read: Callable[[_Row], _Rule],
    judge_rule: Callable[[_Rule, Environment], _Verdict],
    environment: Environment,
    seen: Iterable[str],
) -> Iterator[_Judged[_Rule, _Verdict]]:
    """Every row that the edition sees, with its verdict.

    Only those have a position, so that a later row changes no number in an earlier edition.
    """
    if ledger is None:
        return
    known = set(seen)
    faults: list[Fault] = []
    judged: list[_Judged[_Rule, _Verdict]] = []
    for row, line in zip(ledger.records, ledger.lines, strict=True):
        errors: list[ExpressionError] = []
        try:
            rule = read(row)
            if row["source"] in known:
                errors = [
                    error
                    for expression in rule.expressions
                    for error in unknown_names(expression, environment)
                ]
                if not errors:
                    verdict = judge_rule(rule, environment)
                    judged.append(_Judged(len(judged) + 1, row, line, rule, verdict))
        except ExpressionError as error:
            errors = [error]
        faults += [ledger_fault(ledger.table.name, row["id"], line, error) for error in errors]
    if faults:
        raise CheckError(faults)
    yield from judged


def _texts(row: _Row, entry: type[JudgedClaim | JudgedAudit]) -> dict[str, str]:
    """The cells of a row that hold texts and that the entry keeps."""
    return {
        name: cell
        for name, cell in row.items()
        if isinstance(cell, str) and name in entry.model_fields
    }


def _sides(verdict: Verdict) -> dict[str, str]:
    return {
        "stated": verdict.stated,
        "computed": verdict.computed,
        "finding": verdict.finding,
        "reason": verdict.reason,
    }


def _lineage(
    environment: Environment, values: Values, rows: Iterable[str], rule: Claim | Audit
) -> dict[str, Any]:
    """The names of the values and rows that an entry rests on, and countries beyond the focus."""
    names = list(
        dict.fromkeys(name for expression in rule.expressions for name in expression.names)
    )
    direct = list(rows)
    through = [row for name in names if name in values for row in values[name].rows]
    basis: dict[str, list[str]] = {}
    for row in dict.fromkeys([*direct, *through]):
        table = environment.observed.table_of(row) or row.partition(":")[0]
        basis.setdefault(table, []).append(row)
    beyond = sorted({environment.beyond_focus(name) for name in names} - {""})
    return {"values": names, "rows": direct, "basis": basis, "beyond_focus": beyond}
