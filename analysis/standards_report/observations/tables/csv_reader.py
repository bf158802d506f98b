"""Reads a CSV file as text cells with their line numbers. Nothing is converted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import DataError, Fault, quoted
from standards_report.not_text import SIGNS, no_csv, separated
from standards_report.observations.domain.names import odd_characters
from standards_report.observations.tables.schema import Table
from standards_report.source_files import MOST_TABLE, decoded, read_source
from standards_report.suggestions import did_you_mean, nearest

_MOST_SHARED = 50_000
_DESCRIBE = "correct its name, or describe the new column in the schema of the table"
_LONE_RETURN = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True)
class Cells:
    """The text cells of one file: its rows in their order, and the line of each row.

    `unread` names the columns that the file has beside those of the table.
    """

    rows: list[list[str]]
    lines: list[int]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a CSV file is laid out: the sign between cells, and the names of columns by headings.

    A file of the project has commas and the names of the schema. An `export` may have other signs,
    other headings for columns, blank lines, and columns that the table has not.
    """

    sign: str = ","
    names: Callable[[list[str]], list[str]] = list
    export: bool = False


PROJECT_FILE = Layout()


def read_cells(path: Path, shown: str, table: Table) -> tuple[Cells, list[Fault]]:
    """Reads a CSV file as `parse_cells` does. A missing or unreadable file is a fault as well."""
    if not path.exists():
        head = ",".join(table.columns)
        remedy = f"restore it; a new table {table.name!r} begins with the line {head}"
        return Cells([], []), [Fault(shown, 0, "missing", remedy)]
    try:
        content = read_source(path, shown, MOST_TABLE)
    except DataError as error:
        return Cells([], []), list(error.faults)
    return parse_cells(content, shown, table)


def parse_cells(
    content: bytes, shown: str, table: Table, layout: Layout = PROJECT_FILE
) -> tuple[Cells, list[Fault]]:
    """Reads a CSV text into cells, in the order in which the schema lists the columns.

    Accepts a byte order mark and the line ends of any system, and brings letters into Unicode's
    composed form. Returns every structural fault, not only the first: a wrong encoding, columns
    that are unknown, missing or repeated, rows that are too long or too short, a quotation that
    never ends, invisible or misleading characters. `shown` names the file in messages.
    """
    nothing = Cells([], [])
    try:
        text = decoded(content, shown).removeprefix("\ufeff")
    except DataError as error:
        return nothing, list(error.faults)
    if not layout.export and (fault := no_csv(text, shown, table.columns)):
        return nothing, [fault]
    faults = [*_lone_returns(content, shown), *_odd(text, shown)]
    if faults:
        return nothing, faults
    if not text.isascii():  # decoding has composed its letters
        content = text.encode()
    del text
    # Line ends within cells become the same, whichever system saved the file.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=None)
    reader = csv.reader(lines, delimiter=layout.sign, strict=True)
    try:
        header = layout.names(next(row for row in reader if row or not layout.export))
    except csv.Error as error:
        return nothing, [_broken(shown, 1, error)]
    faults = header_faults(header, shown, table, reader.line_num, layout)
    if faults:
        return nothing, faults
    return _read_rows(reader, header, shown, table, layout)


def _lone_returns(content: bytes, shown: str) -> Iterator[Fault]:
    """A fault where only some lines end with a lone carriage return.

    Programs count such lines differently. A file in which all lines end so, as on older systems,
    has no fault.
    """
    match = _LONE_RETURN.search(content) if b"\n" in content else None
    if match:
        line = content.count(b"\n", 0, match.start()) + 1
        what = "holds a carriage return (U+000D) without a line feed"
        yield Fault(
            shown, line, what, "end all lines alike, and replace it with a space within cells"
        )


def _odd(text: str, shown: str) -> Iterator[Fault]:
    """A fault for every line with an invisible or misleading character."""
    end = "\n" if "\n" in text else "\r"
    line, start, reported = 1, 0, 0
    for place, what, remedy in odd_characters(text):
        line, start = line + text.count(end, start, place), place
        if line != reported:
            reported = line
            yield Fault(shown, line, what, remedy)


def header_faults(
    header: list[str], shown: str, table: Table, line: int = 1, layout: Layout = PROJECT_FILE
) -> list[Fault]:
    """What is wrong with the columns of a file: repeated, unknown or missing ones.

    Those that an export has beside the table are a fault only where one is spelled like a column
    that is missing.
    """
    faults = []
    absent = [name for name in table.columns if name not in header]
    for name in dict.fromkeys(header):
        if header.count(name) > 1 and (name in table.columns or not layout.export):
            what = f"column {name!r} stands twice"
            faults.append(Fault(shown, line, what, "give each column another name"))
        if name not in table.columns and (not layout.export or nearest(name, absent)):
            remedy = did_you_mean(name, absent if layout.export else table.columns, _DESCRIBE)
            faults.append(Fault(shown, line, f"unknown column {quoted(name)}", remedy))
    needed = {field.name for field in table.fields if not field.may_be_absent}
    missing = [name for name in absent if name in needed]
    if missing:
        names = ", ".join(map(repr, missing))
        faults.append(
            Fault(shown, line, f"no column {names}", "give the column that holds it this name")
        )
    return faults


def _misfit(shown: str, line: int, row: list[str], header: list[str], sign: str) -> Fault:
    what = f"{len(row)} cells where the header names {len(header)}"
    if len(row) == 1 and (separators := separated(row[0], len(header))):
        remedy = f"use {SIGNS[sign]}, as the header does"
        return Fault(shown, line, f"{what}: they are separated by {separators}", remedy)
    if len(row) > len(header):
        remedy = f"put quotation marks around cells that hold {SIGNS[sign]}"
        return Fault(shown, line, what, remedy)
    return Fault(
        shown, line, what, "add what is missing; put quotation marks around a cell of several lines"
    )


def _broken(shown: str, line: int, error: csv.Error) -> Fault:
    remedy = "close the quotation"
    if "expected after" in str(error):
        remedy = "write a quotation mark within a cell twice, and quote the cell"
    return Fault(shown, line, f"broken CSV ({error})", remedy)


def _shared(row: list[str], known: dict[str, str]) -> list[str]:
    """The row with one object for cells that are alike; most cells of a large table are."""
    if len(known) < _MOST_SHARED:
        return [known.setdefault(cell, cell) for cell in row]
    return [known.get(cell, cell) for cell in row]


def _holds_rows(row: list[str], sign: str) -> bool:
    """Whether a line within a cell has as many signs between cells as a row."""
    return any(
        line.count(sign) >= len(row) - 1 for cell in row for line in cell.splitlines()[1:] if cell
    )


# The csv module has no public type for its readers.
def _read_rows(
    reader: csv._reader,  # type: ignore[name-defined]
    header: list[str],
    shown: str,
    table: Table,
    layout: Layout,
) -> tuple[Cells, list[Fault]]:
    # Optional columns that the file lacks read the empty cell that is added at the end.
    order = [header.index(name) if name in header else len(header) for name in table.columns]
    in_order = order == list(range(len(header)))
    unread = tuple(name for name in header if name and name not in table.columns)
    cells, faults = Cells([], [], unread), []
    known: dict[str, str] = {}
    line = reader.line_num + 1
    try:
        for row in reader:
            if layout.export and not any(row):
                pass  # spreadsheet programs write lines of separators alone below a table
            elif len(row) == len(header):
                filled = [*row, ""]
                ordered = row if in_order else [filled[index] for index in order]
                cells.rows.append(_shared(ordered, known))
                cells.lines.append(line)
                if reader.line_num > line and _holds_rows(row, layout.sign):
                    what = f"a quotation that closes only on line {reader.line_num} swallows rows"
                    faults.append(Fault(shown, line, what, "close it on its own line"))
            elif row:
                faults.append(_misfit(shown, line, row, header, layout.sign))
            else:
                faults.append(Fault(shown, line, "blank line", "delete the line"))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(_broken(shown, line, error))
    return cells, faults
