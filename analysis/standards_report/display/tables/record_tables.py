"""Tables of counts from records; without records, how to obtain them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.text.numbers import in_print, listing
from standards_report.measures import ROWS
from standards_report.observations import in_words

if TYPE_CHECKING:
    from standards_report.display.emitter import Emitter

_NOTHING = "\N{EN DASH}"  # in cells without a number


def show_counted(
    emitter: Emitter,
    table: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    caption: str,
    note: str,
    wanted: tuple[str, str],
) -> None:
    """Emits a table of counts from records, or one line on how to obtain records.

    `columns` maps columns of `table` to headings, as for `Emitter.table`; `wanted` names the row
    of the table of gaps that tells how to obtain records, and the adapter that reads them.
    """
    if len(table):
        emitter.table(table, columns, caption=f"{caption}.", note=note)
        return
    gap, adapter = wanted
    gaps = emitter.study.table("gaps")
    row = gaps[gaps["id"] == gap][["id", "obtain"]]
    row = row.assign(held="none in this edition", ingest=f"standards-report ingest {adapter} FILE")
    row[ROWS] = [(gap,)] * len(row)
    headings = {"held": "Records", "obtain": "To obtain them", "ingest": "To bring them in"}
    emitter.table(row.drop(columns="id"), headings, caption=f"{caption}.", dated=False)


def beside_in_words(table: pd.DataFrame, names: Mapping[str, str], unit: str) -> pd.DataFrame:
    """Adds the printed form of counts and of the published numbers beside them.

    `table` has `country`, `published`, `computed` and `difference` (in `unit`; of shares, the
    difference is in percentage points), and may have `value`, `whole`, `percent` and `date`.
    Adds `name`, for each number a column that ends with `_said` (a dash where there is no
    number), and `when` for `date`.
    """
    units = {"published": unit, "computed": unit, "percent": "percent"}
    units |= {
        "value": "count",
        "whole": "count",
        "difference": "times" if unit == "percent" else "count",
    }
    added = {
        f"{name}_said": [_printed(number, unit) for number in table[name]]
        for name, unit in units.items()
        if name in table
    }
    if "date" in table:
        added["when"] = [in_words(date) for date in table["date"]]
    return table.assign(name=table["country"].map(names), **added)


def trends_in_words(coefficients: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A sentence on each fitted trend, with its odds ratio, interval and standard error.

    `names` are those of the countries that are shown; one without a trend is named as that.
    """
    said = []
    for row in coefficients.to_dict("records"):
        times, low, high = (
            in_print(row[name], "times", 2) for name in ("odds_ratio", "low", "high")
        )
        error = in_print(row["standard_error"], "times", 3)
        said.append(
            f"{names[row['country']]} times {times} a year (95% interval {low} to {high}, standard "
            f"error of the logarithm {error})"
        )
    if not said:
        return "No trend can be fitted."
    without = [name for code, name in names.items() if code not in set(coefficients["country"])]
    more = f" No trend can be fitted for {listing(without)}." if without else ""
    return f"Odds by the model: {listing(said)}.{more}"


def _printed(number: float, unit: str) -> str:
    return _NOTHING if pd.isna(number) else in_print(number, unit, 0 if unit == "count" else 1)
