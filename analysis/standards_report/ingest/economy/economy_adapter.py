"""The adapter `economy`: gross domestic product and population by country and year."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

from standards_report.errors import DataError, Fault, UsageError
from standards_report.ingest.adapter import Adapter, IngestResult, Request, Section
from standards_report.ingest.counted_rows import Series, counted_rows
from standards_report.ingest.file_hash import sha256_of
from standards_report.ingest.raw_file import file_name, plain, read_text
from standards_report.observations.domain.countries import is_iso_code
from standards_report.observations.domain.names import fold

FIRST_YEAR = 2012
_HEADER = ["Country Name", "Country Code", "Year", "Value"]
_MEASURES = {"gdp": ("gross domestic product", "USD"), "population": ("population", "people")}
_ROUNDED = {"USD": ", in whole dollars", "people": ""}
_FORM = "use the files gdp.csv and population.csv of the data packages as they are published"
Cells = tuple[int, str, str, str, str]


def read(request: Request) -> IngestResult:
    """Returns rows of economy_sizes for countries; groups of countries are left out by code.

    Raises UsageError where a file does not say in its name what it measures. Raises DataError with
    every fault: other columns, a number that is none, a country with two names or two values.
    """
    key = f"world-bank-{request.date.rpartition('/')[2]}"
    parts: list[pd.DataFrame] = []
    sections: list[Section] = []
    faults: list[Fault] = []
    for path in request.files:
        measure, unit = _measure(path)
        cells, groups, found = _read_cells(path)
        faults += found
        series = Series(
            f"economy.{slug_of(measure)}",
            key,
            ["country", "date"],
            file_name(path),
            {measure: "Country Code, Year, Value" + _ROUNDED[unit]},
            unit,
        )
        rows = [
            {"date": year, "country": code, "measure": measure, "value": in_whole(value)}
            for _, _, code, year, value in cells
            if int(year) >= FIRST_YEAR
        ]
        parts.append(counted_rows(series, rows))
        sections.append(_section(path.name, cells, groups))
    if faults:
        raise DataError(faults)
    tables = {"economy_sizes": pd.concat(parts, ignore_index=True)}
    source = _source(key, request.date, request.files)
    notes = [f"the years from {FIRST_YEAR} on are kept"]
    missing = [
        f"Taiwan is not in {path.name}: it has no size here"
        for path, part in zip(request.files, parts, strict=True)
        if "TWN" not in set(part["country"])
    ]
    return IngestResult(tables, source, sections, notes + missing)


def in_whole(value: str) -> str:
    """A number in whole units, rounded half up: dollars have more digits than can be kept."""
    return str(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def slug_of(measure: str) -> str:
    """The part of an id that names a measure."""
    return {"gross domestic product": "gdp"}.get(measure, measure)


def _measure(path: Path) -> tuple[str, str]:
    found = [pair for word, pair in _MEASURES.items() if word in path.name.lower()]
    if len(found) != 1:
        raise UsageError(f"{path.name} does not say what it measures: name it gdp or population")
    return found[0]


def _read_cells(path: Path) -> tuple[list[Cells], Counter[str], list[Fault]]:
    reader = csv.reader(
        read_text(path, "the World Bank's file in CSV form").text.splitlines(), strict=True
    )
    header = next(reader, [])
    if header != _HEADER:
        what = f"has the columns {', '.join(header)}, not {', '.join(_HEADER)}"
        raise DataError(Fault(path.name, 1, what, _FORM))
    cells: list[Cells] = []
    groups: Counter[str] = Counter()
    faults: list[Fault] = []
    for row in reader:
        if len(row) != len(_HEADER):
            faults.append(Fault(path.name, reader.line_num, "has another number of cells", _FORM))
            continue
        name, code, year, value = (plain(cell).strip() for cell in row)
        if is_iso_code(code):
            cells.append((reader.line_num, name, code, year, value))
        else:
            groups[name] += 1
    return cells, groups, [*faults, *_faults(cells, path.name)]


def _faults(cells: Sequence[Cells], file: str) -> Iterator[Fault]:
    names: dict[str, tuple[int, str]] = {}
    values: dict[tuple[str, str], int] = {}
    for line, name, code, year, value in cells:
        if not (year.isdigit() and len(year) == 4) or not _is_number(value):
            yield Fault(file, line, f"{code} {year} {value!r} is no year with a number", _FORM)
        first_line, first = names.setdefault(code, (line, name))
        if fold(first) != fold(name):
            what = f"{code} is spelled {name!r}, in line {first_line} {first!r}"
            yield Fault(file, line, what, "write both alike")
        before = values.setdefault((code, year), line)
        if before != line:
            what = f"{code} {year} also stands in line {before}"
            yield Fault(file, line, what, "check which of them the source means")


def _is_number(cell: str) -> bool:
    whole, _, part = cell.partition(".")
    return whole.isdigit() and (part.isdigit() or not part)


def _section(file: str, cells: Sequence[Cells], groups: Counter[str]) -> Section:
    years = sorted({year for _, _, _, year, _ in cells})
    rows = [
        ("countries", str(len({code for _, _, code, _, _ in cells}))),
        ("years", f"{years[0]} to {years[-1]}" if years else "none"),
        ("groups of countries left out by code", str(len(groups))),
    ]
    return Section(file, ("what", "number"), rows)


def _source(key: str, date: str, files: Sequence[Path]) -> dict[str, str]:
    last = date.rpartition("/")[2]
    return {
        "key": key,
        "title": "World Development Indicators: gross domestic product and population",
        "short": f"World Bank ({last})",
        "producer": "World Bank",
        "date": last,
        "known_from": last,
        "kind": "evidence",
        "licence": "Creative Commons Attribution 4.0 (data of the World Bank); Public Domain "
        "Dedication (data packages)",
        "obtain": "Files gdp.csv and population.csv of the data packages datasets/gdp and "
        "datasets/population; the hash is that of both files one after another",
        "sha256": sha256_of(*files),
        "bibkey": "world-bank",
        "note": "",
    }


ADAPTER = Adapter(
    "economy",
    "Gross domestic product and population of the World Bank (CSV), both files at once",
    ("sources",),
    read,
    "Data packages datasets/gdp and datasets/population",
    files="gdp.csv population.csv",
)
