"""Documents of ISO's committees by the country that holds the secretariat of the committee.

A secretariat serves a committee and does not write its documents, so these are documents of
committees that a country's member body serves. The tables are `iso_output_committees` with
`rows`, of one export, unless said otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.confidence import with_wilson

HOLDER = "holder"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=\.(?:jsonl|csv):)")
_JOINT = r"(?:ISO/IEC|IEC/ISO) (?:JTC|JSyC)"


def day_of_holders(table: pd.DataFrame) -> str:
    """The day of the committee data that the documents are joined to, from the locators.

    `table` has `locator`. Returns a day (YYYY-MM-DD), empty without rows. Raises ValueError
    where rows are joined to several days, or do not say to which.
    """
    days = {tuple(_DAY.findall(place)[-1:]) for place in table["locator"].unique()}
    if not days:
        return ""
    if len(days) > 1 or days == {()}:
        raise ValueError("the rows do not name one snapshot of committees that they are joined to")
    return str(days.pop()[0])


def joint(committees: pd.Series[str]) -> pd.Series[bool]:
    """Whether each reference is that of a body that ISO shares with IEC, or below one."""
    return committees.str.match(_JOINT)


def held_output(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Documents that join to a holder, by country.

    Returns `country`, `value` (documents), `committees` (those with a document), `whole` (all
    documents that join), `percent` (of the whole, 0 to 100) and `rows`, the most first.
    """
    found = table[(table["measure"] == measure) & (table["joined"] == HOLDER)]
    grouped = found.groupby("country", sort=False, as_index=False)
    counted = grouped.agg(
        value=("value", "sum"), committees=("committee", "nunique"), **{ROWS: (ROWS, join_rows)}
    )
    counted["whole"] = counted["value"].sum()
    counted["percent"] = counted["value"] / counted["whole"] * 100
    return counted.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def output_bounds(table: pd.DataFrame, totals: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The share of each country between the two extremes for documents that do not join.

    `totals` is `iso_output_totals` with `rows`, of the same export. Returns `country`, `value`,
    `total` (all documents), `unjoined` (those without a holder), `low` (percent of all if none of
    these were the country's), `high` (if all of them were) and `rows`. The upper bounds of two
    countries cannot be reached together.
    """
    held = held_output(table, measure)
    whole = totals[totals["measure"] == measure]
    apart = table[(table["measure"] == measure) & (table["joined"] != HOLDER)]
    held["total"] = whole["value"].sum()
    held["unjoined"] = held["total"] - held["whole"]
    held["low"] = held["value"] / held["total"] * 100
    held["high"] = (held["value"] + held["unjoined"]) / held["total"] * 100
    held[ROWS] = [join_rows([own, *apart[ROWS], *whole[ROWS]]) for own in held[ROWS]]
    return held[["country", "value", "total", "unjoined", "low", "high", ROWS]]


def by_committee(table: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """One row a committee, with a column for each of `measures`, the most of the first one first.

    Returns `committee`, `joined`, `country` (empty without a holder), the columns and `rows`; a
    measure without a row is zero.
    """
    chosen = table[table["measure"].isin(measures)]
    keys = ["committee", "joined", "country"]
    wide = chosen.pivot_table(
        index=keys, columns="measure", values="value", aggfunc="sum", fill_value=0
    ).reindex(columns=list(measures), fill_value=0)
    wide[ROWS] = chosen.groupby(keys)[ROWS].agg(join_rows)
    wide.columns.name = None
    order = wide.sort_values([*measures], ascending=False, kind="stable")
    return order.reset_index()


def without_largest(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The share of each country without the one of its committees that has the most documents.

    That committee is left out of part and whole. Returns `country`, `committee`, `largest` (its
    documents), `value` (documents of the country without it), `whole`, `percent` (0 to 100) and
    `rows`.
    """
    found = by_committee(table[table["joined"] == HOLDER], [measure])
    first = found.drop_duplicates("country").set_index("country")
    held = held_output(table, measure).set_index("country")
    left = pd.DataFrame(
        {
            "committee": first["committee"],
            "largest": first[measure],
            "value": held["value"] - first[measure],
            "whole": held["whole"] - first[measure],
            ROWS: held[ROWS],
        }
    )
    left["percent"] = left["value"] / left["whole"] * 100
    return left.loc[held.index].reset_index()


def seats_without_output(seats: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Secretariats of committees that have no document, with the Wilson interval of their share.

    `seats` has `country`, `value` (secretariats) and `rows`; `held` is a result of `held_output`
    for the same committees. Returns `country`, `value`, `whole` (secretariats), `percent`, `low`,
    `high` (percent) and `rows` of both.
    """
    both = seats[["country", "value", ROWS]].rename(columns={"value": "whole"})
    both = both.merge(held[["country", "committees", ROWS]], on="country", how="left",
                      suffixes=("", "_held"))  # fmt: skip
    both["value"] = both["whole"] - both["committees"].fillna(0)
    both[ROWS] = [
        join_rows([own, *([more] if isinstance(more, tuple) else [])])
        for own, more in zip(both[ROWS], both[f"{ROWS}_held"], strict=True)
    ]
    told = with_wilson(both, "value", "whole")
    return told[["country", "value", "whole", "percent", "low", "high", ROWS]]
