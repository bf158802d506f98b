"""Tables set side by side, so that a line rests on the rows of all of them."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def join_beside(table: pd.DataFrame, other: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Adds the columns of `other` to the lines of `table` with the same `keys`.

    Both have `rows`; `other` has one line for each combination of keys (ValueError
    otherwise). A line without a counterpart gets missing values and keeps its own rows.
    """
    doubled = other.duplicated(keys)
    if doubled.any():
        raise ValueError(f"several lines for {other.loc[doubled, keys].iloc[0].tolist()}")
    beside = other.rename(columns={ROWS: "_beside"})
    joined = table.merge(beside, on=keys, how="left")
    pairs = zip(joined[ROWS], joined["_beside"], strict=True)
    joined[ROWS] = [join_rows([own, added]) if added == added else own for own, added in pairs]
    return joined.drop(columns="_beside")
