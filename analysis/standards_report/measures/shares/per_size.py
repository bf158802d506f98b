"""Numbers of countries beside the size of their economies and populations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

# Column of a size: its measure in `economy_sizes`, and the unit in which rates are given.
SIZES = {
    "gdp": ("gross domestic product", 1e12),  # trillions of current US dollars
    "people": ("population", 1e6),  # millions
}


def columns_by_country(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Several numbers of the same countries side by side.

    `parts` maps the name of each column to a table with `country` (once), `value` and `rows`; all
    tables name the countries of the first. Returns `country`, these columns, each with its own
    `{name}_rows`, and `rows` of all.
    """
    result = pd.DataFrame()
    for name, table in parts.items():
        own = table[["country", "value", ROWS]].rename(
            columns={"value": name, ROWS: f"{name}_rows"}
        )
        result = result.merge(own, on="country", validate="one_to_one") if len(result) else own
    pairs = zip(*(result[f"{name}_rows"] for name in parts), strict=True)
    result[ROWS] = [join_rows(pair) for pair in pairs]
    return result


def newest_sizes(sizes: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """The newest size of each country's economy and population.

    `sizes` is the table `economy_sizes` with `rows`. Returns one row for each of `countries`:
    `country`, `gdp` (trillion US dollars) and `people` (millions), each with its year (`gdp_year`)
    and `rows`. What the source does not print of a country is missing, and no neighbor's size
    and no other year's growth stands in for it.
    """
    result = pd.DataFrame({"country": list(countries)})
    for name, (measure, unit) in SIZES.items():
        own = sizes[sizes["measure"] == measure].sort_values("date", kind="stable")
        newest = own.groupby("country", as_index=False).tail(1)
        newest = newest.assign(**{name: newest["value"] / unit, f"{name}_year": newest["date"]})
        newest = newest.rename(columns={ROWS: f"{name}_{ROWS}"})
        columns = ["country", name, f"{name}_year", f"{name}_{ROWS}"]
        result = result.merge(newest[columns], on="country", how="left")
        result[f"{name}_year"] = result[f"{name}_year"].fillna("")
        result[f"{name}_{ROWS}"] = [_known(rows) for rows in result[f"{name}_{ROWS}"]]
    pairs = zip(*(result[f"{name}_{ROWS}"] for name in SIZES), strict=True)
    result[ROWS] = [join_rows(pair) for pair in pairs]
    return result


def per_size(counts: pd.DataFrame, sizes: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Adds to counts by country how many there are a trillion dollars and a million people.

    `counts` is a result of `columns_by_country` with these `columns`; `sizes` is a result of
    `newest_sizes`. Returns the columns of both, and for each of `columns` `{column}_per_gdp` and
    `{column}_per_people`, missing where the size is not in our sources, with rows of their own.
    """
    both = counts.rename(columns={ROWS: "count_rows"}).merge(sizes, on="country", how="left")
    for column in columns:
        for name in SIZES:
            both[f"{column}_per_{name}"] = both[column] / both[name]
            pairs = zip(both[f"{column}_{ROWS}"], both[f"{name}_{ROWS}"], strict=True)
            rows = [join_rows([own, _known(size)]) for own, size in pairs]
            both[f"{column}_per_{name}_{ROWS}"] = rows
    pairs = zip(both["count_rows"], both[ROWS], strict=True)
    both[ROWS] = [join_rows([own, _known(size)]) for own, size in pairs]
    return both.drop(columns="count_rows")


def _known(rows: object) -> tuple[str, ...]:
    return rows if isinstance(rows, tuple) else ()
