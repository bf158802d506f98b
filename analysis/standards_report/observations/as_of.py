"""Selects the rows that an edition sees: those whose source was known on its as-of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from standards_report.observations.tables.table import Tables

if TYPE_CHECKING:
    import pandas as pd


def seen_sources(sources: pd.DataFrame, as_of: str) -> set[str]:
    """Returns the keys of the sources that an edition sees.

    `sources` has `key`, `known_from` and `kind`; `as_of` is a day (YYYY-MM-DD). Literature is
    context and not an observation, so every edition sees it.
    """
    known = (sources["known_from"] <= as_of) | (sources["kind"] == "literature")
    return set(sources.loc[known, "key"])


def visible_rows(tables: Tables, seen: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Returns each table with the rows that an edition sees.

    An edition sees a row where its source is in `seen`. In a table without the column `source`,
    such as a table of links, it sees a row where it sees every row that this one refers to.
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
    # Rows without a source are general knowledge, which every edition sees.
    return rows[rows["source"].isin({"", *known})] if "source" in rows else rows
