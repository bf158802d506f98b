"""What is read of a record of ITU-T: number, kind, day of approval, Study Group.

Documents carry today's number of a Study Group, also for years before it existed.
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
    part,
    references,
    text,
)

_DATED = re.compile(r"\s*\([0-9]{2}/[0-9]{4}\)$")
# V.10 is a Recommendation of the series V, and no version.
_VERSION = re.compile(r"(?<!ITU-T)\s+(?:\(V[0-9]+\)|v\.[0-9]+)$", re.IGNORECASE)
_GROUP = re.compile(r"ITU-T Study Group ([0-9]+)")
# A letter behind a number is an annex; R is a Recommendation for a region.
_ACCOMPANIES = re.compile(
    r"\b(?:Annex|App\.|Add\.|Err\.|attachment|Imp|IMPL|Software)|(?<=[0-9]) [A-QS-Z]$",
    re.IGNORECASE,
)
_KINDS = {
    "recommendation": "recommendation",
    "recommendation-amendment": "amendment",
    "recommendation-corrigendum": "corrigendum",
    "recommendation-supplement": "supplement",
    "recommendation-annex": "annex, appendix or erratum",
}


@dataclass(frozen=True, slots=True)
class RecommendationRecord:
    """One record. `number` is without month and version; `kind` is one of `_KINDS`.

    `number` is empty for documents of other sectors, which are not counted.
    """

    number: str
    kind: str
    approved: str
    group: str


def recommendation_record(_file: str, record: Record) -> RecommendationRecord:
    """Reads a record. Raises NotRelatonError without a reference, or with an unknown kind."""
    found = references(record)
    if not found or not found[0]:
        raise NotRelatonError("names no reference")
    number = next((entry for entry in found if entry.startswith("ITU-T ")), "")
    if not number:
        return RecommendationRecord("", "", "", "")
    number = _VERSION.sub("", _DATED.sub("", number))
    written = text(part(record, "doctype"))
    if written not in _KINDS:
        raise NotRelatonError(f"is of an unknown kind {written[:40]!r}")
    kind = _KINDS[written]
    if kind == "recommendation" and _ACCOMPANIES.search(number):
        kind = "annex, appendix or erratum"
    published = dates(record, "published")
    group = group_of(record)
    return RecommendationRecord(
        number, sys.intern(kind), published[0] if published else "", sys.intern(group)
    )


def group_of(record: Record) -> str:
    """The Study Group, as SG15, or TSAG; empty where the record names none."""
    for contributor in maps(record.get("contributor")):
        organization = contributor.get("organization")
        parts = organization.get("subdivision") if isinstance(organization, dict) else None
        for entry in maps(parts):
            written = text(entry.get("name"))
            if match := _GROUP.fullmatch(written):
                return f"SG{match[1]}"
            if written == "Telecommunication Standardization Advisory Group":
                return "TSAG"
    return ""
