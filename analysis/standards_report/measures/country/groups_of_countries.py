"""Sums of groups of countries: how many of each quantity their members have together."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

_COLUMNS = ["group", "quantity", "members", "value", "whole", "percent", ROWS]


def sums_of_groups(standing: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """What the members of each group have together, of each quantity.

    `standing` is a result of `standing_of_countries` for all countries; `groups` is the table
    `country_groups` with `rows`. Returns, in the order of both: `group`, `quantity`, `members` (of
    the group), `value`, `whole`, `percent` (0 to 100) and `rows` of the countries and of their
    memberships. A seat counts once, with the country of the one member body that the record names;
    a group has no seat of its own. Places of several members in one committee count each, so that
    the percentage of memberships is none: it is missing.
    """
    joined = groups[["group", "country", ROWS]].merge(
        standing, on="country", how="inner", suffixes=("_member", "")
    )
    sizes = groups.groupby("group")["country"].nunique()
    lines = []
    for (group, quantity), rows in joined.groupby(["group", "quantity"], sort=False):
        value, whole = rows["value"].sum(), rows["whole"].iloc[0]
        is_share = not str(quantity).endswith("memberships")
        lines.append(
            {
                "group": group,
                "quantity": quantity,
                "members": int(sizes[str(group)]),
                "value": value,
                "whole": whole,
                "percent": value / whole * 100 if is_share and whole else float("nan"),
                ROWS: join_rows([*rows[f"{ROWS}_member"], *rows[ROWS]]),
            }
        )
    return pd.DataFrame(lines, columns=_COLUMNS)
