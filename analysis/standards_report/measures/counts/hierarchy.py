"""Lists with two levels, in which elements belong to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


def with_elements(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The upper elements of a list with two levels, each with its lower elements.

    `table` has `id`, `parent` (an id of the same table, empty at the top), the column `name`
    and `rows`. Returns the rows without a parent with `elements` (tuple of the names below,
    in order), `parts` (their number) and the joined `rows`.
    """
    tops = table[table["parent"] == ""].reset_index(drop=True)
    below = [table[table["parent"] == top] for top in tops["id"]]
    pairs = zip(tops[ROWS], below, strict=True)
    tops["elements"] = [tuple(rows[name]) for rows in below]
    tops["parts"] = [len(rows) for rows in below]
    tops[ROWS] = [join_rows([own, *rows[ROWS]]) for own, rows in pairs]
    return tops
