"""Headings of exports: which column of a form each one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standards_report.observations.tables.schema import Table

_BETWEEN = re.compile(r"[\s_]+")
_LEAST = 2  # headings that a row of a workbook or page must have to be the one of headings


@dataclass(frozen=True)
class Headings:
    """What the columns of a form may be called: their own names, and those of exports.

    Case, spaces and underscores make no difference, nor does a colon at the end.
    """

    columns: dict[str, str]

    def known(self, heading: str) -> bool:
        """Whether the heading is one of the form."""
        return _key(heading) in self.columns

    def names(self, header: Sequence[str]) -> list[str]:
        """The column of each heading; a heading without one stays as it is."""
        return [
            self.columns.get(_key(heading), " ".join(heading.split()).removesuffix(":"))
            for heading in header
        ]

    def row_of(self, rows: Sequence[Sequence[str]]) -> int:
        """The place of the first row that holds headings; 0 where there is none."""
        found = (
            place
            for place, row in enumerate(rows)
            if len({*self.names(row)} & {*self.columns.values()}) >= _LEAST
        )
        return next(found, 0)


def headings_of(form: Table) -> Headings:
    """The headings of a form."""
    return Headings(
        {
            _key(heading): field.name
            for field in form.fields
            for heading in (field.name, *field.headings)
        }
    )


def _key(heading: str) -> str:
    return _BETWEEN.sub(" ", heading.casefold()).strip().removesuffix(":").strip()
