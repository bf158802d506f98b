"""One fact, one row: contradictions and days to come are faults, in every table and any order."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.tables.fact_conflicts import contradictory_rows
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.plausibility import dates_ahead
from standards_report.observations.tables.schema import load_schema
from standards_report.observations.tables.table import Loaded

from tests.conftest import ROOT, SMALL, SmallProject
from tests.support.tables import real_tables

REAL = real_tables()
MEMBER = "{id},{date},ITU,CHN,total,{numbers},count,{kind},{source},Page 7,,\n"
MEASURED = [
    name
    for name, loaded in REAL.items()
    if {"value", "low", "qualifier"} <= set(loaded.rows) and len(loaded.rows)
]


def with_row(loaded: Loaded, row: dict[str, Any], *, index: int) -> dict[str, Loaded]:
    """The table with one more row, at an index of it."""
    rows = loaded.rows.astype(object)
    changed = pd.concat([rows[:index], pd.DataFrame([row]), rows[index:]], ignore_index=True)
    lines = list(range(2, len(changed) + 2))
    return {loaded.table.name: replace(loaded, rows=changed, lines=lines)}


@pytest.mark.parametrize("name", MEASURED)
def test_a_second_number_for_a_fact_is_a_fault_in_every_table(name: str) -> None:
    loaded = REAL[name]
    first = next(row for row in loaded.records if row["value"] is not None)
    second = first | {"id": "second", "value": first["value"] + 1, "qualifier": first["qualifier"]}
    if first["qualifier"] in ("more than", "at least"):
        second |= {"qualifier": "exact", "value": first["value"] - 1}
    if first["qualifier"] in ("less than", "at most"):
        second |= {"qualifier": "exact"}
    for index in (0, len(loaded.rows)):
        faults = [str(fault) for fault in contradictory_rows(with_row(loaded, second, index=index))]
        assert len(faults) >= 1
        assert all("second" in fault for fault in faults)
        assert any(first["id"] in fault for fault in faults)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("standard_events", {"date": "1999"}),
        ("body_events", {"date": "1999"}),
        ("iso_committees", {"p_members": 99}),
        ("glossary", {"definition": "Another thing"}),
        ("policies", {"kind": "law"}),
        ("finding_evidence", {"bearing": "qualifies"}),
    ],
)
def test_a_second_statement_of_a_fact_is_a_fault_where_nothing_is_counted(
    table: str, change: dict[str, Any]
) -> None:
    loaded = REAL[table]
    [column] = change
    first = next(row for row in loaded.records if row[column] not in (None, "", change[column]))
    faults = list(contradictory_rows(with_row(loaded, first | {"id": "second"} | change, index=0)))
    assert any("second" in str(fault) and column in str(fault) for fault in faults)


# What a statement of a quantity can say, each with the numbers that it allows.
ALLOWED: dict[str, Callable[[int, int], Callable[[float], bool]]] = {
    "exact": lambda low, _: lambda number: number == low,
    "about": lambda low, _: lambda number: number == low,
    "less than": lambda low, _: lambda number: number < low,
    "at most": lambda low, _: lambda number: number <= low,
    "more than": lambda low, _: lambda number: number > low,
    "at least": lambda low, _: lambda number: number >= low,
    "range": lambda low, high: lambda number: low <= number <= high,
}
STATEMENTS = st.tuples(st.sampled_from(sorted(ALLOWED)), st.integers(2, 10), st.integers(0, 3)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
)


def members(statements: Sequence[tuple[str, int, int]]) -> dict[str, Loaded]:
    table = load_schema(SMALL / "data").table("itu_members")
    rows = [
        dict.fromkeys(table.columns, "")
        | {"id": f"m.{index}", "date": "2030", "body": "ITU", "country": "CHN", "category": "total"}
        | {"unit": "count", "qualifier": kind, "source": "register", "line": None}
        | {"value": None if kind == "range" else low}
        | {name: end if kind == "range" else None for name, end in (("low", low), ("high", high))}
        for index, (kind, low, high) in enumerate(statements)
    ]
    frame = pd.DataFrame(rows, columns=list(table.columns), dtype=object)
    return {"itu_members": Loaded(table, "x.csv", frame, list(range(2, len(rows) + 2)))}


@given(STATEMENTS, STATEMENTS)
def test_two_statements_contradict_each_other_where_no_number_fits_both(
    first: tuple[str, int, int], second: tuple[str, int, int]
) -> None:
    allowed = [ALLOWED[kind](low, high) for kind, low, high in (first, second)]
    fit = any(all(allows(half / 2) for allows in allowed) for half in range(30))
    for pair in ((first, second), (second, first)):
        assert bool(list(contradictory_rows(members(pair)))) != fit


@given(st.lists(st.integers(1, 3), min_size=2, max_size=6))
def test_every_row_of_another_number_is_named_whatever_the_order(numbers: list[int]) -> None:
    statements = [("exact", number, number) for number in numbers]
    faults = list(contradictory_rows(members(statements)))
    named = {str(fault).split(": ")[1].split(" says")[0] for fault in faults}
    others = {
        f"m.{index}"
        for index, number in enumerate(numbers)
        if any(number != before for before in numbers[:index])
    }
    assert named == others


@pytest.mark.slow
def test_the_order_of_the_file_decides_nothing(small: SmallProject) -> None:
    small.append(
        "data/itu_members.csv",
        MEMBER.format(id="m.chn.b", date="2030", numbers="52,,", kind="exact", source="register"),
    )
    path = small.root / "data" / "itu_members.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    said = []
    for order in (rows, rows[::-1]):
        path.write_text("\n".join([header, *order, ""]), encoding="utf-8")
        process = small.run("check")
        assert process.returncode == 1
        said.append(process.stderr + process.stdout)
    assert "itu_members.csv:8: m.chn.b says 52 where m.chn.2030 in line 3 says 25" in said[0]
    assert "m.chn.2030 says 25 where m.chn.b in line 2 says 52" in said[1]


def test_two_sources_contradict_each_other_unless_the_table_compares_sources(
    small: SmallProject,
) -> None:
    row = MEMBER.format(id="m.b", date="2030", numbers="52,,", kind="exact", source="later")
    small.append("data/itu_members.csv", row)
    with pytest.raises(DataError, match=r"m\.b says 52 where m\.chn\.2030 in line 3 says 25"):
        load_tables(small.root / "data")
    small.replace(
        "data/datapackage.yaml",
        "fact: [date, body, country, category, unit]",
        "fact: [date, body, country, category, unit, source]",
    )
    assert len(load_tables(small.root / "data")["itu_members"].rows) == 7


@pytest.mark.parametrize("date", ["2030-01/2030-12", "2030/2030", "2030-01-01/2030-12-31"])
def test_one_time_may_be_written_in_several_ways(small: SmallProject, date: str) -> None:
    row = MEMBER.format(id="m.b", date=date, numbers="52,,", kind="exact", source="register")
    small.append("data/itu_members.csv", row)
    with pytest.raises(DataError, match=r"m\.b says 52 where m\.chn\.2030 in line 3 says 25"):
        load_tables(small.root / "data")


def test_the_same_said_twice_is_no_contradiction(small: SmallProject) -> None:
    row = MEMBER.format(id="m.b", date="2030", numbers="25,,", kind="exact", source="register")
    small.append("data/itu_members.csv", row)
    assert load_tables(small.root / "data")


@pytest.mark.parametrize("data", [ROOT / "data", SMALL / "data"], ids=["real", "small"])
def test_every_table_says_what_its_rows_are_about(data: Path) -> None:
    for table in load_schema(data).tables.values():
        assert set(table.fact) <= set(table.columns), table.name
        assert table.fact, table.name


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "      fact: [date, body, country, category, unit]\n",
            "",
            "'itu_members' does not say what",
        ),
        ("fact: [date, body, country,", "fact: [date, bodi, country,", "has no column 'bodi'"),
        (
            'example: "CHN", constraints: {required',
            "constraints: {required",
            "example '' does not fit",
        ),
        ('example: "CHN"', 'example: "chn"', "column 'code': example 'chn' does not fit its"),
        ('pattern: "[A-Z]{3}"', 'pattern: "[A-Z"', "'code': pattern is not a regular expression"),
    ],
)
def test_a_table_that_does_not_say_so_is_a_fault(
    small: SmallProject, old: str, new: str, says: str
) -> None:
    small.replace("data/datapackage.yaml", old, new)
    process = small.run("check")
    assert process.returncode == 1
    assert says in process.stderr


@pytest.mark.parametrize(
    ("date", "source", "is_fault"),
    [
        ("2035", "register", True),
        ("2031", "register", True),
        ("2030-06-02", "register", True),
        ("2030-07/..", "register", True),
        ("2030-06-01", "register", False),
        ("2030-06", "register", False),
        ("2029/2033", "register", False),  # a period that had begun
        ("2031-06", "later", False),
        ("2031-07", "later", True),
    ],
)
def test_no_row_is_later_than_its_source(
    small: SmallProject, date: str, source: str, is_fault: bool
) -> None:
    row = MEMBER.format(id="m.slip", date=date, numbers="99,,", kind="exact", source=source)
    small.append("data/itu_members.csv", row)
    if not is_fault:
        assert load_tables(small.root / "data")
        return
    with pytest.raises(DataError) as error:
        load_tables(small.root / "data")
    what = f"itu_members.csv:8: date {date} is later than its source, which is of"
    assert what in str(error.value)


def test_the_day_of_issue_counts_where_it_is_stated(small: SmallProject) -> None:
    small.replace(
        "data/sources.csv", "Test Register,,2030-06-01", "Test Register,2030-03,2030-06-01"
    )
    row = MEMBER.format(
        id="m.slip", date="2030-05", numbers="99,,", kind="exact", source="register"
    )
    small.append("data/itu_members.csv", row)
    with pytest.raises(DataError, match="is later than its source, which is of 2030-03-31"):
        load_tables(small.root / "data")


AHEAD = [(name, *pair) for name, loaded in REAL.items() for pair in loaded.table.ahead]


@pytest.mark.parametrize(("name", "column", "words"), AHEAD)
def test_what_lies_ahead_is_said_by_a_word_and_by_nothing_else(
    name: str, column: str, words: tuple[str, ...]
) -> None:
    loaded = REAL[name]
    assert not list(dates_ahead({"sources": REAL["sources"], name: loaded}))
    ahead = [row for row in loaded.records if row[column] in words and _is_ahead(row)]
    assert ahead, "no row uses the word: take it out of the schema"
    plain = next(word for row in loaded.records if (word := row[column]) not in words)
    changed = loaded.rows.assign(**{column: plain})
    faults = list(dates_ahead({"sources": REAL["sources"], name: replace(loaded, rows=changed)}))
    assert len(faults) == len(ahead)
    assert all(" or ".join(words) in fault.remedy for fault in faults)


def _is_ahead(row: dict[str, Any]) -> bool:
    known = REAL["sources"].rows.set_index("key")["known_from"][row["source"]]
    return bool(row["date"]) and parse_span(row["date"]).first.isoformat() > known


def test_a_table_of_numbers_has_no_way_to_speak_of_what_lies_ahead() -> None:
    assert not {name for name, *_ in AHEAD} & set(MEASURED)


def test_the_descriptors_are_read_by_others() -> None:
    package = yaml.safe_load((ROOT / "data" / "datapackage.yaml").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = next(
            csv.reader(io.StringIO((ROOT / "data" / resource["path"]).read_text("utf-8")))
        )
        assert set(resource["schema"]["fact"]) <= set(header)
