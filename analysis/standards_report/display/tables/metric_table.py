"""The published numbers of a technology area as a table that can be printed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from standards_report.display.text.numbers import in_print, listing
from standards_report.display.text.statements import digits_of, rows_of
from standards_report.measures import ROWS, join_rows
from standards_report.observations import in_words

Row = Mapping[Hashable, Any]

SHEET = {
    "quantity": "Quantity",
    "whom": "Of whom",
    "place": "Where and when",
    "stated": "Stated",
    "computed": "Share computed",
}
_PREFIX = {"exact": "", "range": ""}
_ROLES = {
    "no Editor": "without an Editor",
    "sole Editor": "with Editors from nowhere else",
    "sole Editor and Supporting Member": "with Editors and Supporting Members from nowhere else",
    "Supporting Member, not Editor": "with a Supporting Member, but no Editor",
    "proposer": "proposed by it",
    "leader": "led by it",
    "any part": "with any part of it",
    "any leadership": "led by it",
}
_UNITS = {"count": "", "percent": "", "rank": ""}


def metric_sheet(numbers: pd.DataFrame, area: str, country: Callable[[str], str]) -> pd.DataFrame:
    """One line for each published number, in the columns of SHEET and `rows`.

    `numbers` is a result of `parts_of_wholes` (or of `derived_roles`, with `derived` true).
    Lines do not repeat the label `area`; `country` gives the name of a country by its code.
    """
    lines = [
        {
            "quantity": _quantity(row, area),
            "whom": _whom(row, country),
            "place": _place(row),
            "stated": "" if row["derived"] else _stated(row),
            "computed": _computed(row),
            ROWS: row[ROWS],
        }
        for row in numbers.to_dict("records")
    ]
    return pd.DataFrame(lines, columns=[*SHEET, ROWS])


def _quantity(row: Row, area: str) -> str:
    if row["what"]:
        return str(row["what"])
    measure = row["measure"].replace("work items", "Work Items")
    technology = row["technology"] or row["topic"]
    parts = [
        f"{measure[:1].upper()}{measure[1:]} {_role(row['role'], measure)}".strip(),
        f"on {technology}" if technology not in ("", area) else "",
        row["question"],
        row["status"],
    ]
    return ", ".join(part for part in parts if part)


def _role(role: str, measure: str) -> str:
    """The role as it follows the words for what is counted."""
    if not role or "ditors" in measure:  # Editors are counted themselves
        return ""
    if measure.endswith("ositions"):
        return f"as {role}"
    return _ROLES.get(role, f"with {'an' if role[0] in 'AEIOaeio' else 'a'} {role}")


def _whom(row: Row, country: Callable[[str], str]) -> str:
    if row["entity"]:
        return str(row["entity"])
    return str(row["group"] or (country(row["country"]) if row["country"] else "all"))


def _place(row: Row) -> str:
    when = "undated" if "Undated" in row["note"] else in_words(row["date"])
    return f"{row['body']}, {when}" if row["body"] else when


def _stated(row: Row) -> str:
    unit, rows = row["unit"], rows_of(row)

    def said(name: str, unit: str = "count") -> str:
        return in_print(row[name], unit, digits_of(row[name], rows))

    if row["qualifier"] == "range":
        return f"{said('low')} to {said('high')}"
    number = said("value", unit)
    text = f"{_PREFIX.get(row['qualifier'], row['qualifier'] + ' ')}{number}"
    text += _UNITS.get(unit, f" {unit}")
    if pd.notna(row["whole"]):
        text += f" of {said('whole')}"
    if pd.notna(row["stated"]):
        text += f" ({said('stated', 'percent')})"
    return text


def _computed(row: Row) -> str:
    if pd.isna(row["percent"]):
        return ""
    share = in_print(row["percent"], "percent", 1)
    if row["derived"]:
        return f"{in_print(row['value'])} of {in_print(row['whole'])}: {share}"
    return f"{_PREFIX.get(row['qualifier'], row['qualifier'] + ' ')}{share}"


def without_number(numbers: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A sentence that names the countries of `names` without a row in `numbers`; else empty."""
    absent = [name for code, name in names.items() if code not in set(numbers["country"])]
    return f"Our sources have no number for {listing(absent)}." if absent else ""


def joined_words(rows: pd.DataFrame, by: str, texts: Sequence[str]) -> pd.DataFrame:
    """One line for each value of `by`, with its different words in each of the columns `texts`.

    `rows` has `by`, the columns `texts` and `rows`. Words keep their order and are joined by
    semicolons; a column without any word says "not stated".
    """

    def said(words: pd.Series[str]) -> str:
        return "; ".join(dict.fromkeys(word for word in words if word)) or "not stated"

    grouped = rows.assign(**rows[list(texts)].fillna("")).groupby(by, sort=False, as_index=False)
    return grouped.agg(**{text: (text, said) for text in texts}, **{ROWS: (ROWS, join_rows)})


def standard_names(standards: pd.DataFrame) -> pd.Series[str]:
    """Reference and title of each standard, or its kind where the source prints neither.

    `standards` has `reference`, `title`, `kind` and `note`.
    """
    return pd.Series(
        [
            " ".join(part for part in (row["reference"], row["title"]) if part)
            or f"[{row['kind']}] {row['note'].split(';')[0]}"
            for row in standards.to_dict("records")
        ],
        index=standards.index,
        dtype=str,
    )
