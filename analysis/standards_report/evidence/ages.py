"""How old an observation is at the date of an edition: what carried-forward numbers are marked
with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from standards_report.display.markdown import pipe_table
from standards_report.observations.dates import OPEN, in_words, parse_span


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
    """`3 years`, `1 year`, `less than a year`; empty where the age is not known."""
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


def ages_markdown(index: Mapping[str, Any]) -> str:
    """A table of the tables of data: when each was last observed, and how long ago that was."""
    day = index["edition"]["as_of"]
    rows = [
        [one["title"], in_words(one["written"]), age_in_words(one["written"], day)]
        for one in index["observed"]
    ]
    return pipe_table(["Table", "Last observed", "Before this edition"], rows, [False] * 3)
