"""Documents that ISO's committees published each year; no year is given to a holder."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.concentration import share_of_largest

DOCUMENTS, AMENDMENTS, JTC_1 = "documents", "amendments", "jtc_1"
_MEASURES = {DOCUMENTS: "documents published", AMENDMENTS: "amendments published"}
_WITHIN_JTC_1 = r"ISO/IEC JTC 1(?:/|$)"


def published_each_year(years: pd.DataFrame, series: Sequence[str]) -> pd.DataFrame:
    """Documents of each year: all (`documents`), those of `jtc_1`, and `amendments`.

    `years` is `iso_output_years` with `rows`. Returns `series`, `date` (the year), `value`,
    `part` (whether records end within the year, as the note of its rows says) and `rows`, in
    the order of `series` and years.
    """
    parts = []
    for name in series:
        found = years[years["measure"] == _MEASURES.get(name, _MEASURES[DOCUMENTS])]
        if name == JTC_1:
            found = found[found["committee"].str.match(_WITHIN_JTC_1)]
        grouped = found.groupby("date", sort=True, as_index=False)
        counted = grouped.agg(
            value=("value", "sum"), part=("note", "max"), **{ROWS: (ROWS, join_rows)}
        )
        parts.append(counted.assign(series=name, part=counted["part"] != ""))
    return pd.concat(parts, ignore_index=True)[["series", "date", "value", "part", ROWS]]


def largest_each_year(years: pd.DataFrame, count: int) -> pd.DataFrame:
    """The share of the documents of each year that its `count` most productive committees have.

    Returns `date`, `members` (committees with a document), `percent` (0 to 100) and `rows`.
    """
    documents = years[years["measure"] == _MEASURES[DOCUMENTS]]
    return share_of_largest(documents, ["date"], count).sort_values("date", ignore_index=True)
