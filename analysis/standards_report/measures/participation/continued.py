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
from standards_report.observations import attribute, parse_span

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


def newest_work_items(
    records: Records, countries: Sequence[str], role: str = SUPPORTER
) -> pd.DataFrame:
    """Work Items of the newest export with an entity of each country in `role`.

    `records.items` has `first_registration` as well, `records.parties` has `role`. Returns
    `date` (from the first registration to the day of the export), `country`, `value` (Work
    Items), `whole` (those with any entity in that role), `percent` (of these), `all` (Work Items
    of the export), `of_all` (percent) and `rows`; no row without records.
    """
    items = latest_export(records.items)
    in_role = records.parties[records.parties["role"] == role]
    named = items[items["id"].isin(in_role["record"])]
    if not len(named):
        return pd.DataFrame(
            columns=["date", "country", "value", "whole", "percent", "all", "of_all", ROWS]
        )
    counted = _shares(named, in_role, records, countries)
    return counted.assign(
        date=_span(items), all=len(items), of_all=counted["value"] / len(items) * 100
    )


def work_items_by_support(counted: pd.DataFrame) -> pd.DataFrame:
    """All Work Items of an export, those that name no Supporting Member and those that name any.

    `counted` is what `newest_work_items` returns. Returns `date`, `kind` (all, without, any),
    `value`, `percent` (of all) and `rows`; no row where it has none.
    """
    whole = counted.drop_duplicates("date")
    kinds = {
        "all": whole["all"],
        "without": whole["all"] - whole["whole"],
        "any": whole["whole"],
    }
    parts = [
        whole[["date", ROWS]].assign(kind=kind, value=value, percent=value / whole["all"] * 100)
        for kind, value in kinds.items()
    ]
    return pd.concat(parts, ignore_index=True)[["date", "kind", "value", "percent", ROWS]]


def newest_supporters(records: Records) -> pd.DataFrame:
    """Work Items of the newest export by the entity that supports them, the most first.

    Names of one entity count once an item. Returns `date`, `entity` (the canonical name),
    `country`, `value` (Work Items), `whole` (all of the export), `percent` (of these) and
    `rows`; no row without records.
    """
    items = latest_export(records.items)
    supporters = records.parties[records.parties["role"] == SUPPORTER]
    named = attribute(supporters[["record", "entity"]], records.entities, records.rule)
    named = named[named["record"].isin(items["id"])].drop_duplicates(["record", "canonical"])
    counted = named.groupby("canonical", as_index=False).agg(
        country=("country", "first"), value=("record", "size"), **{ROWS: ("record", tuple)}
    )
    counted = counted.rename(columns={"canonical": "entity"})
    counted = counted.sort_values(["value", "entity"], ascending=[False, True], kind="stable")
    return counted.assign(
        date=_span(items) if len(items) else "",
        whole=len(items),
        percent=counted["value"] / max(len(items), 1) * 100,
    ).reset_index(drop=True)


def supporters_beside(counted: pd.DataFrame, published: pd.DataFrame, shown: int) -> pd.DataFrame:
    """The first of the supporters counted, and each that is published, the most counted first.

    `counted` is what `newest_supporters` returns, of which the first `shown` are taken;
    `published` has `canonical`, `country`, `value` and `rows`. Adds `published`; a published
    supporter that no record names has a count of zero.
    """
    first = counted[:shown]["entity"]
    stated = published[["canonical", "country", "value", ROWS]].rename(
        columns={"canonical": "entity", "value": "published"}
    )
    both = counted.merge(stated, on="entity", how="outer", suffixes=("", "_published"))
    both = both[both["entity"].isin([*first, *stated["entity"]])]
    both = both.assign(
        value=both["value"].fillna(0),
        percent=both["percent"].fillna(0),
        country=both["country"].fillna(both["country_published"]),
    )
    both[ROWS] = [
        join_rows([rows for rows in pair if isinstance(rows, tuple)])
        for pair in zip(both[ROWS], both[f"{ROWS}_published"], strict=True)
    ]
    both = both.sort_values(
        ["value", "published", "entity"], ascending=[False, False, True], kind="stable"
    )
    columns = ["entity", "country", "value", "percent", "published", ROWS]
    return both[columns].reset_index(drop=True)


def _span(items: pd.DataFrame) -> str:
    """From the first registration of Work Items to the day of their export."""
    return f"{items['first_registration'].str[:4].min()}/{items['date'].max()}"


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
