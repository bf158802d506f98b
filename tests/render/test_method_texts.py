"""Texts about method: the list of measures, and the date under a figure or table."""

from __future__ import annotations

import inspect

import pytest
from standards_report import measures
from standards_report.display.emitted import TableResult, ValueResult
from standards_report.render.content.filter_data import filter_data
from standards_report.render.content.method_list import measures_markdown

from tests.support.results import index_of, made


def test_every_public_measure_is_listed_with_what_it_computes() -> None:
    listed = measures_markdown()
    public = [name for name, part in vars(measures).items() if inspect.isfunction(part)]
    assert {"shares", "tally"} < set(public)
    for name in public:
        assert f"`{name}`\n:   " in listed
    assert ":   \n" not in listed


def test_the_source_of_a_method_follows_and_nothing_else_is_markup(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def halves() -> None:
        """Half of `value` *as is*.

        Returns the columns `a` and `b`. Source of the rule: A. Author, On Halves
        (1900), and others.

        It raises nothing.
        """

    monkeypatch.setattr(measures, "halves", halves, raising=False)
    said = (
        "\n`halves`\n:   Half of `value` \\*as is\\*. "
        "Source of the rule: A. Author, On Halves (1900), and others.\n\n"
    )
    assert said in measures_markdown()


@pytest.mark.parametrize(
    ("as_of", "when", "printed"),
    [
        ("2022-07", "July 2022", "As of July 2022"),
        ("2017/2021", "2017 to 2021", "Latest period: 2017 to 2021"),
        ("", "", ""),
    ],
)
def test_the_date_under_a_table_reads_as_a_phrase(as_of: str, when: str, printed: str) -> None:
    table = made(TableResult, label="tbl-a", as_of=as_of, when=when)
    data = filter_data(index_of(tables={"tbl-a": table}))
    assert data.items["tbl-a"].when == printed


@pytest.mark.parametrize(
    ("text", "rows", "said"),
    [
        ("24", ("m.1", "m.2"), "from 2 rows of data"),
        ("24", ("m.1",), "from 1 row of data"),
        ("108", (), "from no single row of data"),
        ("not in our sources", (), "not in our sources"),
        ("not in our sources", ("m.1",), "not in our sources (see 1 row of data)"),
        ("not defined", ("m.1", "m.2"), "from 2 rows of data"),
    ],
)
def test_a_value_says_apart_what_it_rests_on_and_whether_it_is_published(
    text: str, rows: tuple[str, ...], said: str
) -> None:
    value = made(ValueResult, name="a.b", text=text, rows=rows)
    assert filter_data(index_of(values={"a.b": value})).values["a.b"].title == f"a.b, {said}"
