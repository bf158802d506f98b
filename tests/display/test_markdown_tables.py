"""Widths of printed tables: nothing short is broken, and long text gets the room that is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from standards_report.display.text.markdown import pipe_table

WORDS = st.text("abc ", max_size=80)


def widths(header: list[str], rows: list[list[str]]) -> list[int]:
    rule = pipe_table(header, rows, [False] * len(header)).splitlines()[1]
    return [len(cell.strip()) for cell in rule.strip("|").split("|")]


def test_a_short_column_beside_long_ones_keeps_its_words_whole() -> None:
    long = "many words " * 12
    got = widths(["Who", "What is stated", "Body", "Date"], [[long, long, "not stated", "no date"]])
    assert got[2] >= len("not stated")
    assert got[3] >= len("no date")
    assert got[0] > 2 * got[2]


def test_a_small_table_has_the_widths_of_its_cells() -> None:
    assert widths(["Name", "Members"], [["Japan", "24"]]) == [5, 7]


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5))
def test_every_column_has_a_width(rows: list[tuple[str, str, str]]) -> None:
    got = widths(["a", "b", "c"], [list(row) for row in rows])
    assert len(got) == 3
    assert min(got) >= 3


def test_a_column_with_much_text_in_every_row_gets_more_than_one_with_a_single_long_cell() -> None:
    much, little = "many words " * 15, "not stated at all"
    rows = [[little, much] for _ in range(12)] + [[much, little]]
    got = widths(["Who", "What"], rows)
    assert got[1] > 2 * got[0]
