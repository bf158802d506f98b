"""The ledgers of claims and audits, judged for an edition, as the index keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from standards_report.errors import DataError
from standards_report.evidence.audits import Audit, AuditVerdict, judge_audit, read_audits
from standards_report.evidence.claims import Claim, Verdict, judge, ledger_fault, read_claims
from standards_report.evidence.evaluation import Reading
from standards_report.evidence.expressions import Expression, ExpressionError
from standards_report.evidence.observed import Observed
from standards_report.evidence.units import Quantity
from standards_report.observations.loaded import Loaded, Tables

Entry = dict[str, Any]
_Rule = TypeVar("_Rule", Claim, Audit)
_Judged = TypeVar("_Judged")


def reading_of(values: Mapping[str, Any], tables: Tables, seen: Iterable[str]) -> Reading:
    """What expressions may read: `values` of an index, and the rows of sources in `seen`."""
    numbers = {
        name: None if value["number"] is None else Quantity(float(value["number"]), value["unit"])
        for name, value in values.items()
    }
    return Reading(numbers, Observed(tables, seen))


def judged_claims(
    ledger: Loaded, reading: Reading, values: Mapping[str, Any], seen: Iterable[str]
) -> dict[str, Entry]:
    """Id to entry of every claim whose source the edition sees; DataError with every fault."""
    rules = read_claims(ledger.records, ledger.lines)
    return {
        claim.id: {
            **_entry(row, line, f"C{at}"),
            **_verdict(verdict),
            **_lineage(reading, values, verdict.rows, [claim.expression]),
        }
        for at, row, line, claim, verdict in _judged(ledger, rules, judge, reading, seen)
    }


def judged_audits(
    ledger: Loaded | None, reading: Reading, values: Mapping[str, Any], seen: Iterable[str]
) -> dict[str, Entry]:
    """Id to entry of every audit whose source the edition sees; DataError with every fault."""
    if ledger is None:
        return {}
    rules = read_audits(ledger.records, ledger.lines)
    return {
        audit.id: {
            **_entry(row, line, f"A{at}"),
            **_audit_verdict(verdict),
            **_lineage(reading, values, verdict.rows, _expressions(audit)),
        }
        for at, row, line, audit, verdict in _judged(ledger, rules, judge_audit, reading, seen)
    }


def _judged(
    ledger: Loaded,
    rules: list[_Rule],
    judge_one: Callable[[_Rule, Reading], _Judged],
    reading: Reading,
    seen: Iterable[str],
) -> Iterator[tuple[int, Entry, int, _Rule, _Judged]]:
    """Place, row, line, rule and verdict of every row that the edition sees.

    Only those have a place, so that a later row changes no number in an earlier edition.
    """
    known = set(seen)
    rows = zip(ledger.records, ledger.lines, rules, strict=True)
    faults, judged = [], []
    for at, (row, line, rule) in enumerate((one for one in rows if one[0]["source"] in known), 1):
        try:
            judged.append((at, row, line, rule, judge_one(rule, reading)))
        except ExpressionError as error:
            faults.append(ledger_fault(ledger.table.name, rule.id, line, error))
    if faults:
        raise DataError(faults)
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


def _expressions(audit: Audit) -> list[Expression]:
    return [audit.expression, *([audit.other_reading] if audit.other_reading else [])]


def _lineage(
    reading: Reading,
    values: Mapping[str, Any],
    rows: Iterable[str],
    expressions: Iterable[Expression],
) -> Entry:
    """Values and rows that an entry rests on; `basis` gives all rows by their table."""
    names = list(dict.fromkeys(name for one in expressions for name in one.names))
    direct = list(rows)
    through = [row for name in names if name in values for row in values[name]["rows"]]
    basis: dict[str, list[str]] = {}
    for row in dict.fromkeys([*direct, *through]):
        table = reading.observed.table_of(row) or row.partition(":")[0]
        basis.setdefault(table, []).append(row)
    return {"values": names, "rows": direct, "basis": basis}
