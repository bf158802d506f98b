"""Digits: a number is printed with those that it has, and rounded by one rule everywhere."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.csv_writer import csv_text
from standards_report.decimals import decimal_of, decimals, in_digits, is_kept, rounded
from standards_report.display import (
    Emitter,
    as_stated,
    grouped_bars,
    in_print,
    points_over_time,
    ranked_bars,
    small_multiples,
    stated_column,
)
from standards_report.errors import DataError
from standards_report.evidence.claims.evaluation import Environment, evaluate
from standards_report.evidence.claims.expressions import parse_expression
from standards_report.evidence.claims.units import Quantity, compare
from standards_report.measures import change, growth_rates, percent_growth, with_rows
from standards_report.observations import open_study
from standards_report.observations.tables.cell_checks import validate_cells
from standards_report.observations.tables.csv_reader import parse_cells
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import load_schema

from tests.conftest import ROOT, SMALL, SmallProject

# Decimal text of up to twelve digits, as a source prints numbers.
PRINTED = st.decimals(-(10**6), 10**6, places=4).map(lambda number: number.normalize())
NOTHING = float("nan")
SHARE = "c.{id},2030,ITU,Q1/1,,{country},,share of contributions,{numbers},percent,{kind},"
ROWS = [  # numbers, how they are qualified, and how they are quoted
    ("0.04,,", "exact", "0.04%"),
    ("22.95,,", "exact", "22.95%"),
    ("15.0,,", "exact", "15.0%"),
    ("0.50,,", "at most", "at most 0.50%"),
    ("0.04,,", "less than", "less than 0.04%"),
    (",7.4,14.6", "range", "7.4 to 14.6%"),
    (",7,14.60", "range", "7 to 14.60%"),
    ("64,,", "about", "about 64%"),
]


@given(PRINTED, st.integers(0, 4))
def test_a_tie_goes_away_from_zero_as_its_decimal_text_says(number: Decimal, digits: int) -> None:
    quantum = Decimal(1).scaleb(-digits)
    assert rounded(float(number), digits) == number.quantize(quantum, ROUND_HALF_UP)


@given(PRINTED)
def test_a_number_keeps_the_digits_that_it_has(number: Decimal) -> None:
    said = in_print(float(number), "percent")
    assert said == f"{'−' if number < 0 else ''}{abs(number):,f}%"
    assert in_digits(float(number)) == f"{number:f}"
    assert decimals(float(number)) == max(0, -int(number.as_tuple().exponent))


@given(PRINTED, st.integers(0, 3))
def test_prose_and_claims_round_alike(number: Decimal, digits: int) -> None:
    known = Environment({"a.b": Quantity(float(number))})
    found = evaluate(parse_expression(f"round(a.b, {digits})"), known).value
    assert isinstance(found, Quantity)
    assert in_print(found.number, digits=digits) == in_print(float(number), digits=digits)


@pytest.mark.parametrize(
    ("number", "digits", "said"),
    [
        (2.675, 2, "2.68"),
        (0.125, 2, "0.13"),
        (-0.5, 0, "−1"),
        (-0.4, 0, "0"),
        (28.499999999999996, 0, "29"),  # 28.5, but for the noise of a computation
        (28.4999999, 0, "28"),
        (1234567.5, 0, "1,234,568"),
    ],
)
def test_what_lies_half_way(number: float, digits: int, said: str) -> None:
    assert in_print(number, digits=digits) == said


@given(st.integers())
def test_a_whole_number_of_any_size_is_exact(number: int) -> None:
    assert in_print(number) == f"{'−' if number < 0 else ''}{abs(number):,}"
    assert decimal_of(number) == number


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_whole_number_of_a_table_is_exact(number: int) -> None:
    assert is_kept(str(number))
    assert in_print(float(number)) == in_print(number)
    quantity = Quantity(float(number), "count")
    assert compare(quantity, "==", Quantity(number + 1.0, "count")) is False


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("9007199254740993", "value"),
        ("100000000000000000000", "value"),
        ("0.1234567890123456789", "value"),
        ("9223372036854775808", "line"),
    ],
)
def test_what_cannot_be_kept_is_refused(cell: str, column: str) -> None:
    table = load_schema(SMALL / "data").table("itu_members")
    cells = {"value": "1", "line": ""} | {column: cell}
    row = f"a,2030,ITU,CHN,total,{cells['value']},,,count,exact,register,P,{cells['line']},"
    text = ",".join(table.columns) + f"\n{row}\n"
    _, faults = validate_cells(parse_cells(text.encode(), "x.csv", table)[0], "x.csv", table)
    assert [str(fault).partition(":2: ")[2].partition(" has")[0] for fault in faults] == [
        f"{column} {cell!r}"
    ]


def test_whole_numbers_of_a_column_stay_exact_beside_empty_cells() -> None:
    table = load_schema(SMALL / "data").table("itu_members")
    rows = [
        f"a{line},2030,ITU,CHN,total,1,,,count,exact,register,P,{line}," for line in ("", 2**60 + 1)
    ]
    text = "\n".join([",".join(table.columns), *rows, ""])
    frame, faults = validate_cells(parse_cells(text.encode(), "x.csv", table)[0], "x.csv", table)
    assert not faults
    assert frame["line"].iloc[1] == 2**60 + 1


@pytest.fixture
def shares(small: SmallProject) -> tuple[Emitter, pd.DataFrame]:
    """A notebook's emitter, and the rows of shares that it sees."""
    for index, (numbers, kind, _) in enumerate(ROWS):
        row = SHARE.format(id=f"s{index}", country="CHN", numbers=numbers, kind=kind)
        small.append("data/contributions.csv", f"{row}register,Page {index + 20},,\n")
    study = open_study("other", "2030-12-31", small.root)
    rows = study.table("contributions")
    return Emitter(study, ["CHN"]), with_rows(rows[rows["unit"] == "percent"])


def test_statements_are_quoted_with_the_digits_of_the_file(
    shares: tuple[Emitter, pd.DataFrame],
) -> None:
    assert stated_column(shares[1]) == [said for *_, said in ROWS]


def test_tables_values_and_csv_have_the_digits_of_the_file(
    shares: tuple[Emitter, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    emitter, rows = shares
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    emitter.table(rows.assign(third=rows["value"] / 3), {"value": "V", "third": "T"}, caption="C")
    lines = shown[0]["text/markdown"].splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:5]] == ["0.04", "22.95", "15.0"]
    assert [line.split("|")[2].strip() for line in lines[2:5]] == ["0.0", "7.7", "5"]
    evidence = next(part for name, part in shown[0].items() if "standards" in name)
    assert [2, evidence["columns"].index("value"), "15.0"] in evidence["zeros"]
    emitter.value("a.stated", 15.0, ["c.s2"], unit="percent")
    emitter.value("a.rounded", 22.95, ["c.s1"], unit="percent", digits=0)
    emitter.value("a.computed", 22.95, ["c.s2"], unit="percent")
    texts = [
        part["values"][0]["text"]
        for bundle in shown[1:]
        for part in bundle.values()
        if isinstance(part, dict)
    ]
    assert texts == ["15.0%", "22.95%", "23%"]


def test_figures_have_the_digits_of_the_file(shares: tuple[Emitter, pd.DataFrame]) -> None:
    names = {"CHN": "China"}
    row = shares[1].iloc[[2]].assign(name="China", basis="stated", group="all")
    figures = [
        points_over_time(row, names, years=(2020, 2030), label="L"),
        grouped_bars(row, names, by="group", order=["all"], label="L", unit="percent"),
        ranked_bars(row, ["CHN"], label="L", unit="percent"),
        small_multiples(row, names, years=(2020, 2030), label="L", bases={"stated": "s"}),
    ]
    for figure in figures:
        texts = [text.get_text() for axes in figure.axes for text in axes.texts]
        assert any("15.0" in text for text in texts), texts


@pytest.mark.slow
def test_the_observations_that_an_edition_publishes_are_written_as_their_files_write_them(
    built: SmallProject,
) -> None:
    built.replace("data/itu_members.csv", "KOR,total,7,", "KOR,total,7.0,")
    process = built.build()
    assert process.returncode == 0, process.stderr
    text = (built.site / "2030" / "data" / "itu_members.csv").read_text(encoding="utf-8")
    assert "m.kor.2030,2030,ITU,KOR,total,7.0,,,count,about" in text


def test_growth_from_zero_and_nothing_have_words() -> None:
    rows = pd.DataFrame({"country": "CHN", "date": ["2020", "2030"], "value": [0.0, 5.0]})
    grown = growth_rates(change(with_rows(rows.assign(id=["a", "b"])), ["country"])).iloc[0]
    for number in (grown["times"], grown["growth"], grown["yearly"], percent_growth(0, 5)):
        assert in_print(number, "percent", 1) == "not defined"
    missing: list[Any] = [None, NOTHING, pd.NA, pd.NaT]
    for nothing in missing:
        assert in_print(nothing, "percent", 1) == "not in our sources"
        assert as_stated(nothing, nothing, nothing, "exact") == "not in our sources"


@pytest.mark.slow
def test_a_claim_on_growth_from_zero_says_why_it_cannot_be_computed(built: SmallProject) -> None:
    built.replace("data/itu_members.csv", "CHN,total,10", "CHN,total,0")
    process = built.build("--allow-stale")
    said = process.stdout + process.stderr + built.run("trace", "members.growth").stdout
    assert "itu.members.CHN.times is not defined" in said


def test_bars_say_what_has_no_number() -> None:
    rows = pd.DataFrame({"country": ["CHN", "JPN", "KOR"], "name": ["A", "B", "C"], "group": "all"})
    rows = rows.assign(value=[float("inf"), NOTHING, 2.5])
    names = {"CHN": "A", "JPN": "B", "KOR": "C"}
    figures = [
        grouped_bars(rows, names, by="group", order=["all"], label="L", digits=1),
        ranked_bars(rows, ["CHN"], label="L", digits=1),
    ]
    for figure in figures:
        texts = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
        assert "not defined" in texts
        assert "2.5" in texts


CELLS: list[tuple[Any, str, Any]] = [
    (None, "not in our sources", None),
    (pd.NaT, "not in our sources", None),
    (pd.NA, "not in our sources", None),
    (NOTHING, "not in our sources", None),
    (float("inf"), "not defined", None),
    ("None", "None", "None"),
    (pd.Timestamp("2030-01-01"), "1 January 2030", "2030-01-01"),
    (pd.Timestamp("2030-01-01").date(), "1 January 2030", "2030-01-01"),
    (pd.Timestamp("2030-01-01").to_datetime64(), "1 January 2030", "2030-01-01"),
    (pd.Timestamp("2030-01-31 13:45"), "31 January 2030, 13:45:00", "2030-01-31 13:45:00"),
    (pd.Period("2030-03", "M"), "March 2030", "2030-03"),
    (2**53 + 1, "9,007,199,254,740,993", 2**53 + 1),
]


@pytest.mark.parametrize(("cell", "printed", "published"), CELLS, ids=lambda cell: repr(cell)[:30])
def test_a_cell_on_a_page_and_in_csv(
    cell: Any, printed: str, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitter = Emitter(open_study("members", "2030-12-31", SMALL), ["CHN"])
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    table = pd.DataFrame({"a": pd.Series([cell], dtype=object), "rows": [("m.chn.2030",)]})
    emitter.table(table, {"a": "A"}, caption="C")
    assert shown[0]["text/markdown"].splitlines()[2].strip("| ") == printed
    evidence = next(part for name, part in shown[0].items() if "standards" in name)
    assert evidence["data"][0][0] == published


def test_a_claim_says_a_stated_number_with_its_digits_and_no_small_one_as_zero() -> None:
    assert str(Quantity(0.125, "percent", is_stated=True)) == "0.125%"
    assert str(Quantity(0.125, "percent")) == "0.13%"
    assert str(Quantity(0.004, "percent")) == "0.004%"


def test_large_counts_are_compared_to_the_last_digit(small: SmallProject) -> None:
    small.replace("data/itu_members.csv", "2030,ITU,CHN,total,25", "2030,ITU,CHN,total,8000000001")
    small.replace("data/itu_members.csv", "2030,ITU,JPN,total,24", "2030,ITU,JPN,total,8000000000")
    tables = load_tables(small.root / "data")
    chn, jpn = tables["itu_members"].rows.set_index("id")["value"][["m.chn.2030", "m.jpn.2030"]]
    assert compare(Quantity(chn, "count"), ">", Quantity(jpn, "count"))


def test_published_csv_has_digits_and_no_exponents() -> None:
    assert csv_text(["a"], [[1e-05], [0.5], [12], [2.5e-07]]) == "a\n0.00001\n0.5\n12\n0.00000025\n"


@pytest.mark.slow
def test_a_trace_shows_ranges_and_zeros_as_they_are_written(built: SmallProject) -> None:
    built.replace("data/itu_members.csv", "KOR,total,7,,,count,about", "KOR,total,,6,7,count,range")
    built.replace("data/itu_members.csv", "JPN,total,24,", "JPN,total,24.0,")
    built.replace("data/audits.csv", 'row(""m.kor.2030"")', 'high(""m.kor.2030"")')
    assert built.build().returncode == 0
    assert "m.jpn.2030 = 24.0 count" in built.run("trace", "itu.members.JPN.latest").stdout
    assert "m.kor.2030 = 6 to 7 count" in built.run("trace", "members.korea").stdout


def test_a_refused_number_names_its_cell(small: SmallProject) -> None:
    small.replace(
        "data/itu_members.csv", "2030,ITU,CHN,total,25", "2030,ITU,CHN,total,9007199254740993"
    )
    with pytest.raises(DataError, match=r"itu_members\.csv:3: value '9007199254740993' has more"):
        load_tables(small.root / "data")


# Rooms that print; what rounds or formats a number by itself would have a rule of its own.
PRINTING = [
    *(
        path
        for room in ("display", "evidence", "measures")
        for path in (ROOT / "analysis" / "standards_report" / room).rglob("*.py")
    ),
    *(ROOT / "analysis" / "notebooks").glob("*.ipynb"),
]


@pytest.mark.parametrize("path", PRINTING, ids=lambda path: path.name)
def test_nothing_rounds_or_formats_numbers_by_a_rule_of_its_own(path: Path) -> None:
    if path.name == "numbers.py":  # the one place
        return
    assert list(_own_rules(_code(path))) == []


def _code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def _own_rules(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if spec[-1:] in set("fgeGE%,n") and "%Y" not in spec:
                yield ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in (
            "round",
            "round_",
        ):
            yield ast.unparse(node)
