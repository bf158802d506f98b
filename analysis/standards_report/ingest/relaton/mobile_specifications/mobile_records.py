"""What is read of a record of 3GPP: specification, release, group, kind, employers.

Names of persons are not read. A field for an employer could hold one, so no employer leaves this
folder by its own name unless a reviewed table has it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from standards_report.ingest.relaton.clones.yaml_records import (
    NotRelatonError,
    Record,
    dates,
    maps,
    name,
    part,
    text,
)

_RELEASE = re.compile(r"rel-([0-9]{1,2})")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class MobileRecord:
    """One version of a specification.

    `specification` is the number with its release, in lower case; `release` is `18` for REL-18, and
    as written for older ones (`R99`, `PH2`), empty where the number names none. `order` sorts the
    versions of one. `employers` has the first employer of each rapporteur, empty for one without;
    `doubles` counts rapporteurs with more than one.
    """

    specification: str
    release: str
    order: tuple[str, tuple[int, ...], str]
    group: str
    kind: str
    employers: tuple[str, ...]
    doubles: int


def mobile_record(file: str, record: Record) -> MobileRecord:
    """Reads a record. Raises NotRelatonError without a number, or with a name that is too long."""
    number = text(record.get("docnumber"))
    if not number:
        raise NotRelatonError("names no number of a specification")
    specification, _, version = number.partition("/")
    found = [
        _employers(entry["person"])
        for entry in maps(record.get("contributor"))
        if "person" in entry
    ]
    return MobileRecord(
        sys.intern(specification.lower()),
        release_of(specification),
        (max(dates(record), default=""), tuple(map(int, _DIGITS.findall(version))), file),
        _group(record),
        text(part(record, "doctype")),
        tuple(names[0] if names else "" for names in found),
        sum(len(names) > 1 for names in found),
    )


def release_of(specification: str) -> str:
    """The release that a number names after its colon."""
    _, _, written = specification.lower().partition(":")
    match = _RELEASE.fullmatch(written)
    return sys.intern(str(int(match[1])) if match else written.upper())


def _group(record: Record) -> str:
    groups = maps(part(record, "editorialgroup"))
    prime = [text(entry.get("name")) for entry in groups if entry.get("type") == "prime"]
    return sys.intern(prime[0] if prime else "")


def _employers(person: object) -> list[str]:
    affiliations = maps(person.get("affiliation")) if isinstance(person, dict) else []
    organizations = [entry.get("organization") for entry in affiliations]
    names = [name(entry.get("name")) for entry in organizations if isinstance(entry, dict)]
    return [sys.intern(found) for found in names if found]
