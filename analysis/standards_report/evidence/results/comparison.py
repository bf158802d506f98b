"""What differs between two editions: findings, verdicts, values, cells, observations, prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from standards_report.display.text.numbers import NOT_IN_SOURCES
from standards_report.evidence.results.record import Record, RecordedItem, RecordedStatement

Kind = Literal[
    "finding", "recommendation", "claim", "value", "table", "figure", "observation", "prose"
]
COLUMNS = {
    "kind": "What changed: a finding, claim, value, table, figure, observation, or the prose.",
    "item": "Name, label, claim, table or chapter that changed.",
    "part": "What of it changed: the row and column of a cell, or the id of an observation.",
    "old": "What the edition before had; empty for what is new.",
    "new": "What this edition has; empty for what was dropped.",
}
_ROWS = "rows"
# Grades of earlier editions were counted by another rule, and none of today's words follows.
_EARLIER_GRADES = ("strong", "moderate", "limited")
# What earlier editions called so has not changed; only its name has.
_EARLIER_WORDS = {"not published": NOT_IN_SOURCES}


@dataclass(frozen=True)
class Change:
    """One difference. An empty `old` means new, an empty `new` means dropped.

    `item` is the name, label, claim, table or chapter. `part` is what of it changed: the row and
    column of a cell, or the id of an observation.
    """

    kind: Kind
    item: str
    part: str
    old: str
    new: str

    @property
    def is_in_both(self) -> bool:
        """Whether both editions have it."""
        return bool(self.old and self.new)

    def cells(self) -> tuple[str, ...]:
        """The change in the order of `COLUMNS`."""
        return (self.kind, self.item, self.part, self.old, self.new)


def compare_records(old: Record, new: Record) -> list[Change]:
    """Differences between what two editions computed and saw, their prose left aside: findings,
    recommendations, values, tables, figures, claims, observations."""
    return [
        *_statements("finding", old.findings, new.findings),
        *_statements("recommendation", old.recommendations, new.recommendations),
        *_named("value", {name: _as_today(text) for name, text in old.values.items()}, new.values),
        *_items("table", old.tables, new.tables),
        *_items("figure", old.figures, new.figures),
        *_named("claim", old.verdicts, new.verdicts),
        *compare_observations(old.observations, new.observations),
    ]


def compare_observations(
    old: Mapping[str, Iterable[str]], new: Mapping[str, Iterable[str]]
) -> list[Change]:
    """Rows that only one of two editions sees. Both map a table to the ids of its rows."""
    changes = []
    for table in sorted({*old, *new}):
        before, after = list(old.get(table, ())), list(new.get(table, ()))
        changes += [
            Change("observation", table, row, row, "") for row in before if row not in set(after)
        ]
        known = set(before)
        changes += [Change("observation", table, row, "", row) for row in after if row not in known]
    return changes


def _statements(
    kind: Kind, old: Mapping[str, RecordedStatement], new: Mapping[str, RecordedStatement]
) -> Iterator[Change]:
    """Statements that only one edition has or that were worded anew, and words on the evidence that
    turned."""
    yield from _named(kind, _wordings(old), _wordings(new))
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name].grade, new[name].grade
        if before != after and before not in _EARLIER_GRADES:
            yield Change(kind, name, "evidence", before, after)


def _wordings(statements: Mapping[str, RecordedStatement]) -> dict[str, str]:
    return {name: stated.statement for name, stated in statements.items()}


def _named(kind: Kind, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(kind, name, "", before, after)


def _as_today(text: str) -> str:
    """What an earlier edition printed, in the words of today."""
    for before, now in _EARLIER_WORDS.items():
        text = text.replace(before, now)
    return text


def _items(
    kind: Kind, old: Mapping[str, RecordedItem], new: Mapping[str, RecordedItem]
) -> Iterator[Change]:
    """Cells that differ in what both have, and whole tables or figures that only one has."""
    for label in sorted({*old, *new}):
        if label not in new:
            yield Change(kind, label, "", old[label].caption, "")
        elif label not in old:
            yield Change(kind, label, "", "", new[label].caption)
        else:
            before, after = _cells(old[label]), _cells(new[label])
            yield from (
                Change(kind, label, part, before.get(part, ""), after.get(part, ""))
                for part in dict.fromkeys([*before, *after])
                if before.get(part) != after.get(part)
            )


def _cells(item: RecordedItem) -> dict[str, str]:
    """Each number of a table, named by the words in its row and by its column."""
    cells: dict[str, str] = {}
    for row in item.data:
        named = list(zip(item.columns, row, strict=True))
        words = [cell for name, cell in named if isinstance(cell, str) and name != _ROWS and cell]
        numbers = [(name, cell) for name, cell in named if not isinstance(cell, str)]
        for name, cell in numbers:
            part = _as_today(" · ".join([*words, name]))
            # Rows with the same words are told apart by their order.
            count = sum(known == part or known.startswith(f"{part} #") for known in cells)
            cells[f"{part} #{count + 1}" if count else part] = "" if cell is None else str(cell)
    return {part: cell for part, cell in cells.items() if cell}
