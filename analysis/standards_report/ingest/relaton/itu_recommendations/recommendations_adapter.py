"""The adapter `relaton-itu`: Recommendations of ITU-T approved a year by Study Group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import Adapter, IngestResult, Request, Section
from standards_report.ingest.counted_rows import Row, Series, counted_rows
from standards_report.ingest.naming.entity_names import slug
from standards_report.ingest.raw_file import file_name
from standards_report.ingest.relaton.clones.record_pool import read_records
from standards_report.ingest.relaton.clones.record_source import (
    digest,
    record_source,
    require_size,
    source_key,
)
from standards_report.ingest.relaton.itu_recommendations.recommendation_records import (
    RecommendationRecord,
    recommendation_record,
)

_BODY = "ITU"
_NUMBER = re.compile(r"[A-Z][0-9.]*\.[0-9]+(?:\.[0-9]+)*")
RULES = {
    "records": "files of ITU-T and ITU-R",
    "first edition": "earliest record of each number of a Recommendation",
    "later edition": "other records of that number with another day",
    "amendment": "records of this kind with different number and day",
    "corrigendum": "records of this kind with different number and day",
    "supplement": "records of this kind with different number and day",
    "annex, appendix or erratum": "records of this kind with different number and day",
}
Firsts = Mapping[str, RecommendationRecord]


class Approvals:
    """Keeps each number of ITU-T with each day once."""

    def __init__(self) -> None:
        self.records = 0
        self.others = 0
        self.undated = 0
        self.again = 0
        self.seen: dict[tuple[str, str, str], RecommendationRecord] = {}

    def add(self, record: RecommendationRecord) -> None:
        """Takes a record."""
        self.records += 1
        if not record.number:
            self.others += 1
        elif not record.approved:
            self.undated += 1
        else:
            key = (record.kind, record.number, record.approved)
            self.again += key in self.seen
            self.seen.setdefault(key, record)

    def firsts(self) -> dict[str, RecommendationRecord]:
        """The earliest record of each Recommendation, by number."""
        found: dict[str, RecommendationRecord] = {}
        for record in self.seen.values():
            before = found.get(record.number)
            if record.kind == "recommendation" and (
                before is None or record.approved < before.approved
            ):
                found[record.number] = record
        return found

    def counts(self) -> Counter[tuple[str, str, str]]:
        """Counts by year, Study Group and kind."""
        firsts = self.firsts()
        found: Counter[tuple[str, str, str]] = Counter()
        for record in self.seen.values():
            kind = record.kind
            if kind == "recommendation":
                first = firsts[record.number].approved == record.approved
                kind = "first edition" if first else "later edition"
            found[record.approved[:4], record.group, kind] += 1
        return found


def read(request: Request) -> IngestResult:
    """Returns counts by year, Study Group and kind, and what became of our standards.

    Writes rows of itu_recommendations_approved and itu_outcomes. Raises UsageError for more than
    one file, and DataError with every fault of the records or of the reviewed titles.
    """
    if len(request.files) != 1:
        raise UsageError("relaton-itu reads one clone or archive: give one and its --date")
    path = request.files[0]
    approvals = Approvals()
    for record in read_records(path, recommendation_record):
        approvals.add(record)
    before = request.rows("itu_recommendations_approved").rename(columns={"kind": "measure"})
    require_size(path, approvals.records, before, request.date)
    source = record_source(request, _BODY, "relaton-data-itu", digest(path))
    file = file_name(path)
    counts = approvals.counts()
    rows: list[Row] = [
        {
            "date": year,
            "study_group": group,
            "kind": kind,
            "value": number,
            "note": f"to {request.date}" if year == request.date[:4] else "",
        }
        for (year, group, kind), number in counts.items()
    ]
    rows.append(
        {"date": request.date, "study_group": "", "kind": "records", "value": approvals.records}
    )
    key = source_key(_BODY, request.date)
    series = Series(
        f"itu-approved.{request.date}", key, ["date", "study_group", "kind"], file, RULES
    )
    outcomes = _outcomes(request, approvals, key, file)
    tables = {
        "itu_recommendations_approved": counted_rows(series, rows, by="kind"),
        "itu_outcomes": outcomes,
    }
    return IngestResult(tables, source, list(_sections(counts, outcomes)), _notes(approvals))


def _outcomes(request: Request, approvals: Approvals, key: str, file: str) -> pd.DataFrame:
    standards = request.rows("standards")
    ours = standards[standards["organisation"] == "ITU-T"]
    numbered = {
        row["id"]: f"ITU-T {row['reference']}"
        for row in ours.to_dict("records")
        if _NUMBER.fullmatch(row["reference"])
    }
    reviewed = request.rows("itu_reviewed_titles")
    titled = dict(zip(reviewed["standard"], reviewed["recommendation"], strict=True))
    firsts = _earliest(approvals.seen.values())
    rows, faults = [], []
    for standard, number in sorted({**titled, **numbered}.items()):
        record = firsts.get(number)
        if record is None:
            if standard in titled:
                what = f"{standard}: no record of {number}"
                remedy = "correct its number in data/itu_reviewed_titles.csv"
                faults.append(Fault(file, 0, what, remedy))
            continue
        rows.append(
            {
                "id": f"itu-outcome.{slug(standard)}",
                "standard": standard,
                "recommendation": number,
                "approved": record.approved,
                "study_group": record.group,
                "match": "number" if standard in numbered else "reviewed title",
                "source": key,
                "locator": f"{file}: earliest record of {number}",
                "note": "",
            }
        )
    if faults:
        raise DataError(faults)
    columns = request.schema.table("itu_outcomes").columns
    return pd.DataFrame(rows, columns=list(columns), dtype="str")


def _earliest(records: Iterable[RecommendationRecord]) -> Firsts:
    """The earliest record of each number, by number and by each of its parts (Y.4000/Y.2060)."""
    found: dict[str, RecommendationRecord] = {}
    for record in sorted(records, key=lambda entry: (entry.approved, entry.number, entry.kind)):
        if record.kind in ("recommendation", "supplement"):
            found.setdefault(record.number, record)
            for number in record.number.removeprefix("ITU-T ").split("/"):
                found.setdefault(f"ITU-T {number}", record)
    return found


def _sections(counts: Counter[tuple[str, str, str]], outcomes: pd.DataFrame) -> Iterator[Section]:
    kinds = list(RULES)[1:]
    groups = sorted({group for _, group, _ in counts}, key=lambda group: (len(group), group))
    by_group: Counter[tuple[str, str]] = Counter()
    for (_, group, kind), number in counts.items():
        by_group[group, kind] += number
    rows = [
        (group or "none named", *(str(by_group[group, kind]) for kind in kinds)) for group in groups
    ]
    yield Section("Approved, by Study Group as numbered today", ("group", *kinds), rows)
    rows = [
        (row["standard"], row["recommendation"], row["approved"], row["match"])
        for row in outcomes.to_dict("records")
    ]
    heads = ("standard", "Recommendation", "first edition", "found by")
    yield Section(f"Standards of this report that were found: {len(rows)}", heads, rows)


def _notes(approvals: Approvals) -> list[str]:
    return [
        f"{approvals.records} records, of which {approvals.others} are not of ITU-T",
        f"{approvals.again} records repeat number and day of another",
        f"{approvals.undated} records of ITU-T have no day",
        "records name Study Groups, no Questions",
    ]


ADAPTER = Adapter(
    "relaton-itu",
    "Relaton's records of Recommendations (clone or archive)",
    ("sources", "standards", "itu_reviewed_titles", "itu_recommendations_approved"),
    read,
    "Clone of the repository relaton-data-itu of the organization relaton on GitHub",
)
