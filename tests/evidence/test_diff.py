"""What changed between two editions."""

from __future__ import annotations

import csv
import io
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.build.formats import FORMS
from standards_report.display.emitted import FigureResult, TableResult, ValueResult
from standards_report.display.text.numbers import NOT_IN_SOURCES
from standards_report.evidence.claims.claim import OUTCOMES
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.comparison import (
    Change,
    compare_observations,
    compare_records,
)
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.record import record_of_index
from standards_report.render.content.prose_diff import compare_prose
from standards_report.render.document.parse import parse
from standards_report.render.shown.conditions import Setting
from standards_report.render.shown.shown_prose import shown_paragraphs

from tests.conftest import SmallProject
from tests.support.results import index_of, made

_Item = TypeVar("_Item", FigureResult, TableResult)
_words = st.text(alphabet="abcd", min_size=1, max_size=3)
_data = st.lists(st.tuples(_words, st.none() | st.integers(0, 9)), max_size=4)


def item(kind: type[_Item], rows: list[tuple[str, int | None]]) -> _Item:
    data = [[name, number, "id"] for name, number in rows]
    return made(kind, caption="A table.", columns=["country", "members", "rows"], data=data)


_indexes: st.SearchStrategy[Index] = st.builds(
    index_of,
    values=st.dictionaries(
        _words, _words.map(lambda text: made(ValueResult, text=text)), max_size=4
    ),
    tables=st.dictionaries(_words, _data.map(lambda rows: item(TableResult, rows)), max_size=3),
    figures=st.dictionaries(_words, _data.map(lambda rows: item(FigureResult, rows)), max_size=3),
    claims=st.dictionaries(
        _words,
        st.sampled_from(OUTCOMES).map(lambda outcome: made(JudgedClaim, outcome=outcome)),
        max_size=3,
    ),
)


def compare_indexes(old: Index, new: Index) -> list[Change]:
    return compare_records(record_of_index(old), record_of_index(new))


@given(_indexes)
def test_an_edition_does_not_differ_from_itself(index: Index) -> None:
    assert compare_indexes(index, index) == []


@given(_indexes, _indexes)
def test_the_other_way_round_old_and_new_change_places(old: Index, new: Index) -> None:
    def turned(change: Change) -> Change:
        return Change(change.kind, change.item, change.part, change.new, change.old)

    there = set(compare_indexes(old, new))
    assert {turned(change) for change in there} == set(compare_indexes(new, old))


def test_what_is_called_by_another_name_since_is_no_change() -> None:
    def index(words: str, number: int) -> Index:
        table = item(TableResult, [(f"China, {words}", number)])
        return index_of(values={"a": made(ValueResult, text=words)}, tables={"t": table})

    old = index("not published", 1)
    assert compare_indexes(old, index(NOT_IN_SOURCES, 1)) == []
    kinds = [change.kind for change in compare_indexes(old, index("7", 1))]
    assert "value" in kinds


def test_a_changed_cell_is_named_by_its_row_and_column() -> None:
    def index(number: int) -> Index:
        data = [["China", "sector", number, "a"], ["China", "associate", 3, "b"]]
        columns = ["country", "category", "members", "rows"]
        table = made(TableResult, caption="Members.", columns=columns, data=data)
        return index_of(tables={"tbl-members": table})

    assert compare_indexes(index(4), index(5)) == [
        Change("table", "tbl-members", "China · sector · members", "4", "5")
    ]


@given(*[st.lists(st.text("abc", min_size=1), unique=True, max_size=5)] * 2)
def test_observations_that_only_one_edition_sees(old: list[str], new: list[str]) -> None:
    changes = compare_observations({"members": old}, {"members": new})
    assert {change.part for change in changes if change.old} == set(old) - set(new)
    assert {change.part for change in changes if change.new} == set(new) - set(old)


_CHAPTER = """# Title

Members: {{< var a.b >}}, [as claimed]{.claim data-claim="x"}.

::: {.content-visible when-profile="2031"}
Only later.
:::

::: {.content-hidden when-meta="first-focus"}
Not in the first focus.

::: {.callout-note}
Nested.
:::
:::
"""


@pytest.mark.parametrize(
    ("edition", "flags", "shown"),
    [
        ("2030", ["first-focus"], ["Title", "Members: 4, as claimed."]),
        ("2031", ["first-focus"], ["Title", "Members: 4, as claimed.", "Only later."]),
        (
            "2030",
            [],
            ["Title", "Members: 4, as claimed.", "Not in the first focus.", "Nested."],
        ),
    ],
)
def test_paragraphs_as_an_edition_shows_them(
    edition: str, flags: list[str], shown: list[str]
) -> None:
    setting = Setting(edition, FORMS, dict.fromkeys(flags, True))
    assert shown_paragraphs(parse(_CHAPTER, "c"), {"a.b": "4"}, setting) == shown


@given(*[st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]), max_size=6)] * 2)
def test_prose_changes_turn_the_old_text_into_the_new(old: list[str], new: list[str]) -> None:
    changes = compare_prose("chapter", old, new)
    kept = [part for part in old if part]
    for change in changes:
        if change.old:
            kept.remove(change.old)
    added = [change.new for change in changes if change.new]
    assert sorted([*kept, *added]) == sorted(new)


@pytest.mark.slow
def test_diff_prints_what_two_editions_differ_in(built: SmallProject) -> None:
    edition = (built.root / "editions" / "2030.yml").read_text(encoding="utf-8")
    later = edition.replace('"2030"', '"2031"').replace("2030-12-31", "2031-12-31")
    (built.root / "editions" / "2031.yml").write_text(later, encoding="utf-8")

    process = built.run("diff", "2030", "2031", "--format", "csv")
    assert process.returncode == 0, process.stderr
    changes = list(csv.DictReader(io.StringIO(process.stdout)))

    def change(kind: str, item: str, old: str, new: str, part: str = "") -> dict[str, str]:
        return {"kind": kind, "item": item, "part": part, "old": old, "new": new}

    assert change("value", "itu.members.CHN.latest", "25", "99") in changes
    assert change("claim", "members.growth", "holds", "fails") in changes
    assert change("observation", "itu_members", "", "m.chn.2031", "m.chn.2031") in changes
    assert change("prose", "chapters/members.qmd", "", "Only in another edition.") in changes

    lines = built.run("diff", "2030", "2031").stdout
    assert "itu.members.CHN.latest: 25 → 99" in lines
    assert "Claims and their verdicts: 1 changed" in lines
    assert built.run("diff", "2030", "2030").returncode == 2
