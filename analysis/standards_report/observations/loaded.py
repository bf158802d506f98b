"""A table that has been read, with the line of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from standards_report.errors import Fault
from standards_report.observations.schema import Table


@dataclass(frozen=True)
class Loaded:
    """A table that passed the checks of its columns, with the line of each row."""

    table: Table
    shown: str
    rows: pd.DataFrame
    lines: list[int]

    def fault(self, row: object, what: str, remedy: str) -> Fault:
        return Fault(self.shown, self.lines[int(str(row))], what, remedy)


Tables = Mapping[str, Loaded]
