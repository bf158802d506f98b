"""A table that has been read, with the line of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standards_report.errors import Fault
from standards_report.observations.schema import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Loaded:
    """A table that passed the checks of its columns, with the line of each row."""

    table: Table
    shown: str
    rows: pd.DataFrame
    lines: list[int]

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows as plain cells by column; a missing number is None."""
        cells = self.rows.astype(object).where(self.rows.notna(), None)
        return [{str(name): cell for name, cell in row.items()} for row in cells.to_dict("records")]

    def fault(self, row: object, what: str, remedy: str) -> Fault:
        return Fault(self.shown, self.lines[int(str(row))], what, remedy)


Tables = Mapping[str, Loaded]
