"""The adapter `companies`: where companies are registered, and which company owns them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import Adapter, IngestResult, Request, Section
from standards_report.ingest.economy.company_parents import (
    Company,
    company_key,
    cycles,
    first_rows,
    uppermost,
)
from standards_report.ingest.economy.country_spellings import codes_by_name, spelling_faults
from standards_report.ingest.file_hash import sha256_of
from standards_report.ingest.raw_file import file_name, plain, read_text

_NAME, _PARENT, _COUNTRY = "name", "subsidiary of / alias of", "nationality"
_LONGEST = 200  # characters; the longest name known has 92
Cells = tuple[int, str, str, str]
_FORM = "use the file organization_categories.csv of BigBang as it is published"


def read(request: Request) -> IngestResult:
    """Returns a row of companies for each name. Raises UsageError for more than one file.

    Raises DataError with every fault: other columns, a country that is none or is spelled in two
    ways, a name that is too long, a cycle of parents.
    """
    if len(request.files) != 1:
        raise UsageError("companies reads one file: give one file and its --date")
    path = request.files[0]
    printed = _read_rows(path)
    companies = first_rows(company for company in printed if _is_whole(company.name))
    if faults := [*_cycle_faults(companies, path.name)]:
        raise DataError(faults)
    source = _source(request.date, path)
    rows = [
        _row(company, uppermost(key, companies), source["key"], file_name(path))
        for key, company in companies.items()
    ]
    tables = {"companies": pd.DataFrame(rows, dtype="str").sort_values("name", kind="stable")}
    return IngestResult(tables, source, list(_sections(printed, companies)), _notes(printed))


def _read_rows(path: Path) -> list[Company]:
    raw = read_text(path, "the file organization_categories.csv as it is published")
    reader = csv.DictReader(raw.text.splitlines(), strict=True)
    missing = {_NAME, _PARENT, _COUNTRY} - set(reader.fieldnames or ())
    if missing:
        what = f"has no column {', '.join(map(repr, sorted(missing)))}"
        raise DataError(Fault(path.name, 1, what, _FORM))
    cells: list[Cells] = []
    try:
        for row in reader:
            name, parent, country = (
                plain(row[column] or "").strip() for column in (_NAME, _PARENT, _COUNTRY)
            )
            cells.append((reader.line_num, name, parent, country))
    except csv.Error as error:
        raise DataError(Fault(path.name, reader.line_num, f"is no CSV: {error}", _FORM)) from None
    faults = list(spelling_faults(((line, country) for line, _, _, country in cells), path.name))
    faults += _name_faults(cells, path.name)
    if faults:
        raise DataError(faults)
    codes = codes_by_name()
    return [
        Company(name, codes.get(country, ""), parent, line) for line, name, parent, country in cells
    ]


def _name_faults(cells: Sequence[Cells], file: str) -> Iterator[Fault]:
    for line, name, parent, _ in cells:
        for long in (name, parent):
            if len(long) > _LONGEST:
                what = f"a name has {len(long)} characters: {long[:30]!r}…"
                yield Fault(file, line, what, "see where its row ends: a quote may be missing")


def _cycle_faults(companies: dict[str, Company], file: str) -> Iterator[Fault]:
    for found in cycles(companies):
        names = " → ".join(company.name for company in [*found, found[0]])
        what = f"parents go in a circle: {names}"
        yield Fault(file, found[0].line, what, "find out which of them is the uppermost")


def _row(company: Company, upper: Company, source: str, file: str) -> dict[str, str]:
    return {
        "name": company.name,
        "country": company.country,
        "parent": company.parent,
        "uppermost": upper.name,
        "headquarters": upper.country,
        "source": source,
        "locator": f"{file}: line {company.line}, the first of its name",
        "note": "",
    }


def _sections(printed: list[Company], companies: dict[str, Company]) -> Iterator[Section]:
    own = [
        company
        for company in printed
        if company.parent and company_key(company.parent) == company_key(company.name)
    ]
    absent = [
        company
        for company in companies.values()
        if company.parent and company_key(company.parent) not in companies
    ]
    numbers = [
        ("rows", len(printed)),
        ("names", len({company.name for company in printed} - {""})),
        ("names in normal form", len(companies)),
        ("without a country", sum(not company.country for company in companies.values())),
        ("with a parent", sum(bool(company.parent) for company in companies.values())),
        ("whose parent has no row", len(absent)),
    ]
    yield Section("Companies", ("what", "number"), [(what, str(count)) for what, count in numbers])
    seats = Counter(company.country or "not stated" for company in companies.values())
    seated = [(country, str(count)) for country, count in seats.most_common(15)]
    yield Section("By seat", ("country", "companies"), seated)
    odd = [
        ("its own parent, which counts as none", company.name, str(company.line)) for company in own
    ]
    odd += [("the parent has no row", company.parent, str(company.line)) for company in absent]
    yield Section("Odd", ("what", "name", "line"), odd)


def _is_whole(name: str) -> bool:
    """Whether a row has a name, without a character that an earlier program could not read."""
    return bool(name) and "\ufffd" not in name


def _notes(printed: list[Company]) -> list[str]:
    companies = first_rows(company for company in printed if _is_whole(company.name))
    notes = []
    for company in printed:
        if not _is_whole(company.name):
            what = "names no company" if not company.name else "has a name with a lost character"
            notes.append(f"line {company.line} {what}: it is left out")
            continue
        first = companies[company_key(company.name)]
        if company.country != first.country:
            notes.append(
                f"line {company.line}: {company.name} is of {company.country or 'no country'}, "
                f"in line {first.line} of {first.country or 'no country'}: the first row counts"
            )
    return notes


def _source(date: str, path: Path) -> dict[str, str]:
    last = date.rpartition("/")[2]
    return {
        "key": f"bigbang-companies-{last}",
        "title": "BigBang: organizations active in the IETF and 3GPP, with country and parent",
        "short": f"BigBang, organizations ({last[:7]})",
        "producer": "BigBang project (datactive)",
        "date": date if "/" not in date else last[:7],
        "known_from": last,
        "kind": "evidence",
        "licence": "MIT License",
        "obtain": "File organization_categories.csv of the repository datactive/bigbang on GitHub; "
        "the hash is that of the file that was read",
        "sha256": sha256_of(path),
        "bibkey": "bigbang",
        "note": "",
    }


ADAPTER = Adapter(
    "companies",
    "BigBang's organizations with country and parent (CSV)",
    ("sources",),
    read,
    "File organization_categories.csv of the repository datactive/bigbang on GitHub",
    ranges=True,
)
