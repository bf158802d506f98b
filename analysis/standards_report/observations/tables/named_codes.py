"""Which countries there are to tell of: those that any table of participation names.

Every build asks, so the files are read as they are, without their checks.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from operator import itemgetter
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
    keys = _columns(data / "sources.csv", ["key", "known_from", "kind"])
    seen = {key for key, known, kind in keys if known <= as_of or kind == "literature"} | {""}
    codes: set[str] = set()
    for name, table in schema.tables.items():
        wanted = [column for column in table.columns if column in CODE_COLUMNS]
        if wanted and name not in _BESIDE and not table.optional:
            sourced = ["source"] if "source" in table.columns else []
            for cells in set(_columns(data / table.file, [*wanted, *sourced])):
                if not sourced or cells[-1] in seen:
                    codes.update(cells[: len(wanted)])
    return sorted(codes - {""})


def _columns(path: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    """These cells of every row; none where the file lacks a column or cannot be read."""
    try:
        text = read_text(path, path.name)
        head, *rows = csv.reader(text.splitlines())
        pick = itemgetter(*(head.index(name) for name in names))
        found = [pick(cells) for cells in rows if len(cells) == len(head)]
    except (ReportError, OSError, ValueError, csv.Error):
        return []
    return found if len(names) > 1 else [(cell,) for cell in found]
