"""The groups that each country leads, and the standards in which it has a stated part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.measures.attached_rows import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd

# Positions that lead a group; vice-chairs, secretaries and managers do not.
_LEADS = (
    "chair",
    "convenor",
    "leader",
    "Technical and Strategic Review (TSR) Coordinator",
)
_NO_PART = "not included"


def led_groups(officers: pd.DataFrame) -> pd.DataFrame:
    """Counts the groups with a chair, convenor or other leader from each country.

    `officers` has `body`, `role`, `country` and `rows`; a group with several leaders counts once
    for each of their countries. Returns `country`, `groups`, `all` (groups with a leader whose
    country is stated) and `rows`, the country with the most groups first.
    """
    leaders = officers[officers["role"].isin(_LEADS) & (officers["country"] != "")]
    once = leaders.groupby(["country", "body"], sort=False, as_index=False).agg(
        **{ROWS: (ROWS, join_rows)}
    )
    counted = once.groupby("country", sort=False, as_index=False).agg(
        groups=("body", "size"), **{ROWS: (ROWS, join_rows)}
    )
    counted["all"] = leaders["body"].nunique()
    return counted.sort_values("groups", ascending=False, kind="stable").reset_index(drop=True)


def with_part(standards: pd.DataFrame, participants: pd.DataFrame, by: str) -> pd.DataFrame:
    """Counts the standards of each kind in which each country has a stated part.

    `standards` has `id`, the column `by` (their kind) and `rows`; `participants` has `standard`,
    `country`, `role` and `rows`. Returns `by`, `country`, `count` (standards with a part of the
    country), `all` (standards of the kind) and `rows`.
    """
    kinds = standards.set_index("id")[by]
    took = participants[(participants["role"] != _NO_PART) & (participants["country"] != "")]
    took = took[took["standard"].isin(kinds.index)]
    took = took.assign(**{by: took["standard"].map(kinds)})
    counted = took.groupby([by, "country"], sort=False, as_index=False).agg(
        count=("standard", "nunique"), **{ROWS: (ROWS, join_rows)}
    )
    counted["all"] = counted[by].map(kinds.value_counts())
    return counted
