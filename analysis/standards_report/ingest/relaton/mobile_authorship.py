"""Counts 3GPP's specifications and their rapporteurs, each specification once a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from standards_report.ingest.relaton.employers import Employer, Employers
from standards_report.ingest.relaton.mobile_records import MobileRecord

RECORDS = {
    "records": "files",
    "specifications": "newest version by date of each number before the slash, whatever its case",
    "specifications without a rapporteur": "the same, without a person",
    "rapporteurs": "persons in these, each once a specification",
    "rapporteurs without an employer": "the same, where no employer is named",
    "rapporteurs with two employers": "the same, where more than one is named",
}
RAPPORTEURS = {
    "rapporteurs": "persons in the newest version of each specification, by the first employer",
}
_FIRST_WITH_GROUP = 15
_FIRST, _LAST = 4, 20


class MobileAuthorship:
    """Keeps the newest version of each specification of a release."""

    def __init__(self) -> None:
        self.records = 0
        self.newest: dict[str, MobileRecord] = {}
        self.without_person = 0

    def add(self, record: MobileRecord) -> None:
        """Takes a record."""
        self.records += 1
        self.without_person += not record.employers
        before = self.newest.get(record.specification)
        if before is None or record.order > before.order:
            self.newest[record.specification] = record

    def specifications(self) -> Counter[tuple[str, str, str, str]]:
        """Counts by release, group, kind and measure."""
        found: Counter[tuple[str, str, str, str]] = Counter({("", "", "", "records"): self.records})
        for record in self.newest.values():
            employed = sum(bool(name) for name in record.employers)
            numbers = {
                "specifications": 1,
                "specifications without a rapporteur": not record.employers,
                "rapporteurs": len(record.employers),
                "rapporteurs without an employer": len(record.employers) - employed,
                "rapporteurs with two employers": record.doubles,
            }
            for measure, number in numbers.items():
                found[record.release, group_of(record), record.kind, measure] += int(number)
        return found

    def rapporteurs(self, employers: Employers) -> Counter[tuple[str, str, Employer]]:
        """Counts by release, group and employer as the reviewed tables have it."""
        known: dict[str, Employer] = {}
        found: Counter[tuple[str, str, Employer]] = Counter()
        for record in self.newest.values():
            if not is_numbered(record.release):
                continue
            for name in record.employers:
                if name not in known:
                    known[name] = employers.find(name)
                found[record.release, group_of(record), known[name]] += 1
        return found

    def names(self, release: int) -> Counter[str]:
        """The employers of one release as they are written, for the summary."""
        return Counter(
            name
            for record in self.newest.values()
            if record.release == str(release)
            for name in record.employers
        )


def is_numbered(release: str) -> bool:
    """Whether a release is one of those whose rapporteurs are kept."""
    return release.isdigit() and _FIRST <= int(release) <= _LAST


def group_of(record: MobileRecord) -> str:
    """The group of a record of the releases that are kept by group; empty for older ones."""
    by_group = record.release.isdigit() and _FIRST_WITH_GROUP <= int(record.release) <= _LAST
    return record.group if by_group else ""


def by_country(
    counts: Mapping[tuple[str, str, Employer], int], release: int, rule: str
) -> Counter[str]:
    """Rapporteurs of a release by `seat` or `headquarters`; those without one as unmatched."""
    found: Counter[str] = Counter()
    for (written, _, employer), number in counts.items():
        if written == str(release):
            country = employer.seat if rule == "seat" else employer.headquarters
            found[country or employer.match] += number
    return found
