"""Parts, wholes and shares: each follows from the other two where a source leaves it out."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def with_whole(parts: pd.DataFrame, wholes: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """Each part with the published whole that it belongs to.

    Both tables have the columns `on`, `value` (one unit) and `rows`; `wholes` has one row a
    combination of `on`. Parts without a published whole are left out. Returns `parts` with
    `whole`, `percent` (of the whole; NaN where that is zero) and the rows of both.
    """
    both = _beside(parts, wholes, on, "whole")
    both["percent"] = both["value"] / both["whole"].where(both["whole"] != 0) * 100
    return both


def remainder(wholes: pd.DataFrame, parts: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """The remainder of each whole without its published part.

    Tables as in `with_whole`, with one part a whole. Wholes without a published part are left
    out. Returns `wholes` with `value` reduced by the part, and the rows of both.
    """
    both = _beside(wholes, parts, on, "part")
    return both.assign(value=both["value"] - both["part"]).drop(columns="part")


def either_of(table: pd.DataFrame, first: str, second: str, both: str) -> pd.DataFrame:
    """The share with at least one of two things, from the shares of each and of both.

    `first`, `second` and `both` name columns of shares of one whole. Returns the table with
    `either`: by inclusion and exclusion, first + second - both.
    """
    return table.assign(either=table[first] + table[second] - table[both])


def implied_parts(shares: pd.DataFrame, wholes: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """The count that a published share of a published whole implies; not rounded.

    Tables as in `with_whole`, with `value` of `shares` in percent. Returns `shares` with
    `implied` (unit of the wholes) and the rows of both.
    """
    both = _beside(shares, wholes, on, "whole")
    return both.assign(implied=both["value"] / 100 * both["whole"]).drop(columns="whole")


def implied_shares(ranges: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """The share of a published range of counts in one implied whole.

    `ranges` has `country`, `low`, `high` and `rows`; `whole` has one row as `implied_wholes`
    gives it. Returns `country`, `low` and `high` (percent: the least count of the largest
    whole, and the largest count of the least whole) and the rows of both; no row without a
    whole. Raises ValueError for several wholes.
    """
    if len(whole) > 1:
        raise ValueError(f"there are {len(whole)} wholes: select the one that the ranges belong to")
    results = [
        (
            part["country"],
            part["low"] / implied["high"] * 100,
            part["high"] / implied["low"] * 100,
            join_rows([part[ROWS], implied[ROWS]]),
        )
        for implied in whole.to_dict("records")
        for part in ranges.to_dict("records")
    ]
    return pd.DataFrame(results, columns=["country", "low", "high", ROWS])


def _beside(table: pd.DataFrame, added: pd.DataFrame, on: list[str], name: str) -> pd.DataFrame:
    """`table` with the value of `added` in the column `name`, and the rows of both."""
    found = added[[*on, "value", ROWS]].rename(columns={"value": name, ROWS: "added_rows"})
    both = table.merge(found, on=on, how="inner", validate="many_to_one")
    both[ROWS] = [join_rows(pair) for pair in zip(both[ROWS], both["added_rows"], strict=True)]
    return both.drop(columns="added_rows")
