"""The adapter `iso-open-data`, which reads a dated snapshot of ISO's committee data.

Records have no date, so `--date` gives it: a day, or the first and the last day that it can be. ISO
publishes only the latest state. So each snapshot is a source, known from its last possible day on.
One that is found late is taken as well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import NONE, Adapter, IngestResult, Request, Section
from standards_report.ingest.iso.iso_changes import (
    changed_committees,
    secretariat_changes,
    snapshot_changes,
    with_new_acronyms,
)
from standards_report.ingest.iso.iso_counts import (
    Origin,
    chosen_committees,
    committee_counts,
    committees_created,
    recent_committees,
)
from standards_report.ingest.iso.iso_dry_run import difference_section, snapshot_sections
from standards_report.ingest.iso.iso_reader import CUT_SHORT, Snapshot, read_snapshot
from standards_report.ingest.raw_file import file_name

if TYPE_CHECKING:
    import pandas as pd

_PREFIX = "iso-open-data-"
_LEAST = 0.9  # below this share of the last snapshot's committees, a file counts as cut short


def read(request: Request) -> IngestResult:
    """Returns the counts of a snapshot, and its differences from the one in `request.previous`.

    Writes rows of iso_committee_counts, iso_committees_created, iso_committees and, where the
    previous snapshot is ingested, iso_snapshot_changes, iso_secretariat_changes and
    iso_recent_committees. Raises UsageError for more than one file,
    and DataError with every fault of the files.
    """
    if len(request.files) != 1:
        raise UsageError(
            "iso-open-data reads one file for each snapshot: give one file and its --date"
        )
    path = request.files[0]
    snapshot = read_snapshot(path, request.rows("member_bodies"), request.known_from)
    faults = [*_repeated_faults(request, path), *_size_faults(request, path, snapshot)]
    if faults := [*faults, *_previous_faults(request, path)]:
        raise DataError(faults)
    bodies = request.rows("member_bodies")
    countries = dict(zip(bodies["acronym"], bodies["country"], strict=True))
    origin = Origin(_PREFIX + request.known_from, request.date, file_name(path), countries)
    tables = {
        "iso_committee_counts": committee_counts(snapshot, origin),
        "iso_committees_created": committees_created(snapshot, origin),
        "iso_committees": chosen_committees(snapshot, origin),
    }
    how = (path.name, snapshot.read_as, str(len(snapshot.committees)))
    sections = [Section("Files", ("file", "read as", "rows"), [how])]
    sections += snapshot_sections(snapshot, countries, request.rows("iso_committee_counts"))
    notes = [
        f"the publisher has added a key, which is not read: {key}" for key in snapshot.unknown_keys
    ]
    if request.previous and request.previous != NONE:
        changes, section, note = _difference(request, snapshot, origin)
        tables |= changes
        sections.append(section)
        notes += note
    newer = [date for date in _dates_by_hash(request).values() if date > request.known_from]
    if newer:
        notes.append(
            f"The snapshot of {_as_given(request, min(newer))} keeps its changes since the one "
            f"that it was compared with: ingest it again with --previous {path.name} to "
            "have those since this one"
        )
    return IngestResult(tables, _source(request.date, path), sections, notes)


def _difference(
    request: Request, snapshot: Snapshot, origin: Origin
) -> tuple[dict[str, pd.DataFrame], Section, list[str]]:
    path = request.previous
    assert path is not None
    bodies = request.rows("member_bodies")
    previous = read_snapshot(path, bodies, request.known_from)
    previous = with_new_acronyms(previous, snapshot, bodies)
    section = difference_section(changed_committees(previous, snapshot), path.name)
    date = _dates_by_hash(request).get(sha256(path))
    if date is None:
        return (
            {},
            section,
            [f"{path.name} is not ingested, so the differences from it are not kept"],
        )
    if date >= request.known_from:
        given = _as_given(request, date)
        what = f"is the snapshot of {given}, which is not before {request.known_from}"
        raise DataError(Fault(path.name, 0, what, "give an older one as --previous"))
    period = Origin(origin.source, f"{date}/{request.known_from}", origin.file, origin.countries)
    tables = {
        "iso_snapshot_changes": snapshot_changes(previous, snapshot, period),
        "iso_secretariat_changes": secretariat_changes(previous, snapshot, period),
        "iso_recent_committees": recent_committees(snapshot, origin),
    }
    return tables, section, []


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as in sources.csv."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _dates_by_hash(request: Request) -> dict[str, str]:
    sources = request.rows("sources")
    ours = sources[sources["key"].str.startswith(_PREFIX)]
    return dict(zip(ours["sha256"], ours["known_from"], strict=True))


def _repeated_faults(request: Request, path: Path) -> list[Fault]:
    known = _dates_by_hash(request)
    same = known.get(sha256(path))
    if same == request.known_from:
        return []
    if same:
        given = _as_given(request, same)
        what = f"is already ingested as the snapshot of {given}"
        return [Fault(path.name, 0, what, f"give --date {given}, or another file")]
    return []


def _previous_faults(request: Request, path: Path) -> list[Fault]:
    """A fault where the snapshot before is ingested and not given: what changed would be missing.

    Without an older file at hand, the author says so by `--previous none`.
    """
    known = _dates_by_hash(request)
    older = [date for date in known.values() if date < request.known_from]
    held = (
        known.get(sha256(path)) == request.known_from
    )  # with its changes, as they were given then
    if not older or request.previous == NONE or (held and not request.previous):
        return []
    if request.previous:
        given = known.get(sha256(request.previous))
        if given and given < max(older):
            what = f"is the snapshot of {given}, and that of {max(older)} lies between"
            remedy = "give the file of that day, so that no change is counted twice"
            return [Fault(request.previous.name, 0, what, remedy)]
        if given:
            return []
        last = _as_given(request, max(older))
        what = f"is none of the ingested snapshots, of which the last is of {last}"
        remedy = "give the file that was ingested then, or --previous none if it is lost"
        return [Fault(request.previous.name, 0, what, remedy)]
    last = _as_given(request, max(older))
    what = f"is given without the snapshot of {last}, so that what changed since is missing"
    remedy = "add --previous with the file of that day, or --previous none if it is lost"
    return [Fault(path.name, 0, what, remedy)]


def _size_faults(request: Request, path: Path, snapshot: Snapshot) -> list[Fault]:
    counts = request.rows("iso_committee_counts")
    before = counts[
        (counts["measure"] == "committees") & (counts["date"].map(_last_day) < request.known_from)
    ]
    if not len(before):
        return []
    last = before.loc[
        before["date"].map(_last_day) == before["date"].map(_last_day).max(), "value"
    ].sum()
    now = len(snapshot.committees)
    if now >= _LEAST * last:
        return []
    what = f"has {now} committees where the last snapshot has {last:.0f}"
    return [Fault(path.name, 0, what, CUT_SHORT)]


def _as_given(request: Request, day: str) -> str:
    """The date of the ingested snapshot that is known from `day` on: a range where it was one."""
    dates = request.rows("iso_committee_counts")["date"]
    return next((date for date in dates if _last_day(date) == day), day)


def _last_day(date: str) -> str:
    return date.rpartition("/")[2]


def _source(date: str, path: Path) -> dict[str, str]:
    return {
        "key": _PREFIX + _last_day(date),
        "title": f"ISO Open Data: technical committees, snapshot of {_in_words(date)}",
        "short": f"ISO Open Data ({date.replace('/', ' to ')})",
        "producer": "International Organization for Standardization (ISO)",
        "date": "",
        "known_from": _last_day(date),
        "kind": "evidence",
        "licence": "Open Data Commons Attribution License (ODC-By) 1.0; attribute to ISO",
        "obtain": "Data set iso_technical_committees under Open data on the website of ISO, which "
        "offers only the latest state; the hash is that of the file that was read",
        "sha256": sha256(path),
        "bibkey": "iso-open-data",
        "note": "",
    }


def _in_words(date: str) -> str:
    first, _, last = date.rpartition("/")
    return f"a day from {first} to {last}" if first else last


ADAPTER = Adapter(
    "iso-open-data",
    "ISO's committee data (JSON Lines or CSV), one file a snapshot",
    ("sources", "member_bodies", "iso_committee_counts"),
    read,
    "Data set iso_technical_committees (JSON Lines) under Open data on the website of ISO, which "
    "offers only the latest state; keep the day of the download in the file's name",
    compares=True,
    ranges=True,
)
