"""A list of Questions as a table that can be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from standards_report.measures import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


def question_table(
    questions: pd.DataFrame, leaders: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The list of Questions with a word for each leader from a country of `names`.

    `questions` has `question`, `rapporteurs`, `associate_rapporteurs` (with slashes between
    several) and `rows`; `leaders` has `question`, `country`, `role` and `rows`. Adds `mark` in
    place of the source's shading. Each line rests on the rows of its leaders too.
    """
    own = leaders[leaders["country"].isin(names)]
    own = own.assign(mark=own["country"].map(names) + ", " + own["role"])
    grouped = own.groupby("question")
    marks = grouped["mark"].agg(lambda parts: "; ".join(dict.fromkeys(parts)))
    behind = grouped[ROWS].agg(join_rows).to_dict()
    table = questions.assign(mark=questions["question"].map(marks).fillna("none"))
    pairs = zip(table[ROWS], table["question"], strict=True)
    table[ROWS] = [join_rows([rows, behind.get(question, ())]) for rows, question in pairs]
    for name in ("rapporteurs", "associate_rapporteurs"):
        table[name] = table[name].str.replace("/", ", ").replace("", "none")
    return table
