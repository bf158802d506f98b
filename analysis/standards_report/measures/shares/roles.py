"""Roles on Work Items: which published share says most, and where a country has the majority."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

# From the widest to the narrowest; what stands beside each other is not comparable.
_WIDEST = "Editor or Supporting Member"
_OTHERS = ("Editor", "Supporting Member", "project leader")


def widest_roles(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """For each of `keys`, the share of either role where it is known, else all its other shares.

    `parts` has `keys`, `role` and `percent`. Roles that limit a share further, such as a sole
    Editor, are left out.
    """
    known = parts[parts["percent"].notna() & parts["role"].isin([_WIDEST, *_OTHERS])]
    has_widest = known.groupby(keys, dropna=False)["role"].transform(
        lambda roles: (roles == _WIDEST).any()
    )
    return known[(known["role"] == _WIDEST) | ~has_widest.astype(bool)]


def majorities(parts: pd.DataFrame, keys: list[str], of: str) -> pd.DataFrame:
    """For each of `keys`, in how many different `of` its largest share is above one half.

    `parts` has `keys`, `of`, `percent` and `rows`. Returns `keys`, `count` (of different `of`
    with a share), `over_half` (of these) and `rows`.
    """
    grouped = parts.groupby([*keys, of], sort=False, as_index=False)
    largest = grouped.agg(percent=("percent", "max"), **{ROWS: (ROWS, join_rows)})
    return largest.groupby(keys, sort=False, as_index=False).agg(
        count=(of, "size"),
        over_half=("percent", lambda shares: int((shares > 50).sum())),
        **{ROWS: (ROWS, join_rows)},
    )
