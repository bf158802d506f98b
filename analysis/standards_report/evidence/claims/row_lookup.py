"""The observations as an edition sees them, for expressions that read rows.

Rows are found by their id, or by what their cells hold. A condition is a text, a number, a truth
value, or several of these. In a text `*` stands for any characters and `?` for one.
`entity__seat_country` follows the reference of column `entity` to the table that it points at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from standards_report.evidence.claims.units import NotComputableError
from standards_report.observations.domain.names import written_as
from standards_report.observations.tables.table import Loaded, Tables
from standards_report.suggestions import nearest, question

Row = Mapping[str, Any]
Condition = str | float | bool | Sequence[str | float | bool]


class ReadError(ValueError):
    """An expression reads a row, table or column that does not exist."""


class Observed:
    """All tables, and which of their rows an edition sees.

    `tables` are as `load_tables` gives them. `seen` are the keys of the sources that the edition
    sees.
    """

    def __init__(self, tables: Tables, seen: Iterable[str]) -> None:
        self._tables = tables
        self._seen = frozenset(seen)

    def row(self, identifier: str) -> Row:
        """The row of that id. Raises ReadError where no table has it, NotComputableError where
        the edition does not see it."""
        self.check_row(identifier)
        table, position = self._places[identifier]
        row = self._all(table)[position]
        if not self._sees(row):
            raise NotComputableError(f"{identifier} is not known to this edition")
        return row

    def table_of(self, identifier: str) -> str:
        """The table that holds the row of that id. It is empty where none does."""
        return self._places.get(identifier, ("", 0))[0]

    def field(self, identifier: str, column: str) -> Any:
        """The cell of a row. Raises ReadError for an unknown row or column."""
        self.check_field(identifier, column)
        return self.row(identifier)[column]

    def select(self, table: str, conditions: Mapping[str, Condition]) -> list[tuple[str, Row]]:
        """Names and rows of a table that the edition sees and that meet all conditions.

        The name of a row is its id. Where a table has none, it is the table and its first column.
        """
        rows = self._rows(table)
        tests = [self._test(table, name, wanted) for name, wanted in conditions.items()]
        found = [(_row_name(table, row), row) for row in rows if all(test(row) for test in tests)]
        if not found:
            self._check_spelling(table, conditions)
        return found

    def check_row(self, identifier: str) -> None:
        """Raises ReadError where no table has a row of that id, seen or not."""
        if identifier not in self._places:
            raise ReadError(f"no row is called {identifier!r}{name_hint(identifier, self._places)}")

    def check_field(self, identifier: str, column: str) -> None:
        """Raises ReadError where there is no such row, or its table has no such column."""
        self.check_row(identifier)
        self.check_column(self.table_of(identifier), column)

    def check_table(self, table: str) -> None:
        """Raises ReadError where there is no such table."""
        self._table(table)

    def check_column(self, table: str, column: str) -> None:
        """Raises ReadError where there is no such table or column."""
        columns = self._table(table).table.columns
        if column not in columns:
            raise ReadError(f"table {table} has no column {column!r}{name_hint(column, columns)}")

    def unseen(self) -> list[str]:
        """Ids of the rows that the edition does not see."""
        return [
            identifier
            for identifier, (table, position) in self._places.items()
            if not self._sees(self._all(table)[position])
        ]

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        return {
            identifier: (name, position)
            for name, loaded in self._tables.items()
            if "id" in loaded.rows and name not in ("claims", "audits")
            for position, identifier in enumerate(loaded.rows["id"])
        }

    def _table(self, name: str) -> Loaded:
        if name not in self._tables:
            raise ReadError(f"no table is called {name!r}{name_hint(name, self._tables)}")
        return self._tables[name]

    def _all(self, table: str) -> list[dict[str, Any]]:
        return self._table(table).records

    def _rows(self, table: str) -> list[Row]:
        return [row for row in self._all(table) if self._sees(row)]

    def _sees(self, row: Row) -> bool:
        return "source" not in row or row["source"] in self._seen

    def reader(self, table: str, name: str) -> Callable[[Row], Any]:
        """What reads a column of a table's rows, or one of the table that it refers to.

        Raises ReadError where there is no such column, or no such reference.
        """
        column, follows, beyond = name.partition("__")
        self.check_column(table, column)
        if not follows:
            return lambda row: row[column]
        follow = self._follow(table, column, beyond)
        return lambda row: follow(row[column])

    def _test(self, table: str, name: str, wanted: Condition) -> Callable[[Row], bool]:
        find = self.reader(table, name)
        wanteds = wanted if isinstance(wanted, (list, tuple)) else (wanted,)
        matches = [_matcher(value) for value in wanteds]
        return lambda row: any(match(find(row)) for match in matches)

    def _check_spelling(self, table: str, conditions: Mapping[str, Condition]) -> None:
        """Raises ReadError for a text that no cell of the column holds, but for its spelling."""
        for name, wanted in conditions.items():
            find = self.reader(table, name)
            cells = {cell for row in self._all(table) if isinstance(cell := find(row), str)}
            for text in wanted if isinstance(wanted, (list, tuple)) else (wanted,):
                if (
                    isinstance(text, str)
                    and text not in cells
                    and (near := written_as(text, cells))
                ):
                    raise ReadError(f"no row of {table} has {name} {text!r}: {near}")

    def _follow(self, table: str, column: str, beyond: str) -> Callable[[Any], Any]:
        """The cell of column `beyond` in the row that a cell of `column` refers to."""
        keys = [key for key in self._table(table).table.foreign_keys if key.field == column]
        if not keys:
            raise ReadError(f"column {column!r} of table {table} refers to no other table")
        target = keys[0].table or table
        self.check_column(target, beyond)
        found = {row[keys[0].column]: row[beyond] for row in self._all(target)}
        return found.get


def _row_name(table: str, row: Row) -> str:
    return str(row["id"]) if "id" in row else f"{table}: {next(iter(row.values()))}"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    escaped = re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(escaped, re.DOTALL)


def _matcher(wanted: str | float | bool) -> Callable[[Any], bool]:
    if isinstance(wanted, str):
        if not {"*", "?"} & set(wanted):
            return lambda cell: cell == wanted
        pattern = _pattern(wanted)
        return lambda cell: isinstance(cell, str) and pattern.fullmatch(cell) is not None
    if isinstance(wanted, bool):
        return lambda cell: isinstance(cell, bool) and cell == wanted
    return lambda cell: not isinstance(cell, (str, bool, type(None))) and float(cell) == wanted


def name_hint(name: str, known: Iterable[str]) -> str:
    """Names the nearest of the known names, for the end of a message; empty where none is near."""
    names = list(known)
    if remedy := written_as(name, names):
        return f": {remedy}"
    near = nearest(name, names)
    return f": {question(near)}" if near else ""
