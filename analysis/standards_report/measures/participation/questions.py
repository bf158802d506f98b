"""Questions of a list by the country of their leaders and by group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.shares import percent_of

LEADERS = {
    "rapporteur": ("rapporteur",),
    "associate": ("associate rapporteur",),
    "either": ("rapporteur", "associate rapporteur"),
}


def led_questions(
    leaders: pd.DataFrame, questions: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """Counts the listed Questions with a leader from each country, and gives their share.

    `leaders` has `question`, `role`, `country` and `id`; `questions` has `country` (the one
    that the list is about) and `id`. Returns for each country and kind of leader: `country`,
    `kind` (a key of LEADERS), `value` (Questions), `percent` (of all in the list) and `rows`.
    The list names associate rapporteurs only of the country that it is about, so their numbers
    are missing for other countries.
    """
    listed = set(questions["country"])
    return pd.DataFrame(
        [
            _led(leaders[leaders["country"] == country], questions, country, kind)
            if kind == "rapporteur" or country in listed
            else {"country": country, "kind": kind, ROWS: ()}
            for country in dict.fromkeys([*countries, *questions["country"]])
            for kind in LEADERS
        ],
        columns=["country", "kind", "value", "percent", ROWS],
    )


def _led(
    leaders: pd.DataFrame, questions: pd.DataFrame, country: str, kind: str
) -> dict[str, object]:
    rows = leaders[leaders["role"].isin(LEADERS[kind])]
    number = rows["question"].nunique()
    share = percent_of(number, len(questions))
    behind = tuple(rows["id"] if len(rows) else questions["id"])
    return {"country": country, "kind": kind, "value": number, "percent": share, ROWS: behind}


def questions_by_group(questions: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """Counts the listed Questions of each group and their Work Items.

    `questions` has `body`, `value` (Work Items), `id` and `rows`. Returns `body`, `count`,
    `value` and `rows` for all of `groups`. A group that the list does not name has zero listed
    Questions, and that zero rests on the whole list.
    """
    grouped = questions.groupby("body")
    found = grouped.agg(count=("value", "size"), value=("value", "sum"), rows=(ROWS, join_rows))
    found = found.reindex(list(groups)).reset_index(names="body")
    found = found.fillna({"count": 0, "value": 0})
    everything = tuple(questions["id"])
    found[ROWS] = [rows if isinstance(rows, tuple) else everything for rows in found[ROWS]]
    return found
