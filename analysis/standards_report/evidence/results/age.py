"""How old an observation is on the day of a release: what carried-forward numbers are marked
with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from standards_report.evidence.results.index_rows import Source
from standards_report.observations.domain.dates import OPEN, parse_span
from standards_report.observations.domain.editions import Edition

_DAYS_OF_A_MONTH = 365.2425 / 12


def age_in_months(written: str, day: str, known: str = "") -> int | None:
    """Months, to the nearest, from the last day that was observed to `day` (YYYY-MM-DD).

    The last day is that of the written date, or `known` (YYYY-MM-DD) where this is earlier: nobody
    can have observed what came after the source was there. None where the date names no end, or
    one after `day`.
    """
    if not written or written.endswith(OPEN):
        return None
    last, today = parse_span(written).last, date.fromisoformat(day)
    if known:
        last = min(last, date.fromisoformat(known))
    return None if last > today else round((today - last).days / _DAYS_OF_A_MONTH)


def age_in_words(written: str, day: str, known: str = "") -> str:
    """`4 years and 10 months`, `1 year` or `less than a month`. Empty where the age is not known.

    The arguments are those of `age_in_months`.
    """
    months = age_in_months(written, day, known)
    if months is None:
        return ""
    counted = [_so_many(months // 12, "year"), _so_many(months % 12, "month")]
    return " and ".join(filter(None, counted)) or "less than a month"


def _so_many(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if number != 1 else ''}" if number else ""


def release_day(edition: Edition) -> str:
    """The day (YYYY-MM-DD) of its release; for an open edition, the earliest on which it can be."""
    return max(edition.date, edition.as_of).isoformat()


def last_known(sources: Iterable[str], all_sources: Mapping[str, Source]) -> str:
    """The day (YYYY-MM-DD) from which the latest of these sources was known; empty for none."""
    return max((all_sources[key].known_from for key in sources), default="")


def is_carried(written: str, before: str) -> bool:
    """Whether an observation was there on the day of the edition before (`before`, may be empty)
    and is carried forward from it."""
    if not before or not written or written.endswith(OPEN):
        return False
    return parse_span(written).last <= date.fromisoformat(before)
