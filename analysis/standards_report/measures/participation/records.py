"""Counts by country from single records.

A record that several entities share counts once for each of their countries, so counts by
country can add up to more than the records, and their shares to more than 100 percent. The rule
of `observations.attribute` gives the country of an entity. A record whose entities have no
known country counts under the empty country, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import attribute

if TYPE_CHECKING:
    from standards_report.observations.domain.editions import Attribution


def latest_export(records: pd.DataFrame) -> pd.DataFrame:
    """The records of the newest export.

    `records` has `date`, the day of the export.
    """
    newest: pd.DataFrame = records[records["date"] == records["date"].max()]
    return newest.reset_index(drop=True)


def record_countries(
    parties: pd.DataFrame, entities: pd.DataFrame, rule: Attribution
) -> pd.DataFrame:
    """The countries of each record: `record` and `country`, each pair once.

    `parties` has `record` and `entity`, one row an entity; `entities` is the table of that
    name. A country that the table does not know is empty.
    """
    named = attribute(parties[["record", "entity"]], entities, rule)
    named["country"] = named["country"].fillna("")
    return named[["record", "country"]].drop_duplicates(ignore_index=True)


def members_by_country(records: pd.DataFrame) -> pd.DataFrame:
    """Members by country and category, and the total of each country.

    `records` has `id`, `country` and `category`. Returns `country`, `category` (`total`
    included), `value` (members) and `rows`.
    """
    parts = _counted(records, ["country", "category"])
    totals = _counted(records, ["country"]).assign(category="total")
    return pd.concat([totals, parts], ignore_index=True)[["country", "category", "value", ROWS]]


def records_by_country(
    records: pd.DataFrame,
    parties: pd.DataFrame,
    entities: pd.DataFrame,
    rule: Attribution,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Counts the records in which each country has a part, and gives their share of all.

    `records` has `id` and the columns in `by` (a study group, a year); `parties` has
    `record` and `entity`. Returns, by group and country: the columns `by`, `country`,
    `value` (records), `whole` (all records of the group, with parties or without),
    `percent` (0 to 100) and `rows` (ids of the records counted).
    """
    keys = list(by)
    countries = record_countries(parties, entities, rule)
    pairs = countries.merge(records[["id", *keys]], left_on="record", right_on="id")
    counts = _counted(pairs, [*keys, "country"])
    if keys:
        whole = records.groupby(keys, sort=False, as_index=False).agg(whole=("id", "size"))
        counts = counts.merge(whole, on=keys)
    else:
        counts["whole"] = len(records)
    counts["percent"] = counts["value"] / counts["whole"] * 100
    return counts[[*keys, "country", "value", "whole", "percent", ROWS]]


def in_year(records: pd.DataFrame, column: str) -> pd.DataFrame:
    """The records with `year`, the year of the date in `column` (which may be more precise)."""
    return records.assign(year=records[column].str[:4].astype(int))


def against_published(
    computed: pd.DataFrame, published: pd.DataFrame, keys: Sequence[str]
) -> pd.DataFrame:
    """Sets published numbers beside numbers that are computed from records.

    Both tables have the columns in `keys`, `value` (one unit throughout) and `rows`. Returns
    a row for each published number and for each computed number without a published one:
    the keys, `published` and `computed` (NaN where there is none), `difference`
    (computed minus published, same unit) and `rows` of both.
    """
    names = {"value": "published"}, {"value": "computed"}
    columns = [*keys, "value", ROWS]
    sides = [
        table[columns].rename(columns=name)
        for table, name in zip((published, computed), names, strict=True)
    ]
    order = pd.concat([side[list(keys)] for side in sides]).drop_duplicates()
    both = order.merge(sides[0], on=list(keys), how="left")
    both = both.merge(sides[1], on=list(keys), how="left", suffixes=("", "_computed"))
    both["difference"] = both["computed"] - both["published"]
    both[ROWS] = [
        join_rows(part for part in pair if isinstance(part, tuple))
        for pair in zip(both[ROWS], both[f"{ROWS}_computed"], strict=True)
    ]
    return both[[*keys, "published", "computed", "difference", ROWS]]


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row a group, with its count in `value` and the ids behind it in `rows`."""
    grouped = rows.groupby(keys, sort=False)["id"]
    counts = grouped.agg(value="size", rows=tuple).reset_index()
    return counts.rename(columns={"rows": ROWS})
