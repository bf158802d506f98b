"""Counts ISO's documents: in force, in progress, published a year; by committee and by subject.

Records were crawled at different times, so earlier editions may still look as if in force. A
reference therefore counts once, in its newest edition, and records are counted beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from standards_report.ingest.relaton.iso_documents.committee_holders import Holders
from standards_report.ingest.relaton.iso_documents.iso_records import IsoRecord

FIRST_YEAR = "2012"
Counts = Counter[tuple[str, ...]]
Key = TypeVar("Key", bound=Hashable)

TOTALS = {
    "records": "files",
    "records in force": "stage 60 or 90",
    "records in progress": "stage 10 to 50",
    "records withdrawn": "stage 95",
    "records without a stage": "no stage",
    "amendments in force": "stage 60 or 90, amendments and corrigenda",
    "amendments with a year": "stage 60, 90 or 95, amendments and corrigenda whose reference names "
    "the year of the amendment",
    "amendments dated otherwise": "the same, where the date of publication is of another year",
    "records in force without a year": "stage 60 or 90, no year in the reference",
    "references in force": "different references at stage 60 or 90, without year and amendment",
    "projects in progress": "different references at stage 10 to 50, without stage and turn",
    "projects also in force": "the same, where the reference without amendment is also in force",
}
BY_COMMITTEE = {
    name: TOTALS[name]
    for name in (
        "records in force",
        "amendments in force",
        "references in force",
        "records in progress",
        "projects in progress",
        "projects also in force",
    )
}
BY_YEAR = {
    "documents published": "different references with a year of publication, of every stage",
    "amendments published": "different amendments and corrigenda by the year in their reference",
}
BY_SUBJECT = {
    "references in force": "newest edition of each reference at stage 60 or 90",
    "projects in progress": "newest record of each reference at stage 10 to 50",
}


def newest(record: IsoRecord) -> tuple[str, int, bool, str]:
    """Orders records of one reference: by publication, edition, a dated reference, file."""
    return record.published, record.edition, record.dated, record.name


class IsoOutput:
    """Takes records one by one, and keeps what the counts need."""

    def __init__(self) -> None:
        self.totals: Counter[str] = Counter()
        self.records: Counter[tuple[str, str]] = Counter()  # committee, measure
        self.in_force: dict[str, IsoRecord] = {}
        self.projects: dict[tuple[str, str], IsoRecord] = {}
        self.published: dict[tuple[str, str, str], IsoRecord] = {}
        self.strange_dates: Counter[str] = Counter()

    def add(self, record: IsoRecord) -> None:
        """Counts a record."""
        state, committee = record.state, record.committee
        stated = "records without a stage" if state == "none stated" else f"records {state}"
        self.totals.update(["records", stated])
        if state in ("in force", "in progress"):
            self.records[committee, stated] += 1
        if state == "in force":
            if record.amendment:
                self.totals["amendments in force"] += 1
                self.records[committee, "amendments in force"] += 1
            self.totals["records in force without a year"] += not record.dated
            _keep(self.in_force, record.reference, record)
        elif state == "in progress":
            _keep(self.projects, (record.reference, record.amendment), record)
        self._add_year(record)

    def _add_year(self, record: IsoRecord) -> None:
        if record.state not in ("in force", "withdrawn"):
            return
        if record.amended_in:
            self.totals["amendments with a year"] += 1
            is_otherwise = record.amended_in != record.published[:4]
            self.totals["amendments dated otherwise"] += is_otherwise
        # The date of an amendment's record is mostly that of the document which it amends.
        year = record.amended_in if record.amendment else record.published[:4]
        if not year:
            return
        if not year.isdigit():
            self.strange_dates[record.published] += 1
        elif year >= FIRST_YEAR:
            _keep(self.published, (record.reference, record.amendment, year), record)

    def finish(self) -> None:
        """Counts what needs all records."""
        self.totals["references in force"] = len(self.in_force)
        self.totals["projects in progress"] = len(self.projects)
        revising = [key for key in self.projects if key[0] in self.in_force]
        self.totals["projects also in force"] = len(revising)
        for record in self.in_force.values():
            self.records[record.committee, "references in force"] += 1
        for key, record in self.projects.items():
            self.records[record.committee, "projects in progress"] += 1
            if key[0] in self.in_force:
                self.records[record.committee, "projects also in force"] += 1

    def years(self) -> Counts:
        """Counts by year, committee and measure."""
        found: Counts = Counter()
        for (_, amendment, year), record in self.published.items():
            measure = "amendments published" if amendment else "documents published"
            found[year, record.committee, measure] += 1
        return found

    def subjects(self, holders: Holders) -> Counts:
        """Counts by classification, subject, how the committee joins, member and measure.

        A document counts once for each field of ICS, group of ICS or area that it belongs to.
        Groups of ICS are not split by member.
        """
        found: Counts = Counter()
        kinds: Mapping[str, Iterable[IsoRecord]] = {
            "references in force": self.in_force.values(),
            "projects in progress": self.projects.values(),
        }
        for measure, records in kinds.items():
            for record in records:
                join, member = holders.join(record.committee)
                for classification, subject in _subjects(record, holders):
                    split = classification != "ICS group"
                    where = (join, member) if split else ("not split", "")
                    found[classification, subject, *where, measure] += 1
        return found


def _subjects(record: IsoRecord, holders: Holders) -> Iterator[tuple[str, str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for code in record.ics:
        groups["ICS field"].add(code[:2])
        groups["ICS group"].add(code[:6])
    if not record.ics:
        groups["ICS field"].add("not stated")
    if record.area:
        groups["area in the title of the document"].add(record.area)
    if area := holders.area(record.committee):
        groups["area in the title of the committee"].add(area)
    for classification, subjects in groups.items():
        for subject in sorted(subjects):
            yield classification, subject


def _keep(kept: dict[Key, IsoRecord], key: Key, record: IsoRecord) -> None:
    before = kept.get(key)
    if before is None or newest(record) > newest(before):
        kept[key] = record
