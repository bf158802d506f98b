"""Counts from records beside the published aggregates, and the trend of records.

An export is a whole list, so a country that it does not name has a count of zero, which rests
on all records of the export. Years without a record are missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows, with_rows
from standards_report.measures.participation.records import (
    against_published,
    in_year,
    latest_export,
    members_by_country,
    record_countries,
    records_by_country,
)
from standards_report.measures.trends.growth import middle_year
from standards_report.measures.trends.logistic import LogisticTrend, logistic_trend

if TYPE_CHECKING:
    from standards_report.observations.domain.editions import Attribution

SUPPORTER = "Supporting Member"


class Records(NamedTuple):
    """Records, the entities that have a part in them, and the rule that gives their countries.

    `items` has `id` and `date` (day of the export); `parties` has `record` and `entity`;
    `entities` is the table of that name.
    """

    items: pd.DataFrame
    parties: pd.DataFrame
    entities: pd.DataFrame
    rule: Attribution


def members_beside(
    records: pd.DataFrame, published: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """Members of the newest export by country and category beside the published numbers.

    `records` has `id`, `date`, `country` and `category`; `published` has `country`,
    `category`, `value` and `rows`. Returns `country`, `category`, `published`, `computed`,
    `difference` (members, computed minus published) and `rows`, for `countries` alone; no
    row without records.
    """
    latest = latest_export(records)
    counted = members_by_country(latest)
    named = dict.fromkeys(["total", *published["category"], *counted["category"]])
    wanted = [(country, category) for country in countries for category in named]
    frame = pd.DataFrame(wanted if len(latest) else [], columns=["country", "category"])
    keys = ["country", "category"]
    both = against_published(_with_zeros(frame, counted, latest), published, keys)
    return frame.merge(both, on=keys)


def contributions_beside(
    records: Records, published: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """Contributions of the newest export by year and country beside the published numbers.

    `records.items` has `submitted` as well; `published` has `country`, `date`, `value` and
    `rows`, of which statements about one year are taken. A Contribution counts once for each
    country that has a part in it. Returns `year`, `country`, `published`, `computed`,
    `difference` (Contributions), `whole` (all of the year), `percent` (of the whole) and
    `rows`, for `countries` alone; no row without records.
    """
    latest = in_year(latest_export(records.items), "submitted")
    frame = _years_and(countries, latest)
    counted = records_by_country(latest, records.parties, records.entities, records.rule, ["year"])
    of_years = published[published["date"].str.fullmatch(r"\d{4}")]
    of_years = of_years.assign(year=of_years["date"].astype(int))
    counted = _with_zeros(frame, counted, latest)
    keys = ["year", "country"]
    both = frame.merge(against_published(counted, of_years, keys), on=keys)
    return _shares_of(both, "computed", latest)


def work_items_by_year(records: Records, countries: Sequence[str]) -> pd.DataFrame:
    """New Work Items by year, and the share with a Supporting Member from each country.

    `records.items` has `first_registration` as well, `records.parties` has `role`. Returns
    `year`, `country`, `value` (Work Items with a Supporting Member from the country), `whole`
    (with any), `percent` (of the whole) and `rows`, for `countries` alone.
    """
    items = in_year(_supported(records), "first_registration")
    supporters = _supporters(records)
    counted = records_by_country(items, supporters, records.entities, records.rule, ["year"])
    counted = _with_zeros(_years_and(countries, items), counted, items)
    return _shares_of(counted, "value", items)


def supported_trends(
    records: Records, published: pd.DataFrame, countries: Sequence[str]
) -> LogisticTrend:
    """The logistic trend of having a Supporting Member from each of the countries.

    It is fitted to the Work Items with any Supporting Member, by the time of their first
    registration, and predicts a share for every year of the records and for the dates of the
    `published` fitted values (`country`, `date`). Returns the tables of `logistic_trend`, both
    with `country`, and the predictions with `date` in the place of `year`.
    """
    items = with_rows(_supported(records))
    years = [str(year) for year in sorted(set(items["first_registration"].str[:4]))]
    found = record_countries(_supporters(records), records.entities, records.rule)
    times = [middle_year(date) for date in items["first_registration"]]
    coefficients, predictions = [], []
    for country in countries:
        own = set(found.loc[found["country"] == country, "record"])
        timed = pd.DataFrame({"year": times, "hit": items["id"].isin(own), ROWS: items[ROWS]})
        dates = [*years, *published.loc[published["country"] == country, "date"]]
        trend = logistic_trend(timed, [middle_year(date) for date in dates])
        coefficients.append(trend.coefficients.assign(country=country))
        predicted = trend.predictions.assign(country=country)
        predicted["date"] = pd.Series(
            dates[: len(predicted)], dtype="str"
        )  # typed also where it is empty
        predictions.append(predicted.drop(columns="year"))
    return LogisticTrend(*(pd.concat(parts) for parts in (coefficients, predictions)))


def work_items_beside(
    records: Records, model: pd.DataFrame, published: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """Shares by year beside the predictions of the model and published values of another model.

    `model` holds the predictions of `supported_trends`, `published` fitted values (`country`,
    `date`, `value` in percent, `rows`). Returns `date` (a year, or the date of a published
    value), `country`, `value`, `whole`, `percent` (see `work_items_by_year`), `published`,
    `computed` (percent, by the model), `difference` (percentage points) and `rows`; no row
    without records.
    """
    by_year = work_items_by_year(records, countries)
    by_year = by_year.assign(date=by_year["year"].astype(str)).drop(columns="year")
    fitted = model.rename(columns={"percent": "value"})
    stated = published[published["country"].isin(countries)] if len(by_year) else published[:0]
    both = against_published(fitted, stated, ["date", "country"])
    keys = pd.concat([by_year, both])[["date", "country"]].drop_duplicates()
    table = keys.merge(by_year, how="left").merge(both, on=list(keys), how="left")
    sides = zip(table[f"{ROWS}_x"], table[f"{ROWS}_y"], strict=True)
    table[ROWS] = [join_rows(part for part in pair if isinstance(part, tuple)) for pair in sides]
    ranks = {country: rank for rank, country in enumerate(countries)}
    table = table.assign(time=table["date"].map(middle_year), rank=table["country"].map(ranks))
    return table.sort_values(["rank", "time"]).drop(
        columns=["time", "rank", f"{ROWS}_x", f"{ROWS}_y"]
    )


def _supporters(records: Records) -> pd.DataFrame:
    return records.parties[records.parties["role"] == SUPPORTER]


def _supported(records: Records) -> pd.DataFrame:
    latest = latest_export(records.items)
    return latest[latest["id"].isin(_supporters(records)["record"])]


def _years_and(countries: Sequence[str], records: pd.DataFrame) -> pd.DataFrame:
    years = sorted(set(records["year"]))
    pairs = [(year, country) for year in years for country in countries]
    return pd.DataFrame(pairs, columns=["year", "country"])


def _with_zeros(frame: pd.DataFrame, counted: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """The counts of every combination in `frame`; a zero rests on all of the records."""
    keys = list(frame)
    both = frame.merge(counted[[*keys, "value", ROWS]], on=keys, how="left")
    both["value"] = both["value"].fillna(0)
    everything = tuple(records["id"])
    both[ROWS] = [rows if isinstance(rows, tuple) else everything for rows in both[ROWS]]
    return both


def _shares_of(table: pd.DataFrame, column: str, records: pd.DataFrame) -> pd.DataFrame:
    """Adds `whole`, the records of the year, and `percent` of it."""
    whole = table["year"].map(records["year"].value_counts())
    return table.assign(whole=whole, percent=table[column] / whole * 100)
