"""The publisher's CSV form of ISO's committee data, as records in the form of its JSON Lines.

Columns of nested parts have dotted names (`secretariat.acronym`), lists stand in brackets, and an
empty cell is a null.
"""

from __future__ import annotations

import csv
import re
from typing import Any

from standards_report.observations.domain.names import tidy

_SIGN = "secretariat.acronym"  # a column that only this form has
_LISTS = ("pMembers", "oMembers", "committeeLiaisons", "organizationLiaisons")
_LIST = re.compile(r"\[(.*)\]", re.DOTALL)
CutText = tuple[int, str]


def is_csv_form(text: str) -> bool:
    """Whether a text begins with the header of the CSV form."""
    return _SIGN in text.lstrip().partition("\n")[0].split(",")


def csv_records(text: str) -> tuple[list[tuple[int, dict[str, Any]]], list[CutText]]:
    """Each record with the line that it begins in; line and text of what is wrong.

    A list whose ids and names differ in number is wrong, and so is a row with other cells than the
    header. What a cell holds is left to the checks of all records.
    """
    found: list[tuple[int, dict[str, Any]]] = []
    wrong: list[CutText] = []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = [name.strip() for name in next(reader)]
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return found, wrong
        except csv.Error:
            wrong.append((line, "ends within a record"))
            return found, wrong
        if len(row) != len(header):
            wrong.append((line, f"has {len(row)} cells where the header has {len(header)}"))
            continue
        try:
            found.append((line, _record(dict(zip(header, row, strict=True)))))
        except ValueError as error:
            wrong.append((line, str(error)))


def _record(cells: dict[str, str]) -> dict[str, Any]:
    """Nests dotted columns, turns brackets into lists and empty cells into nulls."""
    record: dict[str, Any] = {}
    parts: dict[str, dict[str, str]] = {}
    for name, cell in cells.items():
        key, _, inner = name.partition(".")
        if inner:
            parts.setdefault(key, {})[inner] = cell
        else:
            record[key] = _list(key, cell) if key == "childrenId" else _value(key, cell)
    for key, inner_cells in parts.items():
        record[key] = _bodies(key, inner_cells) if key in _LISTS else _part(inner_cells)
    return record


def _value(key: str, cell: str) -> Any:
    if not cell:
        return None
    return int(cell) if key.lower().endswith("id") and cell.isdecimal() else tidy(cell)


def _part(cells: dict[str, str]) -> dict[str, Any]:
    return {key: _value(key, cell) for key, cell in cells.items()}


def _list(key: str, cell: str) -> list[Any] | None:
    if not cell:
        return None
    match = _LIST.fullmatch(cell)
    if match is None:
        raise ValueError(f"{key} is not a list in brackets")
    return [_value(key, part.strip()) for part in match[1].split(",")] if match[1].strip() else []


def _bodies(key: str, cells: dict[str, str]) -> list[dict[str, Any]] | None:
    """The ids and the names of a list, side by side."""
    columns = {name: _list(f"{key}.{name}", cell) for name, cell in cells.items()}
    given = {name: column for name, column in columns.items() if column is not None}
    if not given:
        return None
    lengths = {name: len(columns[name] or []) for name in columns}
    if len(set(lengths.values())) > 1:
        told = " and ".join(f"{number} in {key}.{name}" for name, number in lengths.items())
        if key in ("pMembers", "oMembers"):
            raise ValueError(f"lists of one thing differ in length: {told}")
        return None  # names of liaisons have commas, and are not counted
    return [dict(zip(given, row, strict=True)) for row in zip(*given.values(), strict=True)]
