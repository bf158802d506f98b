"""Secretariats of committees by country, under a stated counting rule.

A number of secretariats means little without its rule: whether suspended committees count,
whether bodies that ISO shares with IEC count, and which kinds of committee count. The order of
two countries can depend on the rule, so a series states its rule, and callers can pass another
one. The kinds are those of `iso_committee_counts` in the data package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.trends.ranking import ranks

# The country of a committee that names no holder of its secretariat.
NOBODY = "none"
ALL = ""
_JOINT = "joint "
_LEVELS = ("technical committee", "subcommittee")
_ALONE = {
    "technical committee": "technical committees alone, without joint bodies",
    "subcommittee": "subcommittees alone, without joint bodies",
    "joint": "joint bodies alone",
    "suspended": "suspended committees alone",
}


@dataclass(frozen=True)
class CountingRule:
    """Which committees count: suspended ones, joint bodies, kinds other than TC and SC.

    `alone` leaves a single part: one kind ("technical committee", "subcommittee"), "joint" or
    "suspended". It is empty where no part is singled out.
    """

    suspended: bool = False
    joint: bool = True
    other_kinds: bool = True
    alone: str = ""

    def keeps(self, kind: str, status: str) -> bool:
        """Whether a committee of that kind and status counts.

        Joint committees are also technical committees or subcommittees. Project committees,
        workshops and joint systems committees are other kinds.
        """
        is_joint = kind.startswith(_JOINT)
        level = kind.removeprefix(_JOINT)
        return (
            (self.suspended or status != "suspended")
            and (self.joint or not is_joint)
            and (self.other_kinds or level in _LEVELS)
            and (not self.alone or self.alone in (kind, status, "joint" if is_joint else ""))
        )

    def select(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table with `kind` and `status` whose committees count."""
        kept = [self.keeps(*pair) for pair in zip(table["kind"], table["status"], strict=True)]
        return table[pd.Series(kept, index=table.index, dtype=bool)]

    def in_words(self) -> str:
        """The rule in words, for a table or a note."""
        if self.alone:
            return _ALONE[self.alone] + (", active only" if not self.suspended else "")
        kinds = "all kinds of committee" if self.other_kinds else "technical and subcommittees"
        joint = "joint bodies included" if self.joint else "without joint bodies"
        status = "active and suspended" if self.suspended else "active only"
        return f"{kinds}, {joint}, {status}"


# Alternative rules show whether a result depends on the rule; the report's own is first.
COUNTING_RULES = {
    "active": CountingRule(),
    "with suspended": CountingRule(suspended=True),
    "without joint": CountingRule(joint=False),
    "TC and SC": CountingRule(other_kinds=False),
    "technical committees": CountingRule(alone="technical committee"),
    "subcommittees": CountingRule(alone="subcommittee"),
    "joint bodies": CountingRule(alone="joint"),
    "suspended": CountingRule(suspended=True, alone="suspended"),
}


def committee_counts(records: pd.DataFrame, rule: CountingRule) -> pd.DataFrame:
    """Secretariats by country and kind of committee, with their margins.

    `records` has `kind`, `status`, `country` (of the secretariat; empty where the record names
    no holder) and `rows`, one row a committee; with a column `value`, each row stands for that
    number of committees. Returns `country`, `kind`, `value` and `rows`: a row for each country
    and kind with any committee, for each country over all kinds (`kind` empty), for each kind
    over all countries (`country` empty) and for everything (both empty). A committee without a
    holder counts for the country "none", and in the totals.
    """
    counted = rule.select(records)
    weights = counted.get("value", 1)
    cells = pd.DataFrame(
        {
            "country": counted["country"].where(counted["country"] != "", NOBODY),
            "kind": counted["kind"],
            "value": weights,
            ROWS: counted[ROWS],
        }
    )
    margins = [cells, cells.assign(kind=ALL), cells.assign(country=ALL)]
    margins.append(cells.assign(country=ALL, kind=ALL))
    # Margins are summed from the cells, so that they cannot disagree with them.
    grouped = pd.concat(margins).groupby(["country", "kind"], sort=False, as_index=False)
    return grouped.agg(value=("value", "sum"), **{ROWS: (ROWS, join_rows)})


def secretariat_series(records: pd.DataFrame, rule: CountingRule) -> pd.DataFrame:
    """Secretariats by country at each date of the records, in the form of published numbers.

    `records` as for `committee_counts`, with `date`. Returns `country` (empty for all members
    together), `date`, `value`, `low` and `high` (missing), `unit`, `qualifier`, `basis`
    ("counted") and `rows`, so that its points can follow those of `iso_positions` in one
    table. Committees without a holder are left out.
    """
    parts = []
    held = records[records["country"] != ""]
    for date, same in held.groupby("date", sort=True):
        counts = committee_counts(same, rule)
        parts.append(counts[counts["kind"] == ALL].assign(date=date))
    columns = ["country", "date", "value", ROWS]
    series = pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)
    series = series.sort_values(["date", "country"], kind="stable").reset_index(drop=True)
    # An empty column needs a type too, or it changes that of the column it is joined to.
    return series.astype({"value": float}).assign(
        low=float("nan"), high=float("nan"), unit="count", qualifier="exact", basis="counted"
    )


def under_rules(records: pd.DataFrame, rules: dict[str, CountingRule]) -> pd.DataFrame:
    """The totals by country under each of several rules, to show what depends on the rule.

    `records` as for `committee_counts`. Returns `rule` (its key), `words`,
    `country` (empty for all), `value` and `rows`.
    """
    parts = []
    for key, rule in rules.items():
        counts = committee_counts(records, rule)
        totals = counts[counts["kind"] == ALL].drop(columns="kind")
        parts.append(totals.assign(rule=key, words=rule.in_words()))
    return pd.concat(parts)[["rule", "words", "country", "value", ROWS]].reset_index(drop=True)


def ranked_under_rules(
    records: pd.DataFrame, rules: dict[str, CountingRule], countries: Sequence[str]
) -> pd.DataFrame:
    """Share and rank of each country under each of several rules.

    `records` as for `committee_counts`, committees without a holder left out. Returns a row for
    each rule and each country that holds a secretariat under any rule or is in `countries`:
    `rule`, `words`, `country`, `value`, `whole` (of all countries under the rule), `percent` (0 to
    100), `rank` (missing where the country holds none) and `rows` (of the whole).
    """
    totals = under_rules(records[records["country"] != ""], rules)
    wholes = totals[totals["country"] == ALL].rename(columns={"value": "whole"})
    held = ranks(totals[totals["country"] != ALL], ["rule"])[["rule", "country", "value", "rank"]]
    everyone = pd.DataFrame({"country": list(dict.fromkeys([*countries, *held["country"]]))})
    table = wholes.drop(columns="country").merge(everyone, how="cross")
    table = table.merge(held, on=["rule", "country"], how="left").fillna({"value": 0})
    table["percent"] = table["value"] / table["whole"] * 100
    columns = ["rule", "words", "country", "value", "whole", "percent", "rank", ROWS]
    return table[columns]


def compared_under_rules(
    then: pd.DataFrame, now: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """Which of several countries is ahead under each rule, at two dates.

    `then` and `now` are what `ranked_under_rules` gives for either date. Returns a row for each
    rule: `rule`, `words`, for each country `<country> then` and `<country> now` (secretariats),
    `ahead then` and `ahead now` (the country with the most; empty where several are level) and
    `rows` of both dates.
    """
    result = now.drop_duplicates("rule")[["rule", "words", ROWS]].set_index("rule")
    for when, table in (("then", then), ("now", now)):
        held = table.pivot(index="rule", columns="country", values="value")
        held = held.reindex(columns=list(countries), fill_value=0.0)
        for code in countries:
            result[f"{code} {when}"] = held[code]
        best = held.eq(held.max(axis=1), axis=0)
        alone = best.sum(axis=1).eq(1)
        result[f"ahead {when}"] = best.idxmax(axis=1).where(alone, "")
    behind = then.drop_duplicates("rule").set_index("rule")[ROWS].reindex(result.index)
    result[ROWS] = [join_rows(both) for both in zip(result[ROWS], behind, strict=True)]
    return result.reset_index()
