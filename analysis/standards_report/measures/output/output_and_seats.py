"""The share of a country in ISO's documents beside its share of secretariats, by several rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.output.held_output import held_output, joint, without_largest

IN_FORCE = "references in force"
IN_PROGRESS = "projects in progress"
REVISED = "projects also in force"
_JOINT_KINDS = "joint "


@dataclass(frozen=True)
class OutputRule:
    """Which documents count for a share of output, and in words."""

    measure: str
    words: str
    less: str = ""  # a measure whose documents are taken away
    largest: bool = True  # whether a country's largest committee counts
    joint: bool = True  # whether bodies that ISO shares with IEC count, as seats too
    without: str = ""  # a committee whose own documents are left out; its seat still counts


OUTPUT_RULES: Mapping[str, OutputRule] = {
    "in force": OutputRule(IN_FORCE, "documents in force, each reference once"),
    "records in force": OutputRule(
        "records in force", "all records in force, with amendments and earlier editions"
    ),
    "in progress": OutputRule(IN_PROGRESS, "projects in progress"),
    "new projects": OutputRule(
        IN_PROGRESS, "projects in progress whose reference is not in force", less=REVISED
    ),
    "without largest": OutputRule(
        IN_FORCE, "documents in force, without the largest committee of each country", largest=False
    ),
    "without joint": OutputRule(
        IN_FORCE, "documents in force and secretariats, without joint bodies", joint=False
    ),
    "without parent": OutputRule(
        IN_FORCE,
        "documents in force, without those of JTC 1 that name no subcommittee",
        without="ISO/IEC JTC 1",
    ),
}


def seats_by_country(counts: pd.DataFrame, day: str, *, joint: bool = True) -> pd.DataFrame:
    """Secretariats by country in the committee data of a day, suspended committees included.

    `counts` is `iso_committee_counts` with `rows`. Suspended committees count since their
    documents stay in force. With `joint` false, bodies that ISO shares with IEC are left out.
    Returns `country`, `value`, `whole`, `percent` (0 to 100) and `rows`, the most first.
    """
    of_day = counts[(counts["date"] == day) & (counts["measure"] == "secretariats")]
    if not joint:
        of_day = of_day[~of_day["kind"].str.startswith(_JOINT_KINDS)]
    grouped = of_day.groupby("country", sort=False, as_index=False)
    seats = grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})
    seats["whole"] = seats["value"].sum()
    seats["percent"] = seats["value"] / seats["whole"] * 100
    return seats.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def output_and_seats(
    table: pd.DataFrame, counts: pd.DataFrame, day: str, rule: OutputRule
) -> pd.DataFrame:
    """Output beside secretariats, for each country that holds a secretariat.

    `table` is `iso_output_committees` of one export and `counts` is `iso_committee_counts`, both
    with `rows`. Returns `country`, `seats`, `seat_share` (percent), `value` (documents under the
    rule, 0 without any), `share` (percent of those that join), `times` (share of output over
    share of secretariats), `per_seat` (documents a secretariat) and `rows` of both, the most
    secretariats first.
    """
    seats = seats_by_country(counts, day, joint=rule.joint)
    counted = table if rule.joint else table[~joint(table["committee"])]
    held = _held_under(counted[counted["committee"] != rule.without], rule)
    both = seats.rename(columns={"value": "seats", "percent": "seat_share"})
    both = both.drop(columns="whole").merge(
        held.rename(columns={"percent": "share"}), on="country", how="left", suffixes=("", "_held")
    )
    both[["value", "share"]] = both[["value", "share"]].fillna(0)
    both["times"] = both["share"] / both["seat_share"]
    both["per_seat"] = both["value"] / both["seats"]
    both[ROWS] = [
        join_rows([own, *([more] if isinstance(more, tuple) else [])])
        for own, more in zip(both[ROWS], both[f"{ROWS}_held"], strict=True)
    ]
    columns = ["country", "seats", "seat_share", "value", "share", "times", "per_seat", ROWS]
    return both[columns]


def under_output_rules(
    table: pd.DataFrame, counts: pd.DataFrame, day: str, rules: Mapping[str, OutputRule]
) -> pd.DataFrame:
    """`output_and_seats` under each rule: its columns with `rule` (the key) and `words`."""
    parts = [
        output_and_seats(table, counts, day, rule).assign(rule=key, words=rule.words)
        for key, rule in rules.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _held_under(table: pd.DataFrame, rule: OutputRule) -> pd.DataFrame:
    """`country`, `value`, `percent` and `rows` of the documents that the rule counts."""
    columns = ["country", "value", "percent", ROWS]
    if not rule.largest:
        return without_largest(table, rule.measure)[columns]
    held = held_output(table, rule.measure)
    if rule.less:
        less = held_output(table, rule.less).set_index("country")
        taken = held["country"].map(less["value"]).fillna(0)
        held["value"] -= taken
        held["percent"] = held["value"] / (held["whole"] - less["value"].sum()) * 100
        held[ROWS] = [
            join_rows([own, less[ROWS].get(code, ())])
            for code, own in zip(held["country"], held[ROWS], strict=True)
        ]
    return held[columns]
