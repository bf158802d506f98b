"""Exports of ITU as CSV in the forms of data/records.yaml: read, checked, split into values.

A cell that may hold several values has a semicolon between them. A value that stands twice in
a cell is a fault, not two values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from standards_report.errors import DataError, Fault, quoted
from standards_report.ingest.export import read_text
from standards_report.ingest.names import resolve
from standards_report.ingest.result import Request
from standards_report.observations.reading import read_cells
from standards_report.observations.schema import Field, Table
from standards_report.observations.validation import each_named, validate_cells


@dataclass(frozen=True)
class Export:
    """All files of one export: `rows` has the columns of the form, `locator` and `line`."""

    form: Table
    rows: pd.DataFrame


def read_form(request: Request, name: str) -> tuple[Export, list[Fault]]:
    """Reads the files of a request in the form of that name, and every fault found.

    Raises DataError where the form is not described or a file is no CSV at all.
    """
    if name not in request.schema.forms:
        what = f"describes no form {name!r}"
        raise DataError(Fault("data/records.yaml", 0, what, "restore data/records.yaml"))
    form = request.schema.forms[name]
    parts, faults = [], []
    for path in request.files:
        rows, found = _read_file(path, form)
        parts.append(rows)
        faults += found
    return Export(form, pd.concat(parts, ignore_index=True)), faults


def _read_file(path: Path, form: Table) -> tuple[pd.DataFrame, list[Fault]]:
    text = read_text(path)
    if not text.endswith(("\n", "\r")):
        what = "ends without a line end: the export may have been cut short"
        line = len(text.splitlines())
        remedy = "see whether the last line is whole: if so, end it with a line end"
        return _nothing(form), [Fault(path.name, line, what, remedy)]
    cells, faults = read_cells(path, path.name, form)
    del text
    rows, more = validate_cells(cells, path.name, form)
    rows = rows.assign(locator=path.name, line=cells.lines)
    return rows, [*faults, *more]


def _nothing(form: Table) -> pd.DataFrame:
    return pd.DataFrame(columns=[*form.columns, "locator", "line"])


def repeated(export: Export, keys: list[str]) -> Iterator[Fault]:
    """A fault for every row whose keys stand in a row before it."""
    again = export.rows[export.rows.duplicated(keys)]
    for row in again.to_dict("records"):
        name = " ".join(str(row[key]) for key in keys)
        what, remedy = f"{name} stands in more than one row", "see which of them the source means"
        yield Fault(str(row["locator"]), int(row["line"]), what, remedy)


def values(export: Export, column: str, key: str) -> tuple[pd.DataFrame, list[Fault]]:
    """The values of a column that may hold several: `key`, the column, a row each.

    Empty values between separators, and values that stand twice in a cell, are faults.
    """
    field = next(one for one in export.form.fields if one.name == column)
    filled = export.rows.loc[export.rows[column] != "", [key, column, "locator", "line"]]
    parts = filled.assign(**{column: filled[column].str.split(field.separator)}).explode(column)
    parts[column] = parts[column].str.strip()
    faults = list(_value_faults(parts, column, key, field))
    return parts.reset_index(drop=True), faults


def _value_faults(parts: pd.DataFrame, column: str, key: str, field: Field) -> Iterator[Fault]:
    for row in parts[parts[column] == ""].to_dict("records"):
        what = f"{column} has nothing between two separators ({field.separator})"
        yield Fault(row["locator"], row["line"], what, "see whether a name is missing between them")
    for row in parts[parts.duplicated([key, column])].to_dict("records"):
        if row[column]:
            what = f"{column} names {row[column]!r} twice"
            yield Fault(row["locator"], row["line"], what, "see whether another was meant")


def matching(parts: pd.DataFrame, column: str, pattern: str, form: str) -> Iterator[Fault]:
    """A fault for every value that does not fit the pattern."""
    failing = parts[~parts[column].str.fullmatch(pattern)]
    named = each_named(failing[column])
    for row in failing.to_dict("records"):
        what = f"{column} holds {named[row[column]]}"
        yield Fault(row["locator"], row["line"], what, f"write it as {form}")


def resolved(
    parts: pd.DataFrame, column: str, entities: pd.DataFrame
) -> tuple[pd.DataFrame, list[Fault]]:
    """The values as entities.csv writes them, in a column `entity`; a fault for each that
    it does not hold."""
    names, remedies = resolve(parts[column], entities)
    unknown = parts[parts[column].isin(remedies)]
    faults = [
        Fault(locator, int(line), f"unknown entity {quoted(name)}", remedies[name])
        for locator, line, name in zip(
            unknown["locator"], unknown["line"], unknown[column], strict=True
        )
    ]
    return parts.assign(entity=names), faults


def twice(parts: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """The values without those that became the same when their names were resolved."""
    return parts.drop_duplicates(list(keys), ignore_index=True)
