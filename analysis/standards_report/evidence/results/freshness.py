"""When each table was last observed, and how long that is before the date of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.domain.dates import OPEN, parse_span
from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd

# Kinds of sources whose rows the report does not compute from.
_ASIDE = ("literature", "cross-check")


@dataclass(frozen=True)
class LastObserved:
    """The latest observation of a table: the id of its row, its date, its age in months.

    `last` is the last day that can have been observed (YYYY-MM-DD).
    """

    table: str
    title: str
    rows: int
    latest: str
    written: str
    last: str
    months: int


def last_observed(tables: Tables, as_of: date) -> list[LastObserved]:
    """One entry for each table with dated observations that an edition of that day sees, the
    oldest first. Rows of literature and of sources that only serve for comparison are left out,
    and so are periods that are still open."""
    sources = tables["sources"].rows
    days = zip(sources["key"], sources["known_from"], strict=True)
    known = {key: date.fromisoformat(day) for key, day in days}
    aside = set(sources.loc[sources["kind"].isin(_ASIDE), "key"])
    shown = visible_rows(tables, seen_sources(sources, as_of.isoformat()) - aside)
    found = []
    for name, rows in shown.items():
        if not {"id", "date", "source"} <= set(rows):
            continue
        own = dict(last_days(rows[["id", "date"]]))
        ends = {row: last for row, last in _observed_days(rows, known) if last <= as_of}
        if not ends:
            continue
        # Of several observed up to the same day, the date that reaches least beyond it: a horizon
        # that lies ahead of its source is no day of observation.
        latest = max(ends, key=lambda row: (ends[row], -own[row].toordinal()))
        written = str(rows.loc[rows["id"] == latest, "date"].iloc[0])
        last, title = ends[latest], tables[name].table.title
        months = whole_months(last, as_of)
        found.append(
            LastObserved(name, title, len(rows), latest, written, last.isoformat(), months)
        )
    return sorted(found, key=lambda observed: (-observed.months, observed.table))


def _observed_days(rows: pd.DataFrame, known: Mapping[str, date]) -> list[tuple[str, date]]:
    """Row id and last day observed: the end of its date, or the day from which its source was
    known where this is earlier."""
    source = dict(zip(rows["id"], rows["source"], strict=True))
    return [(row, min(last, known[source[row]])) for row, last in last_days(rows[["id", "date"]])]


def last_days(rows: Iterable[object]) -> list[tuple[str, date]]:
    """Row id and last day of each date that has an end. `rows` has the columns `id` and `date`."""
    pairs = rows.itertuples(index=False)  # type: ignore[attr-defined]
    return [
        (str(row.id), parse_span(row.date).last)
        for row in pairs
        if row.date and not row.date.endswith(OPEN)
    ]


def whole_months(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
