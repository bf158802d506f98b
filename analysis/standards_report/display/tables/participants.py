"""Participants and their parts, in words that fit into a cell of a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import pandas as pd


def parts_taken(rows: pd.DataFrame, country: Callable[[str], str]) -> pd.Series[str]:
    """The participant and the part of each row: `Person, Entity (Country): author`.

    `rows` has `person`, `entity`, `country` and `role`, and may have `stated_by`, which names
    the author of a statement that is not the source's own. `country` gives the name of a
    country by its code.
    """
    return pd.Series(
        [_party(row, country) for row in rows.to_dict("records")], index=rows.index, dtype=str
    )


def _party(row: Mapping[Hashable, str], country: Callable[[str], str]) -> str:
    who = ", ".join(name for name in (row["person"], row["entity"]) if name)
    where = country(row["country"]) if row["country"] else ""
    text = f"{who} ({where})" if who and where else who or where
    by = f" (by {row['stated_by']})" if row.get("stated_by") else ""
    return f"{text}: {row['role']}{by}"
