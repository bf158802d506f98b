"""Values named after the rows that they rest on, so that prose and claims can name any of them."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from standards_report.display.emitter import Emitter, name_part
from standards_report.display.text.changes import course, measured
from standards_report.measures import ROWS
from standards_report.observations import in_words


def value_name(identifier: str, countries: Collection[str]) -> str:
    """The dotted name of a row: `tech-iot.work-items.chn` becomes `tech_iot.work_items.CHN`.

    A part that begins with a digit gets an underscore before it, since a name in an expression
    of a claim cannot begin with a digit.
    """
    parts = []
    for part in identifier.split("."):
        name = part.upper() if part.upper() in countries else name_part(part)
        parts.append(f"_{name}" if name[:1].isdigit() else name)
    return ".".join(parts)


def stated_values(emitter: Emitter, rows: pd.DataFrame) -> None:
    """Emits `<row>.stated` for each number (or `.low` and `.high`), as its source states it.

    `rows` has `id`, `value`, `low`, `high`, `unit` and `rows`.
    """
    countries = _codes(emitter)
    for row in rows.to_dict("records"):
        name = value_name(row["id"], countries)
        if pd.notna(row["value"]):
            emitter.value(f"{name}.stated", row["value"], row[ROWS], unit=row["unit"])
            continue
        for end in ("low", "high"):
            emitter.value(f"{name}.{end}", row[end], row[ROWS], unit=row["unit"])


def computed_shares(emitter: Emitter, parts: pd.DataFrame) -> None:
    """Emits `<row>.percent` for each part of a whole.

    `parts` is a result of `parts_of_wholes`; rows without `percent` are left out.
    """
    countries = _codes(emitter)
    for row in parts[parts["percent"].notna()].to_dict("records"):
        name = value_name(row["id"], countries)
        emitter.value(f"{name}.percent", row["percent"], row[ROWS], unit="percent", digits=1)


def courses_of(
    emitter: Emitter, changes: pd.DataFrame, name: str, unit: str = "count", digits: int = 0
) -> None:
    """Emits `<name>.course` for each row: what the number did, as the rest of a sentence.

    `changes` is a result of `change`; `name` is a template over its columns, as for
    `Emitter.values`.
    """
    for row in changes.to_dict("records"):
        stem = name.format(**{str(key): name_part(str(cell)) for key, cell in row.items()})
        ends = [
            measured(row[end], str(row[f"{end}_date"]), unit, digits, rows=row[ROWS])
            for end in ("first", "last")
        ]
        emitter.text(f"{stem}.course", course(*ends), row[ROWS])


def dates_of(emitter: Emitter, rows: pd.DataFrame) -> None:
    """Emits `<row>.when` (in words) and, where the date lies in one year, `<row>.year`.

    `rows` has `id`, `date` and `rows`; rows without a date are left out.
    """
    countries = _codes(emitter)
    for row in rows[rows["date"] != ""].to_dict("records"):
        name = value_name(row["id"], countries)
        emitter.text(f"{name}.when", in_words(row["date"]), row[ROWS])
        if "/" not in row["date"]:
            emitter.value(f"{name}.year", float(row["date"][:4]), row[ROWS], unit="year")


def _codes(emitter: Emitter) -> set[str]:
    return set(emitter.study.tables["countries"]["code"])
