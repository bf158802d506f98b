"""Reads the schema of all tables: `data/datapackage.yaml`, a Frictionless data package.

The checks, the data dictionary and the published `datapackage.json` all derive from it.
`data/records.yaml` adds the forms of the exports that `ingest` reads, and the tables of records
that it makes of them. Those tables are optional, since records are not committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from standards_report.errors import DataError, Fault
from standards_report.observations.domain.yaml_reader import parse_yaml
from standards_report.source_files import read_source
from standards_report.suggestions import did_you_mean

FieldType = Literal["string", "integer", "number", "boolean"]

# Columns that state a number. A table that has them holds observations.
MEASURED = ("value", "low", "high", "unit", "qualifier")

# Tables that explain the codes in others. Every notebook may read them.
REFERENCE = ("sources", "countries", "bodies", "entities", "gaps")
_PACKAGE, _RECORDS = "data/datapackage.yaml", "data/records.yaml"
# Tables lie in the folder of the descriptor or below it.
_FILE = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.csv")


@dataclass(frozen=True)
class Field:
    """One column: its type, its meaning, and the rules for its cells."""

    name: str
    type: FieldType
    description: str
    required: bool
    unique: bool
    pattern: str | None
    enum: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    separator: str = ""  # between the values of a cell that may hold several
    may_be_absent: bool = False  # a file may lack the column, which then is empty
    example: str = ""  # a cell that fits `pattern`, for messages
    headings: tuple[str, ...] = ()  # what exports call the column, besides its name


@dataclass(frozen=True)
class ForeignKey:
    """Cells of `field` must occur in `column` of `table` (empty: the same table), or be empty."""

    field: str
    table: str
    column: str


@dataclass(frozen=True)
class Table:
    """One CSV file in `data/` and its rules. An optional table may have no file."""

    name: str
    title: str
    description: str
    file: str
    fields: tuple[Field, ...]
    foreign_keys: tuple[ForeignKey, ...]
    optional: bool = False
    fact: tuple[str, ...] = ()  # columns that say which fact a row is about
    # Columns with those of their words that say that the date of a row lies ahead of its source.
    ahead: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class Schema:
    """All tables by name, the published descriptor as it is, and the forms of exports by name."""

    tables: dict[str, Table]
    descriptor: dict[str, Any]
    forms: dict[str, Table]

    def table(self, name: str) -> Table:
        """The table of that name. Raises DataError where the schema has none."""
        if name not in self.tables:
            remedy = did_you_mean(name, sorted(self.tables))
            raise DataError(Fault(_PACKAGE, 0, f"no table {name!r}", remedy))
        return self.tables[name]

    def with_targets(self, names: Iterable[str]) -> list[str]:
        """The named tables and all tables that their foreign keys lead to, directly or not."""
        wanted: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            if name not in wanted:
                wanted[name] = None
                waiting.extend(key.table for key in self.table(name).foreign_keys if key.table)
        return list(wanted)


def load_schema(data: Path) -> Schema:
    """Reads the descriptors in the folder `data`. Raises DataError where one cannot be used."""
    records = data / "records.yaml"
    return _schema(
        read_source(data / "datapackage.yaml", _PACKAGE),
        read_source(records, _RECORDS) if records.exists() else None,
    )


@lru_cache(maxsize=4)
def _schema(package: bytes, records: bytes | None) -> Schema:
    """The schema of the descriptors, kept since reading them takes a tenth of a second."""
    descriptor = parse_yaml(package, _PACKAGE)
    tables, forms = _described(descriptor, _PACKAGE, "resources"), list[Table]()
    if records is not None:
        ingested = parse_yaml(records, _RECORDS)
        tables += _described(ingested, _RECORDS, "resources", optional=True)
        forms = _described(ingested, _RECORDS, "forms")
    return Schema(
        {table.name: table for table in tables}, descriptor, {form.name: form for form in forms}
    )


def _described(
    content: dict[str, Any], shown: str, key: str, *, optional: bool = False
) -> list[Table]:
    """The tables that a descriptor lists under `key`. Raises DataError with every fault."""
    faults, tables = [], []
    listed = content.get(key) or []
    if not isinstance(listed, list):
        raise DataError(Fault(shown, 0, f"{key}: is not a list", "list the tables below it"))
    for number, resource in enumerate(listed, 1):
        try:
            table = _table(resource, optional=optional)
        except (KeyError, TypeError, AttributeError) as error:
            what = (
                f"{key}, entry {number}: lacks {error}"
                if isinstance(error, KeyError)
                else (f"{key}, entry {number}: not in the form of a table")
            )
            faults.append(Fault(shown, 0, what, "write it as the other entries are"))
            continue
        if not _FILE.fullmatch(table.file):
            what = f"{key}, entry {number}: path {table.file!r} is not a CSV file in data/"
            faults.append(Fault(shown, 0, what, "write it as name.csv or folder/name.csv"))
        faults += _form_faults(table, shown)
        if key == "resources":
            faults += _fact_faults(table, shown)
        tables.append(table)
    if faults:
        raise DataError(faults)
    return tables


def _form_faults(table: Table, shown: str) -> list[Fault]:
    """Each pattern needs an example that fits it, since messages show the example."""
    faults = []
    for field in table.fields:
        place = f"table {table.name!r}, column {field.name!r}"
        try:
            fits = field.pattern is None or re.fullmatch(field.pattern, field.example)
        except (re.error, OverflowError) as error:  # such as too large a number of repetitions
            what = f"{place}: pattern is not a regular expression ({error})"
            faults.append(Fault(shown, 0, what, "write it as the other patterns are"))
        else:
            if not fits:
                what = f"{place}: example {field.example!r} does not fit its pattern"
                faults.append(
                    Fault(shown, 0, what, "give an example that fits it, or correct the pattern")
                )
    return faults


def _fact_faults(table: Table, shown: str) -> list[Fault]:
    """A table must name columns of its own that say which fact a row is about."""
    if not table.fact:
        remedy = "name under fact: the columns that tell one fact from another, without its number"
        return [Fault(shown, 0, f"table {table.name!r} does not say what a row is about", remedy)]
    named = [*table.fact, *(column for column, _ in table.ahead)]
    return [
        Fault(shown, 0, f"table {table.name!r} has no column {name!r}", "correct fact: or ahead:")
        for name in named
        if name not in table.columns
    ]


def _table(resource: dict[str, Any], *, optional: bool = False) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        title=resource["title"],
        description=resource.get("description", ""),
        file=resource["path"],
        fields=tuple(_field(field) for field in schema["fields"]),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", ())),
        optional=optional,
        fact=_names(schema.get("fact", ())),
        ahead=tuple((column, _names(words)) for column, words in schema.get("ahead", {}).items()),
    )


def _field(field: dict[str, Any]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=cast(FieldType, field["type"]),
        description=field.get("description", ""),
        required=bool(constraints.get("required", False)),
        unique=bool(constraints.get("unique", False)),
        pattern=constraints.get("pattern"),
        enum=tuple(str(value) for value in constraints.get("enum", ())),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        separator=field.get("separator", ""),
        may_be_absent=bool(field.get("mayBeAbsent", False)),
        example=str(field.get("example", "")),
        headings=_names(field.get("headings", ())),
    )


def _foreign_key(key: dict[str, Any]) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(_single(key["fields"]), reference["resource"], _single(reference["fields"]))


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _single(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[0]
