"""Other rows of one country: its member bodies, subjects of documents, companies, members."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.country.quantities import main_release

_ITU = ("itu_members", "contributions", "work_items", "leadership")


def subjects_of_documents(subjects: pd.DataFrame, country: str) -> pd.DataFrame:
    """Documents in force of the committees that the country holds, by field of ICS.

    `subjects` is the table `iso_output_subjects`. Returns `subject` (code of the field), `value`
    and `rows`, the largest first. A document of several fields counts in each.
    """
    own = subjects[
        (subjects["classification"] == "ICS field")
        & (subjects["measure"] == "references in force")
        & (subjects["country"] == country)
        & (subjects["date"] == subjects["date"].max())
    ]
    return _summed(own, ["subject"])


def companies_of_country(
    counted: pd.DataFrame, specifications: pd.DataFrame, country: str
) -> pd.DataFrame:
    """Employers of rapporteurs in 3GPP with their seat or their headquarters in the country.

    The tables are `mobile_rapporteurs` and `mobile_specifications`. Returns, for the release with
    the most specifications and the largest first: `company`, `parent`, `seat`, `headquarters`,
    `value` and `rows`.
    """
    release = main_release(specifications)
    own = counted[
        (counted["date"] == counted["date"].max())
        & (counted["measure"] == "rapporteurs")
        & (counted["release"] == release)
        & ((counted["seat"] == country) | (counted["headquarters"] == country))
    ]
    return _summed(own, ["company", "parent", "seat", "headquarters"])


def statements_on_telecommunication(
    tables: Mapping[str, pd.DataFrame], country: str
) -> pd.DataFrame:
    """What sources state of the country in ITU and ITU-T, statement by statement.

    Returns `table`, `date`, `body`, `what` (its columns in words), `value`, `unit`, `qualifier`,
    `low`, `high` and `rows`, the newest first. Rows on one Question or one entity are left out:
    chapters have them.
    """
    parts = []
    for name in _ITU:
        rows = tables[name]
        kept = rows[(rows["country"] == country) & rows["body"].isin(["ITU", "ITU-T"])]
        for column in ("question", "entity", "technology"):
            if column in kept:
                kept = kept[kept[column] == ""]
        what = [_described(row) for row in kept.to_dict("records")]
        parts.append(kept.assign(table=name, what=what, **{ROWS: [(row,) for row in kept["id"]]}))
    every = pd.concat(parts, ignore_index=True)
    columns = ["table", "date", "body", "what", "value", "unit", "qualifier", "low", "high", ROWS]
    return every[columns].sort_values("date", ascending=False, kind="stable", ignore_index=True)


def _described(row: Mapping[object, object]) -> str:
    named = (row.get(column) for column in ("status", "role", "measure", "category", "topic"))
    words = ", ".join(str(word) for word in named if word)
    return f"members, {words}" if "category" in row else words


def _summed(own: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    own = own.assign(**{ROWS: [(row,) for row in own["id"]]})
    summed = own.groupby(keys, as_index=False, sort=False)
    result = summed.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    ordered = result.sort_values(
        ["value", keys[0]], ascending=[False, True], kind="stable", ignore_index=True
    )
    return ordered[[*keys, "value", ROWS]]
