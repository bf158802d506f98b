"""Counts what changed between two snapshots. No record is kept."""

from __future__ import annotations

import pandas as pd

from standards_report.ingest.iso.iso_counts import Origin, measured
from standards_report.ingest.iso.iso_reader import LEVELS, Snapshot

_CHANGED = {
    "reference": "references changed",
    "title": "titles changed",
    "status": "statuses changed",
}
_COMPARED = ["id", "reference", "title", "status", "member"]
_COLUMNS = ["measure", "member", "value", "locator"]


def changed_committees(old: Snapshot, new: Snapshot) -> pd.DataFrame:
    """Committees that are new, gone or changed, for the author to read.

    Returns a row for each change, with `change`, `reference`, `before` and `after`.
    """
    both = old.committees[_COMPARED].merge(
        new.committees[_COMPARED], on="id", how="outer", suffixes=("_old", "_new"), indicator=True
    )
    found = []
    for row in both.to_dict("records"):
        if row["_merge"] == "right_only":
            found.append(("new", row["reference_new"], "", row["title_new"]))
        elif row["_merge"] == "left_only":
            found.append(("gone", row["reference_old"], row["title_old"], ""))
        else:
            for column in ("reference", "title", "status", "member"):
                before, after = row[f"{column}_old"], row[f"{column}_new"]
                if before != after:
                    change = "secretariat" if column == "member" else column
                    found.append((change, row["reference_new"], before, after))
    return pd.DataFrame(found, columns=["change", "reference", "before", "after"])


def snapshot_changes(old: Snapshot, new: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_snapshot_changes. `origin.date` is the period between the two snapshots."""
    committees = changed_committees(old, new)
    counts = committees["change"].value_counts()
    rows = [
        (measure, "", int(counts.get(change, 0)), "records compared by id")
        for change, measure in {
            "new": "committees new",
            "gone": "committees gone",
            **_CHANGED,
        }.items()
    ]
    rows += _moved("secretariats", _held(old), _held(new))
    for level, key in LEVELS.items():
        pairs = (_taken(old, level), _taken(new, level))
        rows += _moved(f"{level}-memberships", *pairs, f"entries of {key} compared")
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return measured(table, origin, "iso-change", ["measure", "member"])


Pairs = set[tuple[int, str]]


def _moved(
    what: str, old: Pairs, new: Pairs, locator: str = "secretariats compared"
) -> list[tuple[str, str, int, str]]:
    rows = []
    for word, pairs in (("gained", new - old), ("lost", old - new)):
        members = pd.Series([member for _, member in pairs], dtype="str").value_counts()
        rows += [
            (f"{what} {word}", str(member), int(members[member]), locator)
            for member in sorted(members.index)
        ]
    return rows


def _held(snapshot: Snapshot) -> Pairs:
    rows = snapshot.committees[snapshot.committees["member"] != ""]
    return set(zip(rows["id"], rows["member"], strict=True))


def _taken(snapshot: Snapshot, level: str) -> Pairs:
    rows = snapshot.memberships[snapshot.memberships["level"] == level]
    return set(zip(rows["committee"], rows["member"], strict=True))
