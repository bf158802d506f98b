"""The ledgers of claims and audits, judged for an edition, as the index keeps them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from standards_report.display.text.numbers import UNDEFINED
from standards_report.errors import CheckError, Fault
from standards_report.evidence.claims.audit import Audit, AuditVerdict, judge_audit, read_audit
from standards_report.evidence.claims.claim import Claim, Verdict, judge, ledger_fault, read_claim
from standards_report.evidence.claims.evaluation import Reading
from standards_report.evidence.claims.expressions import ExpressionError
from standards_report.evidence.claims.left_out import LeftOut
from standards_report.evidence.claims.row_lookup import Observed
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.claims.unknown_names import unknown_names
from standards_report.observations.tables.table import Loaded, Tables

Entry = dict[str, Any]
NOT_COMPUTABLE = "not computable"
BECAUSE = "not_computable_because"  # the column in which a ledger says why
_Rule = TypeVar("_Rule", Claim, Audit)
_Judged = TypeVar("_Judged")


def reading_of(
    values: Mapping[str, Any], tables: Tables, seen: Iterable[str], left_out: LeftOut
) -> Reading:
    """What expressions may read: `values` of an index, and the rows of sources in `seen`."""
    numbers = {name: _number(value) for name, value in values.items()}
    return Reading(numbers, Observed(tables, seen), left_out)


def _number(value: Mapping[str, Any]) -> Quantity | None:
    """The number of a value; infinite where it is not defined, since JSON has no such number."""
    if value["number"] is None:
        return Quantity(math.inf, value["unit"]) if value["text"] == UNDEFINED else None
    return Quantity(float(value["number"]), value["unit"])


def judged_ledgers(
    tables: Tables, reading: Reading, values: Mapping[str, Any], seen: Iterable[str]
) -> dict[str, dict[str, Entry]]:
    """`claims` and `audits`, each id to entry; CheckError with every fault of both."""
    found: dict[str, dict[str, Entry]] = {}
    faults: list[Fault] = []
    for name, judge_all in (("claims", judged_claims), ("audits", judged_audits)):
        try:
            found[name] = judge_all(tables.get(name), reading, values, seen)
        except CheckError as error:
            faults += error.faults
    if faults:
        raise CheckError(faults)
    return found


def judged_claims(
    ledger: Loaded | None, reading: Reading, values: Mapping[str, Any], seen: Iterable[str]
) -> dict[str, Entry]:
    """Id to entry of every claim whose source the edition sees; CheckError with every fault."""
    return {
        claim.id: {
            **_entry(row, line, f"C{at}"),
            **_verdict(verdict),
            **_lineage(reading, values, verdict.rows, claim),
        }
        for at, row, line, claim, verdict in _judged(ledger, read_claim, judge, reading, seen)
    }


def judged_audits(
    ledger: Loaded | None, reading: Reading, values: Mapping[str, Any], seen: Iterable[str]
) -> dict[str, Entry]:
    """Id to entry of every audit whose source the edition sees; CheckError with every fault."""
    return {
        audit.id: {
            **_entry(row, line, f"A{at}"),
            **_audit_verdict(verdict),
            **_lineage(reading, values, verdict.rows, audit),
        }
        for at, row, line, audit, verdict in _judged(ledger, read_audit, judge_audit, reading, seen)
    }


def _judged(
    ledger: Loaded | None,
    read: Callable[[Entry], _Rule],
    judge_one: Callable[[_Rule, Reading], _Judged],
    reading: Reading,
    seen: Iterable[str],
) -> Iterator[tuple[int, Entry, int, _Rule, _Judged]]:
    """Place, row, line, rule and verdict of every row that the edition sees.

    Only those have a place, so that a later row changes no number in an earlier edition.
    """
    if ledger is None:
        return
    known = set(seen)
    faults: list[Fault] = []
    judged: list[tuple[int, Entry, int, _Rule, _Judged]] = []
    for row, line in zip(ledger.records, ledger.lines, strict=True):
        errors: list[ExpressionError] = []
        try:
            rule = read(row)
            if row["source"] in known:
                errors = [one for part in rule.expressions for one in unknown_names(part, reading)]
                if not errors:
                    judged.append((len(judged) + 1, row, line, rule, judge_one(rule, reading)))
        except ExpressionError as error:
            errors = [error]
        faults += [ledger_fault(ledger.table.name, row["id"], line, error) for error in errors]
    if faults:
        raise CheckError(faults)
    yield from judged


def _entry(row: Entry, line: int, number: str) -> Entry:
    """What the ledger says, whatever the verdict; `line` is that of the ledger's file."""
    texts = {name: cell for name, cell in row.items() if isinstance(cell, str)}
    places = {
        f"source_{name}": int(row[name])
        for name in ("line", "other_line")
        if row.get(name) is not None
    }
    return {**texts, **places, "number": number, "ledger_line": line}


def reason_of(entry: Mapping[str, Any]) -> str:
    """Why an entry cannot be computed: what its row says of it, and what was not found."""
    said, found = str(entry.get(BECAUSE) or "").rstrip("."), str(entry["reason"])
    return f"{said} ({found})" if said and found else found


def _verdict(verdict: Verdict) -> Entry:
    return {
        "outcome": verdict.outcome,
        "stated": verdict.stated,
        "computed": verdict.computed,
        "finding": verdict.finding,
        "reason": verdict.reason,
    }


def _audit_verdict(verdict: AuditVerdict) -> Entry:
    first = _verdict(verdict.readings[0])
    others = [_verdict(one) for one in verdict.readings[1:]]
    return {
        **first,
        "outcome": verdict.outcome,
        "other_finding": others[0]["finding"] if others else "",
    }


def _lineage(
    reading: Reading,
    values: Mapping[str, Any],
    rows: Iterable[str],
    rule: Claim | Audit,
) -> Entry:
    """Values and rows that an entry rests on; `basis` gives all rows by their table.

    `beyond_focus` are the countries that it speaks of and that are not in the focus, so that no
    notebook emits the values that it needs.
    """
    names = list(dict.fromkeys(name for one in rule.expressions for name in one.names))
    direct = list(rows)
    through = [row for name in names if name in values for row in values[name]["rows"]]
    basis: dict[str, list[str]] = {}
    for row in dict.fromkeys([*direct, *through]):
        table = reading.observed.table_of(row) or row.partition(":")[0]
        basis.setdefault(table, []).append(row)
    beyond = sorted({reading.beyond_focus(name) for name in names} - {""})
    return {"values": names, "rows": direct, "basis": basis, "beyond_focus": beyond}
