"""Counts as rows of a table of observations, with ids, source and locator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from standards_report.ingest.naming.entity_names import mark, slug

Row = Mapping[str, str | int]


@dataclass(frozen=True)
class Series:
    """What the rows of one table have in common.

    `parts` are the columns that make up the id, after `prefix`; `rules` gives for each measure the
    rule of its count, and `place` what was read: both become the locator.
    """

    prefix: str
    source: str
    parts: Sequence[str]
    place: str
    rules: Mapping[str, str]
    unit: str = "count"


def counted_rows(series: Series, rows: Iterable[Row], by: str = "measure") -> pd.DataFrame:
    """All rows as text cells, sorted by id.

    Each of `rows` has `value`, the column `by` that names the rule, and the columns of its table
    that are not filled here; `note` may be among them. Rows whose value is zero are left out.
    """
    made = []
    for row in rows:
        if row["value"] in (0, "0"):
            continue
        parts = [slug(str(row[part])) for part in series.parts]
        stem = ".".join([series.prefix, *(part for part in parts if part)])
        filled = {"low": "", "high": "", "unit": series.unit, "qualifier": "exact", "note": ""}
        given = {name: str(cell) for name, cell in row.items()}
        locator = f"{series.place}: {series.rules[str(row[by])]}"
        made.append({"id": stem, **filled, "source": series.source, "locator": locator, **given})
    frame = pd.DataFrame(made, dtype="str")
    if len(frame):
        frame["id"] = _unique(frame, series.parts)
        frame = frame.sort_values("id", kind="stable", ignore_index=True)
    return frame


def _unique(rows: pd.DataFrame, parts: Sequence[str]) -> list[str]:
    """Ids; where names of two rows differ only in signs, each gets a mark of its own name."""
    twice = rows["id"].duplicated(keep=False)
    return [
        f"{row['id']}-{mark('|'.join(row[part] for part in parts))}" if again else row["id"]
        for row, again in zip(rows.to_dict("records"), twice, strict=True)
    ]
