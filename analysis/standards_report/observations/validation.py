"""What each column promises, checked on text before anything is converted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
_EMPTY_WORDS = r"(?i:nan|na|n/a|none|null|nil|#n/a|-|--|\?)"
_FORMULA = r"[=+@\t\r-]"


Test = Callable[["pd.Series[str]"], "pd.Series[bool]"]


@dataclass(frozen=True)
class Check:
    """A test that every cell of a column has to pass, and what to say where one does not."""

    test: Test
    what: str
    remedy: str


def validate_cells(cells: Cells, shown: str, table: Table) -> tuple[pd.DataFrame, list[Fault]]:
    """Checks every cell against its column and converts the table.

    Returns the typed table (integers as Int64, numbers as float64 with NaN for empty,
    booleans as boolean, text as str) and every fault found; the table is only
    meaningful where there is none.
    """
    frame = pd.DataFrame(cells.rows, columns=list(table.columns), dtype="str")
    faults = [
        Fault(shown, cells.lines[row], f"{field.name} {cell!r} {check.what}", check.remedy)
        for field in table.fields
        for check in _checks(field)
        for row, cell in _failing(frame[field.name], check)
    ]
    return (frame if faults else _convert(frame, table)), faults


def _failing(column: pd.Series[str], check: Check) -> Iterator[tuple[int, str]]:
    passes = check.test(column).to_numpy(dtype=bool)
    if not passes.all():
        for row in (~passes).nonzero()[0]:
            yield int(row), str(column.iloc[int(row)])


def _checks(field: Field) -> Iterator[Check]:
    yield Check(_is_tidy, "has white space at an end", "remove it")
    yield Check(_is_not_empty_word, "stands for nothing", "leave the cell empty")
    if field.required:
        yield Check(lambda cells: cells != "", "is missing", "fill it in")
    if field.unique:
        yield Check(_is_unique, "stands in more than one row", "make it unique")
    if field.type in _PATTERNS:
        pattern, what, remedy = _PATTERNS[field.type]
        yield Check(_matches(pattern), f"is {what}", remedy)
    else:
        yield Check(_is_no_formula, "would run as a formula in a spreadsheet", "reword it")
    if field.pattern:
        yield Check(_matches(field.pattern), f"does not fit {field.pattern}", "correct it")
    if field.name in _DATES:
        yield Check(_is_date, "is no date of the calendar", "write 2012, 2022-07 or 2017/2021")
    if field.enum:
        known = ", ".join(field.enum)
        yield Check(_is_one_of(field.enum), f"is not a known {field.name}", f"one of {known}")
    if field.minimum is not None:
        yield Check(_at_least(field.minimum), f"is below {field.minimum:g}", "correct it")
    if field.maximum is not None:
        yield Check(_at_most(field.maximum), f"is above {field.maximum:g}", "correct it")


def _is_tidy(cells: pd.Series[str]) -> pd.Series[bool]:
    return cells == cells.str.strip()


def _is_not_empty_word(cells: pd.Series[str]) -> pd.Series[bool]:
    return ~cells.str.fullmatch(_EMPTY_WORDS)


def _is_unique(cells: pd.Series[str]) -> pd.Series[bool]:
    return ~cells.duplicated(keep="first") | (cells == "")


def _is_no_formula(cells: pd.Series[str]) -> pd.Series[bool]:
    return ~cells.str.match(_FORMULA)


def _is_date(cells: pd.Series[str]) -> pd.Series[bool]:
    def is_date(text: str) -> bool:
        try:
            parse_span(text)
        except ValueError:
            return False
        return True

    known = {text: text == "" or is_date(text) for text in cells.unique()}
    return cells.map(known).astype(bool)


def _matches(pattern: str) -> Test:
    return lambda cells: cells.str.fullmatch(pattern) | (cells == "")


def _is_one_of(values: tuple[str, ...]) -> Test:
    return lambda cells: cells.isin([*values, ""])


def _at_least(bound: float) -> Test:
    return lambda cells: ~(_numbers(cells) < bound)


def _at_most(bound: float) -> Test:
    return lambda cells: ~(_numbers(cells) > bound)


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
