"""What each column promises, checked on text before anything is converted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from standards_report.errors import Fault
from standards_report.observations.dates import parse_span
from standards_report.observations.reading import Cells
from standards_report.observations.schema import Field, Table

_PATTERNS = {
    "integer": (r"[+-]?[0-9]+", "not a whole number", "write digits only, as 1055"),
    "number": (
        r"[+-]?[0-9]+(?:\.[0-9]+)?",
        "not a number",
        "write digits with a decimal point, as 1055 or 22.9; leave the cell empty if unknown",
    ),
    "boolean": (r"true|false", "not true or false", "write true or false"),
}
_DATES = ("created", "date", "first_registration", "known_from", "submitted")
_EMPTY_WORDS = re.compile(r"(?i:nan|na|n/a|none|null|nil|#n/a|-|--|\?)")
_FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠-]")

# From the different cells of a column to those that do not pass. Most tables have few rows, and
# every notebook loads some: columns of text are tried faster one by one than by pandas.
Test = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Check:
    """A test that every cell of a column has to pass, and what to say where one does not."""

    failing: Test
    what: str
    remedy: str


def validate_cells(cells: Cells, shown: str, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
    """Checks every cell against its column and converts the table.

    Returns the typed table (integers as Int64, numbers as float64 with NaN for empty,
    booleans as boolean, text as str) and every fault found; the table is only
    meaningful where there is none.
    """
    columns = list(zip(*cells.rows, strict=True)) or [()] * len(table.columns)
    faults = [
        Fault(shown, cells.lines[row], f"{field.name} {cell!r} {what}", remedy)
        for field, column in zip(table.fields, columns, strict=True)
        for row, cell, what, remedy in _failing(column, field)
    ]
    frame = pd.DataFrame(cells.rows, columns=list(table.columns), dtype="str")
    return (frame if faults else _convert(frame, table)), faults


def _failing(column: Sequence[str], field: Field) -> Iterator[tuple[int, str, str, str]]:
    """Row, cell, what is wrong and what to do, for every cell that does not pass."""
    different = dict.fromkeys(column)
    for check in _checks(field):
        failing = set(check.failing(different))
        if failing:
            for row, cell in enumerate(column):
                if cell in failing:
                    yield row, cell, check.what, check.remedy
    if field.unique and len(different) < len(column):
        seen = {""}
        for row, cell in enumerate(column):
            if cell in seen and cell:
                yield row, cell, "stands in more than one row", "make it unique"
            seen.add(cell)


def _checks(field: Field) -> Iterator[Check]:
    yield Check(_untidy, "has white space at an end", "remove it")
    yield Check(_empty_words, "stands for nothing", "leave the cell empty")
    if field.required:
        yield Check(lambda cells: [""] if "" in cells else [], "is missing", "fill it in")
    if field.type in _PATTERNS:
        pattern, what, remedy = _PATTERNS[field.type]
        yield Check(_not_matching(pattern), f"is {what}", remedy)
    else:
        yield Check(_formulas, "would run as a formula in a spreadsheet", "reword it")
    if field.pattern:
        yield Check(_not_matching(field.pattern), f"does not fit {field.pattern}", "correct it")
    if field.name in _DATES:
        yield Check(_no_dates, "is no date of the calendar", "write 2012, 2022-07 or 2017/2021")
    if field.enum:
        known = ", ".join(field.enum)
        yield Check(_unknown(field.enum), f"is not a known {field.name}", f"one of {known}")
    if field.minimum is not None:
        yield Check(_below(field.minimum), f"is below {field.minimum:g}", "correct it")
    if field.maximum is not None:
        yield Check(_above(field.maximum), f"is above {field.maximum:g}", "correct it")


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
    """The number in a cell; what is none is neither below nor above a bound."""
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _numbers(cells: pd.Series[str]) -> pd.Series[float]:
    return pd.to_numeric(cells.where(cells != ""), errors="coerce")


def _convert(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    convert: dict[str, Callable[[pd.Series[str]], pd.Series]] = {
        "integer": lambda cells: _numbers(cells).astype("Int64"),
        "number": lambda cells: _numbers(cells).astype("float64"),
        "boolean": lambda cells: cells.map({"true": True, "false": False}).astype("boolean"),
        "string": lambda cells: cells,
    }
    return pd.DataFrame(
        {field.name: convert[field.type](frame[field.name]) for field in table.fields}
    )
