"""From the bytes of a CSV file to text cells with their line numbers; nothing is coerced."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.observations.schema import Table
from standards_report.source_files import MOST_TABLE, read_source

_MOST_SHARED = 50_000
# Control characters but for tabs and line ends, and those that are not seen, or that change the
# order in which others are: two names that look alike have to be the same.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Cells:
    """The text cells of one file: rows in the order of the file, and the line of each."""

    rows: list[list[str]]
    lines: list[int]


def read_cells(path: Path, shown: str, table: Table) -> tuple[Cells, list[Fault]]:
    """Reads a CSV file as `parse_cells` does; that it is missing, or no file, is a fault."""
    if not path.exists():
        what = f"the schema promises table {table.name!r}"
        return Cells([], []), [Fault(shown, 0, "missing", what)]
    try:
        content = read_source(path, shown, MOST_TABLE)
    except DataError as error:
        return Cells([], []), list(error.faults)
    return parse_cells(content, shown, table)


def parse_cells(content: bytes, shown: str, table: Table) -> tuple[Cells, list[Fault]]:
    """Reads a CSV text into cells ordered as the schema lists its columns.

    A byte order mark and Windows line ends are accepted. Every structural fault is
    returned, not only the first: wrong encoding, unknown, missing or repeated columns,
    rows that are too long or too short, a quotation that never ends, characters that nobody sees.
    """
    nothing = Cells([], [])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return nothing, [Fault(shown, line, "not UTF-8", "save the file as UTF-8")]
    faults = list(_unseen(text, shown))
    del text
    if faults:
        return nothing, faults
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader)
    except StopIteration:
        return nothing, [Fault(shown, 1, "empty", "the first line has to name the columns")]
    except csv.Error as error:
        return nothing, [Fault(shown, 1, f"broken CSV ({error})", "close the quotation")]
    faults = _header_faults(header, shown, table)
    if faults:
        return nothing, faults
    return _read_rows(reader, header, shown, table)


def _unseen(text: str, shown: str) -> Iterator[Fault]:
    """A fault for every line that holds a character of which nobody knows that it is there."""
    line, start, reported = 1, 0, 0
    for match in UNSEEN.finditer(text):
        line, start = line + text.count("\n", start, match.start()), match.start()
        if match[0] == "\0":
            yield Fault(shown, line, "holds a NUL byte", "export it as plain text again")
            return
        if line != reported:
            reported = line
            what = f"holds a character that is not seen (U+{ord(match[0]):04X})"
            yield Fault(shown, line, what, "remove it")


def _header_faults(header: list[str], shown: str, table: Table) -> list[Fault]:
    faults = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(Fault(shown, 1, f"column {name!r} stands twice", "keep one"))
        if name not in table.columns:
            near = difflib.get_close_matches(name, table.columns, 1)
            remedy = f"did you mean {near[0]!r}?" if near else "remove it, or add it to the schema"
            faults.append(Fault(shown, 1, f"unknown column {name!r}", remedy))
    needed = [field.name for field in table.fields if not field.may_be_absent]
    missing = [name for name in needed if name not in header]
    if missing:
        names = ", ".join(map(repr, missing))
        faults.append(Fault(shown, 1, f"no column {names}", "add it; cells may be empty"))
    return faults


def _shared(row: list[str], known: dict[str, str]) -> list[str]:
    """The row with one object for cells that are alike; most cells of a large table are."""
    if len(known) < _MOST_SHARED:
        return [known.setdefault(cell, cell) for cell in row]
    return [known.get(cell, cell) for cell in row]


def _holds_rows(row: list[str]) -> bool:
    """Whether a line inside a cell would fill a row by itself."""
    return any(
        line.count(",") >= len(row) - 1 for cell in row for line in cell.splitlines()[1:] if cell
    )


# The csv module types its readers privately; an iterator with a line number is all we need.
def _read_rows(
    reader: csv._reader,  # type: ignore[name-defined]
    header: list[str],
    shown: str,
    table: Table,
) -> tuple[Cells, list[Fault]]:
    # Columns that may be absent, and are, read the empty cell behind the last.
    order = [header.index(name) if name in header else len(header) for name in table.columns]
    in_order = order == list(range(len(header)))
    cells, faults = Cells([], []), []
    known: dict[str, str] = {}
    line = reader.line_num + 1
    try:
        for row in reader:
            if len(row) == len(header):
                filled = [*row, ""]
                ordered = row if in_order else [filled[at] for at in order]
                cells.rows.append(_shared(ordered, known))
                cells.lines.append(line)
                if reader.line_num > line and _holds_rows(row):
                    what = f"a quotation that closes only on line {reader.line_num} swallows rows"
                    faults.append(Fault(shown, line, what, "close it on its own line"))
            elif row:
                what = f"{len(row)} cells where the header names {len(header)}"
                faults.append(Fault(shown, line, what, "quote cells that hold a comma"))
            else:
                faults.append(Fault(shown, line, "blank line", "remove it"))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(shown, line, f"broken CSV ({error})", "close the quotation"))
    return cells, faults
