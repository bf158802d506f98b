"""Checks that rows about the same fact do not contradict each other.

The schema of each table names the columns that say which fact a row is about (`fact`). A source may
state a fact in several places, and so may several sources where `source` is one of these columns.
Of two rows that cannot both be true, the order in the file would decide which one counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from standards_report.decimals import in_digits
from standards_report.errors import Fault
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.tables.table import Loaded, Tables

_APART = ("id", "source", "locator", "line", "note")  # where a row comes from, not what it states
_NUMBERS = ("value", "low", "high", "qualifier")
Row = Mapping[str, Any]


def contradictory_rows(tables: Tables) -> Iterator[Fault]:
    """A fault for each row that contradicts another row about the same fact. It names both."""
    for loaded in tables.values():
        columns = [_parts(loaded, name) for name in loaded.table.fact]
        of_one_fact: dict[tuple[Any, ...], list[int]] = {}
        for index, key in enumerate(zip(*columns, strict=True)):
            of_one_fact.setdefault(key, []).append(index)
        for indexes in of_one_fact.values():
            if len(indexes) > 1:
                yield from _contradictions(loaded, indexes)


def _parts(loaded: Loaded, column: str) -> list[Any]:
    """The cells of a column of the fact. Dates that mean the same days become equal."""
    cells = loaded.rows[column].tolist()
    return [cell and _days(cell) for cell in cells] if column == "date" else cells


# 2030 means the same days as 2030-01/2030-12.
_days = lru_cache(maxsize=4096)(parse_span)


def _contradictions(loaded: Loaded, indexes: list[int]) -> Iterator[Fault]:
    """Compares each row of a fact with the earlier rows that state the most."""
    parts = [loaded.records[indexes[0]][name] for name in loaded.table.fact]
    about = ", ".join(str(part) for part in parts if part not in (None, ""))
    said = _Said()
    for index in indexes:
        row = loaded.records[index]
        for earlier_index in said.indexes():
            earlier = loaded.records[earlier_index]
            column = _differ(loaded, row, earlier)
            if column:
                line = loaded.lines[earlier_index]
                first = f"{_name(earlier)} in line {line} says {_say(earlier, column)}"
                what = f"{_name(row)} says {_say(row, column)} where {first}, of {about}"
                remedy = "correct one of them, or let a column tell the two facts apart"
                yield loaded.fault(index, what, remedy)
                break
        said.add(index, row)


class _Said:
    """The rows of a fact that state the most. A row that agrees with them agrees with all rows.

    There are few of them, however many rows a fact has: the two that limit its number most from
    below and from above, and the first row with a cell in each other column.
    """

    def __init__(self) -> None:
        self._ends = (-math.inf, math.inf)
        self._indexes: dict[str, int] = {}

    def indexes(self) -> list[int]:
        """Their indexes among the rows of the table, sorted."""
        return sorted(set(self._indexes.values()))

    def add(self, index: int, row: Row) -> None:
        """Adds a row that contradicts none of them."""
        if "value" in row:
            (low, high), (least, largest) = _interval(row), self._ends
            if low > least:
                least, self._indexes["least"] = low, index
            if high < largest:
                largest, self._indexes["largest"] = high, index
            self._ends = least, largest
        for name, cell in row.items():
            if cell not in (None, ""):
                self._indexes.setdefault(f"column {name}", index)


def _differ(loaded: Loaded, row: Row, earlier: Row) -> str:
    """The first column in which two rows of a fact contradict each other; empty for none."""
    apart = {*loaded.table.fact, *_APART, *_NUMBERS}
    if "value" in row and not _overlap(_interval(row), _interval(earlier)):
        return "value"
    return next(
        (
            name
            for name in loaded.table.columns
            if name not in apart
            and row[name] != earlier[name]
            and not {row[name], earlier[name]} & {None, ""}
        ),
        "",
    )


def _interval(row: Row) -> tuple[float, float]:
    """The least and the largest number that a row allows; infinite where it states none."""
    value, qualifier = row["value"], row.get("qualifier")
    if value is None:
        low, high = row.get("low"), row.get("high")
        return (-math.inf if low is None else low), (math.inf if high is None else high)
    return {
        "less than": (-math.inf, math.nextafter(value, -math.inf)),
        "at most": (-math.inf, value),
        "more than": (math.nextafter(value, math.inf), math.inf),
        "at least": (value, math.inf),
    }.get(str(qualifier), (value, value))


def _overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Whether two intervals have a number in common."""
    return max(first[0], second[0]) <= min(first[1], second[1])


def _name(row: Row) -> str:
    return str(row.get("id") or next(iter(row.values())))


def _say(row: Row, column: str) -> str:
    if column != "value":
        return f"{column} {row[column]!r}"
    numbers = (row["value"], row.get("low"), row.get("high"))
    ends = [in_digits(number) for number in numbers if number is not None]
    qualifier = row.get("qualifier") or ""
    words = f"{qualifier} " if qualifier not in ("", "exact", "range") else ""
    return words + " to ".join(ends)
