"""Joins committees that records name to those that ISO's committee data list, by a normal form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.ingest.iso.iso_areas import area_of
from standards_report.ingest.iso.iso_reader import Snapshot, read_snapshot

if TYPE_CHECKING:
    import pandas as pd

_SPACES = re.compile(r"\s*/\s*|\s+")


def normal_form(reference: str) -> str:
    """A reference in upper case, with one blank or stroke where any were: `ISO/IEC JTC 1/SC 2`."""
    joined = re.sub(r"\bISO/IEC/JTC\b", "ISO/IEC JTC", reference.upper())
    return _SPACES.sub(lambda found: "/" if "/" in found[0] else " ", joined).strip()


@dataclass(frozen=True)
class Holder:
    """What the committee data say of a committee: its holder (or empty) and its area (or empty)."""

    member: str
    area: str


@dataclass(frozen=True)
class Holders:
    """All committees of a snapshot by normal form, and the file and day that they are from."""

    by_committee: Mapping[str, Holder]
    file: str
    day: str

    def join(self, committee: str) -> tuple[str, str]:
        """How a committee joins (holder, no secretariat, not in snapshot), and its holder."""
        holder = self.by_committee.get(normal_form(committee)) if committee else None
        if holder is None:
            return ("not in snapshot" if committee else "no committee"), ""
        return ("holder" if holder.member else "no secretariat"), holder.member

    def area(self, committee: str) -> str:
        """The technology area that the title of the committee names; empty for none."""
        holder = self.by_committee.get(normal_form(committee))
        return holder.area if holder else ""


def read_holders(path: Path, member_bodies: pd.DataFrame, day: str) -> Holders:
    """Reads a snapshot of ISO's committee data. Raises DataError as its own adapter does."""
    return holders_of(read_snapshot(path, member_bodies, day), path.name, day)


def holders_of(snapshot: Snapshot, file: str, day: str) -> Holders:
    """The holders in a snapshot."""
    rows = snapshot.committees.to_dict("records")
    found = {
        normal_form(row["reference"]): Holder(row["member"], area_of(row["title"])[0])
        for row in rows
    }
    return Holders(found, file, day)
