"""The functions that an expression may call: arithmetic, shares, and readers of rows.

Each function says which texts it takes first. A text names a row, a table, a column, or nothing.
The function also says how many quantities follow, and whether conditions on columns may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Literal

from standards_report.decimals import rounded
from standards_report.evidence.claims.row_lookup import Condition, Observed, ReadError
from standards_report.evidence.claims.units import (
    COUNT,
    DATE,
    YEAR,
    NotComputableError,
    Quantity,
    UnitError,
    add,
    common_unit,
    growth,
    percent,
    quantity,
    share_of,
    whole_of,
)
from standards_report.observations.domain.dates import Span, parse_span

Value = bool | str | Quantity
Named = Literal["row", "table", "column", "text"]
_NO_LOW = ("less than", "at most")
_NO_HIGH = ("more than", "at least")


@dataclass(frozen=True)
class Call:
    """One call with its evaluated arguments. `trail` notes the rows that it reads."""

    observed: Observed
    trail: dict[str, None]
    texts: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    conditions: Mapping[str, Condition]

    def read(self, identifier: str) -> Mapping[str, Any]:
        row = self.observed.row(identifier)
        self.trail[identifier] = None
        return row

    def select(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Rows of the table in the first text that meet the conditions."""
        found = self.observed.select(self.texts[0], self.conditions)
        self.trail.update(dict.fromkeys(name for name, _ in found))
        return found


@dataclass(frozen=True)
class Function:
    """How a function is called, and what it does. One that `rises` never gives less where any of
    its arguments is more, so that bounds of these give its own."""

    apply: Callable[[Call], Value]
    texts: tuple[Named, ...] = ()
    least: int = 0
    most: int = 0
    conditions: bool = False
    rises: bool = False


def _row(call: Call) -> Quantity:
    identifier = call.texts[0]
    return _stated(identifier, call.read(identifier))


def _low(call: Call) -> Quantity:
    return _end_of_range(call, "low", _NO_LOW, "no lower end")


def _high(call: Call) -> Quantity:
    return _end_of_range(call, "high", _NO_HIGH, "no upper end")


def _end_of_range(call: Call, column: str, open_ended: tuple[str, ...], lacks: str) -> Quantity:
    identifier = call.texts[0]
    row = call.read(identifier)
    if row.get("qualifier") in open_ended:
        raise NotComputableError(f"{identifier} states {lacks}")
    if row.get("value") is None and row.get(column) is not None:
        return quantity(row[column], row.get("unit"), is_stated=True)
    return _stated(identifier, row)


def _stated(identifier: str, row: Mapping[str, Any]) -> Quantity:
    if "value" not in row:
        raise ReadError(f"{identifier} is a row without numbers: read it with cell()")
    if row["value"] is None:
        is_range = row.get("low") is not None
        what = "a range: read it with low() and high()" if is_range else "no number"
        raise NotComputableError(f"{identifier} states {what}")
    return quantity(row["value"], row.get("unit"), is_stated=True)


def _start(call: Call) -> Quantity:
    return Quantity(_span(call).first.toordinal(), DATE)


def _end(call: Call) -> Quantity:
    last = _span(call).last
    if last == date.max:
        raise NotComputableError(f"{call.texts[0]} states no end")
    return Quantity(last.toordinal(), DATE)


def _year(call: Call) -> Quantity:
    span = _span(call)
    if span.first.year != span.last.year:
        raise NotComputableError(f"{call.texts[0]} covers several years: use start() or end()")
    return Quantity(span.first.year, YEAR)


def _span(call: Call) -> Span:
    identifier = call.texts[0]
    row = call.read(identifier)
    if "date" not in row:
        raise ReadError(f"{identifier} is a row without a date")
    if not row["date"]:
        raise NotComputableError(f"{identifier} states no date")
    return parse_span(row["date"])


def _cell(call: Call) -> Value:
    identifier, column = call.texts
    cell = call.observed.field(identifier, column)
    row = call.read(identifier)
    if cell is None or cell == "":
        raise NotComputableError(f"{identifier} has no {column}")
    if isinstance(cell, (bool, str)):
        return cell
    unit = row.get("unit") if column in ("value", "low", "high") else None
    return quantity(cell, unit, is_stated=True)


def _contains(call: Call) -> bool:
    identifier, column, wanted = call.texts
    cell = call.observed.field(identifier, column)
    call.read(identifier)
    if not isinstance(cell, str):
        raise ReadError(f"column {column!r} of {identifier} holds no text")
    return wanted.lower() in cell.lower()


def _count(call: Call) -> Quantity:
    found = call.select()
    if not found:  # that there is none rests on every row that was looked at
        every = call.observed.select(call.texts[0], {})
        call.trail.update(dict.fromkeys(name for name, _ in every))
    return Quantity(len(found), COUNT)


def _distinct(call: Call) -> Quantity:
    table, column = call.texts
    find = call.observed.reader(table, column)
    return Quantity(len({find(row) for _, row in call.select()} - {None, ""}), COUNT)


def _total(call: Call) -> Quantity:
    return reduce(add, _numbers(call))


def _smallest(call: Call) -> Quantity:
    return _extreme(_numbers(call), min)


def _largest(call: Call) -> Quantity:
    return _extreme(_numbers(call), max)


def _numbers(call: Call) -> list[Quantity]:
    call.observed.check_column(call.texts[0], "value")
    found = [_stated(name, row) for name, row in call.select()]
    if not found:
        raise NotComputableError(f"no row of {call.texts[0]}.csv has the number")
    common_unit(found)
    return found


def _extreme(numbers: list[Quantity], choose: Callable[[list[float]], float]) -> Quantity:
    return quantity(choose([number.number for number in numbers]), common_unit(numbers))


def _absolute(call: Call) -> Quantity:
    signed = call.quantities[0]
    if signed.unit == DATE:
        raise UnitError("a date has no size")
    return Quantity(abs(signed.number), signed.unit)


def _rounded(call: Call) -> Quantity:
    exact, *digits = call.quantities
    places = int(max(-9, min(9, digits[0].number))) if digits else 0
    return quantity(float(rounded(exact.number, places)), exact.unit)


FUNCTIONS: dict[str, Function] = {
    "abs": Function(_absolute, least=1, most=1),
    "cell": Function(_cell, texts=("row", "column")),
    "contains": Function(_contains, texts=("row", "column", "text")),
    "count": Function(_count, texts=("table",), conditions=True),
    "distinct": Function(_distinct, texts=("table", "column"), conditions=True),
    "end": Function(_end, texts=("row",)),
    "growth": Function(lambda call: growth(*call.quantities), least=2, most=2),
    "high": Function(_high, texts=("row",)),
    "largest": Function(_largest, texts=("table",), conditions=True),
    "low": Function(_low, texts=("row",)),
    "max": Function(
        lambda call: _extreme(list(call.quantities), max), least=1, most=50, rises=True
    ),
    "min": Function(
        lambda call: _extreme(list(call.quantities), min), least=1, most=50, rises=True
    ),
    "of": Function(lambda call: share_of(*call.quantities), least=2, most=2),
    "percent": Function(lambda call: percent(*call.quantities), least=2, most=2),
    "round": Function(_rounded, least=1, most=2),
    "row": Function(_row, texts=("row",)),
    "smallest": Function(_smallest, texts=("table",), conditions=True),
    "start": Function(_start, texts=("row",)),
    "total": Function(_total, texts=("table",), conditions=True),
    "whole": Function(lambda call: whole_of(*call.quantities), least=2, most=2),
    "year": Function(_year, texts=("row",)),
}
