"""The adapter `relaton-iso`: counts of ISO's documents, joined to the holders of secretariats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import Adapter, IngestResult, Request, Section
from standards_report.ingest.counted_rows import Row, Series, counted_rows
from standards_report.ingest.raw_file import file_name
from standards_report.ingest.relaton.clones.record_pool import read_records
from standards_report.ingest.relaton.clones.record_source import (
    digest,
    record_source,
    require_size,
    source_key,
)
from standards_report.ingest.relaton.iso_documents.committee_holders import Holders, read_holders
from standards_report.ingest.relaton.iso_documents.iso_output import (
    BY_COMMITTEE,
    BY_SUBJECT,
    BY_YEAR,
    FIRST_YEAR,
    TOTALS,
    IsoOutput,
)
from standards_report.ingest.relaton.iso_documents.iso_records import iso_record

if TYPE_CHECKING:
    import pandas as pd

_BODY = "ISO"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 15
_FILES = (
    "relaton-iso reads two files: the clone or archive of the records, and the snapshot of ISO's "
    "committee data (.jsonl or .csv) whose holders they are joined to"
)


def read(request: Request) -> IngestResult:
    """Returns counts by committee, year and subject.

    Writes rows of iso_output_totals, iso_output_committees, iso_output_years and
    iso_output_subjects. Raises UsageError where the two files are not given, and DataError with
    every fault of one of them.
    """
    path, snapshot = _two_files(request.files)
    days = _DAY.findall(snapshot.name)
    if not days:
        what = "does not say of which day it is"
        raise DataError(Fault(snapshot.name, 0, what, "put the day of its download into its name"))
    holders = read_holders(snapshot, request.rows("member_bodies"), days[-1])
    output = IsoOutput()
    for record in read_records(path, iso_record):
        output.add(record)
    output.finish()
    require_size(path, output.totals["records"], request.rows("iso_output_totals"), request.date)
    source = record_source(request, _BODY, "relaton-data-iso", digest(path))
    bodies = request.rows("member_bodies")
    countries = dict(zip(bodies["acronym"], bodies["country"], strict=True))
    tables = _tables(output, holders, countries, request.date, file_name(path))
    return IngestResult(tables, source, list(_sections(output, holders)), _notes(output))


def _two_files(files: Sequence[Path]) -> tuple[Path, Path]:
    snapshots = [path for path in files if path.suffix in (".jsonl", ".csv")]
    others = [path for path in files if path not in snapshots]
    if len(snapshots) != 1 or len(others) != 1:
        raise UsageError(_FILES)
    return others[0], snapshots[0]


def _tables(
    output: IsoOutput, holders: Holders, countries: Mapping[str, str], date: str, file: str
) -> dict[str, pd.DataFrame]:
    source = source_key(_BODY, date)
    joined = f"{file}, committees as in {holders.file}"

    def series(name: str, parts: list[str], place: str, rules: Mapping[str, str]) -> Series:
        return Series(f"iso-output.{name}.{date}", source, parts, place, rules)

    def who(join: str, member: str) -> dict[str, str]:
        return {"joined": join, "member": member, "country": countries.get(member, "")}

    totals: list[Row] = [{"date": date, "measure": m, "value": output.totals[m]} for m in TOTALS]
    committees: list[Row] = [
        {
            "date": date,
            "committee": name,
            "measure": measure,
            "value": number,
            **who(*holders.join(name)),
        }
        for (name, measure), number in output.records.items()
    ]
    years: list[Row] = [
        {
            "date": year,
            "committee": name,
            "measure": measure,
            "value": number,
            "note": f"to {date}" if year == date[:4] else "",
        }
        for (year, name, measure), number in output.years().items()
    ]
    subjects: list[Row] = [
        {
            "date": date,
            "classification": kind,
            "subject": subject,
            "measure": m,
            "value": number,
            **who(join, member),
        }
        for (kind, subject, join, member, m), number in output.subjects(holders).items()
    ]
    by_subject = ["measure", "classification", "subject", "joined", "member"]
    return {
        "iso_output_totals": counted_rows(series("total", ["measure"], file, TOTALS), totals),
        "iso_output_committees": counted_rows(
            series("of", ["committee", "measure"], joined, BY_COMMITTEE), committees
        ),
        "iso_output_years": counted_rows(
            series("year", ["date", "committee", "measure"], file, BY_YEAR), years
        ),
        "iso_output_subjects": counted_rows(
            series("subject", by_subject, joined, BY_SUBJECT), subjects
        ),
    }


def _sections(output: IsoOutput, holders: Holders) -> Iterator[Section]:
    totals = [(measure, str(output.totals[measure])) for measure in TOTALS]
    yield Section("Read", ("measure", "number"), totals)
    states = ("records in force", "records in progress", "references in force")
    members: dict[str, Counter[str]] = {}
    apart: dict[str, Counter[str]] = {}
    for (committee, measure), number in output.records.items():
        join, member = holders.join(committee)
        found = members.setdefault(member, Counter()) if member else None
        if found is None:
            found = apart.setdefault(f"{committee or 'none'} ({join})", Counter())
        found[measure] += number
    heads = ("which", *states)
    for title, counts in (
        (f"Joined to the holders in {holders.file}", members),
        ("Not joined to a holder", apart),
    ):
        order = sorted(counts.items(), key=lambda entry: (-entry[1][states[0]], entry[0]))
        rows = [(name, *(str(found[state]) for state in states)) for name, found in order]
        total = sum(found[states[0]] for found in counts.values())
        yield Section(f"{title}: {total} records in force", heads, rows[:_SHOWN])


def _notes(output: IsoOutput) -> list[str]:
    totals = output.totals
    older = totals["records in force"] - totals["references in force"]
    notes = [
        f"{older} records in force are other editions or amendments of one that counts",
        f"{totals['projects also in force']} projects have a reference that is also in force: they "
        "revise or amend it, or have been published since",
        f"the years from {FIRST_YEAR} on are kept",
    ]
    strange = sum(output.strange_dates.values())
    return notes + ([f"{strange} records have a date that is none"] if strange else [])


ADAPTER = Adapter(
    "relaton-iso",
    "Relaton's records of ISO's documents (clone or archive) with a snapshot of its committees",
    ("sources", "member_bodies", "iso_output_totals"),
    read,
    "Clone of the repository relaton-data-iso of the organization relaton on GitHub; the committee "
    "data as for iso-open-data",
    files="DOCUMENTS COMMITTEES",
)
