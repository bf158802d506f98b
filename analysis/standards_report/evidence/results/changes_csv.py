"""Changes between two editions as CSV and as lines in the terminal."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

from standards_report.csv_writer import csv_text, without_mark
from standards_report.evidence.results.comparison import COLUMNS, Change, Kind

HEADINGS: dict[Kind, str] = {
    "finding": "Findings",
    "recommendation": "Recommendations",
    "claim": "Claims and their verdicts",
    "value": "Values",
    "table": "Tables, cell by cell",
    "figure": "Data of figures",
    "observation": "Observations",
    "prose": "Prose",
}


def changes_csv(changes: Iterable[Change]) -> str:
    """Every change as a row of CSV."""
    return csv_text(list(COLUMNS), [change.cells() for change in changes])


def with_changes(text: str, changes: Iterable[Change]) -> str:
    """What `changes_csv` wrote, with further changes at its end."""
    return text + changes_csv(changes).partition("\n")[2]


def changes_lines(changes: Sequence[Change], width: int) -> list[str]:
    """The changes for a terminal of that width: what both have first, then counts of the rest."""
    lines = []
    for kind, heading in HEADINGS.items():
        chosen = [change for change in changes if change.kind == kind]
        both = [change for change in chosen if change.is_in_both]
        lines.append(f"{heading}: {_counted(chosen)}")
        for change in both:
            where = " · ".join(part for part in (change.item, change.part) if part)
            text = f"{where}: {change.old} → {change.new}"
            lines += textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
    return lines


def read_changes(text: str) -> list[Change]:
    """The changes that `changes_csv` wrote."""
    return list(_changes(text))


@lru_cache(maxsize=4)
def _changes(text: str) -> tuple[Change, ...]:
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return tuple(Change(cast("Kind", kind), *map(without_mark, rest)) for kind, *rest in rows)


def _counted(changes: Sequence[Change]) -> str:
    counts = counted(changes)
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "none"


def counted(changes: Sequence[Change]) -> dict[str, int]:
    """How many of the changes are in what both editions have, and in what only one has."""
    changed = sum(change.is_in_both for change in changes)
    new = sum(not change.old for change in changes)
    return {"changed": changed, "new": new, "dropped": len(changes) - changed - new}
