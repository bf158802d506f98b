"""What an edition may see: rows whose source was known on its as-of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd


def seen_sources(sources: pd.DataFrame, as_of: str) -> set[str]:
    """Keys of the sources that an edition sees.

    `sources` is the table of that name, `as_of` a day (YYYY-MM-DD). The literature is context,
    not observation, and always seen.
    """
    known = (sources["known_from"] <= as_of) | (sources["kind"] == "literature")
    return set(sources.loc[known, "key"])


def visible_rows(tables: Tables, seen: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Each table with the rows that an edition sees.

    A row is seen where its source is in `seen`. In a table without sources, such as one of
    links, it is seen where every row that it refers to is.
    """
    known = set(seen)
    shown = {name: _of_sources(loaded.rows, known) for name, loaded in tables.items()}
    for name, loaded in tables.items():
        if "source" in loaded.rows:
            continue
        for key in loaded.table.foreign_keys:
            if key.table in tables and "source" in tables[key.table].rows:
                cells = shown[name][key.field]
                wanted = cells.isin(shown[key.table][key.column]) | (cells == "")
                shown[name] = shown[name][wanted]
    return shown


def _of_sources(rows: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    # General knowledge has no source, and every edition sees it.
    return rows[rows["source"].isin({"", *known})] if "source" in rows else rows
