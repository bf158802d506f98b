"""The years that data cover, for axes and captions that end where the data end."""

from __future__ import annotations

from collections.abc import Iterable

from standards_report.observations import parse_span


def years_covered(dates: Iterable[str], since: int) -> tuple[int, int]:
    """First and last year of written dates, the first no later than `since`.

    Empty dates do not count. A period without an end counts with its first year alone: nothing
    says how far it reaches. Without any date both are `since`.
    """
    spans = [(parse_span(date).first.year, _last_year(date)) for date in dates if date]
    first = min((first for first, _ in spans), default=since)
    return min(first, since), max((last for _, last in spans), default=since)


def _last_year(date: str) -> int:
    span = parse_span(date)
    return span.first.year if date.endswith("..") else span.last.year
