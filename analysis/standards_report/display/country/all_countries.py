"""All countries in one table and on a map, and groups of them, as pages and PDF print them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from standards_report.display.figures.world_shapes import world
from standards_report.display.text.numbers import in_print, is_missing, listing, sentence
from standards_report.measures import ROWS, join_rows
from standards_report.observations import Study

_NAMED_AFTER = 3  # countries that the words of a map name after the first


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


def on_map(study: Study, standing: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """The number of each country for a map, by name: `country`, `name`, `value` and `rows`.

    `standing` is a result of `standing_of_countries`.
    """
    own = standing.loc[standing["quantity"] == quantity, ["country", "value", ROWS]]
    names = [study.country(code).name for code in own["country"]]
    lines = own.assign(name=names, value=own["value"].astype("Int64"))
    lines = lines.sort_values("name", kind="stable", ignore_index=True)
    return lines[["country", "name", "value", ROWS]]


def said_of_world(study: Study, numbers: pd.DataFrame, holds: str, hold: str) -> str:
    """`Germany holds most, 130, before China with 94 and …; 35 countries hold any, and … none.`

    `numbers` is a result of `on_map`; `holds` and `hold` are the verb for one country and for
    several. Empty where no country has any.
    """
    ranked = numbers[numbers["value"] > 0].sort_values("value", ascending=False, kind="stable")
    if ranked.empty:
        return ""
    top = ranked["value"].max()
    first = [study.country(code).in_text for code in ranked.loc[ranked["value"] == top, "country"]]
    after = [
        f"{study.country(code).in_text} with {in_print(value)}"
        for code, value in zip(ranked["country"], ranked["value"], strict=True)
        if value < top
    ][:_NAMED_AFTER]
    verb = holds if len(first) == 1 else hold
    before = f", before {listing(after)}" if after else ""
    none = in_print(int((numbers["value"] == 0).sum()))
    counted = f"country {holds}" if len(ranked) == 1 else f"countries {hold}"
    some = f"{in_print(len(ranked))} {counted}"
    most = f"{listing(first)} {verb} most, {in_print(top)}{before}"
    return sentence(f"{most}; {some} any, and {none} none")


def about_borders(numbers: pd.DataFrame) -> str:
    """The note of a map: whose borders these are, what is apart, and what could not be drawn.

    `numbers` is a result of `on_map`.
    """
    atlas = world()
    missing = [
        row["name"]
        for row in numbers.to_dict("records")
        if not is_missing(row["value"]) and not atlas.has(row["country"])
    ]
    undrawn = f" Without a shape or a dot: {listing(missing)}." if missing else ""
    return (
        "Shapes and borders are those of Natural Earth (1:110 million), which draws who controls "
        "an area; nothing is said by them of its status. Small countries are dots. Hong Kong, "
        "Macao, Taiwan and Palestine count apart, as the sources list them; shapes without a code "
        f"in ISO 3166-1 ({listing(list(atlas.without_code))}) have no number."
        f"{undrawn}"
    )


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
