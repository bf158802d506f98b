"""Where a result comes from: its cell, its notebook, the rows behind it, their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from standards_report.display.text.numbers import listing
from standards_report.errors import UsageError
from standards_report.evidence.claims.verdicts import reason_of
from standards_report.evidence.results.index import Index
from standards_report.project import Project
from standards_report.suggestions import did_you_mean

_REGISTERS = {
    "figure": "figures",
    "table": "tables",
    "value": "values",
    "claim": "claims",
    "audit": "audits",
    "finding": "findings",
    "recommendation": "recommendations",
}


def trace_lines(project: Project, index: Index, identifier: str) -> Iterator[str]:
    """The lineage of a figure, table, value, claim, audit, finding or recommendation, a line at
    a time.

    Raises UsageError for an identifier that nothing has, with the nearest ones.
    """
    kind, item = _find(index, identifier)
    yield f"{kind} {identifier} in edition {index['edition']['id']}"
    if kind in ("finding", "recommendation"):
        yield from _argument_lines(index, item)
        return
    if kind in ("claim", "audit"):
        yield from _ledger_lines(kind, item)
        yield from _row_lines(project, index, item["rows"])
        for name in item["values"]:
            yield ""
            if name in index["values"]:
                yield from trace_lines(project, index, name)
            else:
                yield f"value {name} is emitted by no notebook"
        return
    if kind == "value":
        yield f"  prints as  {item['text']}"
    else:
        yield f"  caption    {item['caption']}"
        yield f"  data       data/{identifier}.csv"
    yield f"  notebook   analysis/notebooks/{item['notebook']}.ipynb, cell {item['anchor']}"
    yield f"  as of      {item['as_of'] or 'no row'}"
    yield from _row_lines(project, index, item["rows"])


def _find(index: Index, identifier: str) -> tuple[str, dict[str, Any]]:
    for kind, register in _REGISTERS.items():
        if identifier in index[register]:
            return kind, index[register][identifier]
    known = [name for register in _REGISTERS.values() for name in index[register]]
    hint = did_you_mean(identifier, known, "see the values of the edition", most=3, cutoff=0.4)
    raise UsageError(f"nothing is called {identifier!r}: {hint}")


def _argument_lines(index: Index, item: dict[str, Any]) -> Iterator[str]:
    """What a finding or recommendation rests on, each claim with its verdict."""
    yield f"  says       {item['statement']}"
    yield f"  place      {item['source']}, {item['locator']} (line {item['line']} of the text)"
    yield f"  strength   {item['strength']['grade']}"
    for label in [*item.get("sections", ()), *item.get("items", ())]:
        yield f"  see        {label}"
    for name in item.get("findings", ()):
        yield f"  finding    {name}: {index['findings'][name]['statement']}"
    for name, bearing in item["claims"].items():
        claim = index["claims"].get(name)
        yield f"  {bearing:<9}  {name}: {claim['outcome'] if claim else 'not in this edition'}"


def _ledger_lines(kind: str, item: dict[str, Any]) -> Iterator[str]:
    yield f"  says       {item['statement']}"
    yield f"  rule       {item['expression']}"
    if item.get("other_reading"):
        yield f"  or         {item['other_reading']}"
    findings = [one for one in (item["finding"], item.get("other_finding", "")) if one]
    yield from (f"  data say   {one}" for one in findings)
    yield f"  verdict    {item['outcome']} {reason_of(item)}".rstrip()
    yield f"  place      data/{kind}s.csv:{item['ledger_line']}; {_place(item, '')}"
    if item.get("other_locator"):
        yield f"  against    {_place(item, 'other_')}"
    if item.get("explanation"):
        yield f"  meaning    {item['explanation']}"


def _place(item: dict[str, Any], which: str) -> str:
    line = item.get(f"source_{which}line")
    at = f" (line {line} of the text)" if line else ""
    return f"{item['source']}, {item[f'{which}locator']}{at}"


def _row_lines(project: Project, index: Index, rows: Iterable[str]) -> Iterator[str]:
    from standards_report.observations.tables.loader import load_tables

    places = {
        identifier: (one.shown, line, row)
        for one in load_tables(project.data).values()
        if "id" in one.rows
        for identifier, line, row in zip(
            one.rows["id"], one.lines, one.as_written(one.rows).to_dict("records"), strict=True
        )
    }
    rows = list(rows)
    yield f"  rows       {len(rows)}"
    for identifier in rows:
        if identifier in index["sources"]:
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
    source = index["sources"][row["source"]]["short"]
    at = row.get("line")
    line = f" (line {at} of the text)" if at is not None and str(at) not in ("", "<NA>") else ""
    yield f"      {source}: {row['locator']}{line}"
