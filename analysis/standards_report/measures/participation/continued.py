"""Counts from records in the form of published statements, so that they can continue a series.

An export is a whole list: a country that it does not name has a count of zero, which rests on
all records of the export.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from standards_report.decimals import rounded
from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.participation.records import (
    in_year,
    latest_export,
    members_by_country,
    records_by_country,
)
from standards_report.measures.participation.records_vs_published import SUPPORTER, Records
from standards_report.observations import parse_span

_COUNTED: dict[str, Any] = {
    "unit": "count",
    "qualifier": "exact",
    "low": float("nan"),
    "high": float("nan"),
}


def newest_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `table` (with `date`) whose date ends last."""
    ends = table["date"].map(lambda written: parse_span(written).last)
    newest: pd.DataFrame = table[ends == ends.max()] if len(table) else table
    return newest


def members_of_exports(
    records: pd.DataFrame, countries: Sequence[str], categories: Sequence[str] = ()
) -> pd.DataFrame:
    """Members of each export by country and category, zeros included.

    `records` has `id`, `date`, `country` and `category`. Returns `date` (day of the export),
    `country`, `category` (`total` included), `value` (members), `unit`, `qualifier`, `low`,
    `high` and `rows`, for `countries` alone; every one of `categories` has a count.
    """
    found = [
        _completed(members_by_country(export), export, countries, categories).assign(date=day)
        for day, export in records.groupby("date")
    ]
    columns = ["date", "country", "category", "value", ROWS]
    if not found:
        return pd.DataFrame(columns=[*columns, *_COUNTED])
    return pd.concat(found, ignore_index=True)[columns].assign(**_COUNTED)


def _completed(
    counted: pd.DataFrame,
    export: pd.DataFrame,
    countries: Sequence[str],
    categories: Sequence[str],
) -> pd.DataFrame:
    named = dict.fromkeys([*counted["category"], *categories])
    wanted = [(country, category) for country in countries for category in named]
    frame = pd.DataFrame(wanted, columns=["country", "category"])
    both = frame.merge(counted, on=["country", "category"], how="left")
    both["value"] = both["value"].fillna(0)
    everything = tuple(export["id"])
    both[ROWS] = [rows if isinstance(rows, tuple) else everything for rows in both[ROWS]]
    return both


def newest_contributions(records: Records, countries: Sequence[str]) -> pd.DataFrame:
    """Contributions of the last whole year of the newest export, by country.

    `records.items` has `submitted` as well. A year that the export does not cover to its end is
    not taken. Returns `date` (the year), `country`, `value` (Contributions), `whole` (all of
    the year), `percent` (of the whole), `in_print` (that with one decimal), `unit`,
    `qualifier`, `low`, `high` and `rows`; no row
    without a whole year.
    """
    items = in_year(latest_export(records.items), "submitted")
    columns = ["date", "country", "value", "whole", "percent", "in_print", ROWS]
    day = date.fromisoformat(items["date"].max()) if len(items) else date.min
    whole_years = items[items["year"].map(lambda year: date(year, 12, 31) <= day)]
    if not len(whole_years):
        return pd.DataFrame(columns=[*columns, *_COUNTED])
    of_year = whole_years[whole_years["year"] == whole_years["year"].max()]
    counted = _shares(of_year, records.parties, records, countries)
    return counted.assign(
        date=str(of_year["year"].iloc[0]),
        in_print=[float(rounded(share, 1)) for share in counted["percent"]],
        **_COUNTED,
    )


def newest_work_items(records: Records, countries: Sequence[str]) -> pd.DataFrame:
    """Work Items of the newest export with a Supporting Member from each country.

    `records.items` has `first_registration` as well, `records.parties` has `role`. Returns
    `date` (from the first registration to the day of the export), `country`, `value` (Work
    Items), `whole` (those with any Supporting Member), `percent` (of these), `all` (Work Items
    of the export), `of_all` (percent) and `rows`; no row without records.
    """
    items = latest_export(records.items)
    supporters = records.parties[records.parties["role"] == SUPPORTER]
    supported = items[items["id"].isin(supporters["record"])]
    if not len(supported):
        return pd.DataFrame(
            columns=["date", "country", "value", "whole", "percent", "all", "of_all", ROWS]
        )
    first = items["first_registration"].str[:4].min()
    counted = _shares(supported, supporters, records, countries)
    return counted.assign(
        date=f"{first}/{items['date'].max()}",
        all=len(items),
        of_all=counted["value"] / len(items) * 100,
    )


def _shares(
    items: pd.DataFrame, parties: pd.DataFrame, records: Records, countries: Sequence[str]
) -> pd.DataFrame:
    """`country`, `value`, `whole`, `percent` and `rows` for each of the countries."""
    counted = records_by_country(items, parties, records.entities, records.rule)
    frame = pd.DataFrame({"country": list(countries)})
    both = frame.merge(counted[["country", "value", ROWS]], on="country", how="left")
    both["value"] = both["value"].fillna(0)
    everything = join_rows([tuple(items["id"])])
    both[ROWS] = [rows if isinstance(rows, tuple) else everything for rows in both[ROWS]]
    return both.assign(whole=len(items), percent=both["value"] / len(items) * 100)
