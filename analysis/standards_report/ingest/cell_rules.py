"""Rules by which cells of an export are read as the form has them.

A rule changes only what has one meaning. What it changed is counted for the summary; where a cell
has two meanings, the author is asked, once for the column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from standards_report.errors import Fault
from standards_report.observations.tables.csv_reader import Cells
from standards_report.observations.tables.schema import Table

_DASHES = {"-", "--", "\N{EN DASH}", "\N{EM DASH}"}


class Rewriting:
    """The cells of one file while rules change them in place.

    `done` counts the changed cells of each column and rule; `faults` holds what a rule cannot
    decide.
    """

    def __init__(self, cells: Cells, form: Table, shown: str) -> None:
        self.cells = cells
        self.form = form
        self.shown = shown
        self.done: Counter[tuple[str, str]] = Counter()
        self.faults: list[Fault] = []

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """Line and text of every filled cell of a column."""
        index = self.form.columns.index(name)
        for row, line in zip(self.cells.rows, self.cells.lines, strict=True):
            if row[index]:
                yield line, row[index]

    def each(self, name: str, change: Callable[[str], str], rule: str) -> None:
        """Changes every filled cell of a column; `change` returns it as it is where not meant."""
        index = self.form.columns.index(name)
        known: dict[str, str] = {}
        for row in self.cells.rows:
            cell = row[index]
            if cell:
                changed = known[cell] if cell in known else known.setdefault(cell, change(cell))
                if changed != cell:
                    row[index] = changed
                    self.done[name, rule] += 1

    def each_beside(
        self, name: str, beside: str, change: Callable[[str, str], str], rule: str
    ) -> None:
        """Changes every filled cell of a column by the cell of another column in its row."""
        index, other_index = (self.form.columns.index(column) for column in (name, beside))
        for row in self.cells.rows:
            changed = change(row[index], row[other_index]) if row[index] else ""
            if changed != row[index]:
                row[index] = changed
                self.done[name, rule] += 1


Rule = Callable[[Rewriting], None]


def dashes_as_nothing(cells: Rewriting) -> None:
    """Empties cells that hold a dash alone, where the form lets the cell be empty."""
    for field in cells.form.fields:
        if not field.required:
            cells.each(
                field.name,
                lambda cell: "" if cell in _DASHES else cell,
                "a dash alone is read as nothing",
            )


def words(column: str, known: dict[str, str]) -> Rule:
    """A rule for a column of words: those in `known` (in lower case) are written as it says."""

    def rule(cells: Rewriting) -> None:
        cells.each(
            column,
            lambda cell: known.get(" ".join(cell.lower().split()), cell),
            "words of the site are written as the form has them",
        )

    return rule
