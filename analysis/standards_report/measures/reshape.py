"""Tables completed, pivoted and joined into the form that a figure or a printed table needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def complete(table: pd.DataFrame, column: str, wanted: Sequence[str]) -> pd.DataFrame:
    """Adds a row for each wanted value of `column` that is missing, so that its absence shows.

    `table` has `column` and `rows`. Where it has other key columns of text (all but numbers
    and dates), each of their combinations gets its own missing rows. Added rows have no
    numbers and rest on no rows. The wanted values come first, in their order.
    """
    others = [
        name
        for name in table.columns
        if name != column
        and not name.endswith(ROWS)
        and not pd.api.types.is_numeric_dtype(table[name])
        and not name.endswith("date")
    ]
    blocks = [block for _, block in table.groupby(others, sort=False)] if others else [table]
    return pd.concat([_completed(block, column, wanted, others) for block in blocks or [table]])


def _completed(
    block: pd.DataFrame, column: str, wanted: Sequence[str], others: list[str]
) -> pd.DataFrame:
    missing = [value for value in wanted if value not in set(block[column])]
    added = pd.DataFrame({column: missing, ROWS: [()] * len(missing)})
    for name in others if len(block) else []:
        added[name] = block[name].iloc[0]
    for name in block.columns:
        if name.endswith(ROWS):
            added[name] = [()] * len(missing)
    full = pd.concat([block, added]) if missing else block
    place = {value: rank for rank, value in enumerate(wanted)}
    order = full[column].map(lambda value: place.get(value, len(place)))
    return full.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def pivot(table: pd.DataFrame, index: str, columns: str) -> pd.DataFrame:
    """One row for each value of `index`, one numeric column for each value of `columns`.

    `table` has `value` (one statement a cell) and `rows`; the result's `rows` are those of
    the whole line.
    """
    wide = table.pivot(index=index, columns=columns, values="value")
    wide = wide.reindex(list(dict.fromkeys(table[index])))
    wide[ROWS] = table.groupby(index)[ROWS].agg(join_rows)
    wide.columns.name = None
    return wide.reset_index()


def join_beside(table: pd.DataFrame, added: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Adds the columns of `added` to the lines of `table` with the same `keys` (a left join).

    Both have `rows`. A line without a counterpart gets missing values and keeps its own rows.
    Raises ValueError where `added` has several lines for one combination of keys.
    """
    doubled = added.duplicated(keys)
    if doubled.any():
        cells = added.loc[doubled, keys].iloc[0].tolist()
        what = f"the joined table has several lines for {cells}"
        raise ValueError(f"{what}: add a column that tells them apart to the keys")
    beside = added.rename(columns={ROWS: "_beside"})
    joined = table.merge(beside, on=keys, how="left")
    pairs = zip(joined[ROWS], joined["_beside"], strict=True)
    joined[ROWS] = [join_rows([own, ids]) if isinstance(ids, tuple) else own for own, ids in pairs]
    return joined.drop(columns="_beside")


def side_by_side(columns: Mapping[str, tuple[pd.DataFrame, str]], key: str) -> pd.DataFrame:
    """One row for each value of `key`, with a column of each of several tables.

    `columns` maps the name of each new column to a table with `key` (each value once) and `rows`,
    and to its column there. Values of `key` stand in the order of their appearance; what a table
    lacks is missing. `rows` are those of all columns. Raises ValueError as `join_beside` does.
    """
    parts = [
        table[[key, column, ROWS]].rename(columns={column: name})
        for name, (table, column) in columns.items()
    ]
    result = pd.concat([part[[key]] for part in parts]).drop_duplicates(ignore_index=True)
    result[ROWS] = [()] * len(result)
    for part in parts:
        result = join_beside(result, part, [key])
    return result[[key, *columns, ROWS]]
