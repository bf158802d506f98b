"""A table that has been read, with the line of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standards_report.errors import Fault
from standards_report.observations.tables.schema import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Loaded:
    """A table that passed the checks of its columns, with the line of each row.

    `written` holds the columns of numbers as their cells are written, zeros at the end included.
    """

    table: Table
    shown: str
    rows: pd.DataFrame
    lines: list[int]
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows as plain cells by column; a missing number is None."""
        cells = self.rows.astype(object).where(self.rows.notna(), None)
        return [{str(name): cell for name, cell in row.items()} for row in cells.to_dict("records")]

    @cached_property
    def printed(self) -> dict[tuple[str, float], int]:
        """By the id of a row and a number in it: with how many decimals it is written."""
        if "id" not in self.rows:
            return {}
        return {
            (identifier, float(cell)): len(cell.partition(".")[2])
            for cells in self.written.values()
            for identifier, cell in zip(self.rows["id"], cells, strict=True)
            if "." in cell
        }

    def as_written(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of this table, their numbers in the digits of the file."""
        cells = {
            name: [column[index] for index in rows.index]
            for name, column in self.written.items()
            if name in rows
        }
        return rows.assign(**cells)

    def fault(self, row: object, what: str, remedy: str) -> Fault:
        return Fault(self.shown, self.lines[int(str(row))], what, remedy)


Tables = Mapping[str, Loaded]
