"""Written dates as places on an axis of years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.observations import parse_span

if TYPE_CHECKING:
    from matplotlib.ticker import Locator

_DAYS = 365.25


def year_span(date: str) -> tuple[float, float]:
    """First and last moment that a written date can mean, in years."""
    span = parse_span(date)
    start = span.first.year + (span.first.timetuple().tm_yday - 1) / _DAYS
    return start, span.last.year + span.last.timetuple().tm_yday / _DAYS


def whole_years(years: tuple[int, int]) -> Locator:
    """Ticks at every year, or at every second one where the axis is long."""
    from matplotlib.ticker import MultipleLocator

    return MultipleLocator(2 if years[1] - years[0] > 8 else 1)
