"""Other rows of one country: subjects of documents, employers of rapporteurs, statements on ITU."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from standards_report.measures.attached_rows import ROWS, first_statement, join_rows, with_rows

# Tables that state something of whole countries in ITU.
TELECOMMUNICATION = ("itu_members", "contributions", "work_items", "leadership")
_STATED = ["date", "body", "what", "value", "unit", "qualifier", "low", "high", ROWS]
# A row with any of these tells of a part of the body.
_PARTS = ("question", "entity", "technology", "topic")


def subjects_of_documents(subjects: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Documents in force of the committees that a country holds, by field of ICS.

    `subjects` has the rows of one country in `iso_output_subjects`, of the newest records; `names`
    are those of the fields. Returns `subject` (number of the field), `name`, `value` and `rows`,
    the largest first. A document of several fields counts in each.
    """
    own = subjects[
        (subjects["classification"] == "ICS field")
        & (subjects["measure"] == "references in force")
        & (subjects["subject"] != "not stated")
    ]
    result = _summed(own, ["subject"])
    named = [names.get(subject, f"ICS {subject}") for subject in result["subject"]]
    return result.assign(name=named)[["subject", "name", "value", ROWS]]


def employers_of_country(counted: pd.DataFrame) -> pd.DataFrame:
    """Employers of rapporteurs in 3GPP that a country has by seat or by headquarters.

    `counted` has the rows of one release in `mobile_rapporteurs` that name the country. Returns
    `company`, `parent`, `seat`, `headquarters`, `value` and `rows`, the largest first.
    """
    return _summed(counted, ["company", "parent", "seat", "headquarters"])


def stated_on_telecommunication(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What sources state of a country in ITU and ITU-T as a whole, the newest first.

    `tables` holds the rows of one country in those of `TELECOMMUNICATION`. Returns `date`, `body`,
    `what` (in words), `value`, `unit`, `qualifier`, `low`, `high` and `rows`. Rows on one Question,
    topic or entity are left out; a statement that is made twice stands once.
    """
    lines = [
        {**row, "what": _described(row), ROWS: (row["id"],)}
        for name in TELECOMMUNICATION
        for row in tables[name].to_dict("records")
        if row["body"] in ("ITU", "ITU-T") and not any(row.get(part) for part in _PARTS)
    ]
    result = pd.DataFrame(lines, columns=_STATED)
    if result.empty:
        return result
    result = first_statement(result, ["date", "body", "what"])
    return result.sort_values("date", ascending=False, kind="stable", ignore_index=True)


def _described(row: Mapping[object, object]) -> str:
    named = (row.get(column) for column in ("status", "role", "measure", "category"))
    words = ", ".join(str(word) for word in named if word)
    return f"members, {words}" if "category" in row else words


def _summed(own: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    own = with_rows(own)
    if own.empty:
        return own.reindex(columns=[*keys, "value", ROWS]).reset_index(drop=True)
    summed = own.groupby(keys, as_index=False, sort=False)
    result = summed.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    return result.sort_values(
        ["value", keys[0]], ascending=[False, True], kind="stable", ignore_index=True
    )
