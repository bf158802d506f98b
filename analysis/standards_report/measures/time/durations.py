"""The order of stated dates, and the months between them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.observations import months_between, parse_span

Order = Literal["before", "after", "in the same period", "not stated"]


def date_order(table: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Compares two columns of dates, as far as their precision allows.

    `first` and `second` name columns of written dates (`2021`, `2019-10`, `2017/2021`), which
    are empty where no date is stated. Returns the table with `order` (`before` or `after`: how
    `first` lies to `second`; `in the same period` where their days overlap, so that the order
    cannot be told; `not stated` where a date is missing) and `months` (whole months from
    `first` to `second`, negative where `second` came earlier; NaN unless each date names one
    month).
    """
    pairs = list(zip(table[first], table[second], strict=True))
    return table.assign(
        order=[_order(earlier, later) for earlier, later in pairs],
        months=[months_between(earlier, later) for earlier, later in pairs],
    )


def _order(first: str, second: str) -> Order:
    if not first or not second:
        return "not stated"
    first_span, second_span = parse_span(first), parse_span(second)
    if first_span.last < second_span.first:
        return "before"
    return "after" if second_span.last < first_span.first else "in the same period"


def months_apart(table: pd.DataFrame, pairs: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Whole months from the date of one row to the date of another.

    `table` has `id`, `date` and `rows`; `pairs` maps the name of an interval to the ids of two
    rows. Returns one row a pair: `interval` (its name), `months` (NaN where a date names no
    single month or a row is missing) and `rows`.
    """
    by_id = {row["id"]: row for row in table.to_dict("records")}
    results = []
    for name, pair in pairs.items():
        found = [by_id[identifier] for identifier in pair if identifier in by_id]
        is_complete = len(found) == len(pair)
        months = months_between(*(row["date"] for row in found)) if is_complete else float("nan")
        rows = join_rows(row[ROWS] for row in found) if is_complete else ()
        results.append((name, months, rows))
    return pd.DataFrame(results, columns=["interval", "months", ROWS])


def handovers(officers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Months from the end of one tenure to the start of the next in the same position.

    `officers` has `by` (the position), `person`, `date` (a period) and `rows`. Returns `by`,
    `before` and `after` (persons), `months` and `rows`. `months` is 1 where one tenure follows
    the other from one month to the next, 0 where they share a month, and more where time
    between them is not covered.
    """
    results = []
    for position, held in officers.sort_values("date", kind="stable").groupby(by, sort=False):
        for tenure, following in pairwise(held.to_dict("records")):
            end, start = tenure["date"].partition("/")[2], following["date"].partition("/")[0]
            rows = join_rows([tenure[ROWS], following[ROWS]])
            persons = (tenure["person"], following["person"])
            results.append((position, *persons, months_between(end, start), rows))
    return pd.DataFrame(results, columns=[by, "before", "after", "months", ROWS])
