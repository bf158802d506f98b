"""Counts what changed between two snapshots. No record is kept."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from standards_report.ingest.iso.iso_counts import Origin, measured
from standards_report.ingest.iso.iso_reader import LEVELS, Snapshot
from standards_report.ingest.naming.entity_names import slug

_CHANGED = {
    "reference": "references changed",
    "title": "titles changed",
    "status": "statuses changed",
}
_COMPARED = ["id", "reference", "title", "status", "member"]
_COLUMNS = ["measure", "member", "value", "locator"]


def with_new_acronyms(old: Snapshot, new: Snapshot, member_bodies: pd.DataFrame) -> Snapshot:
    """The older snapshot with the acronyms that the newer one uses for the same member bodies.

    `member_bodies` has `acronym` and `iso_id`. A body that changed its acronym neither gained nor
    lost anything by that.
    """
    used = {*new.committees["member"], *new.memberships["member"]} - {""}
    ids = dict(zip(member_bodies["acronym"], member_bodies["iso_id"], strict=True))
    now = {ids[acronym]: acronym for acronym in used}
    names = {acronym: now.get(number, acronym) for acronym, number in ids.items()}
    committees, memberships = (
        rows.assign(member=rows["member"].map(lambda acronym: names.get(acronym, acronym)))
        for rows in (old.committees, old.memberships)
    )
    return replace(old, committees=committees, memberships=memberships)


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


def secretariat_changes(old: Snapshot, new: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_secretariat_changes: each committee that changed hands, came or went."""
    changed = changed_committees(old, new)
    titles = {
        row["reference"]: row["title"]
        for rows in (old.committees, new.committees)
        for row in rows.to_dict("records")
    }
    holders = [
        dict(zip(rows["reference"], rows["member"], strict=True))
        for rows in (old.committees, new.committees)
    ]
    kept = changed[changed["change"].isin(["secretariat", "new", "gone"])]
    rows = []
    for change, committee in zip(kept["change"], kept["reference"], strict=True):
        moved = change == "secretariat"
        row = kept[(kept["reference"] == committee) & (kept["change"] == change)].iloc[0]
        before = row["before"] if moved else holders[0].get(committee, "")
        after = row["after"] if moved else holders[1].get(committee, "")
        rows.append(
            {
                "id": f"iso-moved.{origin.date.replace('/', '.')}.{slug(committee)}",
                "date": origin.date,
                "committee": committee,
                "title": titles[committee],
                "change": "changed hands" if moved else change,
                "before": before,
                "before_country": origin.countries.get(before, ""),
                "after": after,
                "after_country": origin.countries.get(after, ""),
                "source": origin.source,
                "locator": f"{origin.file}: records compared by id with the snapshot before",
                "note": "",
            }
        )
    return pd.DataFrame(rows, dtype="str")


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
