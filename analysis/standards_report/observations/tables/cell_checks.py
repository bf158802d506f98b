"""Checks the cells of each column against the schema, as text, and converts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from standards_report.decimals import is_kept
from standards_report.errors import Fault
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.tables.csv_reader import Cells
from standards_report.observations.tables.schema import Field, Table

_PATTERNS = {
    "integer": (r"[+-]?[0-9]+", "not a whole number", "write digits only, such as 1055"),
    "number": (
        r"[+-]?[0-9]+(?:\.[0-9]+)?",
        "not a number",
        "write digits with a decimal point, such as 1055 or 22.9; leave the cell empty if unknown",
    ),
    "boolean": (r"true|false", "not true or false", "write true or false"),
}
_LOOK = "compare it with the source"
_QUOTE = "put it between quotation marks that are part of the text"
_DATE_FORMS = "write it as 2012, 2022-07, 2022-07-31 or 2017/2021"
DATES = ("created", "date", "first_registration", "known_from", "submitted")
_EMPTY_WORDS = re.compile(r"(?i:nan|na|n/a|none|null|nil|#n/a|-|--|\?)")
# Up to so many wrong texts of a column are each named; of more, only some are given as examples.
_MOST_NAMED, _EXAMPLES = 10, 3
_FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠-]")

# From the different cells of a column to those that do not pass. Most tables have few rows, for
# which testing texts one by one is faster than pandas.
Test = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Check:
    """A test that every cell of a column has to pass, and the message where one does not."""

    failing: Test
    what: str
    remedy: str


def validate_cells(cells: Cells, shown: str, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
    """Checks every cell against its column in the schema, and converts the table.

    Returns the typed table (integers as Int64, numbers as float64 with NaN for empty cells,
    booleans as boolean, text as str) and every fault. Where there are faults, the table is not
    converted. `shown` names the file in messages.
    """
    columns = list(zip(*cells.rows, strict=True)) or [()] * len(table.columns)
    faults = [
        Fault(shown, cells.lines[row], what, remedy)
        for field, column in zip(table.fields, columns, strict=True)
        for row, what, remedy in _failing(column, field)
    ]
    frame = pd.DataFrame(cells.rows, columns=list(table.columns), dtype="str")
    return (frame if faults else _convert(frame, table)), faults


def each_named(cells: Iterable[str]) -> dict[str, str]:
    """Returns how faults name each cell that does not pass a check.

    Each cell is named by itself, unless there are many. Then the form of the whole column is
    wrong, and all get the same name, so that their faults are counted together.
    """
    different = list(dict.fromkeys(cells))
    if len(different) <= _MOST_NAMED:
        return {cell: repr(cell) for cell in different}
    named = ", ".join(map(repr, different[:_EXAMPLES]))
    return dict.fromkeys(
        different, f"(each of {named} and {len(different) - _EXAMPLES} other texts)"
    )


def numbers_as_written(cells: Cells, table: Table) -> dict[str, list[str]]:
    """The cells of each column of numbers as the file writes them."""
    indexes = {
        field.name: index for index, field in enumerate(table.fields) if field.type == "number"
    }
    return {name: [row[index] for row in cells.rows] for name, index in indexes.items()}


def _failing(column: Sequence[str], field: Field) -> Iterator[tuple[int, str, str]]:
    """For every cell that does not pass: its row, what is wrong, and the remedy."""
    different = dict.fromkeys(column)
    for check in _checks(field):
        named = each_named(check.failing(different))
        if named:
            for row, cell in enumerate(column):
                if cell in named:
                    yield row, f"{field.name} {named[cell]} {check.what}", check.remedy
    if field.unique and len(different) < len(column):
        first: dict[str, int] = {}
        again = [row for row, cell in enumerate(column) if first.setdefault(cell, row) != row]
        named = each_named(column[row] for row in again if column[row])
        for row in again:
            if column[row]:
                what = f"{field.name} {named[column[row]]} stands in more than one row"
                yield (
                    row,
                    what,
                    "check which row is right; a different thing needs a different name",
                )


def _checks(field: Field) -> Iterator[Check]:
    yield Check(_untidy, "has white space at an end", "delete that white space")
    yield Check(
        _empty_words,
        "is a placeholder, not a value",
        "leave the cell empty if nothing is known; write a name out in full",
    )
    if field.required:
        yield Check(lambda cells: [""] if "" in cells else [], "is missing", "fill it in")
    if field.type in _PATTERNS:
        pattern, what, remedy = _PATTERNS[field.type]
        yield Check(_not_matching(pattern), f"is {what}", remedy)
        yield from _EXACT.get(field.type, ())
    else:
        yield Check(_formulas, "would run as a formula in a spreadsheet", _QUOTE)
    if field.pattern:
        fits = _not_matching(field.pattern)
        if field.name in DATES:  # what is not a date at all has a message of its own, below
            fits = _dates_that_fail(fits)
        yield Check(fits, f"does not have the form of {field.example!r}", _LOOK)
    if field.name in DATES:
        yield Check(_no_dates, "is not a date of the calendar", _DATE_FORMS)
    if field.enum:
        known = ", ".join(field.enum)
        yield Check(_unknown(field.enum), f"is not a known {field.name}", f"write one of {known}")
    if field.minimum is not None:
        yield Check(_below(field.minimum), f"is below {field.minimum:g}", _LOOK)
    if field.maximum is not None:
        yield Check(_above(field.maximum), f"is above {field.maximum:g}", _LOOK)


def _inexact(cells: Collection[str]) -> Collection[str]:
    number = re.compile(_PATTERNS["number"][0])
    return [cell for cell in cells if number.fullmatch(cell) and not is_kept(cell)]


def _beyond(cells: Collection[str]) -> Collection[str]:
    whole = re.compile(_PATTERNS["integer"][0])
    return [cell for cell in cells if whole.fullmatch(cell) and not -(2**63) <= int(cell) < 2**63]


_TOO_LONG = "has more digits than can be computed with exactly"
_EXACT = {
    "number": (Check(_inexact, _TOO_LONG, "make the type of the column string in the schema"),),
    "integer": (Check(_beyond, _TOO_LONG, "make the type of the column string in the schema"),),
}


def _untidy(cells: Collection[str]) -> Collection[str]:
    return [cell for cell in cells if cell != cell.strip()]


def _empty_words(cells: Collection[str]) -> Collection[str]:
    return [cell for cell in cells if _EMPTY_WORDS.fullmatch(cell)]


def _formulas(cells: Collection[str]) -> Collection[str]:
    return [cell for cell in cells if _FORMULA.match(cell)]


def _no_dates(cells: Collection[str]) -> Collection[str]:
    def is_date(text: str) -> bool:
        try:
            parse_span(text)
        except ValueError:
            return False
        return True

    return [cell for cell in cells if cell and not is_date(cell)]


def _dates_that_fail(test: Test) -> Test:
    return lambda cells: test([cell for cell in cells if not _no_dates([cell])])


def _not_matching(pattern: str) -> Test:
    whole = re.compile(pattern)
    return lambda cells: [cell for cell in cells if cell and not whole.fullmatch(cell)]


def _unknown(values: tuple[str, ...]) -> Test:
    known = {*values, ""}
    return lambda cells: [cell for cell in cells if cell not in known]


def _below(bound: float) -> Test:
    return lambda cells: [cell for cell in cells if _number(cell) < bound]


def _above(bound: float) -> Test:
    return lambda cells: [cell for cell in cells if _number(cell) > bound]


def _number(cell: str) -> float:
    """The number in a cell; NaN, which is neither below nor above a bound, for any other text."""
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _convert(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    convert: dict[str, Callable[[pd.Series[str]], pd.Series]] = {
        # One by one: as floats, large whole numbers would lose their last digits.
        "integer": lambda cells: pd.Series(
            [int(cell) if cell else None for cell in cells], dtype="Int64"
        ),
        "number": lambda cells: pd.to_numeric(cells.where(cells != "")).astype("float64"),
        "boolean": lambda cells: cells.map({"true": True, "false": False}).astype("boolean"),
        "string": lambda cells: cells,
    }
    return pd.DataFrame(
        {field.name: convert[field.type](frame[field.name]) for field in table.fields}
    )
