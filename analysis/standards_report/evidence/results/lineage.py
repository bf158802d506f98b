"""Where a result comes from: its cell, its notebook, the rows behind it, their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from standards_report.display.emitted import Item, ValueResult
from standards_report.display.text.numbers import NO_DATE, listing
from standards_report.errors import UsageError
from standards_report.evidence.claims.judged import (
    JudgedAudit,
    JudgedClaim,
    JudgedEntry,
    findings_of,
)
from standards_report.evidence.results.findings import Finding, Recommendation
from standards_report.evidence.results.index import Index
from standards_report.observations.frozen_model import FrozenModel
from standards_report.suggestions import did_you_mean

if TYPE_CHECKING:
    from standards_report.observations.tables.table import Tables

_NUMBER = re.compile(r"[ACac][0-9]+")  # of an audit or a claim
_Result = Item | ValueResult | JudgedEntry | Finding | Recommendation


class Traced(FrozenModel):
    """Where one result comes from: lines to print, then the rows and values that it rests on.

    `kind` says what it is, `number` what pages call a claim or an audit, as C12 or A3. A statement
    rests on claims, which its lines name.
    """

    kind: str
    lines: tuple[str, ...]
    rows: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    shows_rows: bool = True
    number: str = ""


class Lineage(FrozenModel):
    """Where every result of an edition comes from, and for each row behind one, lines that say
    where it stands."""

    edition: str
    results: dict[str, Traced]
    rows: dict[str, tuple[str, ...]]


def lineage_of(index: Index, tables: Tables) -> Lineage:
    """The lineage of everything in an index. Of two results of one name, the first counts, in the
    order of figures, tables, values, claims, audits, findings, recommendations."""
    results: dict[str, Traced] = {}
    for kind, register in _registers(index).items():
        for name, result in register.items():
            results.setdefault(name, _traced(index, kind, name, result))
    wanted = dict.fromkeys(row for traced in results.values() for row in traced.rows)
    places = _places(tables)
    rows = {row: tuple(_row_lines(index, row, places.get(row))) for row in wanted}
    return Lineage(edition=index.edition.id, results=results, rows=rows)


def trace_lines(lineage: Lineage, identifier: str) -> Iterator[str]:
    """Says where a result comes from, a line at a time.

    The identifier is that of a figure, table, value, claim, audit, finding or recommendation; a
    claim or an audit is also known by the number that pages print, as C12 or A3.
    Raises UsageError for an identifier that nothing has, with the nearest ones.
    """
    numbers = {traced.number: name for name, traced in lineage.results.items() if traced.number}
    identifier = numbers.get(identifier.upper(), identifier)
    traced = lineage.results.get(identifier)
    if traced is None:
        known = list(numbers if _NUMBER.fullmatch(identifier) else lineage.results)
        hint = did_you_mean(identifier, known, "see the values of the edition", most=3, cutoff=0.4)
        raise UsageError(f"nothing is called {identifier!r}: {hint}")
    printed = f" ({traced.number})" if traced.number else ""
    yield f"{traced.kind} {identifier}{printed} in edition {lineage.edition}"
    yield from traced.lines
    if traced.shows_rows:
        yield f"  rows       {len(traced.rows)}"
    for row in traced.rows:
        yield from lineage.rows[row]
    for name in traced.values:
        yield ""
        if name in lineage.results:
            yield from trace_lines(lineage, name)
        else:
            yield f"value {name} is emitted by no notebook"


def _traced(index: Index, kind: str, name: str, result: _Result) -> Traced:
    if isinstance(result, (Finding, Recommendation)):
        lines = tuple(_argument_lines(index, result))
        return Traced(kind=kind, lines=lines, shows_rows=False)
    if isinstance(result, (JudgedClaim, JudgedAudit)):
        lines = tuple(_ledger_lines(kind, result))
        return Traced(
            kind=kind, lines=lines, rows=result.rows, values=result.values, number=result.number
        )
    return Traced(kind=kind, lines=tuple(_result_lines(name, result)), rows=result.rows)


def _registers(index: Index) -> dict[str, Mapping[str, _Result]]:
    return {
        "figure": index.figures,
        "table": index.tables,
        "value": index.values,
        "claim": index.claims,
        "audit": index.audits,
        "finding": index.findings,
        "recommendation": index.recommendations,
    }


def _result_lines(identifier: str, result: Item | ValueResult) -> Iterator[str]:
    """What a figure, table or value shows, and the cell that emits it."""
    if isinstance(result, ValueResult):
        yield f"  prints as  {result.text}"
    else:
        yield f"  caption    {result.caption}"
        yield f"  data       data/{identifier}.csv"
    yield f"  notebook   analysis/notebooks/{result.notebook}.ipynb, cell {result.anchor}"
    yield f"  as of      {result.as_of or NO_DATE}"


def _argument_lines(index: Index, result: Finding | Recommendation) -> Iterator[str]:
    """What a finding or recommendation rests on, each claim with its verdict."""
    yield f"  says       {result.statement}"
    if result.author:
        yield f"  author     {result.author}"
    line = f" (line {result.line} of the text)" if result.line else ""
    yield f"  place      {result.source}, {result.locator}{line}"
    yield f"  evidence   {result.grade.outcome}"
    for producer, left in result.grade.without.items():
        yield f"  without    {producer}: {len(left)} of {result.grade.on_numbers} claims on numbers"
    if result.standing:
        yield f"  {result.standing:<9}  {result.standing_because}"
    if isinstance(result, Finding):
        yield from (f"  see        {label}" for label in result.places)
    else:
        for name in result.findings:
            yield f"  finding    {name}: {index.findings[name].statement}"
    for name, link in result.links.items():
        claim = index.claims.get(name)
        yield f"  {link.bearing:<9}  {name}: {claim.outcome if claim else 'not in this edition'}"
        yield f"    {link.tests:<10}{link.would_lose}"


def _ledger_lines(kind: str, entry: JudgedEntry) -> Iterator[str]:
    yield f"  says       {entry.statement}"
    yield f"  rule       {entry.expression}"
    if isinstance(entry, JudgedAudit) and entry.other_reading:
        yield f"  or         {entry.other_reading}"
    yield from (f"  data say   {finding}" for finding in findings_of(entry))
    yield f"  verdict    {entry.outcome} {entry.full_reason}".rstrip()
    if isinstance(entry, JudgedClaim):
        for variant in entry.variants:
            yield f"  {variant.rule}: {variant.outcome} ({variant.finding or variant.reason})"
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


_Place = tuple[str, int, Mapping[Any, Any]]


def _places(tables: Tables) -> dict[str, _Place]:
    """File, line and cells of each row that has an id."""
    return {
        identifier: (loaded.shown, line, row)
        for loaded in tables.values()
        if "id" in loaded.rows
        for identifier, line, row in zip(
            loaded.rows["id"],
            loaded.lines,
            loaded.as_written(loaded.rows).to_dict("records"),
            strict=True,
        )
    }


def _row_lines(index: Index, identifier: str, place: _Place | None) -> Iterator[str]:
    if identifier in index.sources:
        yield f"    {identifier}: records in data/records/, which are not published"
    elif place is None:
        yield f"    data/{identifier.replace(': ', '.csv: ', 1)}"
    else:
        shown, line, row = place
        yield f"    {shown}:{line}  {identifier}{_content(row)}"
        yield from _origin(index, row)


def row_lines(tables: Tables, rows: Iterable[str]) -> Iterator[str]:
    """Where rows stand, what they hold and where their sources say it, two lines a row."""
    places = _places(tables)
    sources = dict(zip(tables["sources"].rows["key"], tables["sources"].rows["short"], strict=True))
    for identifier in rows:
        shown, line, row = places[identifier]
        yield f"    {shown}:{line}  {identifier}{_content(row)}"
        yield f"      {sources[row['source']]}: {row['locator']}"


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
