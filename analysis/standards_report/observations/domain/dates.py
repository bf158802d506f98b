"""Dates as precise as their source: a year, a month, a day or a period (EDTF, ISO 8601-2).

Tables keep dates as they are written. These functions order them and put them into words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
OPEN = ".."


@dataclass(frozen=True, order=True)
class Span:
    """The first and the last day that a written date can mean, both included."""

    first: date
    last: date


def parse_span(text: str) -> Span:
    """The days that `2012`, `2022-07`, `2013-06-01`, `2017/2021` or `2020-09/..` cover.

    Raises ValueError for anything else, such as a month 13, a period that ends before it starts or
    another separator. Its message can be shown to the user.
    """
    start, slash, end = text.partition("/")
    first = _point(start)
    if not slash:
        return first
    if end == OPEN:
        return Span(first.first, date.max)
    last = _point(end)
    if last.last < first.first:
        raise ValueError(f"{text!r} ends before it starts")
    return Span(first.first, last.last)


def by_end(text: str) -> tuple[str, str]:
    """A sort key for written dates: by the day on which they end, then by their first day."""
    span = parse_span(text)
    return span.last.isoformat(), span.first.isoformat()


def in_words(text: str) -> str:
    """The date as prose writes it: `July 2022`, `2012`, `2017 to 2021`, `since September 2020`.

    Raises ValueError for what is not a date.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _point_in_words(start)
    if end == OPEN:
        return f"since {_point_in_words(start)}"
    return f"{_point_in_words(start)} to {_point_in_words(end)}"


def at_time(text: str) -> str:
    """The date as it follows a verb: `in July 2022`, `on 7 July 2022`, `in 2017 to 2021`,
    `between 19 March 2026 and 2 May 2026`, `since September 2020`.

    Raises ValueError for what is not a date.
    """
    if text.endswith(OPEN):
        return in_words(text)
    start, slash, end = text.partition("/")
    is_day = _point(start).first == _point(start).last
    if slash and is_day:
        return f"between {_point_in_words(start)} and {_point_in_words(end)}"
    return f"{'on' if is_day else 'in'} {in_words(text)}"


def months_between(earlier: str, later: str) -> float:
    """Whole months from `earlier` to `later`; NaN where either does not name a single month."""
    counts = []
    for text in (earlier, later):
        span = parse_span(text) if text else Span(date.min, date.max)
        month = (span.first.year, span.first.month)
        if month != (span.last.year, span.last.month):
            return float("nan")
        counts.append(month[0] * 12 + month[1])
    return float(counts[1] - counts[0])


def _point(text: str) -> Span:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date: write 2012, 2022-07, 2013-06-01 or 2017/2021")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None
    if day:
        return Span(first, first)
    last_month = month or 12
    return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def _point_in_words(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    month = calendar.month_name[int(parts[1])]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])} {month} {parts[0]}"
