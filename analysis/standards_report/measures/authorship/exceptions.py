"""What doubtful cases do to an answer, each counted in another way by a reviewed table."""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

_COLUMNS = ("seat", "headquarters", "parent")


def counted_otherwise(counts: pd.DataFrame, exceptions: pd.DataFrame) -> pd.DataFrame:
    """Counts of rapporteurs as they would be if the rows of `exceptions` held.

    `counts` is the table `mobile_rapporteurs`; `exceptions` has `company`, and for each the
    `seat`, `headquarters` and `parent` to count it under, empty for none. Other companies stay.
    """
    cases = exceptions.set_index("company")
    changed = counts.copy()
    for column in _COLUMNS:
        replaced = counts["company"].map(cases[column])
        changed[column] = counts[column].where(replaced.isna(), replaced)
    return changed


def moved_by_exceptions(counts: pd.DataFrame, exceptions: pd.DataFrame) -> pd.DataFrame:
    """What each exception moves, by seat, by headquarters and by group of companies.

    `counts` is of one release, with `rows`; `exceptions` has `exception`, which names the case,
    and the columns of `counted_otherwise`. Returns a row for each country or group whose number
    changes: `exception`, `column` (`seat`, `headquarters` or `parent`), `name`, `counted`,
    `otherwise` (counts) and `rows`.
    """
    results: list[tuple[object, ...]] = []
    for exception, cases in exceptions.groupby("exception", sort=False):
        changed = counted_otherwise(counts, cases)
        for column in _COLUMNS:
            before = counts.groupby(column)["value"].sum()
            after = changed.groupby(column)["value"].sum()
            for name in sorted({*before.index, *after.index} - {""}):
                numbers = int(before.get(name, 0)), int(after.get(name, 0))
                if numbers[0] != numbers[1]:
                    touched = counts[(counts[column] == name) | (changed[column] == name)]
                    rows = join_rows([*touched[ROWS], *cases[ROWS]])
                    results.append((exception, column, name, *numbers, rows))
    columns = ["exception", "column", "name", "counted", "otherwise", ROWS]
    return pd.DataFrame(results, columns=columns)


def rapporteurs_of_exceptions(counts: pd.DataFrame, exceptions: pd.DataFrame) -> pd.DataFrame:
    """How many rapporteurs each exception is about: `exception`, `value` and `rows`."""
    cases = exceptions[["exception", "company", ROWS]].rename(columns={ROWS: "case_rows"})
    joined = cases.merge(counts, on="company", how="left").fillna({"value": 0})
    joined[ROWS] = [
        join_rows([case, rows if isinstance(rows, tuple) else ()])
        for case, rows in zip(joined["case_rows"], joined[ROWS], strict=True)
    ]
    grouped = joined.groupby("exception", sort=False, as_index=False)
    return grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
