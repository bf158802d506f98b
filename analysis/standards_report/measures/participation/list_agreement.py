"""How far several lists agree on the same items."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def agreement(table: pd.DataFrame, item: str, by: str, mark: str) -> pd.DataFrame:
    """Compares every two lists, item by item.

    `table` has `item`, `by` (the list), `mark` (true where the list names the item) and
    `rows`; a list that has no row for an item does not name it. Returns one row a pair of
    lists, in order of appearance: `first`, `second`, `items` (all that any list of the
    table has a row for), `both` and `either` (items that both, or at least one, name),
    `same` (items that both name or both leave out), `only_first` and `only_second` (tuples
    of the items that one of them names), `same_percent` (of all items: the simple matching
    coefficient), `shared_percent` (of the items that either names: the Jaccard index; NaN
    where neither names any) and `rows`. Sources: R. R. Sokal and C. D. Michener, A Statistical
    Method for Evaluating Systematic Relationships, University of Kansas Science Bulletin 38
    (1958); P. Jaccard, The Distribution of the Flora in the Alpine Zone, New Phytologist 11
    (1912).
    """
    marks = _marks(table, item, by, mark)
    behind = table.groupby(by, sort=False)[ROWS].agg(join_rows)
    pairs = combinations(marks.columns, 2)
    return pd.DataFrame(
        [
            {"first": first, "second": second}
            | _compared(marks[first], marks[second])
            | {ROWS: join_rows([behind[first], behind[second]])}
            for first, second in pairs
        ]
    )


def _compared(first: pd.Series, second: pd.Series) -> dict[str, Any]:
    both, either = int((first & second).sum()), int((first | second).sum())
    same = int((first == second).sum())
    return {
        "items": len(first),
        "both": both,
        "either": either,
        "same": same,
        "only_first": tuple(first.index[first & ~second]),
        "only_second": tuple(first.index[second & ~first]),
        "same_percent": same / len(first) * 100,
        "shared_percent": both / either * 100 if either else float("nan"),
    }


def named_by(table: pd.DataFrame, item: str, by: str, mark: str) -> pd.DataFrame:
    """Counts for each item the lists that name it.

    `table` as for `agreement`. Returns one row an item, in order of appearance: `item`'s
    column, `lists` (number of lists that name it), `of` (number of lists in the table),
    `alike` (whether all lists name it or all leave it out) and `rows`.
    """
    marks = _marks(table, item, by, mark)
    result = pd.DataFrame({"lists": marks.sum(axis=1).astype("int64"), "of": len(marks.columns)})
    result["alike"] = (result["lists"] == 0) | (result["lists"] == result["of"])
    result[ROWS] = table.groupby(item, sort=False)[ROWS].agg(join_rows)
    return result.rename_axis(item).reset_index()


def _marks(table: pd.DataFrame, item: str, by: str, mark: str) -> pd.DataFrame:
    """Items as rows, lists as columns, true where a list names an item."""
    marked = table.assign(**{mark: table[mark].astype(bool)})
    wide = marked.groupby([item, by], sort=False)[mark].any().unstack(fill_value=False)
    return wide.reindex(index=pd.unique(table[item]), columns=pd.unique(table[by]))
