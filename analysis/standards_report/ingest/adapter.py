"""What an adapter gets and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.ingest.forms.date_rules import Order
from standards_report.observations.tables.schema import Schema
from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd

NONE = Path("none")  # as `previous`: the older export is lost


@dataclass(frozen=True)
class Request:
    """What the author asks for, and the tables as they are before the ingest.

    `date` is the day of the export (YYYY-MM-DD), or the first and the last day that it can be of
    (YYYY-MM-DD/YYYY-MM-DD); `known_from` is that day, or the last of them. `previous` is an older
    export to compare with, `first` which of day and month stands first in 03/04/2025, where the
    author says so.
    """

    files: Sequence[Path]
    date: str
    previous: Path | None
    schema: Schema
    tables: Tables
    first: Order = ""

    @property
    def known_from(self) -> str:
        return self.date.rpartition("/")[2]

    def rows(self, table: str) -> pd.DataFrame:
        """The rows of a table that the adapter needs."""
        return self.tables[table].rows


@dataclass(frozen=True)
class Section:
    """A table of the summary: its title, column headings and rows, all as text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class IngestResult:
    """What an adapter made of an export.

    `tables` has all rows of the export for each table that the adapter writes, as text cells.
    `source` is the row of sources.csv that these rows cite. `sections` and `notes` are the summary.
    """

    tables: dict[str, pd.DataFrame]
    source: Mapping[str, str]
    sections: Sequence[Section]
    notes: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Adapter:
    """A kind of export.

    `reads` describes it and `obtain` says where it can be had. `needs` names the tables that `read`
    uses. `compares` says whether an older export can be given to show what has changed since,
    `ranges` whether the day of an export may be known as a range. `reference` is the entry of
    references.bib that pages cite for it, as BibTeX. `files` are the files of one export as a
    command names them.
    """

    name: str
    reads: str
    needs: Sequence[str]
    read: Callable[[Request], IngestResult]
    obtain: str
    compares: bool = False
    reference: str = ""
    ranges: bool = False
    files: str = "FILE"
