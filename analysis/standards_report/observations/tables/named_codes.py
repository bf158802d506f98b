"""Which countries there are to tell of: those that any table of participation names.

Every build asks, so the files are read as they are, without their checks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from standards_report.errors import ReportError
from standards_report.observations.domain.countries import CODE_COLUMNS
from standards_report.observations.tables.schema import Schema
from standards_report.source_files import read_text

# Sizes and groups stand beside participation, and are none.
_BESIDE = ("economy_sizes", "countries", "country_groups")


def named_codes(data: Path, schema: Schema, as_of: str) -> list[str]:
    """Codes of all countries that rows known on `as_of` name, in alphabetical order.

    A table that cannot be read names none: its check says what is wrong.
    """
    seen = {
        line["key"]
        for line in _lines(data / "sources.csv")
        if line["known_from"] <= as_of or line["kind"] == "literature"
    }
    codes: set[str] = set()
    for name, table in schema.tables.items():
        columns = [column for column in table.columns if column in CODE_COLUMNS]
        if columns and name not in _BESIDE and not table.optional:
            for line in _lines(data / table.file):
                if line.get("source", "") in {"", *seen}:
                    codes.update(line[column] for column in columns)
    return sorted(codes - {""})


def _lines(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = read_text(path, path.name)
    except (ReportError, OSError):
        return
    head, *rows = csv.reader(text.splitlines())
    for cells in rows:
        if len(cells) == len(head):
            yield dict(zip(head, cells, strict=True))
