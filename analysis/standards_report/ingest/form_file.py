"""Reads one file of an export in a form: its layout, its cells, and the rules for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from standards_report.errors import Fault
from standards_report.ingest.cell_rules import Rewriting, Rule
from standards_report.ingest.file_formats.delimiter import delimiter_of, without_note
from standards_report.ingest.file_formats.grid import Grid
from standards_report.ingest.form_headings import Headings, headings_of
from standards_report.ingest.raw_file import RawText, file_name, read_raw
from standards_report.not_text import SIGNS
from standards_report.observations.domain.names import odd_characters
from standards_report.observations.tables.cell_checks import validate_cells
from standards_report.observations.tables.csv_reader import (
    Cells,
    Layout,
    header_faults,
    parse_cells,
)
from standards_report.observations.tables.schema import Table


@dataclass(frozen=True)
class FormFile:
    """What a file holds: `rows` with the columns of the form, `locator` and `line`.

    `form` says how it was read; `rules` what was changed: column, rule and number of cells.
    """

    rows: pd.DataFrame
    faults: list[Fault]
    form: str = ""
    rules: Sequence[tuple[str, str, int]] = field(default_factory=tuple)
    unread: Sequence[str] = field(default_factory=tuple)


def read_form_file(path: Path, form: Table, rules: Sequence[Rule]) -> FormFile:
    """Reads a file. Raises DataError where it cannot be read at all (`read_raw`)."""
    raw = read_raw(path)
    if isinstance(raw, Grid):
        how = raw.form
        cells, faults = _grid_cells(raw, path.name, form)
    else:
        cells, faults, how = _text_cells(raw, path.name, form)
    del raw
    if faults and not cells.rows:
        return FormFile(_nothing(form), faults)
    for row in cells.rows:
        row[:] = map(str.strip, row)
    rewriting = Rewriting(cells, form, path.name)
    for rule in rules:
        rule(rewriting)
    rows, more = validate_cells(cells, path.name, form)
    rows = rows.assign(locator=file_name(path), line=cells.lines)
    changed = [(column, rule, number) for (column, rule), number in rewriting.done.items()]
    return FormFile(rows, [*faults, *rewriting.faults, *more], how, changed, cells.unread)


def _nothing(form: Table) -> pd.DataFrame:
    return pd.DataFrame(columns=[*form.columns, "locator", "line"], dtype="str")


def _text_cells(raw: RawText, shown: str, form: Table) -> tuple[Cells, list[Fault], str]:
    nothing, headings = Cells([], []), headings_of(form)
    if fault := _no_table(raw.text, shown):
        return nothing, [fault], ""
    if not raw.text.endswith("\n"):
        what = "ends without a line end: the export may have been cut short"
        line = raw.text.count("\n") + 1
        remedy = "check whether the last line is complete: if so, add a line end to it"
        return nothing, [Fault(shown, line, what, remedy)], ""
    text, noted = without_note(raw.text)
    first = next(line for line in text.split("\n", 20) if line.strip())
    sign = noted or delimiter_of(first, headings.known)
    layout = Layout(sign, headings.names, export=True)
    content = text.encode()
    del text
    cells, faults = parse_cells(content, shown, form, layout)
    return cells, faults, f"CSV with {SIGNS[sign]}, {raw.encoding}"


def _no_table(text: str, shown: str) -> Fault | None:
    """The fault of a text that is another kind of data than a table."""
    first = text.lstrip().partition("\n")[0]
    if first[:1] in ("[", "{"):
        return Fault(shown, 1, "is JSON, not a table", "give the table, as CSV or as a workbook")
    if first.rstrip() == "---" or first.startswith("%YAML") or first.startswith("- "):
        return Fault(shown, 1, "is YAML, not a table", "give the table, as CSV or as a workbook")
    return None


def _grid_cells(grid: Grid, shown: str, form: Table) -> tuple[Cells, list[Fault]]:
    """The cells of a workbook or page below its row of headings, in the order of the form."""
    nothing, headings = Cells([], []), headings_of(form)
    if not grid.rows:
        what = f"is a {grid.form} without a filled cell"
        return nothing, [Fault(shown, 0, what, "see whether it is the right file")]
    if _is_of_one_record(grid, headings):
        what = "is the page of one record, with a row for each of its properties"
        return nothing, [Fault(shown, 0, what, "give the list that has a row for each record")]
    place = headings.row_of(grid.rows)
    header = headings.names(grid.rows[place])
    layout = Layout(export=True)
    faults = header_faults(header, shown, form, grid.lines[place], layout)
    if faults:
        return nothing, faults
    order = [header.index(name) if name in header else len(header) for name in form.columns]
    unread = tuple(name for name in header if name and name not in form.columns)
    cells = Cells([], [], unread)
    for row, line in zip(grid.rows[place + 1 :], grid.lines[place + 1 :], strict=True):
        if any(cell.strip() for cell in row[len(header) :]):
            what = f"has filled cells to the right of its {len(header)} headings"
            faults.append(Fault(shown, line, what, "give each column a heading"))
        padded = [*row[: len(header)], *[""] * (len(header) - len(row)), ""]
        cells.rows.append([padded[index] for index in order])
        cells.lines.append(line)
        odd = (found for cell in padded for found in odd_characters(cell))
        faults += [Fault(shown, line, what, remedy) for _, what, remedy in [*odd][:1]]
    return cells, faults


def _is_of_one_record(grid: Grid, headings: Headings) -> bool:
    """Whether headings stand one below the other, as on the page of a single record."""
    first = [row[0] for row in grid.rows if row]
    return sum(map(headings.known, first)) > max(1, sum(map(headings.known, grid.rows[0])))
