"""Months between stated dates: of two events, and of one holder of a position and the next."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import months_between


def months_apart(rows: pd.DataFrame, pairs: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Whole months from one row's date to another's.

    `rows` has `id`, `date` and `rows`; `pairs` names the ids of two rows. Returns one row a
    pair: `interval` (its name), `months` (NaN where a date names no month, or a row is not
    there) and `rows`.
    """
    known = {row["id"]: row for row in rows.to_dict("records")}
    results = []
    for name, pair in pairs.items():
        first, second = (known.get(identifier) for identifier in pair)
        found = [row for row in (first, second) if row]
        dates = [row["date"] for row in found]
        months = months_between(dates[0], dates[1]) if len(found) > 1 else float("nan")
        ids = join_rows(row[ROWS] for row in found) if len(found) > 1 else ()
        results.append((name, months, ids))
    return pd.DataFrame(results, columns=["interval", "months", ROWS])


def handovers(officers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Months from the end of one tenure to the start of the next in the same position.

    `officers` has `by` (the position), `person`, `date` (a period) and `rows`. Returns `by`,
    `before`, `after` (persons), `months` (1 where the tenures follow each other from one month
    to the next, 0 where they share a month, more where a time is not covered) and `rows`.
    """
    results = []
    for position, held in officers.sort_values("date", kind="stable").groupby(by, sort=False):
        people = held.to_dict("records")
        for one, other in pairwise(people):
            months = months_between(one["date"].partition("/")[2], other["date"].partition("/")[0])
            ids = join_rows([one[ROWS], other[ROWS]])
            results.append((position, one["person"], other["person"], months, ids))
    return pd.DataFrame(results, columns=[by, "before", "after", "months", ROWS])
