"""Written dates as positions on an axis of years."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from standards_report.observations import parse_span

if TYPE_CHECKING:
    from matplotlib.ticker import Locator

_DAYS = 365.25


def start_of(day: datetime.date) -> float:
    """The moment at which a day begins, in years."""
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS


def end_of(day: datetime.date) -> float:
    """The moment at which a day ends, in years."""
    return day.year + day.timetuple().tm_yday / _DAYS


def year_span(date: str) -> tuple[float, float]:
    """First and last moment that a written date can mean, in years."""
    span = parse_span(date)
    return start_of(span.first), end_of(span.last)


def whole_years(years: tuple[int, int]) -> Locator:
    """Ticks at every year, or at every second year of a long axis; none after the last year."""
    from matplotlib.ticker import FixedLocator

    every = 2 if years[1] - years[0] > 8 else 1
    return FixedLocator(list(range(years[0], years[1] + 1, every)))
