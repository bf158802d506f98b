"""Committees of one country: those whose secretariat it holds, and what changed about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

OUTPUT = {"references in force": "in_force", "projects in progress": "in_progress"}
GAINS = {
    "secretariats gained": "secretariats_gained",
    "secretariats lost": "secretariats_lost",
    "P-memberships gained": "p_gained",
    "P-memberships lost": "p_lost",
    "O-memberships gained": "o_gained",
    "O-memberships lost": "o_lost",
}
_HELD = ["committee", "title", "technology", *OUTPUT.values(), ROWS]
_LISTED = ["committee", "title", "technology", "created", ROWS]
_MOVED = ["date", "committee", "title", "change", "before_country", "after_country", ROWS]


def committees_with_documents(output: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """The committees with documents or projects whose secretariat a country held.

    `output` has the rows of one country in `iso_output_committees`, of the newest records; `listed`
    is a result of `listed_committees` for the country. Returns, with the most documents first:
    `committee`, `title` and `technology` (empty where no table states them), `in_force`,
    `in_progress` and `rows`. Holders are those of the day to which the documents were joined.
    """
    known: dict[str, dict[Any, Any]] = {
        line["committee"]: line for line in listed.to_dict("records")
    }
    counted: dict[str, dict[str, float]] = {}
    behind: dict[str, list[str]] = {}
    columns = (output[name] for name in ("committee", "measure", "value", "id"))
    for committee, measure, value, row in zip(*columns, strict=True):
        if measure in OUTPUT:
            numbers = counted.setdefault(committee, dict.fromkeys(OUTPUT.values(), 0.0))
            numbers[OUTPUT[measure]] += value
            behind.setdefault(committee, []).append(row)
    lines = []
    for committee in sorted(counted):
        more = known.get(committee, {})
        told = {name: more.get(name, "") for name in ("title", "technology")}
        rows = join_rows([tuple(behind[committee]), more.get(ROWS, ())])
        lines.append({"committee": committee, **told, **counted[committee], ROWS: rows})
    result = pd.DataFrame(lines, columns=_HELD)
    return result.sort_values("in_force", ascending=False, kind="stable", ignore_index=True)


def listed_committees(listed: pd.DataFrame) -> pd.DataFrame:
    """Committees of the newest snapshot that a table lists one by one, and one country holds.

    `listed` has the rows of a country in `iso_committees` and `iso_recent_committees`: those of
    JTC 1, of the technology areas, and those created lately. Returns `committee`, `title`,
    `technology` (empty for none), `created` and `rows`, by reference.
    """
    lines: dict[str, dict[Any, Any]] = {}
    for row in listed.to_dict("records"):
        first = lines.setdefault(row["committee"], {**row, ROWS: ()})
        first["technology"] = first["technology"] or row["technology"]
        first[ROWS] = join_rows([first[ROWS], (row["id"],)])
    return pd.DataFrame([lines[name] for name in sorted(lines)], columns=_LISTED)


def moved_committees(moved: pd.DataFrame, country: str) -> pd.DataFrame:
    """Committees whose secretariat came to the country or left it, the newest period first.

    `moved` has the rows of `iso_secretariat_changes` that name the country. Returns `date` (the
    period between two snapshots), `committee`, `title`, `change` (`won`, `lost`, `new` or `gone`),
    `before_country`, `after_country` and `rows`. A committee that passed between two bodies of one
    country is in none of these.
    """
    lines = []
    for row in moved.to_dict("records"):
        came, left = row["after_country"] == country, row["before_country"] == country
        if came != left:
            handed = "won" if came else "lost"
            change = handed if row["change"] == "changed hands" else row["change"]
            lines.append({**row, "change": change, ROWS: (row["id"],)})
    result = pd.DataFrame(lines, columns=_MOVED)
    return result.sort_values("date", ascending=False, kind="stable", ignore_index=True)


def gains_and_losses(changes: pd.DataFrame, periods: Sequence[str]) -> pd.DataFrame:
    """Memberships and secretariats that a country gained and lost between snapshots.

    `changes` has the rows of one country in `iso_snapshot_changes`; `periods` are the dates of all
    rows of that table, which names every gain and loss. Returns a row for each period, the newest
    first: `date`, a count for each of `GAINS` and `rows`.
    """
    lines = []
    for date in sorted(periods, reverse=True):
        own = changes[changes["date"] == date]
        counts = dict.fromkeys(GAINS.values(), 0.0)
        for measure, value in zip(own["measure"], own["value"], strict=True):
            counts[GAINS[measure]] += value
        lines.append({"date": date, **counts, ROWS: tuple(own["id"])})
    return pd.DataFrame(lines, columns=["date", *GAINS.values(), ROWS])
