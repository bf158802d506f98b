"""A table that has been loaded, with the line of each row."""

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
    """A table whose cells passed their checks, with the line of each row in `lines`.

    `written` holds the columns of numbers as the file writes them, with trailing zeros. `shown`
    names the file in messages.
    """

    table: Table
    shown: str
    rows: pd.DataFrame
    lines: list[int]
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """Each row as a dictionary of its cells by column. A missing number is None."""
        cells = self.rows.astype(object).where(self.rows.notna(), None)
        return [{str(name): cell for name, cell in row.items()} for row in cells.to_dict("records")]

    @cached_property
    def printed(self) -> dict[tuple[str, float], int]:
        """How many decimals a number is written with, by the id of its row and the number."""
        if "id" not in self.rows:
            return {}
        return {
            (identifier, float(cell)): len(cell.partition(".")[2])
            for cells in self.written.values()
            for identifier, cell in zip(self.rows["id"], cells, strict=True)
            if "." in cell
        }

    def as_written(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of this table with their numbers as text, in the digits of the file."""
        cells = {
            name: [column[index] for index in rows.index]
            for name, column in self.written.items()
            if name in rows
        }
        return rows.assign(**cells)

    def fault(self, row: object, what: str, remedy: str) -> Fault:
        """A fault at the line of a row, which is given by its index."""
        return Fault(self.shown, self.lines[int(str(row))], what, remedy)


Tables = Mapping[str, Loaded]
