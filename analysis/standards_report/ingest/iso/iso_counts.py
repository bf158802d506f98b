"""What is kept of a snapshot: counts, and single rows only for a few committees.

All functions return text cells, in the columns that `data/datapackage.yaml` gives their table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from standards_report.ingest.iso.iso_areas import area_of
from standards_report.ingest.iso.iso_reader import Snapshot
from standards_report.ingest.naming.entity_names import slug

_JTC_1 = re.compile(r"ISO/IEC[ /]JTC 1(/SC [0-9]+)?")
_RECENT = "2020-01-01"
_LEVEL_IN_WORDS = {"P": "pMembers", "O": "oMembers"}


@dataclass(frozen=True)
class Origin:
    """Where the rows of a snapshot come from, as each of them says."""

    source: str
    date: str
    file: str
    countries: Mapping[str, str]  # country by member body; empty where it is not established


def measured(rows: pd.DataFrame, origin: Origin, prefix: str, parts: list[str]) -> pd.DataFrame:
    """Turns counts into observations with id, date, country, unit (count), source and locator.

    `rows` has `value` (a whole number), `locator`, `member` (which gives the country, and may be
    empty) and the columns in `parts`, of which the id is made.
    """
    ids: list[str] = (
        list(rows[parts].astype(str).map(slug).agg(".".join, axis=1)) if len(rows) else []
    )
    stem = f"{prefix}.{origin.date.replace('/', '.')}"
    ids = [re.sub(r"\.{2,}", ".", f"{stem}.{parts_of_id}").strip(".") for parts_of_id in ids]
    return rows.assign(
        id=ids,
        date=origin.date,
        country=[origin.countries.get(member, "") for member in rows["member"]],
        value=rows["value"].astype(int).astype(str),
        low="",
        high="",
        unit="count",
        qualifier="exact",
        source=origin.source,
        locator=[f"{origin.file}: {place}" for place in rows["locator"]],
        note="",
    ).astype(str)


def committee_counts(snapshot: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_committee_counts: committees, secretariats and memberships.

    They are counted by kind and status, the last two also by member body.
    """
    committees = snapshot.committees
    held = committees[committees["member"] != ""]
    stated = committees[committees[["p_members", "o_members"]].notna().any(axis=1)]
    taken = snapshot.memberships.merge(
        committees[["id", "kind", "status"]], left_on="committee", right_on="id"
    )
    parts = [
        _counted(committees, [], "committees", "records"),
        _counted(held, [], "committees with a secretariat", "records with secretariat"),
        _counted(stated, [], "committees with stated members", "records with pMembers or oMembers"),
        _counted(held, ["member"], "secretariats", "records by secretariat"),
    ]
    for level, key in _LEVEL_IN_WORDS.items():
        rows = taken[taken["level"] == level]
        parts.append(_counted(rows, ["member"], f"{level}-memberships", f"entries of {key}"))
    counts = pd.concat(parts, ignore_index=True)
    return measured(counts, origin, "iso-count", ["measure", "member", "kind", "status"])


def _counted(rows: pd.DataFrame, by: list[str], measure: str, locator: str) -> pd.DataFrame:
    """Counts rows by kind, status and the columns in `by`. The locator says what was counted."""
    counts = rows.groupby([*by, "kind", "status"], as_index=False).size()
    counts = counts.rename(columns={"size": "value"}).assign(measure=measure)
    if "member" not in counts:
        counts["member"] = ""
    rule = " of kind " + counts["kind"] + " and status " + counts["status"]
    return counts.assign(locator=locator + rule)


def committees_created(snapshot: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_committees_created: committees by year of creation, secretariat and status."""
    rows = snapshot.committees.assign(created=snapshot.committees["created"].str[:4])
    counts = rows.groupby(["created", "member", "status"], as_index=False).size()
    counts = counts.rename(columns={"size": "value"})
    counts["locator"] = "records by year of creationDate and secretariat, joint bodies included"
    return measured(counts, origin, "iso-created", ["created", "member", "status"])


def chosen_committees(snapshot: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_committees: JTC 1 and its subcommittees, and those of technology areas."""
    rows = snapshot.committees
    areas = [area_of(title) for title in rows["title"]]
    in_jtc_1 = [bool(_JTC_1.fullmatch(reference)) for reference in rows["reference"]]
    rows = rows.assign(
        technology=[area for area, _ in areas],
        locator=[
            f"{origin.file}: " + (f"title names {word!r}" if area else "reference in JTC 1")
            for area, word in areas
        ],
    )[[bool(area) or inside for (area, _), inside in zip(areas, in_jtc_1, strict=True)]]
    return rows.assign(
        id=[
            f"iso-committee.{origin.date.replace('/', '.')}.{committee}" for committee in rows["id"]
        ],
        date=origin.date,
        country=[origin.countries.get(member, "") for member in rows["member"]],
        p_members=[_whole(size) for size in rows["p_members"]],
        o_members=[_whole(size) for size in rows["o_members"]],
        source=origin.source,
        note="",
    ).astype(str)


def recent_committees(snapshot: Snapshot, origin: Origin) -> pd.DataFrame:
    """Rows of iso_recent_committees: those created since 2020, with holder and technology area."""
    rows = snapshot.committees
    rows = rows[rows["created"] >= _RECENT]
    return rows.assign(
        id=[f"iso-recent.{origin.date.replace('/', '.')}.{number}" for number in rows["id"]],
        date=origin.date,
        committee=rows["reference"],
        country=[origin.countries.get(member, "") for member in rows["member"]],
        technology=[area_of(title)[0] for title in rows["title"]],
        source=origin.source,
        locator=f"{origin.file}: creationDate from {_RECENT} on",
        note="",
    ).astype(str)


def _whole(number: float) -> str:
    return "" if pd.isna(number) else str(int(number))
