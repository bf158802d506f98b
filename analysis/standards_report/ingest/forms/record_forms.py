"""Reads exports in the forms of data/records.yaml, and splits cells into values.

A cell with several values has a semicolon or a line break between them, or commas where every part
is a value. A value that occurs twice in a cell is a fault, not two values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from standards_report.errors import DataError, Fault
from standards_report.ingest.adapter import Request, Section
from standards_report.ingest.forms.cell_rules import Rule
from standards_report.ingest.forms.form_file import FormFile, read_form_file
from standards_report.ingest.naming.entity_names import KnownNames
from standards_report.observations.domain.names import apart, fold, look
from standards_report.observations.tables.cell_checks import each_named
from standards_report.observations.tables.schema import Field, Table


@dataclass(frozen=True)
class RawExport:
    """All files of one export. `rows` has the columns of `form`, `locator` and `line`.

    `sections` say how each file was read, and which rules changed how many cells.
    """

    form: Table
    rows: pd.DataFrame
    sections: tuple[Section, ...] = ()


def form_named(request: Request, name: str) -> Table:
    """The form of that name. Raises DataError where data/records.yaml lacks it."""
    if name not in request.schema.forms:
        what = f"does not describe a form {name!r}"
        raise DataError(Fault("data/records.yaml", 0, what, "restore data/records.yaml"))
    return request.schema.forms[name]


def read_form(request: Request, name: str, rules: Sequence[Rule]) -> tuple[RawExport, list[Fault]]:
    """Reads the files of a request in the form `name`. Returns the export and all of its faults.

    Raises DataError where data/records.yaml lacks the form, or a file cannot be read at all.
    """
    form = form_named(request, name)
    files = [read_form_file(path, form, rules) for path in request.files]
    faults = [fault for file in files for fault in file.faults]
    rows = pd.concat([file.rows for file in files], ignore_index=True)
    names = [path.name for path in request.files]
    return RawExport(form, rows, tuple(_sections(names, files))), faults


def _sections(names: Sequence[str], files: Sequence[FormFile]) -> Iterator[Section]:
    rows = [
        (name, file.form, str(len(file.rows)), ", ".join(file.unread))
        for name, file in zip(names, files, strict=True)
    ]
    yield Section("Files", ("file", "read as", "rows", "columns not read"), rows)
    done: Counter[tuple[str, str]] = Counter()
    for file in files:
        done.update({(column, rule): number for column, rule, number in file.rules})
    if done:
        changed = [(column, rule, str(number)) for (column, rule), number in done.items()]
        yield Section("Read by rule", ("column", "rule", "cells"), changed)


def repeated(export: RawExport, keys: list[str]) -> Iterator[Fault]:
    """A fault for every row that has the same `keys` as an earlier one, in any spelling."""
    folded = pd.DataFrame({key: export.rows[key].map(fold) for key in keys}, dtype="str")
    folded = folded[folded.duplicated(keep=False)]
    first: dict[tuple[str, ...], Hashable] = {}
    for row, *names in folded.itertuples():
        place = first.setdefault(tuple(names), row)
        if place != row:
            yield _again(export.rows, row, place, keys)


def _again(rows: pd.DataFrame, row: Hashable, place: Hashable, columns: list[str]) -> Fault:
    """A fault of one row for names that the row at `place` has as well."""
    again, before = rows.loc[[row, place]].to_dict("records")
    name, first = (" ".join(str(cells[column]) for column in columns) for cells in (again, before))
    line = f"line {before['line']}"
    if again["locator"] != before["locator"]:
        line += f" of {before['locator']}"
    what = f"{name} stands in more than one row (first: {line})"
    remedy = "check which of them the source means"
    if name != first:
        what = f"{name} is spelled like {first} in {line}: {apart(name, first)}"
        remedy = "check which of them the source means, or write both alike"
    return Fault(str(again["locator"]), int(again["line"]), what, remedy)


def alike(export: RawExport, column: str) -> Iterator[Fault]:
    """A fault for every name that looks like another one but has other characters."""
    first: dict[str, Hashable] = {}
    for row, name in export.rows[column].drop_duplicates().items():
        place = first.setdefault(look(name), row)
        if place != row:
            yield _again(export.rows, row, place, [column])


Split = Callable[[str], list[str]]


def values(
    export: RawExport, column: str, key: str, split: Split
) -> tuple[pd.DataFrame, list[Fault]]:
    """Splits a column whose cells may hold several values. Returns a row each, and the faults.

    `split` tells apart what commas separate. The rows have `key`, the column, `locator` and
    `line`. An empty value between separators is a fault, and so is a value that occurs twice in a
    cell.
    """
    field = next(field for field in export.form.fields if field.name == column)
    filled = export.rows.loc[export.rows[column] != "", [key, column, "locator", "line"]]
    between = re.compile(f"[{re.escape(field.separator)}\n]")
    apart = {
        cell: [name for part in between.split(cell) for name in split(part.strip())]
        for cell in filled[column].unique()
    }
    parts = filled.assign(**{column: filled[column].map(apart)}).explode(column)
    parts[column] = parts[column].astype("str")  # typed also where it is empty
    faults = list(_value_faults(parts, column, key, field))
    return parts.reset_index(drop=True), faults


def by_pattern(pattern: str) -> Split:
    """Splits at commas where every part fits the pattern."""
    whole = re.compile(pattern)

    def split(text: str) -> list[str]:
        parts = [part.strip() for part in text.split(",")]
        return parts if all(map(whole.fullmatch, parts)) else [text]

    return split


def _value_faults(parts: pd.DataFrame, column: str, key: str, field: Field) -> Iterator[Fault]:
    for row in parts[parts[column] == ""].to_dict("records"):
        what = f"{column} has nothing between two separators ({field.separator})"
        yield Fault(
            row["locator"], row["line"], what, "check whether a name is missing between them"
        )
    for row in parts[parts.duplicated([key, column])].to_dict("records"):
        if row[column]:
            what = f"{column} names {row[column]!r} twice"
            yield Fault(row["locator"], row["line"], what, "check whether another name was meant")


def matching(parts: pd.DataFrame, column: str, pattern: str, form: str) -> Iterator[Fault]:
    """A fault for every value of a column that does not fit `pattern`. `form` is an example."""
    failing = parts[~parts[column].str.fullmatch(pattern)]
    named = each_named(failing[column])
    for row in failing.to_dict("records"):
        what = f"{column} holds {named[row[column]]}"
        yield Fault(row["locator"], row["line"], what, f"write it as {form}")


Place = tuple[str, str, int]


def resolved(
    parts: pd.DataFrame, column: str, known: KnownNames
) -> tuple[pd.DataFrame, list[Place]]:
    """Adds `entity`, each value as entities.csv writes it.

    `parts` has `locator` and `line`. Returns name, file and line of each value that it lacks, too.
    """
    names = {name: known.find(name) for name in parts[column].unique() if name}
    entities = parts[column].map(names).fillna("")
    unknown = parts[(entities == "") & (parts[column] != "")]
    places = [
        (str(name), str(locator), int(line))
        for name, locator, line in zip(
            unknown[column], unknown["locator"], unknown["line"], strict=True
        )
    ]
    return parts.assign(entity=entities), places


def later_than(export: RawExport, column: str, day: str) -> Iterator[Fault]:
    """A fault for every day of a column that begins after that of the export.

    A cell that is no date has a fault of its own.
    """
    for row in export.rows.loc[export.rows[column] > day].to_dict("records"):
        if re.match(r"[0-9]{4}", row[column]):
            what = f"{column} is later than the export, which is of {day}"
            remedy = "give the day on which the export was made as --date, or correct the cell"
            yield Fault(row["locator"], row["line"], what, remedy)


def without_duplicates(parts: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Drops values that became equal in `keys` when their names were resolved."""
    return parts.drop_duplicates(list(keys), ignore_index=True)
