"""Reads exports as CSV in the forms of data/records.yaml, and splits cells into values.

A cell with several values has a semicolon between them. A value that occurs twice in a cell is a
fault, not two values.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from standards_report.errors import DataError, Fault, quoted
from standards_report.ingest.adapter import Request
from standards_report.ingest.entity_names import resolve
from standards_report.ingest.raw_file import file_name, read_text
from standards_report.observations.domain.names import apart, fold, look
from standards_report.observations.tables.cell_checks import each_named, validate_cells
from standards_report.observations.tables.csv_reader import parse_cells
from standards_report.observations.tables.schema import Field, Table


@dataclass(frozen=True)
class RawExport:
    """All files of one export. `rows` has the columns of `form`, `locator` and `line`."""

    form: Table
    rows: pd.DataFrame


def read_form(request: Request, name: str) -> tuple[RawExport, list[Fault]]:
    """Reads the files of a request in the form `name`. Returns the export and all of its faults.

    Raises DataError where data/records.yaml lacks the form, or a file cannot be read as a text.
    """
    if name not in request.schema.forms:
        what = f"does not describe a form {name!r}"
        raise DataError(Fault("data/records.yaml", 0, what, "restore data/records.yaml"))
    form = request.schema.forms[name]
    parts, faults = [], []
    for path in request.files:
        rows, found = _read_file(path, form)
        parts.append(rows)
        faults += found
    return RawExport(form, pd.concat(parts, ignore_index=True)), faults


def _read_file(path: Path, form: Table) -> tuple[pd.DataFrame, list[Fault]]:
    text = read_text(path)
    if not text.endswith(("\n", "\r")):
        what = "ends without a line end: the export may have been cut short"
        line = text.count("\n") + 1
        remedy = "check whether the last line is complete: if so, add a line end to it"
        return _nothing(form), [Fault(path.name, line, what, remedy)]
    content = text.encode()
    del text
    cells, faults = parse_cells(content, path.name, form)
    del content
    for row in cells.rows:
        row[:] = map(str.strip, row)
    rows, more = validate_cells(cells, path.name, form)
    rows = rows.assign(locator=file_name(path), line=cells.lines)
    return rows, [*faults, *more]


def _nothing(form: Table) -> pd.DataFrame:
    return pd.DataFrame(columns=[*form.columns, "locator", "line"])


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


def values(export: RawExport, column: str, key: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Splits a column whose cells may hold several values. Returns a row each, and the faults.

    The rows have `key`, the column, `locator` and `line`. An empty value between separators is a
    fault, and so is a value that occurs twice in a cell.
    """
    field = next(field for field in export.form.fields if field.name == column)
    filled = export.rows.loc[export.rows[column] != "", [key, column, "locator", "line"]]
    parts = filled.assign(**{column: filled[column].str.split(field.separator)}).explode(column)
    parts[column] = parts[column].str.strip()
    faults = list(_value_faults(parts, column, key, field))
    return parts.reset_index(drop=True), faults


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


def resolved(
    parts: pd.DataFrame, column: str, entities: pd.DataFrame
) -> tuple[pd.DataFrame, list[Fault]]:
    """Adds `entity`, each value as entities.csv writes it. Returns a fault for each that it lacks.

    `parts` has `locator` and `line`; `entities` has `name`.
    """
    names, remedies = resolve(parts[column], entities)
    unknown = parts[parts[column].isin(remedies)]
    faults = [
        Fault(locator, int(line), f"unknown entity {quoted(name)}", remedies[name])
        for locator, line, name in zip(
            unknown["locator"], unknown["line"], unknown[column], strict=True
        )
    ]
    return parts.assign(entity=names), faults


def without_duplicates(parts: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Drops values that became equal in `keys` when their names were resolved."""
    return parts.drop_duplicates(list(keys), ignore_index=True)
