"""Rapporteurs of specifications by country and employer, with bounds for what is unknown.

A rapporteur counts once for each specification. The country is that of the employer: where it is
registered (`seat`), or where its uppermost parent is (`headquarters`). Employers without a country
are given to none in `value`, and all of them to the country in `most`: between the two lies every
answer that the unknown ones allow.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.concentration import concentration

UNKNOWN = ""
ATTRIBUTIONS = ("seat", "headquarters")
# How an employer may have been found: in the table of companies alone, or by an alias as well.
MATCH_RULES = {"names alone": ("name",), "names and aliases": ("name", "alias")}
_ALL = "names and aliases"


def with_country(counts: pd.DataFrame, attribution: str, matched: str = _ALL) -> pd.DataFrame:
    """Adds `country` to counts of rapporteurs; empty where nothing gives one.

    `counts` is the table `mobile_rapporteurs`; `attribution` is one of `ATTRIBUTIONS` and
    `matched` one of `MATCH_RULES`.
    """
    found = counts["match"].isin(MATCH_RULES[matched])
    return counts.assign(country=counts[attribution].where(found, UNKNOWN))


def rapporteurs_by_country(
    counts: pd.DataFrame,
    wholes: pd.DataFrame,
    attribution: str,
    by: Sequence[str] = ("release",),
    matched: str = _ALL,
) -> pd.DataFrame:
    """Rapporteurs of each country and group of `by`, as counts and shares with bounds.

    `counts` is as for `with_country`, with `rows`; `wholes` has `by`, `value` and `rows`: all
    rapporteurs, those without a country included. Returns, largest first within each group, a row
    for each country that has any under either attribution: `by`, `country`, `value`, `most` (the
    same, if all without a country were of this one), `whole`, `percent` and `percent_most` (of
    the whole), `rows`, and rows of their own for the other numbers (`most_rows` and so on). A
    count of zero rests on the whole.
    """
    keys = list(by)
    known = with_country(counts, attribution, matched)
    summed = _summed(known, [*keys, "country"])
    totals = _summed(wholes, keys).rename(columns={"value": "whole", ROWS: "whole_rows"})
    unknown = summed[summed["country"] == UNKNOWN].drop(columns="country")
    unknown = unknown.rename(columns={"value": "unknown", ROWS: "unknown_rows"})
    codes = sorted({*counts["seat"], *counts["headquarters"]} - {UNKNOWN})
    table = totals.merge(pd.DataFrame({"country": codes}), how="cross")
    table = table.merge(summed, on=[*keys, "country"], how="left")
    table = table.merge(unknown, on=keys, how="left").fillna({"value": 0.0, "unknown": 0.0})
    table["most"] = table["value"] + table["unknown"]
    table["percent"] = table["value"] / table["whole"] * 100
    table["percent_most"] = table["most"] / table["whole"] * 100
    return _with_lineage(table).sort_values(
        [*keys, "value"], ascending=[True] * len(keys) + [False], kind="stable", ignore_index=True
    )


def under_match_rules(counts: pd.DataFrame, wholes: pd.DataFrame) -> pd.DataFrame:
    """`rapporteurs_by_country` of one release under each rule of matching and of attribution.

    Returns its columns without `release`, with `matched`, `attribution` and `unknown`.
    """
    parts = [
        rapporteurs_by_country(counts, wholes, attribution, matched=matched).assign(
            matched=matched, attribution=attribution
        )
        for matched in MATCH_RULES
        for attribution in ATTRIBUTIONS
    ]
    table = pd.concat(parts, ignore_index=True)
    return table.assign(unknown=table["most"] - table["value"]).drop(columns="release")


def rapporteurs_by_employer(counts: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Rapporteurs of each group of companies, largest first within each group of `by`.

    Returns `by`, `parent`, `country` (of its headquarters; empty where none is known), `value`,
    `percent` (of the rapporteurs whose employer is known) and `rows`. Employers that no table
    names are left out.
    """
    keys = list(by)
    named = counts[counts["parent"] != UNKNOWN]
    table = _summed(named, [*keys, "parent"])
    country = named[named["headquarters"] != UNKNOWN].groupby("parent")["headquarters"].first()
    table["country"] = table["parent"].map(country).fillna(UNKNOWN)
    table["percent"] = table["value"] / table.groupby(keys)["value"].transform("sum") * 100
    return table.sort_values(
        [*keys, "value"], ascending=[True] * len(keys) + [False], kind="stable", ignore_index=True
    )


def employer_concentration(employers: pd.DataFrame, by: str, first: int) -> pd.DataFrame:
    """How far the rapporteurs of each group of `by` have few employers.

    `employers` is as `rapporteurs_by_employer` gives it. Returns what `concentration` does, with
    `name` of the largest employer and `first`, the percentage of the `first` largest together.
    """
    table = concentration(employers, [by])
    ranked = employers.groupby(by, sort=False)
    table["name"] = list(ranked["parent"].first())
    table["first"] = list(ranked["percent"].apply(lambda shares: shares.head(first).sum()))
    return table


def _summed(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = table.groupby(keys, sort=False, as_index=False)
    return grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})


def _with_lineage(table: pd.DataFrame) -> pd.DataFrame:
    """The rows behind each number, in a column of its own where they differ from `rows`."""
    held = [rows if isinstance(rows, tuple) else () for rows in table[ROWS]]
    open_ones = [rows if isinstance(rows, tuple) else () for rows in table["unknown_rows"]]
    wholes = table["whole_rows"].tolist()
    lineage = list(zip(held, open_ones, wholes, strict=True))
    table[ROWS] = [own or whole for own, _, whole in lineage]
    table["most_rows"] = [join_rows([own, others]) or whole for own, others, whole in lineage]
    table["percent_rows"] = [join_rows([own, whole]) for own, _, whole in lineage]
    table["percent_most_rows"] = [join_rows(parts) for parts in lineage]
    return table.drop(columns=["unknown", "unknown_rows"])
