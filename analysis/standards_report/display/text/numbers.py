"""Numbers and lists as the report prints them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from standards_report.decimals import decimals, rounded
from standards_report.observations import in_words

NOT_IN_SOURCES = "not in our sources"
_NOTHING = ("None", "nan", "NaN", "NaT", "<NA>")
UNDEFINED = (
    "not defined"  # growth from zero, for instance: its numbers are published, but it has no value
)
NO_DATE = "no date"
MINUS = "\N{MINUS SIGN}"

# The words after a number, by unit. The sentence names times, years and counts by itself.
SUFFIX = {"percent": "%", "percentage points": " percentage points"}


def in_print(number: float | None, unit: str = "count", digits: int | None = None) -> str:
    """A number as prose prints it: `1,055`, `22.9%`, `\N{MINUS SIGN}3`.

    It has `digits` decimals, or its own where `digits` is None. Ties are rounded away from
    zero, as a reader rounds by hand. A missing number is `not in our sources`, and an infinite one
    `not defined`.
    """
    if number is None or is_missing(number):
        return NOT_IN_SOURCES
    if number in (math.inf, -math.inf):
        return UNDEFINED
    shown = rounded(number, decimals(number) if digits is None else digits)
    size = shown.copy_abs()  # abs() would round to the digits of a context
    text = f"{size:f}" if unit == "year" else f"{size:,f}"
    sign = MINUS if shown < 0 else ""
    return f"{sign}{text}{SUFFIX.get(unit, '')}"


def is_missing(cell: object) -> bool:
    """Whether a cell is empty: None, or one of the missing values of pandas."""
    return str(cell) in _NOTHING and not isinstance(cell, str)


def listing(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def dated(text: str, when: str) -> str:
    """The text as a caption, with its date if it has one."""
    return f"{text}, {when}." if when else f"{text}."


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def when_said(date: str, stated: str = "") -> str:
    """The time of a statement: its date in words, else the source's own words, else `no date`."""
    if date:
        return in_words(date)
    return f"“{stated}”" if stated else NO_DATE
