"""The rows of tables that the index of an edition carries as they are: each cell a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from standards_report.observations.frozen_model import FrozenModel


class TableRow(FrozenModel):
    """A row of a table. A missing number is written `<NA>`."""

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> Self:
        """The cells of a row that this type names."""
        return cls.model_validate(
            {name: str(row[name]) for name in cls.model_fields if name in row}
        )


class Source(TableRow):
    """A row of `sources.csv`."""

    key: str
    title: str
    short: str
    producer: str
    date: str
    known_from: str
    kind: str
    licence: str
    obtain: str
    sha256: str
    bibkey: str
    note: str


class Country(TableRow):
    """A row of `countries.csv`: the names of a country, and the source whose subject it is."""

    code: str
    name: str
    in_text: str
    adjective: str
    subject_of: str = ""


class Gap(TableRow):
    """A row of `gaps.csv`: numbers that no source prints."""

    id: str
    what: str
    shown_at: str
    topic: str
    obtain: str
    format: str
    source: str
    locator: str
    line: str
    note: str


class CoveredPart(TableRow):
    """A row of `coverage.csv`: a part of a document, and the labels of where it is taken up."""

    id: str
    kind: str
    name: str
    subject: str
    place: str
    source: str
    locator: str
    line: str
    note: str

    @property
    def labels(self) -> list[str]:
        """Labels of the sections, figures and tables that take the part up."""
        return self.place.split()


class Body(TableRow):
    """A row of `bodies.csv`: an organization, or a group of one."""

    id: str
    name: str
    parent: str
    kind: str
    subject: str
    source: str
    locator: str
    line: str
    note: str


class Term(TableRow):
    """A row of `glossary.csv`."""

    id: str
    term: str
    abbreviation: str
    chinese: str
    kind: str
    definition: str
    basis: str
    source: str
    locator: str
    line: str
    note: str
