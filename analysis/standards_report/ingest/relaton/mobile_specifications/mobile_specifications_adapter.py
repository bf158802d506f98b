"""The adapter `relaton-3gpp`: counts of 3GPP's specifications, and of who writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from standards_report.errors import UsageError
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
from standards_report.ingest.relaton.mobile_specifications.employers import (
    Employer,
    Employers,
    is_organization,
)
from standards_report.ingest.relaton.mobile_specifications.mobile_authorship import (
    RAPPORTEURS,
    RECORDS,
    MobileAuthorship,
    by_country,
)
from standards_report.ingest.relaton.mobile_specifications.mobile_records import mobile_record

_BODY = "3GPP"
_RELEASES = range(15, 20)
_SHOWN = 40
# How the ids of rows begin, what they count, and whether of new specifications alone.
_COUNTED = (
    ("mobile-by", "rapporteurs", False),
    ("mobile-new", "rapporteurs of new specifications", True),
)


def read(request: Request) -> IngestResult:
    """Returns counts by release, group and employer.

    Writes rows of mobile_specifications and mobile_rapporteurs. Raises UsageError for more than
    one file, and DataError with every fault of the records.
    """
    if len(request.files) != 1:
        raise UsageError("relaton-3gpp reads one clone or archive: give one and its --date")
    path = request.files[0]
    authorship = MobileAuthorship()
    for record in read_records(path, mobile_record):
        authorship.add(record)
    before = request.rows("mobile_specifications")
    require_size(path, authorship.records, before, request.date)
    employers = Employers(request.rows("companies"), request.rows("company_aliases"))
    source = record_source(request, _BODY, "relaton-data-3gpp", digest(path))
    tables = _tables(authorship, employers, request.date, file_name(path))
    sections = list(_sections(authorship, employers))
    notes = [f"{authorship.without_person} records name no person"]
    return IngestResult(tables, source, sections, notes)


def _tables(
    authorship: MobileAuthorship, employers: Employers, date: str, file: str
) -> dict[str, pd.DataFrame]:
    source = source_key(_BODY, date)
    parts = ["release", "group", "kind", "measure"]
    named = ["release", "group", "kind", "company", "match"]
    specifications: list[Row] = [
        dict(zip(parts, key, strict=True)) | {"date": date, "value": number}
        for key, number in authorship.specifications().items()
    ]
    rapporteurs = [
        counted_rows(
            Series(f"{prefix}.{date}", source, named, file, RAPPORTEURS),
            _rapporteurs(authorship.rapporteurs(employers, new=new), date, measure),
        )
        for prefix, measure, new in _COUNTED
    ]
    return {
        "mobile_specifications": counted_rows(
            Series(f"mobile.{date}", source, parts, file, RECORDS), specifications
        ),
        "mobile_rapporteurs": pd.concat(rapporteurs, ignore_index=True),
    }


def _rapporteurs(
    counts: Mapping[tuple[str, str, str, Employer], int], date: str, measure: str
) -> list[Row]:
    return [
        {"date": date, "release": release, "group": group, "kind": kind}
        | {"company": employer.company}
        | {"parent": employer.parent, "match": employer.match, "seat": employer.seat}
        | {"headquarters": employer.headquarters, "measure": measure, "value": number}
        for (release, group, kind, employer), number in counts.items()
    ]


def _sections(authorship: MobileAuthorship, employers: Employers) -> Iterator[Section]:
    counts = authorship.specifications()
    counted = authorship.rapporteurs(employers)
    rows = []
    for release in _RELEASES:
        numbers = [
            sum(n for key, n in counts.items() if key[0] == str(release) and key[3] == measure)
            for measure in ("specifications", "rapporteurs", "specifications without a rapporteur")
        ]
        found = by_country(counted, release, "seat")
        absent = found["unmatched"] + found["no employer"]
        rows.append((str(release), *map(str, numbers), str(absent)))
    heads = ("release", "specifications", "rapporteurs", "without one", "not matched")
    title = f"Read: {authorship.records} records, {len(authorship.newest)} specification-releases"
    yield Section(title, heads, rows)
    for rule in ("seat", "headquarters"):
        found = by_country(counted, _RELEASES[-2], rule)
        ranked = [(country, str(number)) for country, number in found.most_common(12)]
        yield Section(f"Release {_RELEASES[-2]} by {rule}", ("country", "rapporteurs"), ranked)
    yield _unmatched(authorship, employers)


def _unmatched(authorship: MobileAuthorship, employers: Employers) -> Section:
    """Employers that no row has, of the newest releases. What may be a person has no name here."""
    names: Counter[str] = Counter()
    for release in _RELEASES:
        names.update(authorship.names(release))
    open_names = {name: n for name, n in names.items() if employers.find(name).match == "unmatched"}
    shown = sorted(
        ((name, n) for name, n in open_names.items() if is_organization(name)),
        key=lambda entry: (-entry[1], entry[0]),
    )
    rows = [(name, str(number)) for name, number in shown[:_SHOWN]]
    hidden = [n for name, n in open_names.items() if not is_organization(name)]
    if hidden:
        rows.append((f"{len(hidden)} names that may be a person's, not shown", str(sum(hidden))))
    title = f"Not in companies.csv or company_aliases.csv: {len(open_names)} names"
    return Section(title, ("employer", "rapporteurs"), rows)


ADAPTER = Adapter(
    "relaton-3gpp",
    "Relaton's records of 3GPP's specifications (clone or archive)",
    ("sources", "companies", "company_aliases", "mobile_specifications"),
    read,
    "Clone of the repository relaton-data-3gpp of the organization relaton on GitHub",
)
