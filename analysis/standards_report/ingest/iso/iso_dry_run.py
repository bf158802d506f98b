"""The summary of a snapshot of ISO's committee data that the dry run prints."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from standards_report.ingest.adapter import Section
from standards_report.ingest.iso.iso_areas import TITLE_PATTERNS, area_of
from standards_report.ingest.iso.iso_reader import Snapshot

_SHOWN = 15


def snapshot_sections(
    snapshot: Snapshot, countries: Mapping[str, str], before: pd.DataFrame
) -> list[Section]:
    """Committees, secretariats, memberships, what is not stated, and the technology areas.

    `countries` gives the country of each member body. `before` has the rows of
    iso_committee_counts before this ingest, for the change since the last snapshot.
    """
    return [
        _kinds(snapshot),
        _secretariats(snapshot, countries, before),
        _memberships(snapshot, countries),
        _nulls(snapshot),
        _areas(snapshot),
    ]


def difference_section(changed: pd.DataFrame, previous: str) -> Section:
    """Committees that are new, gone or changed since the file `previous`."""
    rows = [tuple(map(str, row)) for row in changed.itertuples(index=False)]
    title = f"Committees that differ from {previous}: {len(rows)}"
    return Section(title, ("change", "committee", "before", "after"), rows)


def _kinds(snapshot: Snapshot) -> Section:
    counts = snapshot.committees.groupby(["kind", "status"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=["active", "suspended"], fill_value=0)
    rows = [tuple(map(str, row)) for row in counts.reset_index().itertuples(index=False)]
    title = f"Committees: {len(snapshot.committees)}"
    return Section(title, ("kind", "active", "suspended"), rows)


def _secretariats(
    snapshot: Snapshot, countries: Mapping[str, str], before: pd.DataFrame
) -> Section:
    held = snapshot.committees[snapshot.committees["member"] != ""]
    active = held["status"] == "active"
    joint = held["kind"].str.startswith("joint")
    table = pd.DataFrame(
        {
            "active": held[active]["member"].value_counts(),
            "suspended": held[~active]["member"].value_counts(),
            "joint": held[active & joint]["member"].value_counts(),
            "last": _last(before),
        }
    ).fillna(0)
    table = table.astype(int).sort_values("active", ascending=False, kind="stable")
    rows = [
        (
            str(member),
            countries.get(str(member), "") or "not established",
            *(str(cell) for cell in (row["active"], row["suspended"], row["joint"])),
            f"{row['active'] - row['last']:+d}" if len(before) else "no snapshot before",
        )
        for member, row in table.iterrows()
    ]
    title = f"Secretariats: {int(active.sum())} of active committees, by {len(table)} member bodies"
    heads = ("member", "country", "active", "suspended", "of the active: joint", "since the last")
    return Section(title, heads, _cut(rows))


def _last(before: pd.DataFrame) -> pd.Series:
    rows = before[(before["measure"] == "secretariats") & (before["status"] == "active")]
    rows = rows[rows["date"] == rows["date"].max()]
    last: pd.Series = rows.groupby("member")["value"].sum()
    return last


def _memberships(snapshot: Snapshot, countries: Mapping[str, str]) -> Section:
    counts = snapshot.memberships.groupby(["member", "level"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=["P", "O"], fill_value=0)
    counts = counts.sort_values("P", ascending=False, kind="stable")
    rows: list[tuple[str, ...]] = [
        (str(member), countries.get(str(member), "") or "not established", str(p), str(o))
        for member, p, o in zip(counts.index, counts["P"], counts["O"], strict=True)
    ]
    title = f"Memberships: {counts['P'].sum()} P, {counts['O'].sum()} O, of {len(rows)} bodies"
    return Section(title, ("member", "country", "P", "O"), _cut(rows))


def _nulls(snapshot: Snapshot) -> Section:
    rows = snapshot.committees
    nulls = {
        "secretariat": rows["member"] == "",
        "P-members": rows["p_members"].isna(),
        "O-members": rows["o_members"].isna(),
    }
    found = [
        (what, str(int(is_null.sum())), ", ".join(rows.loc[is_null, "reference"]))
        for what, is_null in nulls.items()
    ]
    return Section("Not stated", ("what", "committees", "which"), found)


def _areas(snapshot: Snapshot) -> Section:
    rows = []
    for row in snapshot.committees.to_dict("records"):
        area, _ = area_of(row["title"])
        if area:
            rows.append((area, row["reference"], row["title"], row["member"] or "none"))
    named = {area for area, *_ in rows}
    rows += [(area, "no title names it", "", "") for area in TITLE_PATTERNS if area not in named]
    rows.sort(key=lambda row: list(TITLE_PATTERNS).index(row[0]))
    heads = ("area", "committee", "title", "secretariat")
    return Section("Committees of the technology areas", heads, rows)


def _cut(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if len(rows) <= _SHOWN:
        return rows
    more = (f"and {len(rows) - _SHOWN} more", *[""] * (len(rows[0]) - 1))
    return [*rows[:_SHOWN], more]
