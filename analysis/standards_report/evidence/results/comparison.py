"""What differs between two editions: findings, verdicts, values, cells, observations, prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from standards_report.evidence.results.index import Index

Kind = Literal["finding", "claim", "value", "table", "figure", "observation", "prose"]
COLUMNS = ("kind", "item", "part", "old", "new")
_ROWS = "rows"


@dataclass(frozen=True)
class Change:
    """One difference. An empty `old` means new, an empty `new` means dropped.

    `item` is the name, label, claim, table or chapter; `part` what of it changed: the row and
    column of a cell, the id of an observation.
    """

    kind: Kind
    item: str
    part: str
    old: str
    new: str

    def cells(self) -> tuple[str, ...]:
        """The change in the order of `COLUMNS`."""
        return (self.kind, self.item, self.part, self.old, self.new)


def compare_indexes(old: Index, new: Index) -> list[Change]:
    """Differences between what two editions computed: findings, values, tables, figures, claims."""
    texts = [{name: value["text"] for name, value in one["values"].items()} for one in (old, new)]
    verdicts = [
        {key: claim["outcome"] for key, claim in one["claims"].items()} for one in (old, new)
    ]
    return [
        *_findings(*(one.get("findings", {}) for one in (old, new))),
        *_named("value", *texts),
        *_tables("table", old["tables"], new["tables"]),
        *_tables("figure", old["figures"], new["figures"]),
        *_named("claim", *verdicts),
    ]


def compare_observations(
    old: Mapping[str, Iterable[str]], new: Mapping[str, Iterable[str]]
) -> list[Change]:
    """Rows that only one of two editions sees; both map a table to the ids of its rows."""
    changes = []
    for table in sorted({*old, *new}):
        before, after = list(old.get(table, ())), list(new.get(table, ()))
        changes += [
            Change("observation", table, row, row, "") for row in before if row not in set(after)
        ]
        known = set(before)
        changes += [Change("observation", table, row, "", row) for row in after if row not in known]
    return changes


def _findings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Statements that only one edition has or that were worded anew, and grades that turned."""
    said = [{name: one["statement"] for name, one in each.items()} for each in (old, new)]
    yield from _named("finding", *said)
    for name in sorted(old.keys() & new.keys()):
        grades = [each[name]["strength"]["grade"] for each in (old, new)]
        if grades[0] != grades[1]:
            yield Change("finding", name, "strength of the evidence", *grades)


def _named(kind: Kind, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(kind, name, "", before, after)


def _tables(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Cells that differ in what both have; a whole table or figure that only one has."""
    for label in sorted({*old, *new}):
        if label not in new:
            yield Change(kind, label, "", old[label]["caption"], "")
        elif label not in old:
            yield Change(kind, label, "", "", new[label]["caption"])
        else:
            before, after = (_cells(one[label]) for one in (old, new))
            yield from (
                Change(kind, label, part, before.get(part, ""), after.get(part, ""))
                for part in dict.fromkeys([*before, *after])
                if before.get(part) != after.get(part)
            )


def _cells(item: Mapping[str, Any]) -> dict[str, str]:
    """Each number of a table, named by the words in its row and by its column."""
    columns: Sequence[str] = item["columns"]
    cells: dict[str, str] = {}
    for row in item["data"]:
        named = list(zip(columns, row, strict=True))
        words = [cell for name, cell in named if isinstance(cell, str) and name != _ROWS and cell]
        numbers = [(name, cell) for name, cell in named if not isinstance(cell, str)]
        for name, cell in numbers:
            part = " · ".join([*words, name])
            # Rows with the same words are told apart by their order.
            count = sum(known == part or known.startswith(f"{part} #") for known in cells)
            cells[f"{part} #{count + 1}" if count else part] = "" if cell is None else str(cell)
    return {part: cell for part, cell in cells.items() if cell}
