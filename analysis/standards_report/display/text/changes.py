"""Forms of a sentence about numbers at two times, or of several countries.

The verb follows from the numbers, so that prose needs no rewriting where only numbers move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards_report.display.text.numbers import NOT_IN_SOURCES, in_print, is_missing, listing
from standards_report.display.text.statements import as_stated, digits_of
from standards_report.observations import at_time, in_words


class Direction(StrEnum):
    """How a number stands to an earlier one."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "did not change"
    UNTOLD = "cannot be told apart"  # one lies in the interval of the other
    ALONE = "stated once"
    MISSING = NOT_IN_SOURCES


@dataclass(frozen=True)
class Measured:
    """A number (`low` equals `high`) or the ends of a range, its date (as written in a table;
    empty where there is none), and the words that print it."""

    low: float
    high: float
    date: str
    words: str

    def dated(self) -> str:
        """`76 in July 2022`; the words alone without a date."""
        return f"{self.words} {at_time(self.date)}" if self.date else self.words


def measured(
    number: float | None,
    date: str,
    unit: str = "count",
    digits: int | None = None,
    *,
    ends: tuple[float, float] | None = None,
    rows: Sequence[str] = (),
) -> Measured | None:
    """A number, or a range where `ends` are given; None where neither is known.

    `rows` are ids of the rows behind it, whose digits it keeps; a number without them was
    computed, and has `digits` decimals.
    """
    if ends is not None and not any(is_missing(end) for end in ends):
        words = as_stated(float("nan"), *ends, "range", unit, digits, rows)
        return Measured(min(ends), max(ends), date, words)
    if number is None or is_missing(number):
        return None
    shown = digits_of(number, rows, digits) if rows else digits
    words = in_print(number, unit, shown)
    return Measured(number, number, date, words)


def direction(first: Measured | None, last: Measured | None) -> Direction:
    """How `last` stands to `first`. Numbers and ranges that overlap cannot be told apart."""
    if last is None:
        return Direction.MISSING
    if first is None:
        return Direction.ALONE
    if last.low > first.high:
        return Direction.ROSE
    if last.high < first.low:
        return Direction.FELL
    single = first.low == first.high and last.low == last.high
    return Direction.SAME if single else Direction.UNTOLD


def course(first: Measured | None, last: Measured | None) -> str:
    """What a number did, as the rest of a sentence whose subject it is.

    `rose from 76 in July 2022 to 94 in March 2026`, `fell from … to …`, `did not change from …
    to …: 76`, `was 76 in July 2022`, `is not in our sources`. Numbers that differ by less than is
    printed are said to do so; of ranges that overlap, that they cannot be told apart.
    """
    found = direction(first, last)
    if last is None:
        return f"is {NOT_IN_SOURCES}"
    if first is None:
        return f"was {last.dated()}"
    if found is Direction.UNTOLD:
        return f"cannot be told apart at both dates: {first.dated()}, and {last.dated()}"
    if found is Direction.SAME or first.words == last.words:
        what = found if found is Direction.SAME else "changed by less than is printed"
        dates = first.date and last.date and first.date != last.date
        since = f" from {in_words(first.date)} to {in_words(last.date)}" if dates else ""
        return f"{what}{since}: {last.words}"
    return f"{found} from {first.dated()} to {last.dated()}"


def courses(of: Mapping[str, tuple[Measured | None, Measured | None]]) -> str:
    """`course` of each country by its name, and last those without a number.

    `China: rose from … to …; the United States: was …; not in our sources for South Korea`.
    """
    said = [f"{name}: {course(*ends)}" for name, ends in of.items() if ends[1] is not None]
    return "; ".join([*said, *_absent([name for name, ends in of.items() if ends[1] is None])])


def standing(of: Mapping[str, Measured | None]) -> str:
    """The numbers of countries by name, largest first, each with its date unless all have one.

    `China 95 and the United States 83 (July 2022)`; countries that are level are said to be so
    by their numbers alone, and those without a number stand last. Without any number it is
    `not in our sources`.
    """
    known = {name: number for name, number in of.items() if number is not None}
    ordered = sorted(known.items(), key=lambda item: (-item[1].high, -item[1].low))
    dates = {number.date for number in known.values()}
    if len(dates) == 1:
        (date,) = dates
        when = f" ({in_words(date)})" if date else ""
        numbers = [listing([f"{name} {number.words}" for name, number in ordered]) + when]
    else:
        numbers = [_with_date(name, number) for name, number in ordered]
        numbers = [listing(numbers)]
    if not known:
        return NOT_IN_SOURCES
    return "; ".join([*numbers, *_absent([name for name in of if name not in known])])


def _with_date(name: str, number: Measured) -> str:
    when = f" ({in_words(number.date)})" if number.date else ""
    return f"{name} {number.words}{when}"


def _absent(names: Sequence[str]) -> list[str]:
    return [f"{NOT_IN_SOURCES} for {listing(names)}"] if names else []
