"""Measures of committees counted from records: margins, ranks, and a count of none."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import (
    COUNTING_RULES,
    ROWS,
    beside_statements,
    committee_totals,
    created_between,
    created_each_year,
    ends_on,
    handed_by_country,
    held_by_country,
    moved_by_country,
    participation,
    theme_named,
    with_none,
    with_rows,
)

KINDS = ["technical committee", "subcommittee", "joint subcommittee"]
# A committee: its kind, its status, its P-members and its O-members.
COMMITTEES = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["active", "suspended"]),
        st.dictionaries(st.sampled_from(["CHN", "USA", "DEU"]), st.sampled_from("PO"), min_size=1),
    ),
    min_size=1,
    max_size=25,
)
Committees = list[tuple[str, str, dict[str, str]]]


def counted(committees: Committees) -> pd.DataFrame:
    """The table iso_committee_counts of these committees."""
    cells = Counter[tuple[str, str, str, str]]()
    for kind, status, members in committees:
        cells["committees with stated members", "", kind, status] += 1
        for country, level in members.items():
            cells[f"{level}-memberships", country, kind, status] += 1
    rows = [
        (f"r.{index}", "2030-01-01", measure, country, country, kind, status, number)
        for index, ((measure, country, kind, status), number) in enumerate(cells.items())
    ]
    columns = ["id", "date", "measure", "member", "country", "kind", "status", "value"]
    return with_rows(pd.DataFrame(rows, columns=columns))


@pytest.mark.slow
@given(COMMITTEES, st.sampled_from(list(COUNTING_RULES)))
def test_participation_is_what_a_count_by_hand_gives(committees: Committees, key: str) -> None:
    rule = COUNTING_RULES[key]
    kept = [cell for cell in committees if rule.keeps(cell[0], cell[1])]
    p_members = Counter(code for *_, members in kept for code in members if members[code] == "P")
    either = Counter(code for *_, members in kept for code in members)
    found = participation(counted(committees), rule).set_index("country")
    assert {code: int(found["p"][code]) for code in found.index} == {
        code: p_members[code] for code in either
    }
    assert found["value"].to_dict() == dict(either)
    assert (found["value"] == found["p"] + found["o"]).all()
    assert (found["whole"] == len(kept)).all()
    assert found["percent"].between(0, 100).all()


@pytest.mark.slow
@given(COMMITTEES)
def test_totals_by_rule_only_leave_committees_out(committees: Committees) -> None:
    table = counted(committees)
    totals = {
        key: committee_totals(table, rule)["value"].sum() for key, rule in COUNTING_RULES.items()
    }
    assert max(totals.values()) == totals["with suspended"] == len(committees)


def test_committees_without_a_holder_are_part_of_the_whole() -> None:
    created = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "date": "2030-01-01",
            "created": [2020, 2021, 2019, 2021],
            "country": ["CHN", "", "CHN", "USA"],
            "status": ["active", "active", "active", "suspended"],
            "value": [2.0, 2.0, 5.0, 1.0],
        }
    )
    found = created_between(with_rows(created), 2020, 2025).set_index("country")
    assert found["value"].to_dict() == {"CHN": 2, "": 2}
    assert found["percent"].to_dict() == {"CHN": 50, "": 50}


def test_each_year_has_a_count_for_each_country_and_for_all() -> None:
    created = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "date": "2030-01-01",
            "created": [2020, 2020, 2022, 2022],
            "country": ["CHN", "", "USA", "CHN"],
            "status": ["active", "active", "active", "suspended"],
            "value": [2.0, 1.0, 5.0, 1.0],
        }
    )
    found = created_each_year(with_rows(created), range(2020, 2023), ["CHN", "USA"])
    counts = found.set_index(["date", "country"])
    assert counts["value"].unstack().to_dict("index") == {
        "2020": {"": 3, "CHN": 2, "USA": 0},
        "2021": {"": 0, "CHN": 0, "USA": 0},
        "2022": {"": 5, "CHN": 0, "USA": 5},
    }
    assert counts[ROWS]["2020", "CHN"] == ("a",)
    assert sorted(counts[ROWS]["2020", "USA"]) == sorted(counts[ROWS]["2020", ""]) == ["a", "b"]
    assert counts[ROWS]["2021", "CHN"] == ()


def test_a_count_of_none_rests_on_the_whole_list() -> None:
    committees = pd.DataFrame({"country": ["CHN", ""], ROWS: [("a",), ("b",)]})
    found = held_by_country(committees, ["CHN", "USA"])
    assert found["value"].tolist() == [1, 0]
    assert found["percent"].tolist() == [50, 0]
    assert found[ROWS].tolist() == [("a", "b")] * 2
    table = pd.DataFrame({"country": ["CHN"], "value": [3.0], ROWS: [("a",)]})
    added = with_none(table, ["USA", "CHN"], ["value"]).set_index("country")
    assert added["value"].to_dict() == {"CHN": 3, "USA": 0}
    assert added[ROWS]["USA"] == ("a",)


def test_all_members_gain_what_each_gains() -> None:
    changes = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "measure": ["gained", "gained", "lost"],
            "country": ["CHN", "", "USA"],
            "value": [2.0, 3.0, 1.0],
        }
    )
    found = moved_by_country(with_rows(changes), ["gained", "lost"], ["CHN", "USA"])
    assert found["gained"].tolist() == [2, 0, 5]
    assert found["lost"].tolist() == [0, 1, 1]


def test_statements_stand_beside_the_number_of_their_country() -> None:
    statements = pd.DataFrame(
        {"measure": ["held", "held", "other"], "country": ["CHN", "JPN", "CHN"]}
    )
    statements[ROWS] = [("s1",), ("s2",), ("s3",)]
    held = pd.DataFrame({"country": ["CHN"], "value": [4.0], ROWS: [("r",)]})
    found = beside_statements(statements, {"held": (held, "value")})
    assert found["computed"].iloc[0] == pytest.approx(4)
    assert pd.isna(found["computed"].iloc[1])
    assert found[ROWS].tolist() == [("s1", "r"), ("s2",)]


# A committee that moved: what happened, its holder before, its holder after.
MOVES = st.lists(
    st.one_of(
        st.tuples(
            st.just("changed hands"),
            st.sampled_from(["CHN", "USA", ""]),
            st.sampled_from(["CHN", "USA", "DEU"]),
        ),
        st.tuples(st.just("new"), st.just(""), st.sampled_from(["CHN", "DEU", ""])),
        st.tuples(st.just("gone"), st.sampled_from(["CHN", "USA"]), st.just("")),
    ),
    max_size=20,
)


@given(MOVES)
def test_what_came_less_what_left_is_the_change_of_each_country(
    moves: list[tuple[str, str, str]],
) -> None:
    columns = ["change", "before_country", "after_country"]
    table = pd.DataFrame(moves, columns=columns, dtype=str)
    table = with_rows(table.assign(id=[f"m{index}" for index in range(len(table))]))
    found = handed_by_country(table, ["CHN", "USA", "DEU", "FRA"]).set_index("country")
    for code in found.index:
        came = sum(after == code for _, _, after in moves)
        left = sum(before == code for _, before, _ in moves)
        assert found["net"][code] == came - left
    assert set(found[ROWS]) == {tuple(f"m{index}" for index in range(len(moves)))}
    parts = found[["taken", "given", "new", "gone"]].to_numpy()
    assert (parts >= 0).all()
    assert not parts[3].any()


def test_a_period_begins_with_the_range_of_days_of_its_older_snapshot() -> None:
    dates = ["2025-08-20", "2026-03-19/2026-05-02"]
    assert ends_on(dates, "2026-05-02") == "2026-03-19/2026-05-02"
    assert ends_on(dates, "2025-08-20") == "2025-08-20"
    assert ends_on(dates, "2026-03-19") == ""


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Brain-computer interfaces", "brain science"),
        ("Pharmacy and medicines business", "clinical medicine"),
        ("Bio-based non-structural building materials", "energy and materials"),
        ("Smart shipping", ""),
        ("Deep sea vessels", ""),
    ],
)
def test_a_theme_is_named_by_any_long_word_of_it(title: str, theme: str) -> None:
    themes = ["brain science", "clinical medicine", "energy and materials", "deep sea"]
    assert theme_named(title, themes) == theme
