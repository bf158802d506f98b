"""What an adapter is given and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from standards_report.observations.tables.schema import Schema
from standards_report.observations.tables.table import Tables


@dataclass(frozen=True)
class Request:
    """What the author asks for, with the tables as they are before it."""

    files: Sequence[Path]
    date: str
    previous: Path | None
    schema: Schema
    tables: Tables

    def rows(self, table: str) -> pd.DataFrame:
        return self.tables[table].rows


@dataclass(frozen=True)
class Section:
    """A table of the summary: a title, column headings, rows of text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class IngestResult:
    """What an adapter made of an export.

    `tables` holds, for each table that the adapter writes, all rows of this snapshot as text
    cells in the order of the schema. `source` is the row of sources.csv that they cite.
    """

    tables: dict[str, pd.DataFrame]
    source: Mapping[str, str]
    sections: Sequence[Section]
    notes: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Adapter:
    """A kind of export: how it is read, the tables that have to be known for it, where it is to
    be had, and whether an older one can be given to show what changed since."""

    name: str
    reads: str
    needs: Sequence[str]
    read: Callable[[Request], IngestResult]
    obtain: str
    compares: bool = False
