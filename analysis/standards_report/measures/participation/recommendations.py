"""Recommendations of ITU-T, counted from records: approved a year, and what became of drafts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.time.matching import lies_within

# What the records tell apart, in the forms that this report prints. First editions stand alone:
# the other records are of a Recommendation that was there before, or accompany one.
FORMS = {
    "first edition": "first editions",
    "later edition": "later editions",
    "amendment": "amendments",
    "corrigendum": "amendments",
    "supplement": "supplements",
    "annex, appendix or erratum": "annexes",
}
_NUMBERED = "SG"


def approved_forms(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of approved documents, with `form`; the number of all records is left out.

    `counts` is the table `itu_recommendations_approved` with `rows`. Amendments and corrigenda
    are one form.
    """
    chosen = counts[counts["kind"].isin(FORMS)]
    return chosen.assign(form=chosen["kind"].map(FORMS))


def approved_by(counts: pd.DataFrame, years: range, by: Sequence[str]) -> pd.DataFrame:
    """Documents approved in these years, summed by columns such as `date`, `form`, `study_group`.

    `counts` is a result of `approved_forms`. Returns a row for each combination of the years and
    of the cells that occur in `counts`: the columns `by`, `value` and `rows`. The records are a
    full count, so a combination that they do not name is zero, and rests on all of `counts` in
    these years.
    """
    dates = [str(year) for year in years]
    chosen = counts[counts["date"].isin(dates)]
    grouped = chosen.groupby(list(by), as_index=False, sort=False)
    summed = grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    cells = [dates if column == "date" else sorted(counts[column].unique()) for column in by]
    result = pd.MultiIndex.from_product(cells, names=list(by)).to_frame(index=False)
    result = result.merge(summed, on=list(by), how="left").fillna({"value": 0})
    whole = join_rows(chosen[ROWS])
    result[ROWS] = [rows if isinstance(rows, tuple) else whole for rows in result[ROWS]]
    return result


def group_order(groups: Sequence[str]) -> list[str]:
    """Study Groups by their number, then other bodies, then documents that name none."""

    def place(group: str) -> tuple[int, int, str]:
        number = group.removeprefix(_NUMBERED)
        numbered = group.startswith(_NUMBERED) and number.isdigit()
        return (0 if numbered else 1 if group else 2), int(number) if numbered else 0, group

    return sorted(set(groups), key=place)


def outcomes_of(standards: pd.DataFrame, outcomes: pd.DataFrame, body: str) -> pd.DataFrame:
    """The standards of a body that can be looked up, each with the record that was found for it.

    `standards` and `outcomes` are the tables `standards` and `itu_outcomes` with `rows`. A
    standard can be looked up where its source prints a reference or a title. Returns `id`,
    `reference`, `title`, `kind`, `status`, `note`, `recommendation`, `approved`, `study_group` and
    `match` (these four empty where no record was found), and `rows` of both.
    """
    named = (standards["reference"] != "") | (standards["title"] != "")
    ours = standards[(standards["organisation"] == body) & named]
    found = outcomes.rename(columns={ROWS: "found_rows"})
    columns = ["recommendation", "approved", "study_group", "match"]
    found = found[["standard", *columns, "found_rows"]]
    result = ours.merge(found, left_on="id", right_on="standard", how="left")
    result[columns] = result[columns].fillna("")
    pairs = zip(result[ROWS], result["found_rows"], strict=True)
    result[ROWS] = [
        join_rows([own, record]) if isinstance(record, tuple) else own for own, record in pairs
    ]
    return result[["id", "reference", "title", "kind", "status", "note", *columns, ROWS]]


def beside_stated_dates(found: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Days of approval in records beside the dates of approval that another source states.

    `found` is a result of `outcomes_of`; `events` is the table `standard_events` with `rows`.
    Returns one row for each standard that has both: `id`, `stated` (as written), `approved`,
    `agrees` (the day lies within the stated date) and `rows` of both.
    """
    stated = events[(events["event"] == "approved") & (events["date"] != "")]
    stated = stated.rename(columns={"date": "stated", ROWS: "stated_rows"})
    both = found[found["approved"] != ""].merge(
        stated[["standard", "stated", "stated_rows"]], left_on="id", right_on="standard"
    )
    both["agrees"] = [
        lies_within(day, date) for day, date in zip(both["approved"], both["stated"], strict=True)
    ]
    both[ROWS] = [join_rows(pair) for pair in zip(both[ROWS], both["stated_rows"], strict=True)]
    return both[["id", "stated", "approved", "agrees", ROWS]]
