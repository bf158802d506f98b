"""Memberships in ISO's committees by country, under a stated counting rule.

Counts come by kind and status of committee, so that a rule only selects which of them to add.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.participation.committees import CountingRule

_LEVELS = {"p": "P-memberships", "o": "O-memberships"}


def committee_totals(counts: pd.DataFrame, rule: CountingRule) -> pd.DataFrame:
    """Counts all committees, over all members, at each date.

    `counts` is the table `iso_committee_counts` with `rows`. Returns `date`, `measure`, `value`
    and `rows`.
    """
    return _summed(rule.select(counts[counts["member"] == ""]), ["date", "measure"])


def participation(counts: pd.DataFrame, rule: CountingRule) -> pd.DataFrame:
    """Memberships by country at each date, and the share of committees that they reach.

    `counts` is the table `iso_committee_counts` with `rows`. Returns `date`, `country` (empty
    where the country of the member body is not established), `p` and `o` (memberships),
    `value` (committees with either, since a body has one kind of membership in a committee),
    `whole` (committees that state any member), `percent` (0 to 100) and `rows`, with the most
    P-memberships first.
    """
    taken = counts[counts["measure"].isin(_LEVELS.values()) & (counts["country"] != "")]
    taken = rule.select(taken)
    result = _summed(taken, ["date", "country"])
    for name, measure in _LEVELS.items():
        level = _summed(taken[taken["measure"] == measure], ["date", "country"])
        level = level.rename(columns={"value": name}).drop(columns=ROWS)
        result = result.merge(level, on=["date", "country"], how="left").fillna({name: 0})
    whole = committee_totals(counts, rule)
    whole = whole[whole["measure"] == "committees with stated members"].drop(columns="measure")
    whole = whole.rename(columns={"value": "whole", ROWS: "whole_rows"})
    result = result.merge(whole, on="date")
    result["percent"] = result["value"] / result["whole"] * 100
    pairs = zip(result[ROWS], result["whole_rows"], strict=True)
    result[ROWS] = [join_rows(pair) for pair in pairs]
    result = result.sort_values(["date", "p"], ascending=[True, False], kind="stable")
    columns = ["date", "country", "p", "o", "value", "whole", "percent", ROWS]
    return result[columns].reset_index(drop=True)


def p_memberships(counts: pd.DataFrame, rule: CountingRule) -> pd.DataFrame:
    """P-memberships by country, of the committees that the rule counts.

    `counts` is the table `iso_committee_counts` with `rows`, of one date. Returns `country`,
    `value` and `rows`; member bodies whose country is not known are left out.
    """
    taken = counts[(counts["measure"] == _LEVELS["p"]) & (counts["country"] != "")]
    return _summed(rule.select(taken), ["country"])


def created_between(created: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Active committees created in these years (both included), by holder of the secretariat.

    `created` is the table `iso_committees_created` with `rows`, which includes joint bodies.
    Returns `date`, `country` (empty for no holder), `value`, `whole` (all committees created in
    these years), `percent` (0 to 100) and `rows`, with the largest `value` first.
    """
    chosen = created[created["created"].between(first, last) & (created["status"] == "active")]
    result = _summed(chosen, ["date", "country"])
    result["whole"] = result.groupby("date")["value"].transform("sum")
    result["percent"] = result["value"] / result["whole"] * 100
    result = result.sort_values(["date", "value"], ascending=[True, False], kind="stable")
    columns = ["date", "country", "value", "whole", "percent", ROWS]
    return result[columns].reset_index(drop=True)


def created_each_year(
    created: pd.DataFrame, years: range, countries: Sequence[str]
) -> pd.DataFrame:
    """Active committees by the year of their creation and the holder of the secretariat.

    `created` is the table `iso_committees_created` with `rows`, of one date. Returns `country`
    (empty for all committees), `date` (the year), `value` and `rows`: for each year a row for
    all committees and a row for each of `countries`. A count of zero rests on all rows of the
    year.
    """
    result = []
    for year in years:
        counts = created_between(created, year, year)
        whole = join_rows(counts[ROWS]) if len(counts) else ()
        held = counts.set_index("country")
        result.append(("", str(year), counts["value"].sum(), whole))
        for code in countries:
            known = code in held.index
            row = (held.at[code, "value"], held.at[code, ROWS]) if known else (0, whole)
            result.append((code, str(year), *row))
    return pd.DataFrame(result, columns=["country", "date", "value", ROWS])


def _summed(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = rows.groupby(keys, sort=False, as_index=False)
    return grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
