"""What the columns of published figures and tables are called, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from standards_report.display.emitted import Cell, Item
from standards_report.errors import DataError, Fault
from standards_report.observations.domain.yaml_reader import read_yaml
from standards_report.observations.frozen_model import FrozenModel
from standards_report.observations.tables.schema import Schema
from standards_report.project import Project

if TYPE_CHECKING:
    from standards_report.observations.tables.table import Tables

FILE = "columns.yaml"  # beside the tables; a report may lack it
_ROWS = "rows"
_OF_ROWS = "Ids of the rows of data that the line rests on, separated by blanks."


class ColumnWords(FrozenModel):
    """The head of a column in words, and one sentence on what its cells hold."""

    title: str = ""
    description: str = ""


class ColumnFile(FrozenModel):
    """`data/columns.yaml`: words for columns by name; by label and name where one figure or table
    means something of its own."""

    columns: dict[str, ColumnWords] = Field(default_factory=dict)
    items: dict[str, dict[str, ColumnWords]] = Field(default_factory=dict)


def load_column_words(project: Project) -> ColumnFile:
    """Reads the file, where there is one. Raises DataError where it has another form."""
    path, shown = project.data / FILE, f"data/{FILE}"
    if not path.is_file():
        return ColumnFile()
    try:
        return ColumnFile.model_validate(read_yaml(path, shown))
    except ValidationError as error:
        faults = [
            Fault(shown, 0, f"{'.'.join(map(str, found['loc']))}: {found['msg']}", "correct it")
            for found in error.errors()
        ]
        raise DataError(faults) from None


class ColumnNames:
    """Heads and descriptions of the columns of an edition's figures and tables.

    A head is what `data/columns.yaml` says of this figure or table, else what the table prints
    above the column, else what the file says of all columns of that name, else the name. A
    description comes from the same file, for this one or for all of that name, and for columns
    that show cells of `data/` as they are from the schema of the tables behind the rows.
    """

    def __init__(self, words: ColumnFile, schema: Schema, loaded: Tables) -> None:
        self._words, self._schema = words, schema
        self._table_of = {
            str(identifier): name
            for name, table in loaded.items()
            if "id" in table.rows
            for identifier in table.rows["id"]
        }
        # The names of countries are what a column of their codes holds.
        countries = loaded["countries"].rows
        self._countries = dict(zip(countries["code"], countries["name"], strict=True))

    def fields(self, item: Item) -> list[dict[str, Any]]:
        """The columns of a figure or table as fields of a data package: `name` is the head of the
        column in its file, `column` its name in the notebook."""
        described = [self._described(item, name) for name in item.columns]
        heads = unlike([words.title for words in described], item.columns)
        return [
            {
                "name": head,
                "column": name,
                "type": kind_of(item.data, position),
                **({"description": words.description} if words.description else {}),
            }
            for position, (head, name, words) in enumerate(
                zip(heads, item.columns, described, strict=True)
            )
        ]

    def _described(self, item: Item, name: str) -> ColumnWords:
        own = self._words.items.get(item.label, {}).get(name, ColumnWords())
        every = self._words.columns.get(name, ColumnWords())
        if name == _ROWS:
            every = ColumnWords(title="Rows of data", description=_OF_ROWS)
        title = own.title or item.headings.get(name, "") or every.title or self._spoken(name)
        shown = self._of_tables(item, name)
        cells_of_data = shown if "id" in item.columns else ""
        description = own.description or cells_of_data or every.description or shown
        return ColumnWords(title=title, description=description or self._of_country(item, name))

    def _of_tables(self, item: Item, name: str) -> str:
        """What the schema says of a column of that name in the tables behind the rows."""
        behind = dict.fromkeys(self._table_of[row] for row in item.rows if row in self._table_of)
        found = (
            field.description
            for table in behind
            for field in self._schema.table(table).fields
            if field.name == name
        )
        return next(found, "")

    def _spoken(self, name: str) -> str:
        """A name of code as words: `seat_share` is “Seat share”, a code is its country."""
        if name in self._countries:
            return str(self._countries[name])
        words = name.replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    def _of_country(self, item: Item, name: str) -> str:
        """A column for each country, as wide tables have it."""
        for part in reversed(name.split("_")):
            if part in self._countries:
                heading = item.headings.get(name, "") or self._spoken(name)
                return f"What the table gives under “{heading}” for {self._countries[part]}."
        return ""


def unlike(titles: Sequence[str], names: Sequence[str]) -> list[str]:
    """The titles, each with its name behind it where it would stand twice."""
    counts = {title: list(titles).count(title) for title in titles}
    return [
        title if counts[title] == 1 else f"{title} ({name})"
        for title, name in zip(titles, names, strict=True)
    ]


def kind_of(rows: Sequence[Sequence[Cell]], position: int) -> str:
    """The type of a column of a data package."""
    cells = [row[position] for row in rows if row[position] is not None]
    numeric = cells and all(isinstance(cell, (int, float)) for cell in cells)
    return "number" if numeric else "string"


def without_description(resources: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The file and head of each column of a data package that nothing is said of."""
    for resource in resources:
        for field in resource["schema"]["fields"]:
            if not field.get("description", "").strip():
                yield f"{resource['path']}: {field['name']}"
