"""Concentration over the members of a group."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows


def concentration(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Concentration of `value` over the rows of each group of `by`.

    `table` has the columns in `by`, `value` (one row a member; not negative, one unit) and
    `rows`. Returns one row a group: `by`, `members`, `sum`, `largest` (percent of the sum
    that the largest has), `hhi` (sum of the squared shares, 1 / members to 1), `effective`
    (1 / hhi: the number of equal members with the same concentration) and `rows`. Where the
    sum is zero, `largest`, `hhi` and `effective` are missing. Raises ValueError for a negative
    value.

    Members that the table leaves out are not considered: over a list of the largest members,
    the result describes that list only. Sources: O. C. Herfindahl, Concentration in the Steel
    Industry (1950), and A. O. Hirschman, The Paternity of an Index, American Economic Review 54
    (1964), for the index; M. Laakso and R. Taagepera, "Effective" Number of Parties,
    Comparative Political Studies 12 (1979), for its inverse.
    """
    results = []
    for key, group in table.groupby(by, sort=False):
        numbers = group["value"]
        if (numbers < 0).any():
            raise ValueError("`value` has to be not negative for a measure of concentration")
        whole = numbers.sum()
        shares = numbers / whole if whole else numbers * float("nan")
        hhi = (shares**2).sum(min_count=1)
        results.append(
            {
                **dict(zip(by, key, strict=True)),
                "members": len(group),
                "sum": whole,
                "largest": shares.max() * 100,
                "hhi": hhi,
                "effective": 1 / hhi,
                ROWS: join_rows(group[ROWS]),
            }
        )
    columns = [*by, "members", "sum", "largest", "hhi", "effective", ROWS]
    return pd.DataFrame(results, columns=columns)


def share_of_largest(table: pd.DataFrame, by: list[str], count: int) -> pd.DataFrame:
    """The share of `value` that the `count` largest rows of each group of `by` have together.

    `table` as for `concentration`. Returns one row a group: `by`, `members`, `percent` (0 to
    100; missing where the sum is zero) and `rows`. It is the concentration ratio of
    industrial economics, C4 for four members; source: J. S. Bain, Barriers to New Competition
    (1956).
    """
    results = []
    for key, group in table.groupby(by, sort=False):
        whole = group["value"].sum()
        largest = group["value"].nlargest(count).sum()
        results.append(
            {
                **dict(zip(by, key, strict=True)),
                "members": len(group),
                "percent": largest / whole * 100 if whole else float("nan"),
                ROWS: join_rows(group[ROWS]),
            }
        )
    return pd.DataFrame(results, columns=[*by, "members", "percent", ROWS])
