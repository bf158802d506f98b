"""How old an observation is at the date of an edition: what carried-forward numbers are marked
with."""

from __future__ import annotations

from datetime import date

from standards_report.observations.domain.dates import OPEN, parse_span


def whole_years(written: str, day: str) -> int | None:
    """Whole years from the last day that the written date can mean to `day` (YYYY-MM-DD).

    None where it names no end, or an end after that day.
    """
    if not written or written.endswith(OPEN):
        return None
    last, today = parse_span(written).last, date.fromisoformat(day)
    if last > today:
        return None
    return today.year - last.year - ((today.month, today.day) < (last.month, last.day))


def age_in_words(written: str, day: str) -> str:
    """`3 years`, `1 year` or `less than a year`. It is empty where the age is not known."""
    years = whole_years(written, day)
    if years is None:
        return ""
    if years == 0:
        return "less than a year"
    return "1 year" if years == 1 else f"{years} years"


def is_carried(written: str, before: str) -> bool:
    """Whether an observation was there on the day of the edition before (`before`, may be empty)
    and is carried forward from it."""
    if not before or not written or written.endswith(OPEN):
        return False
    return parse_span(written).last <= date.fromisoformat(before)
