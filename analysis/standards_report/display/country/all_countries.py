"""All countries in one table, and groups of them, as pages and PDF print them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.display.text.numbers import in_print, is_missing, listing
from standards_report.measures import ROWS, join_rows
from standards_report.observations import Study


def country_lines(study: Study, standing: pd.DataFrame, quantities: Sequence[str]) -> pd.DataFrame:
    """A line for each country, by name: `country`, `name`, each of `quantities` and `rows`.

    `standing` is a result of `standing_of_countries`.
    """
    chosen = standing[standing["quantity"].isin(quantities)]
    wide = chosen.pivot(index="country", columns="quantity", values="value")
    lines = wide.reindex(columns=list(quantities)).astype("Int64").reset_index()
    behind = chosen.groupby("country")[ROWS].agg(join_rows)
    lines[ROWS] = [behind[code] for code in lines["country"]]
    lines["name"] = [study.country(code).name for code in lines["country"]]
    return lines.sort_values("name", kind="stable", ignore_index=True)


def group_lines(sums: pd.DataFrame, quantities: Sequence[str]) -> pd.DataFrame:
    """A line for each group: `group`, `members`, each of `quantities` in words and `rows`.

    `sums` is a result of `sums_of_groups`. A number stands with its share: `92 (11.7%)`.
    """
    lines = []
    for group, rows in sums.groupby("group", sort=False):
        own = {line["quantity"]: line for line in rows.to_dict("records")}
        lines.append(
            {
                "group": group,
                "members": rows["members"].iloc[0],
                **{key: _said(own.get(key)) for key in quantities},
                ROWS: join_rows(own[key][ROWS] for key in quantities if key in own),
            }
        )
    return pd.DataFrame(lines)


def groups_in_words(sums: pd.DataFrame) -> str:
    """`the European Union 322 (41.4%), …`: the groups with their numbers of one quantity, the
    largest first."""
    ordered = sums.sort_values("value", ascending=False, kind="stable")
    return listing([f"{row['group']} {_said(row)}" for row in ordered.to_dict("records")])


def _said(line: object) -> str:
    if not isinstance(line, dict):
        return in_print(None)
    share = line["percent"]
    return in_print(line["value"]) + (
        "" if is_missing(share) else f" ({in_print(share, 'percent', 1)})"
    )
