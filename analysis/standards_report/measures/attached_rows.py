"""The lineage of results: each has the ids of the rows behind it, as tuples in `rows`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROWS = "rows"


def with_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Adds `rows` to a table of observations: each row rests on its own `id`."""
    table = table.copy()
    table[ROWS] = [(identifier,) for identifier in table["id"]]
    return table


def join_rows(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The ids behind several results, each once, in order of appearance."""
    return tuple(dict.fromkeys(identifier for part in parts for identifier in part))


def first_statement(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Keeps the first of statements that are made twice with the same value.

    `table` has the columns in `keys`, `value` and `rows`; the kept row rests on the rows of all
    of them. A statement repeated with another value stays a row of its own, so that a
    disagreement cannot vanish.
    """
    grouped = table.groupby([*keys, "value"], sort=False, dropna=False)
    first = grouped.head(1).reset_index(drop=True)
    first[ROWS] = list(grouped[ROWS].agg(join_rows))
    return first
