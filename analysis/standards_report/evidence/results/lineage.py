"""Where a result comes from: its cell, its notebook, the rows behind it, their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from standards_report.display.emitted import Item, ValueResult
from standards_report.display.text.numbers import listing
from standards_report.errors import UsageError
from standards_report.evidence.claims.judged import (
    JudgedAudit,
    JudgedClaim,
    JudgedEntry,
    findings_of,
)
from standards_report.evidence.results.findings import Finding, Recommendation
from standards_report.evidence.results.index import Index
from standards_report.project import Project
from standards_report.suggestions import did_you_mean

_Traced = Item | ValueResult | JudgedEntry | Finding | Recommendation


def trace_lines(project: Project, index: Index, identifier: str) -> Iterator[str]:
    """Says where a result comes from, a line at a time.

    The identifier is that of a figure, table, value, claim, audit, finding or recommendation.
    Raises UsageError for an identifier that nothing has, with the nearest ones.
    """
    kind, result = _find(index, identifier)
    yield f"{kind} {identifier} in edition {index.edition.id}"
    if isinstance(result, (Finding, Recommendation)):
        yield from _argument_lines(index, result)
    elif isinstance(result, (JudgedClaim, JudgedAudit)):
        yield from _ledger_lines(kind, result)
        yield from _row_lines(project, index, result.rows)
        for name in result.values:
            yield ""
            if name in index.values:
                yield from trace_lines(project, index, name)
            else:
                yield f"value {name} is emitted by no notebook"
    else:
        yield from _result_lines(identifier, result)
        yield from _row_lines(project, index, result.rows)


def _registers(index: Index) -> dict[str, Mapping[str, _Traced]]:
    return {
        "figure": index.figures,
        "table": index.tables,
        "value": index.values,
        "claim": index.claims,
        "audit": index.audits,
        "finding": index.findings,
        "recommendation": index.recommendations,
    }


def _find(index: Index, identifier: str) -> tuple[str, _Traced]:
    registers = _registers(index)
    for kind, register in registers.items():
        if identifier in register:
            return kind, register[identifier]
    known = [name for register in registers.values() for name in register]
    hint = did_you_mean(identifier, known, "see the values of the edition", most=3, cutoff=0.4)
    raise UsageError(f"nothing is called {identifier!r}: {hint}")


def _result_lines(identifier: str, result: Item | ValueResult) -> Iterator[str]:
    """What a figure, table or value shows, and the cell that emits it."""
    if isinstance(result, ValueResult):
        yield f"  prints as  {result.text}"
    else:
        yield f"  caption    {result.caption}"
        yield f"  data       data/{identifier}.csv"
    yield f"  notebook   analysis/notebooks/{result.notebook}.ipynb, cell {result.anchor}"
    yield f"  as of      {result.as_of or 'no row'}"


def _argument_lines(index: Index, result: Finding | Recommendation) -> Iterator[str]:
    """What a finding or recommendation rests on, each claim with its verdict."""
    yield f"  says       {result.statement}"
    if result.author:
        yield f"  author     {result.author}"
    line = f" (line {result.line} of the text)" if result.line else ""
    yield f"  place      {result.source}, {result.locator}{line}"
    yield f"  strength   {result.strength.grade}"
    if result.standing:
        yield f"  {result.standing:<9}  {result.standing_because}"
    if isinstance(result, Finding):
        yield from (f"  see        {label}" for label in result.places)
    else:
        for name in result.findings:
            yield f"  finding    {name}: {index.findings[name].statement}"
    for name, bearing in result.claims.items():
        claim = index.claims.get(name)
        yield f"  {bearing:<9}  {name}: {claim.outcome if claim else 'not in this edition'}"


def _ledger_lines(kind: str, entry: JudgedEntry) -> Iterator[str]:
    yield f"  says       {entry.statement}"
    yield f"  rule       {entry.expression}"
    if isinstance(entry, JudgedAudit) and entry.other_reading:
        yield f"  or         {entry.other_reading}"
    yield from (f"  data say   {finding}" for finding in findings_of(entry))
    yield f"  verdict    {entry.outcome} {entry.full_reason}".rstrip()
    place = _place(entry.source, entry.locator, entry.source_line)
    yield f"  place      data/{kind}s.csv:{entry.ledger_line}; {place}"
    if isinstance(entry, JudgedAudit):
        if entry.other_locator:
            place = _place(entry.source, entry.other_locator, entry.source_other_line)
            yield f"  against    {place}"
        if entry.explanation:
            yield f"  meaning    {entry.explanation}"


def _place(source: str, locator: str, line: int | None) -> str:
    return f"{source}, {locator}" + (f" (line {line} of the text)" if line else "")


def _row_lines(project: Project, index: Index, rows: Iterable[str]) -> Iterator[str]:
    from standards_report.observations.tables.loader import load_tables

    places = {
        identifier: (loaded.shown, line, row)
        for loaded in load_tables(project.data).values()
        if "id" in loaded.rows
        for identifier, line, row in zip(
            loaded.rows["id"],
            loaded.lines,
            loaded.as_written(loaded.rows).to_dict("records"),
            strict=True,
        )
    }
    rows = list(rows)
    yield f"  rows       {len(rows)}"
    for identifier in rows:
        if identifier in index.sources:
            yield f"    {identifier}: records in data/records/, which are not published"
            continue
        if identifier not in places:
            yield f"    data/{identifier.replace(': ', '.csv: ', 1)}"
            continue
        shown, line, row = places[identifier]
        yield f"    {shown}:{line}  {identifier}{_content(row)}"
        yield from _origin(index, row)


def _content(row: Mapping[Any, Any]) -> str:
    number = row.get("value") or " to ".join(filter(None, (row.get("low"), row.get("high"))))
    if number:
        return f" = {number} {row.get('unit', '')}".rstrip()
    texts = [str(row[name]) for name in ("date", "item", "what") if row.get(name)]
    return f": {listing(texts)}" if texts else ""


def _origin(index: Index, row: Mapping[Any, Any]) -> Iterator[str]:
    if "source" not in row:
        return
    source = index.sources[row["source"]].short
    number = str(row.get("line", ""))
    line = f" (line {number} of the text)" if number not in ("", "None", "<NA>") else ""
    yield f"      {source}: {row['locator']}{line}"
