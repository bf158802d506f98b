"""Roles on Work Items: the widest published share, and majorities of a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd

# Shares of different roles are not comparable with each other.
_WIDEST = "Editor or Supporting Member"
_OTHERS = ("Editor", "Supporting Member", "project leader")


def widest_roles(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """For each of `keys`, the share with either role; where it is missing, the other shares.

    `parts` has `keys`, `role` and `percent`. Narrower roles, such as a sole Editor, are left
    out.
    """
    known = parts[parts["percent"].notna() & parts["role"].isin([_WIDEST, *_OTHERS])]
    has_widest = known.groupby(keys, dropna=False)["role"].transform(
        lambda roles: (roles == _WIDEST).any()
    )
    return known[(known["role"] == _WIDEST) | ~has_widest.astype(bool)]


def majorities(parts: pd.DataFrame, keys: list[str], of: str) -> pd.DataFrame:
    """For each of `keys`, the number of values of `of` in which its largest share is over 50%.

    `parts` has `keys`, `of`, `percent` and `rows`. Returns `keys`, `count` (values of `of` with
    a share), `over_half` (those with a share above 50 percent) and `rows`.
    """
    grouped = parts.groupby([*keys, of], sort=False, as_index=False)
    largest = grouped.agg(percent=("percent", "max"), **{ROWS: (ROWS, join_rows)})
    return largest.groupby(keys, sort=False, as_index=False).agg(
        count=(of, "size"),
        over_half=("percent", lambda shares: int((shares > 50).sum())),
        **{ROWS: (ROWS, join_rows)},
    )
