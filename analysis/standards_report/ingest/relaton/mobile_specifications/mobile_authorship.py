"""Counts 3GPP's specifications and their rapporteurs, each specification once a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from standards_report.ingest.relaton.mobile_specifications.employers import Employer, Employers
from standards_report.ingest.relaton.mobile_specifications.mobile_records import MobileRecord

RECORDS = {
    "records": "files",
    "specifications": "newest version by date of each number before the slash, whatever its case",
    "specifications without a rapporteur": "the same, without a person",
    "rapporteurs": "persons in these, each once a specification",
    "rapporteurs without an employer": "the same, where no employer is named",
    "rapporteurs with two employers": "the same, where more than one is named",
    "rapporteurs of new specifications": "persons in those whose number before the colon is in no "
    "earlier release",
    "new specifications": "those whose number before the colon is in no earlier release",
    "numbers in several releases": "numbers before the colon with a newest version in several",
    "numbers in several releases with the same employers": "the same, where all of these versions "
    "name the same first employers",
}
RAPPORTEURS = {
    "rapporteurs": "persons in the newest version of each specification, by the first employer",
    "rapporteurs of new specifications": "the same, where the number before the colon is in no "
    "earlier release",
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
        first = self.first_releases()
        for measure, number in self._repeated().items():
            found["", "", "", measure] = number
        for record in self.newest.values():
            employed = sum(bool(name) for name in record.employers)
            numbers = {
                "specifications": 1,
                "specifications without a rapporteur": not record.employers,
                "rapporteurs": len(record.employers),
                "rapporteurs without an employer": len(record.employers) - employed,
                "rapporteurs with two employers": record.doubles,
                "new specifications": is_new(record, first),
                "rapporteurs of new specifications": len(record.employers) * is_new(record, first),
            }
            for measure, number in numbers.items():
                found[record.release, group_of(record), record.kind, measure] += int(number)
        return found

    def rapporteurs(
        self, employers: Employers, *, new: bool = False
    ) -> Counter[tuple[str, str, str, Employer]]:
        """Counts by release, group, kind and employer as the reviewed tables have it.

        With `new`, of the specifications alone whose number no earlier release has.
        """
        known: dict[str, Employer] = {}
        found: Counter[tuple[str, str, str, Employer]] = Counter()
        first = self.first_releases()
        for record in self.newest.values():
            if not is_numbered(record.release) or (new and not is_new(record, first)):
                continue
            for name in record.employers:
                if name not in known:
                    known[name] = employers.find(name)
                found[record.release, group_of(record), record.kind, known[name]] += 1
        return found

    def first_releases(self) -> dict[str, int]:
        """The first release of each number, 0 for those before the ones that are kept."""
        found: dict[str, int] = {}
        for record in self.newest.values():
            number, place = number_of(record), _place(record)
            found[number] = min(place, found.get(number, place))
        return found

    def _repeated(self) -> dict[str, int]:
        """Numbers that several releases have, and those with the same employers in each."""
        employers: dict[str, list[tuple[str, ...]]] = {}
        for record in self.newest.values():
            employers.setdefault(number_of(record), []).append(record.employers)
        several = [found for found in employers.values() if len(found) > 1]
        return {
            "numbers in several releases": len(several),
            "numbers in several releases with the same employers": sum(
                len(set(found)) == 1 for found in several
            ),
        }

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


def number_of(record: MobileRecord) -> str:
    """The number of a specification without its release."""
    return record.specification.partition(":")[0]


def is_new(record: MobileRecord, first: Mapping[str, int]) -> bool:
    """Whether no release before that of the record has its number."""
    return is_numbered(record.release) and first[number_of(record)] == _place(record)


def _place(record: MobileRecord) -> int:
    return int(record.release) if is_numbered(record.release) else 0


def group_of(record: MobileRecord) -> str:
    """The group of a record of the releases that are kept by group; empty for older ones."""
    by_group = record.release.isdigit() and _FIRST_WITH_GROUP <= int(record.release) <= _LAST
    return record.group if by_group else ""


def by_country(
    counts: Mapping[tuple[str, str, str, Employer], int], release: int, rule: str
) -> Counter[str]:
    """Rapporteurs of a release by `seat` or `headquarters`; those without one as unmatched."""
    found: Counter[str] = Counter()
    for (written, _, _, employer), number in counts.items():
        if written == str(release):
            country = employer.seat if rule == "seat" else employer.headquarters
            found[country or employer.match] += number
    return found
