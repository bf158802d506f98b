"""The record of an edition: what commands and later editions ask of one that was published.

It lies in the archive of a release, so later versions of this program have to read it: `FORMAT`
counts up where a key changes its meaning, and `read_record` knows every earlier format. A key that
is added gets an empty default, and a key that is unknown is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, Field, JsonValue, ValidationError

from standards_report.display.emitted import Cell, Item
from standards_report.errors import DataError, Fault
from standards_report.evidence.results.findings import Finding, Recommendation
from standards_report.evidence.results.index import Index, Vintage
from standards_report.evidence.results.lineage import Lineage
from standards_report.observations.frozen_model import FrozenModel

FORMAT = 1
_READABLE = ConfigDict(extra="ignore")
# A line of a ledger: its row, and what became of it.
LedgerLine = dict[str, JsonValue]
# Why it cannot be computed, in words: a key that the record adds.
FULL_REASON = "full_reason"
_ROWS = "data"  # among the hashes of an index: that of all rows that the edition sees


class RecordedEdition(FrozenModel):
    """What an edition says of itself. Dates are written YYYY-MM-DD; a draft has no `date`."""

    model_config = _READABLE

    id: str
    version: str
    title: str
    subtitle: str
    as_of: str
    date: str = ""
    previous: str = ""


class RecordedItem(FrozenModel):
    """What a figure or table shows; its last column names the rows behind each line."""

    model_config = _READABLE

    caption: str
    columns: tuple[str, ...]
    data: tuple[tuple[Cell, ...], ...]


class RecordedStatement(FrozenModel):
    """A finding or recommendation, with the grade of its evidence in words.

    `position` is its place in the source. `claims` gives the bearing of each claim on which it
    rests. `standing` says as what it stays although its claims do not carry it, and
    `standing_because` why; else both are empty.
    """

    model_config = _READABLE

    statement: str
    grade: str
    position: int = 0
    claims: dict[str, str] = Field(default_factory=dict)
    standing: str = ""
    standing_because: str = ""


class RecordedChapter(FrozenModel):
    """A chapter as the edition shows it: its paragraphs as plain text, the claims on which its
    sentences rest, and the labels of its sections, figures, tables and passages."""

    model_config = _READABLE

    paragraphs: tuple[str, ...]
    claims: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Record(FrozenModel):
    """Everything that is asked of a published edition.

    `values` gives what prose prints by the name of the value, `observations` the ids of the rows
    that the edition sees by table, `chapters` the chapters by their file. `claims` and `audits` are
    lines of the ledgers by id, each with the keys that the index gave it. `sources` gives the
    number of rows that the edition sees of each source, `observed` the date of the last observation
    of each table, `rows_hash` the hash of all rows that it sees.
    """

    model_config = _READABLE

    format: int = FORMAT
    edition: RecordedEdition
    values: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, RecordedItem] = Field(default_factory=dict)
    figures: dict[str, RecordedItem] = Field(default_factory=dict)
    claims: dict[str, LedgerLine] = Field(default_factory=dict)
    audits: dict[str, LedgerLine] = Field(default_factory=dict)
    findings: dict[str, RecordedStatement] = Field(default_factory=dict)
    recommendations: dict[str, RecordedStatement] = Field(default_factory=dict)
    observations: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    chapters: dict[str, RecordedChapter] = Field(default_factory=dict)
    sources: dict[str, int] = Field(default_factory=dict)
    observed: dict[str, str] = Field(default_factory=dict)
    rows_hash: str = ""
    lineage: Lineage | None = None

    @property
    def verdicts(self) -> dict[str, str]:
        """What became of each claim."""
        return {name: str(claim.get("outcome", "")) for name, claim in self.claims.items()}

    @property
    def names(self) -> set[str]:
        """The ids of all that the edition states, by which an erratum can name it."""
        parts: tuple[Mapping[str, object], ...] = (
            *(self.values, self.tables, self.figures, self.claims, self.audits),
            *(self.findings, self.recommendations, self.chapters),
        )
        labels = {label for chapter in self.chapters.values() for label in chapter.labels}
        return labels | {name for part in parts for name in part}


def record_of_index(index: Index) -> Record:
    """The record of what was computed; rows that the edition sees, chapters and lineage are still
    to be added."""
    edition, vintage = index.edition, index.about.vintage
    return Record(
        edition=RecordedEdition(
            id=edition.id,
            version=edition.version,
            title=edition.title,
            subtitle=edition.subtitle,
            as_of=edition.as_of.isoformat(),
            date=edition.date.isoformat() if edition.date else "",
            previous=edition.previous,
        ),
        values={name: value.text for name, value in index.values.items()},
        tables={label: _item(table) for label, table in index.tables.items()},
        figures={label: _item(figure) for label, figure in index.figures.items()},
        claims={name: _line(claim) for name, claim in index.claims.items()},
        audits={name: _line(audit) for name, audit in index.audits.items()},
        findings={name: _stated(finding) for name, finding in index.findings.items()},
        recommendations={name: _stated(found) for name, found in index.recommendations.items()},
        sources={key: vintage.get(key, Vintage()).rows for key in index.sources},
        observed={observed.table: observed.written for observed in index.observed},
        rows_hash=index.about.hashes.get(_ROWS, ""),
    )


def record_text(record: Record) -> str:
    """The record as `read_record` reads it; chapters stay in the order of the book."""
    content = record.model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"


def read_record(content: bytes, shown: str) -> Record:
    """A record of this format or of an earlier one.

    Raises DataError where it is of a later format, or is none.
    """
    try:
        told = json.loads(content)
        number = told["format"]
    except (ValueError, KeyError, TypeError):
        raise DataError(Fault(shown, 0, "holds no record", "restore it")) from None
    if not isinstance(number, int) or number > FORMAT:
        what = f"its record has format {number}, this program knows formats up to {FORMAT}"
        raise DataError(Fault(shown, 0, what, "use a later version of the program"))
    try:
        return Record.model_validate(told)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise DataError(Fault(shown, 0, f"its record lacks {place}", "restore it")) from None


def _item(item: Item) -> RecordedItem:
    return RecordedItem(caption=item.caption, columns=item.columns, data=item.data)


def _stated(statement: Finding | Recommendation) -> RecordedStatement:
    return RecordedStatement(
        statement=statement.statement,
        grade=statement.grade.outcome,
        position=int(statement.position or 0),
        claims=dict(statement.claims),
        standing=statement.standing,
        standing_because=statement.standing_because,
    )


def _line(entry: Any) -> LedgerLine:
    line: LedgerLine = entry.model_dump(mode="json")
    return {**line, FULL_REASON: entry.full_reason}
