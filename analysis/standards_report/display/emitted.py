"""The types of what notebooks emit: figures, tables and values.

A cell emits a figure, a table or values. The runner adds where they stand: their notebook and
cell. The index of an edition holds them as they leave the runner.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from standards_report.display.figures.answer import Answer
from standards_report.observations.frozen_model import FrozenModel

Cell = int | float | str | None


class Emission(FrozenModel):
    """What a figure, a table and a value have in common.

    `rows` are the ids of the rows that it rests on, `sources` the keys of their sources. `as_of`
    is the date or period that they speak of; it is empty where they name none.
    """

    as_of: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]


class EmittedItem(Emission):
    """What a figure and a table have in common.

    `columns` and `data` hold what it shows, `rows` in the last column. `zeros` gives line, column
    and text of the numbers that print with zeros at the end, which JSON does not keep. `headings`
    gives the printed heading of the columns that have one. `when` is `as_of` in words.
    """

    caption: str
    note: str
    when: str
    columns: tuple[str, ...]
    data: tuple[tuple[Cell, ...], ...]
    zeros: tuple[tuple[int, int, str], ...] = ()
    headings: dict[str, str] = Field(default_factory=dict)


class EmittedFigure(EmittedItem):
    """A figure as a cell emits it. `alt` says what a reader would see, `answer` what a page can
    draw anew as a reader asks; it is null where the drawing alone is shown."""

    kind: Literal["figure"] = "figure"
    alt: str
    answer: Answer | None = None


class EmittedTable(EmittedItem):
    """A table as a cell emits it."""

    kind: Literal["table"] = "table"


class EmittedValue(Emission):
    """A number or words under a dotted name. `text` is what prose prints.

    `number` is null where nothing is published, where it is not defined, and for words.
    """

    kind: Literal["value"] = "value"
    name: str
    number: int | float | None
    text: str
    unit: str


class EmittedValues(FrozenModel):
    """All values of one cell."""

    kind: Literal["values"] = "values"
    values: tuple[EmittedValue, ...]


class PlacedItem(FrozenModel):
    """Where a figure or table stands, and what it looks like.

    `anchor` is the place on the page of the notebook. `markdown` is empty for a figure, `svg` for
    a table.
    """

    label: str
    notebook: str
    anchor: str
    markdown: str
    svg: str


class FigureResult(EmittedFigure, PlacedItem):
    """A figure with the notebook and the cell that show it."""


class TableResult(EmittedTable, PlacedItem):
    """A table with the notebook and the cell that show it."""


class ValueResult(EmittedValue):
    """A value with the notebook and the cell that emit it."""

    notebook: str
    cell: str
    anchor: str


Item = FigureResult | TableResult


class Emissions(FrozenModel):
    """All that a notebook emitted: figures and tables by label, values by name."""

    figures: dict[str, FigureResult]
    tables: dict[str, TableResult]
    values: dict[str, ValueResult]

    @property
    def items(self) -> dict[str, Item]:
        """Figures and tables by label."""
        return {**self.figures, **self.tables}
