"""Where a result comes from: its cell, its notebook, the rows behind it, their sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from standards_report.display.words import in_print
from standards_report.errors import UsageError
from standards_report.evidence.index import Index
from standards_report.project import Project


def trace_lines(project: Project, index: Index, identifier: str) -> Iterator[str]:
    """The lineage of a figure, table, value or claim, a line at a time.

    Raises UsageError for an identifier that nothing has, with the nearest ones.
    """
    kind, item = _find(index, identifier)
    yield f"{kind} {identifier} in edition {index['edition']['id']}"
    if kind == "claim":
        yield from _claim_lines(item)
        for name in item["values"]:
            yield ""
            yield from trace_lines(project, index, name)
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
    registers = {"figure": "figures", "table": "tables", "value": "values", "claim": "claims"}
    for kind, register in registers.items():
        if identifier in index[register]:
            return kind, index[register][identifier]
    known = [name for register in registers.values() for name in index[register]]
    near = difflib.get_close_matches(identifier, known, 3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "see the values of the edition"
    raise UsageError(f"nothing is called {identifier!r}: {hint}")


def _claim_lines(claim: dict[str, Any]) -> Iterator[str]:
    yield f"  says       {claim['statement']}"
    yield f"  rule       {claim['expression']}"
    if claim["stated"] is not None:
        yield f"  stated     {in_print(claim['stated'], claim['unit'], 1)}"
    yield f"  verdict    {claim['outcome']} {claim['reason']}".rstrip()
    yield f"  place      data/claims.csv:{claim['line']}; {claim['source']}, {claim['locator']}"


def _row_lines(project: Project, index: Index, rows: list[str]) -> Iterator[str]:
    from standards_report.observations.store import load_tables

    places = {
        identifier: (one.shown, line, row)
        for one in load_tables(project.data).values()
        if "id" in one.rows and "source" in one.rows
        for identifier, line, row in zip(
            one.rows["id"], one.lines, one.rows.to_dict("records"), strict=True
        )
    }
    yield f"  rows       {len(rows)}"
    for identifier in rows:
        shown, line, row = places[identifier]
        number = row.get("value")
        text = "" if number is None else f" = {number:g} {row['unit']}"
        yield f"    {shown}:{line}  {identifier}{text}"
        source = index["sources"][row["source"]]["short"]
        at = row.get("line")
        yield f"      {source}: {row['locator']}" + (f" (line {at} of the text)" if at else "")
