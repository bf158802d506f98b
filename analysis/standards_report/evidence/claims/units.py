"""Numbers with units, and what may be done with them.

A figure in an expression has no unit and takes that of what it meets. Counts of whatever kind are
counts. Percent less percent gives percentage points. Otherwise unlike units never meet.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from standards_report.decimals import TOO_LARGE, decimals, rounded
from standards_report.display.text.numbers import in_print
from standards_report.observations.domain.dates import in_words

PERCENT, POINTS, TIMES, COUNT = "percent", "percentage points", "times", "count"
DATE, DAYS, MONTHS, YEAR, YEARS = "date", "days", "months", "year", "years"
# Units that are no counts; any other word names what is counted.
_MEASURES = (
    *(PERCENT, POINTS, TIMES, DATE, DAYS, MONTHS, YEAR, YEARS),
    *("rank", "probability", "CNY", "number", "text"),
)
# Unit of a sum or a difference, where it is not that of both sides.
_SUMS = {
    (PERCENT, POINTS): PERCENT,
    (POINTS, PERCENT): PERCENT,
    (DATE, DAYS): DATE,
    (YEAR, YEARS): YEAR,
}
_DIFFERENCES = {
    (PERCENT, PERCENT): POINTS,
    (PERCENT, POINTS): PERCENT,
    (DATE, DATE): DAYS,
    (DATE, DAYS): DATE,
    (YEAR, YEAR): YEARS,
    (YEAR, YEARS): YEAR,
    ("rank", "rank"): COUNT,
    ("number", "number"): COUNT,
}
# Points on a scale, which cannot be added up or multiplied.
_POINTS_ON_A_SCALE = (DATE, YEAR, "rank", "number")
_CLOSE = 1e-9
_NAMES = {
    None: "a bare figure",
    COUNT: "a count",
    TIMES: "a ratio",
    DATE: "a date",
    YEAR: "a year",
}


class UnitError(ValueError):
    """Two quantities that cannot meet, or an operation that makes no sense of a unit."""


class NotComputableError(Exception):
    """A number that is needed is not in our sources, or the arithmetic has no result."""


@dataclass(frozen=True)
class Quantity:
    """A finite number and its unit. A bare figure has the unit None, which fits any unit."""

    number: float
    unit: str | None = None
    is_stated: bool = field(default=False, compare=False)  # as it stands in a source

    def __str__(self) -> str:
        return quantity_in_print(self)


def quantity(number: float, unit: str | None, *, is_stated: bool = False) -> Quantity:
    """The quantity, with the unit brought to one of those known here.

    Raises NotComputableError where the number is too large to be exact, or a date lies in no
    year from 1 to 9999.
    """
    if not abs(number) < TOO_LARGE:
        raise NotComputableError("the result is too large")
    if unit == DATE and not 1 <= number <= date.max.toordinal():
        raise NotComputableError("the date lies outside of the calendar")
    known = unit if unit in _MEASURES or not unit else COUNT
    return Quantity(float(number), known or None, is_stated)


def add(left: Quantity, right: Quantity) -> Quantity:
    """The sum. Raises UnitError for unlike units and for points on a scale."""
    left, right = _in_months(left, right)
    return quantity(left.number + right.number, _meet(left, right, _SUMS, "added to"))


def subtract(left: Quantity, right: Quantity) -> Quantity:
    """The difference.

    Percent less percent gives percentage points, a date less a date gives days, and a year less a
    year gives a duration.
    """
    left, right = _in_months(left, right)
    if left.unit is None and right.unit in _POINTS_ON_A_SCALE:
        raise UnitError(f"{_name(right)} cannot be taken from {_name(left)}")
    unit = _meet(left, right, _DIFFERENCES, "less")
    return quantity(left.number - right.number, unit)


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """The product with a bare figure or a ratio. `of` takes a share of a number."""
    for factor, size in ((left, right), (right, left)):
        if factor.unit in (None, TIMES) and size.unit not in _POINTS_ON_A_SCALE:
            return quantity(left.number * right.number, size.unit or factor.unit)
    raise UnitError(
        f"{_name(left)} cannot be multiplied by {_name(right)}{_share_hint(left, right)}"
    )


def divide(left: Quantity, right: Quantity) -> Quantity:
    """The quotient.

    Like divided by like is a ratio. What is divided by a bare figure, a ratio or a count keeps its
    unit.
    """
    left, right = _in_months(left, right)
    if left.unit in _POINTS_ON_A_SCALE or right.unit in _POINTS_ON_A_SCALE:
        raise UnitError(f"{_name(left)} cannot be divided by {_name(right)}")
    if right.number == 0:
        raise NotComputableError("it divides by zero")
    if left.unit == right.unit:
        unit = TIMES if left.unit else None
    elif right.unit in (None, TIMES, COUNT) and left.unit:
        unit = left.unit
    else:
        raise UnitError(f"{_name(left)} cannot be divided by {_name(right)}")
    return quantity(left.number / right.number, unit)


def percent(part: Quantity, whole: Quantity) -> Quantity:
    """The part in percent of the whole, which has the same unit."""
    ratio = divide(part, whole)
    if ratio.unit not in (None, TIMES):
        raise UnitError(f"{_name(part)} is no share of {_name(whole)}")
    return quantity(ratio.number * 100, PERCENT)


def growth(first: Quantity, last: Quantity) -> Quantity:
    """The change from first to last in percent of the first."""
    return quantity(percent(last, first).number - 100, PERCENT)


def share_of(share: Quantity, whole: Quantity) -> Quantity:
    """That many percent of the whole, in the unit of the whole."""
    if share.unit not in (None, PERCENT):
        raise UnitError(f"{_name(share)} is no percent")
    return quantity(share.number * whole.number / 100, whole.unit)


def whole_of(part: Quantity, share: Quantity) -> Quantity:
    """What the part is that many percent of, in the unit of the part."""
    if share.unit not in (None, PERCENT):
        raise UnitError(f"{_name(share)} is no percent")
    return divide(multiply(part, Quantity(100.0)), Quantity(share.number))


def common_unit(quantities: list[Quantity]) -> str | None:
    """The unit that all of them have, bare figures aside, which are no dates.

    Raises UnitError where they differ.
    """
    units = list(dict.fromkeys(part.unit for part in quantities if part.unit))
    if len(units) > 1:
        raise UnitError(f"units differ: {' and '.join(units)}")
    if units == [DATE] and any(part.unit is None for part in quantities):
        raise UnitError("units differ: a date and a bare figure")
    return units[0] if units else None


_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(left: Quantity, symbol: str, right: Quantity, tolerance: float = 0.0) -> bool:
    """Whether the relation holds. Parts that differ by rounding in binary are equal.

    Raises UnitError for unlike units. `tolerance` counts for `==` and `!=` alone.
    """
    left, right = _in_months(left, right)
    is_bare = left.unit is None or right.unit is None
    if left.unit != right.unit and (not is_bare or DATE in (left.unit, right.unit)):
        hint = ": take percent(part, whole)" if {left.unit, right.unit} == {PERCENT, TIMES} else ""
        raise UnitError(f"{_name(left)} cannot be compared with {_name(right)}{hint}")
    are_whole = left.number % 1 == right.number % 1 == 0
    noise = 0.0 if are_whole else _CLOSE  # whole numbers have none, however large they are
    equal = math.isclose(left.number, right.number, rel_tol=noise, abs_tol=tolerance + noise)
    if symbol in ("==", "!="):
        return equal == (symbol == "==")
    if equal:
        return symbol in ("<=", ">=")
    return _RELATIONS[symbol](left.number, right.number)


def quantity_in_print(said: Quantity) -> str:
    """The quantity as a reader sees it: `1,055`, `22.9%`, `6.63`, `30 April 2021`, `4 months`."""
    if said.unit == DATE:
        return in_words(date.fromordinal(int(said.number)).isoformat())
    text = in_print(said.number, said.unit or COUNT, _digits(said))
    named = ("months", "years", "days", "CNY")
    return f"{text} {said.unit}" if said.unit in named else text


def _digits(said: Quantity) -> int:
    """The decimals that a source prints.

    A computed number has two, or as many as show that it is not zero.
    """
    if said.is_stated:
        return decimals(said.number)
    number = said.number
    exact = (digits for digits in (0, 1, 2) if abs(number - float(rounded(number, digits))) <= 1e-6)
    return next(exact, next((digits for digits in range(2, 7) if rounded(number, digits)), 2))


def _in_months(left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """Both in months, where one is a duration in months and the other one in years."""
    if {left.unit, right.unit} != {MONTHS, YEARS}:
        return left, right
    return _months(left), _months(right)


def _months(duration: Quantity) -> Quantity:
    return Quantity(duration.number * 12, MONTHS) if duration.unit == YEARS else duration


def _meet(
    left: Quantity, right: Quantity, special: dict[tuple[str, str], str], word: str
) -> str | None:
    """The unit of a sum or difference."""
    if left.unit is None or right.unit is None:
        return left.unit or right.unit
    if (left.unit, right.unit) in special:
        return special[left.unit, right.unit]
    if left.unit != right.unit or left.unit in _POINTS_ON_A_SCALE:
        raise UnitError(f"{_name(left)} cannot be {word} {_name(right)}")
    return left.unit


def _name(said: Quantity) -> str:
    return _NAMES.get(said.unit, str(said.unit))


def _share_hint(left: Quantity, right: Quantity) -> str:
    return ": take of(share, whole)" if PERCENT in (left.unit, right.unit) else ""
