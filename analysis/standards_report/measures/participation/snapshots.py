"""Snapshots of committees: holders, differences, and statements of others beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

ALL = ""


def with_none(
    table: pd.DataFrame, countries: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """The rows of these countries, with zero in `columns` for a country without a row.

    `table` has `country`, `columns` and `rows`. A complete count that does not name a country
    implies that it has none, so such a row rests on all rows of the table.
    """
    missing = [code for code in countries if code not in set(table["country"])]
    added = pd.DataFrame({"country": missing, **dict.fromkeys(columns, 0.0)})
    added[ROWS] = [join_rows(table[ROWS])] * len(missing)
    kept = table.loc[table["country"].isin(countries), ["country", *columns, ROWS]]
    return pd.concat([kept, added], ignore_index=True)


def held_by_country(committees: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """Counts the committees of a list whose secretariat each country holds.

    `committees` has `country` (empty for no holder) and `rows`. Returns one row for each of
    `countries`: `country`, `value`, `percent` (of all committees of the list) and `rows` of the
    whole list, since a count of zero rests on all of them.
    """
    held = [int((committees["country"] == code).sum()) for code in countries]
    result = pd.DataFrame({"country": list(countries), "value": held})
    result["percent"] = result["value"] / len(committees) * 100 if len(committees) else 0.0
    result[ROWS] = [join_rows(committees[ROWS])] * len(result)
    return result


def moved_by_country(
    changes: pd.DataFrame, measures: Sequence[str], countries: Sequence[str]
) -> pd.DataFrame:
    """Gains and losses of each country, and of all members, between two snapshots.

    `changes` is the table `iso_snapshot_changes` with `rows`, of one period. Returns `country`
    (empty for all members, last), a column of counts for each of `measures`, and `rows`.
    """
    chosen = changes[changes["measure"].isin(measures)]
    result = []
    for code in [*countries, ALL]:
        own = chosen if code == ALL else chosen[chosen["country"] == code]
        sums = own.groupby("measure")["value"].sum()
        numbers = {name: int(sums.get(name, 0)) for name in measures}
        result.append({"country": code, **numbers, ROWS: join_rows(own[ROWS] if len(own) else [])})
    return pd.DataFrame(result, columns=["country", *measures, ROWS])


def handed_by_country(changes: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """How secretariats came to each country and left it between two snapshots.

    `changes` is the table `iso_secretariat_changes` with `rows`, of one period. Returns one row for
    each of `countries`: `country`, `taken` (over from another holder or from none), `given` (to
    another holder or to none), `new` and `gone` (with their committee), `net`, and `rows` of the
    whole table, since a count of zero rests on all of them. A committee that passed from one member
    body to another of the same country counts as taken and as given.
    """
    moved = changes["change"] == "changed hands"
    parts = {
        "taken": changes.loc[moved, "after_country"],
        "given": changes.loc[moved, "before_country"],
        "new": changes.loc[changes["change"] == "new", "after_country"],
        "gone": changes.loc[changes["change"] == "gone", "before_country"],
    }
    result = pd.DataFrame({"country": list(countries)})
    for name, column in parts.items():
        result[name] = [int((column == code).sum()) for code in countries]
    result["net"] = result["taken"] - result["given"] + result["new"] - result["gone"]
    result[ROWS] = [join_rows(changes[ROWS] if len(changes) else [])] * len(result)
    return result


def ends_on(dates: Sequence[str], day: str) -> str:
    """The date of the snapshot that is of `day`, or of a range of days that ends on it.

    A period between two snapshots begins on the last day that the older one can be of; this gives
    the range back. Empty where no date ends on that day.
    """
    return next((date for date in dates if date.rpartition("/")[2] == day), "")


def beside_statements(
    statements: pd.DataFrame, computed: Mapping[str, tuple[pd.DataFrame, str]]
) -> pd.DataFrame:
    """Sets statements of other publications beside counts from records for the same country.

    `statements` has `measure`, `country` and `rows`; `computed` maps each measure to a table by
    country and to the column of that table that holds the number from the records.
    Returns the statements of those measures with `computed` (NaN for none) and joined `rows`.
    """
    chosen = statements[statements["measure"].isin(computed)]
    numbers, rows = [], []
    for row in chosen.to_dict("records"):
        table, column = computed[row["measure"]]
        same = table[table["country"] == row["country"]]
        numbers.append(float(same[column].iloc[0]) if len(same) else float("nan"))
        rows.append(join_rows([row[ROWS], *same[ROWS]]))
    result = chosen.assign(computed=numbers)
    result[ROWS] = pd.Series(rows, index=result.index, dtype=object)
    return result
