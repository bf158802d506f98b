"""Documents of ISO by subject, and the share of each holder in a subject.

The table is `iso_output_subjects` with `rows`, of one export. A document counts once in each
subject that it belongs to, so subjects do not add up to all documents.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.output.held_output import HOLDER
from standards_report.measures.shares.confidence import with_wilson


def subjects_by_holder(
    table: pd.DataFrame, classification: str, measure: str, countries: Sequence[str]
) -> pd.DataFrame:
    """Documents of each subject whose committee a country serves, zeros included.

    Returns a row for each subject and each of `countries`: `subject`, `country`, `value`,
    `whole` (documents of the subject that join to a holder), `percent`, `low`, `high` (Wilson
    interval, percent), and `rows` of the whole, since a count of zero rests on all of them; the
    subject with the most documents first.
    """
    found = table[
        (table["classification"] == classification)
        & (table["measure"] == measure)
        & (table["joined"] == HOLDER)
    ]
    grouped = found.groupby("subject", as_index=False)
    wholes = grouped.agg(whole=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    wholes = wholes.sort_values(["whole", "subject"], ascending=[False, True], kind="stable")
    pairs = wholes.merge(pd.DataFrame({"country": list(countries)}), how="cross")
    held = found.groupby(["subject", "country"], as_index=False).agg(value=("value", "sum"))
    pairs = pairs.merge(held, on=["subject", "country"], how="left").fillna({"value": 0})
    told = with_wilson(pairs, "value", "whole")
    columns = ["subject", "country", "value", "whole", "percent", "low", "high", ROWS]
    return told[columns].reset_index(drop=True)


def first_in_subjects(table: pd.DataFrame, classification: str, measure: str) -> pd.DataFrame:
    """The country that serves the most documents of each subject.

    Returns `subject`, `country` (empty where several are level), `percent` and `rows`, in the
    order of `subjects_by_holder`.
    """
    countries = [code for code in table["country"].unique() if code]
    pairs = subjects_by_holder(table, classification, measure, countries)
    most = pairs.groupby("subject")["value"].transform("max")
    ahead = pairs[pairs["value"] == most]
    level = ahead.groupby("subject")["country"].transform("size") > 1
    first = ahead.assign(country=ahead["country"].mask(level, "")).drop_duplicates("subject")
    return first[["subject", "country", "percent", ROWS]].reset_index(drop=True)
