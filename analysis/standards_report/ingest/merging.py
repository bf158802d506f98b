"""Merges the rows of one export into a table.

Rows of other sources keep their bytes, so that `git diff` shows only changes of data.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

import pandas as pd

from standards_report.errors import DataError, Fault


def rows_of(path: Path, column: str, key: str) -> pd.DataFrame:
    """The rows of a CSV file in which `column` is `key`, as text; no rows without the file.

    Raises DataError where the file cannot be read as a table.
    """
    if not path.exists():
        return pd.DataFrame(dtype="str")
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, na_filter=False)
        return rows[rows[column] == key].reset_index(drop=True)
    except (ValueError, KeyError):  # not UTF-8, too many cells, no such column
        what, remedy = "not readable as a table", "run standards-report check to see why"
        raise DataError(Fault(f"data/{path.name}", 0, what, remedy)) from None


def merged_source(new: Mapping[str, str], known: pd.DataFrame) -> dict[str, str]:
    """The row of sources.csv for an export: a known row with the new hash, else the new row.

    What the author wrote into a known row stays.
    """
    if not len(known):
        return dict(new)
    row: dict[str, str] = {str(name): str(cell) for name, cell in known.iloc[0].items()}
    return row | {"sha256": new["sha256"]}


def write_merged(existing: Path, target: Path, rows: pd.DataFrame, column: str, key: str) -> None:
    """Writes `existing` to `target`, with `rows` in place of those whose `column` is `key`."""
    with target.open("w", encoding="utf-8", newline="") as file:
        if existing.exists():
            with existing.open(encoding="utf-8-sig", newline="") as old:
                file.writelines(_kept(old, column, key))
        else:
            file.write(",".join(rows.columns) + "\n")
        rows.to_csv(file, index=False, header=False, lineterminator="\n")


def _kept(old: TextIO, column: str, key: str) -> Iterator[str]:
    """The text of the header, and of every row in which `column` is not `key`."""
    raw: list[str] = []

    def lines() -> Iterator[str]:
        for line in old:
            raw.append(line if line.endswith("\n") else line + "\n")
            yield line

    reader = csv.reader(lines(), strict=True)
    index = next(reader).index(column)
    yield "".join(raw)
    raw.clear()
    for row in reader:
        if row[index] != key:
            yield "".join(raw)
        raw.clear()
