"""Statements as sources make them, in words: qualifier, unit and the printed precision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from standards_report.display.text.numbers import NOT_IN_SOURCES, listing
from standards_report.display.text.statements import as_stated, rows_of, stated_words
from standards_report.measures import ROWS, join_rows
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd


def said_of(table: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Each statement with its country and time: `China 53%, 2021`.

    `table` has the columns of `stated_words`, `country` and `date`; `names` maps the code of a
    country to its name.
    """
    quoted = zip(table["country"], stated_words(table), table["date"], strict=True)
    return [f"{names[code]} {words}, {in_words(date)}" for code, words, date in quoted]


def shares_said(shares: pd.DataFrame, names: Mapping[str, str], digits: int = 0) -> str:
    """Published shares of one kind in words, and the countries without one.

    `shares` has `country`, `percent`, `qualifier` and `date`; `names` gives the countries in
    order.
    """
    nothing = float("nan")  # no statement of this kind is a range
    own = shares[shares["country"].isin(names)]
    said = []
    for row in own.to_dict("records"):
        ends, kind = (nothing, nothing), row["qualifier"]
        share = as_stated(row["percent"], *ends, kind, "percent", digits, rows_of(row))
        said.append(f"{names[row['country']]} {share} ({in_words(row['date'])})")
    absent = [name for code, name in names.items() if code not in set(own["country"])]
    return "; ".join([*said, *([f"not in our sources for {listing(absent)}"] if absent else [])])


def group_words(table: pd.DataFrame, recent: str = "") -> list[str]:
    """Each statement about a group in words, with its time and whether it is computed.

    `table` has the columns of `stated_words`, `id`, `date` and `basis` (`computed` or not).
    A row whose id ends with `recent` is about recent years, which the source does not name.
    """
    said = []
    for words, row in zip(stated_words(table), table.to_dict("records"), strict=True):
        is_recent = recent and str(row["id"]).endswith(recent)
        when = "recent years" if is_recent else in_words(str(row["date"]))
        computed = ", computed" if row["basis"] == "computed" else ""
        said.append(f"{words.replace('percentage points', 'points')}, {when}{computed}")
    return said


def add_words(table: pd.DataFrame, said: pd.DataFrame, by: str, column: str) -> pd.DataFrame:
    """Adds a column with the different words about each row of a table.

    `table` has `by` and `rows`; `said` has `by`, `words` and `rows`. A row without words gets
    `not in our sources`; the others rest on the rows of their words too.
    """
    grouped = said.groupby(by, sort=False)
    words = grouped["words"].agg(lambda parts: "; ".join(dict.fromkeys(parts)))
    behind = grouped[ROWS].agg(join_rows).to_dict()
    result = table.assign(**{column: table[by].map(words).fillna(NOT_IN_SOURCES)})
    result[ROWS] = [
        join_rows([rows, behind.get(key, ())])
        for key, rows in zip(table[by], table[ROWS], strict=True)
    ]
    return result


def absence(names: Mapping[str, str], stated: Collection[str]) -> str:
    """A sentence on the countries of `names` that are not in `stated`; empty where all are."""
    absent = [name for code, name in names.items() if code not in stated]
    return f"Our sources have no number for {listing(absent)}." if absent else ""
