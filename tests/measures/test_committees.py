"""Counts of secretariats: margins exact, rules that only ever take committees away."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    COUNTING_RULES,
    CountingRule,
    committee_counts,
    compared_under_rules,
    ranked_under_rules,
    secretariat_series,
    under_rules,
    with_rows,
)

KINDS = [
    "technical committee",
    "subcommittee",
    "project committee",
    "workshop",
    "joint technical committee",
    "joint subcommittee",
    "joint systems committee",
]
COMMITTEES = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["active", "suspended"]),
        st.sampled_from(["CHN", "USA", "DEU", "JPN", ""]),
        st.sampled_from(["2025-07-01", "2025-08-20"]),
    ),
    max_size=40,
)
ANY_RULE = st.builds(CountingRule, st.booleans(), st.booleans(), st.booleans())


def records(committees: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(committees, columns=["kind", "status", "country", "date"], dtype=str)
    return with_rows(frame.assign(id=[f"c{index}" for index in range(len(frame))]))


@given(COMMITTEES, ANY_RULE)
def test_margins_are_the_sums_of_their_cells(
    committees: list[tuple[str, str, str, str]], rule: CountingRule
) -> None:
    counts = committee_counts(records(committees), rule)
    cells = counts[(counts["country"] != "") & (counts["kind"] != "")]
    by_country = counts[(counts["country"] != "") & (counts["kind"] == "")]
    by_kind = counts[(counts["country"] == "") & (counts["kind"] != "")]
    whole = counts[(counts["country"] == "") & (counts["kind"] == "")]
    kept = sum(rule.keeps(kind, status) for kind, status, _, _ in committees)
    assert cells["value"].sum() == by_country["value"].sum() == by_kind["value"].sum() == kept
    assert whole["value"].sum() == kept
    summed = cells.groupby("country")["value"].sum().to_dict()
    assert summed == by_country.set_index("country")["value"].to_dict()
    summed = cells.groupby("kind")["value"].sum().to_dict()
    assert summed == by_kind.set_index("kind")["value"].to_dict()


@given(COMMITTEES, ANY_RULE)
def test_every_counted_committee_is_behind_exactly_one_cell(
    committees: list[tuple[str, str, str, str]], rule: CountingRule
) -> None:
    data = records(committees)
    counts = committee_counts(data, rule)
    cells = counts[(counts["country"] != "") & (counts["kind"] != "")]
    behind = sorted(row for rows in cells["rows"] for row in rows)
    pairs = zip(data["id"], data["kind"], data["status"], strict=True)
    assert behind == sorted(name for name, kind, status in pairs if rule.keeps(kind, status))


@given(COMMITTEES, ANY_RULE)
def test_cells_that_were_counted_before_give_the_same_as_records(
    committees: list[tuple[str, str, str, str]], rule: CountingRule
) -> None:
    data = records(committees)
    keys = ["kind", "status", "country"]
    cells = data.groupby(keys, as_index=False).agg(value=("id", "count"), rows=("rows", "sum"))
    by_record, by_cell = committee_counts(data, rule), committee_counts(cells, rule)
    by = ["country", "kind"]
    assert (
        by_record.set_index(by)["value"].astype(int).to_dict()
        == by_cell.set_index(by)["value"].astype(int).to_dict()
    )


@pytest.mark.slow
@given(COMMITTEES)
def test_a_stricter_rule_counts_no_more(committees: list[tuple[str, str, str, str]]) -> None:
    data = records(committees)
    widest = committee_counts(data, CountingRule(True, True, True))["value"].sum()
    for rule in COUNTING_RULES.values():
        assert committee_counts(data, rule)["value"].sum() <= widest


@given(COMMITTEES)
def test_a_series_holds_the_members_and_their_sum_at_each_date(
    committees: list[tuple[str, str, str, str]],
) -> None:
    series = secretariat_series(records(committees), COUNTING_RULES["active"])
    for _, same in series.groupby("date"):
        everyone = same.loc[same["country"] == "", "value"].sum()
        assert same.loc[same["country"] != "", "value"].sum() == everyone
    assert "none" not in set(series["country"])


@pytest.mark.parametrize(
    ("rule", "kind", "status", "counts"),
    [
        ("active", "subcommittee", "active", True),
        ("active", "subcommittee", "suspended", False),
        ("active", "project committee", "active", True),
        ("with suspended", "subcommittee", "suspended", True),
        ("without joint", "joint subcommittee", "active", False),
        ("TC and SC", "joint subcommittee", "active", True),
        ("TC and SC", "project committee", "active", False),
        ("TC and SC", "joint systems committee", "active", False),
        ("technical committees", "technical committee", "active", True),
        ("technical committees", "joint technical committee", "active", False),
        ("technical committees", "technical committee", "suspended", False),
        ("subcommittees", "subcommittee", "active", True),
        ("subcommittees", "joint subcommittee", "active", False),
        ("joint bodies", "joint systems committee", "active", True),
        ("joint bodies", "subcommittee", "active", False),
        ("suspended", "subcommittee", "suspended", True),
        ("suspended", "subcommittee", "active", False),
    ],
)
def test_what_a_rule_counts(rule: str, kind: str, status: str, counts: bool) -> None:
    assert COUNTING_RULES[rule].keeps(kind, status) is counts


def test_no_records_give_an_empty_series_of_numbers() -> None:
    series = secretariat_series(records([]), COUNTING_RULES["active"])
    assert series.empty
    assert series["value"].dtype == float


def test_the_order_of_countries_can_depend_on_the_rule() -> None:
    data = records(
        [
            ("joint subcommittee", "active", "USA", "2025-07-01"),
            ("subcommittee", "active", "USA", "2025-07-01"),
            ("subcommittee", "active", "CHN", "2025-07-01"),
            ("subcommittee", "suspended", "CHN", "2025-07-01"),
            ("subcommittee", "active", "", "2025-07-01"),
        ]
    )
    totals = under_rules(data, COUNTING_RULES).set_index(["rule", "country"])["value"]
    assert totals["active", "USA"] > totals["active", "CHN"]
    assert totals["without joint", "USA"] == totals["without joint", "CHN"]
    assert totals["with suspended", "CHN"] == 2
    assert totals["active", "none"] == 1
    assert totals["active", ""] == 4


def test_the_rank_of_a_country_follows_the_rule_and_none_is_a_zero_without_rank() -> None:
    data = records(
        [
            ("technical committee", "active", "CHN", "2025-07-01"),
            ("technical committee", "active", "CHN", "2025-07-01"),
            ("technical committee", "active", "", "2025-07-01"),
            ("subcommittee", "active", "USA", "2025-07-01"),
            ("subcommittee", "active", "USA", "2025-07-01"),
            ("subcommittee", "active", "USA", "2025-07-01"),
            ("subcommittee", "active", "CHN", "2025-07-01"),
        ]
    )
    ranked = ranked_under_rules(data, COUNTING_RULES, ["CHN", "DEU"])
    ranked = ranked.set_index(["rule", "country"])
    assert ranked["rank"].to_dict()["active", "CHN"] == 1
    assert ranked["rank"].to_dict()["active", "USA"] == 1
    alone = ranked.loc["technical committees"]
    assert alone["value"].to_dict() == {"CHN": 2, "DEU": 0, "USA": 0}
    assert alone.loc["CHN", "percent"] == 100
    assert alone.loc["CHN", "rank"] == 1
    assert alone["rank"].isna().to_dict() == {"CHN": False, "DEU": True, "USA": True}
    assert ranked.loc[("subcommittees", "USA"), "percent"] == 75


def test_a_rule_says_itself_in_words() -> None:
    words = {rule.in_words() for rule in COUNTING_RULES.values()}
    assert len(words) == len(COUNTING_RULES)
    assert "all kinds of committee, without joint bodies, active only" in words


def test_who_is_ahead_under_each_rule_is_told_for_both_dates() -> None:
    def snapshot(held: dict[str, str]) -> pd.DataFrame:
        """Ranks from a string of kinds for each country: t, s, j."""
        kinds = {"t": "technical committee", "s": "subcommittee", "j": "joint subcommittee"}
        rows = [(kinds[kind], "active", code, "2025") for code in held for kind in held[code]]
        return ranked_under_rules(records(rows), COUNTING_RULES, list(held))

    then, now = snapshot({"CHN": "tt", "USA": "tsj"}), snapshot({"CHN": "ttss", "USA": "tsj"})
    found = compared_under_rules(then, now, ["CHN", "USA", "FRA"]).set_index("rule")
    told = found.to_dict("index")
    held = ["CHN then", "USA then", "FRA then", "CHN now", "USA now", "FRA now"]
    assert [told["active"][name] for name in held] == [2, 3, 0, 4, 3, 0]
    ahead = {rule: (row["ahead then"], row["ahead now"]) for rule, row in told.items()}
    assert ahead["active"] == ("USA", "CHN")
    assert ahead["without joint"] == ("", "CHN")
    assert ahead["joint bodies"] == ("USA", "USA")
    assert set(told["active"]["rows"]) == {f"c{index}" for index in range(7)}
