"""What is read of a record of ISO: reference, stage, committee, year, subjects."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from standards_report.ingest.iso.iso_areas import area_of
from standards_report.ingest.relaton.clones.yaml_records import (
    NotRelatonError,
    Record,
    dates,
    listed,
    maps,
    part,
    references,
    text,
)

# Words of a stage within a reference, and of the document that comes of it.
_BECOMES = (("DTS", "TS"), ("DTR", "TR"), ("DPAS", "PAS"), ("FDTS", "TS"), ("FDTR", "TR"))
_STAGE = re.compile(r"[/ ](?:CD|DIS|FDIS|WD|PWI|NP|AWI|PRF)(?= )")
_AMENDED = re.compile(r"/(?:[A-Za-z]+ )?(?:F?DAM|F?DCOR|F?DAmd|Amd|Cor|Add|Suppl)\b.*$", re.I)
_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(r":(?:19|20)[0-9]{2}")
_TURN = re.compile(r"\.[0-9]$")
_IN_FORCE, _WITHDRAWN = ("60", "90"), "95"


@dataclass(frozen=True, slots=True)
class IsoRecord:
    """One record.

    `state` is in force, in progress, withdrawn or none stated. `reference` is without stage, year
    and amendment, `amendment` its number with its kind, or empty. `dated` says whether the
    reference names a year; `published` is a year, a month or a day, or empty. `amended_in` is
    the year that the reference gives an amendment, or empty.
    """

    name: str
    state: str
    reference: str
    amendment: str
    amended_in: str
    dated: bool
    published: str
    edition: int
    committee: str
    ics: tuple[str, ...]
    area: str


def iso_record(name: str, record: Record) -> IsoRecord:
    """Reads a record in either shape of the form. Raises NotRelatonError without a reference."""
    found = references(record)
    if not found or not found[0]:
        raise NotRelatonError("names no reference")
    reference, amendment = split_reference(found[0])
    published = dates(record, "published")
    edition = text(record.get("edition"))
    return IsoRecord(
        name,
        state_of(record),
        reference,
        amendment,
        year_of_amendment(found[0]),
        bool(_YEAR.search(found[0])),
        sys.intern(published[0] if published else ""),
        int(edition) if edition.isdigit() else 0,
        sys.intern(committee_of(record)),
        tuple(
            sorted(
                {sys.intern(text(entry.get("code"))) for entry in maps(part(record, "ics"))} - {""}
            )
        ),
        area_of(title_of(record))[0],
    )


def split_reference(reference: str) -> tuple[str, str]:
    """A reference without stage, year and amendment; the amendment, or an empty text.

    `ISO/IEC DIS 1-2.2` is `ISO/IEC 1-2`; `ISO 7:2015/DAM 1` is `ISO 7` with `amd 1`.
    """
    for draft, document in _BECOMES:
        reference = re.sub(rf"[/ ]{draft} ", f"/{document} ", reference)
    reference = _STAGE.sub("", reference)
    amended = _AMENDED.search(reference)
    base = _YEAR.split(_AMENDED.sub("", reference))[0]
    if amended is None:
        return _TURN.sub("", base).strip(), ""
    kind = "cor" if "cor" in amended[0].lower() else "amd"
    number = _NUMBER.search(amended[0])
    return base.strip(), f"{kind} {number[0] if number else '0'}"


def year_of_amendment(reference: str) -> str:
    """The year that a reference gives its amendment; empty without one.

    `ISO 7:2015/Amd 1:2021` was amended in 2021, and the date of such a record is mostly that of
    the document of 2015.
    """
    amended = _AMENDED.search(reference)
    years = _YEAR.findall(amended[0]) if amended else []
    return sys.intern(years[-1][1:]) if years else ""


def state_of(record: Record) -> str:
    """The state of a document by its stage: 60 and 90 in force, 95 withdrawn, below in progress."""
    status = part(record, "docstatus")
    stage = text(status.get("stage")) if isinstance(status, dict) else ""
    if stage in _IN_FORCE:
        return "in force"
    if stage == _WITHDRAWN:
        return "withdrawn"
    return "in progress" if stage.isdigit() else "none stated"


def committee_of(record: Record) -> str:
    """The first committee that a record names, as it writes it; empty where it names none."""
    group = part(record, "editorialgroup")
    for entry in maps(group.get("technical_committee")) if isinstance(group, dict) else []:
        if identifier := text(entry.get("identifier")):
            return identifier
    return ""


def title_of(record: Record) -> str:
    """The English title, whole where the record has it."""
    titles = [
        entry
        for entry in maps(record.get("title"))
        if "en" in map(text, listed(entry.get("language") or "en"))
    ]
    whole = [text(entry) for entry in titles if entry.get("type") == "main"]
    return whole[0] if whole else " ".join(text(entry) for entry in titles)
