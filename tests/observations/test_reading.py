"""Loading tables: what is accepted as it is, and what is refused with place and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError
from standards_report.observations import at_time, in_words, parse_span
from standards_report.observations.tables.cell_checks import validate_cells
from standards_report.observations.tables.csv_reader import Cells, read_cells
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import load_schema

from tests.conftest import SMALL
from tests.support.tables import real_tables

HEADER = "id,date,body,country,category,value,low,high,unit,qualifier,source,locator,line,note"
ROW = "m.a,2030,ITU,CHN,total,5,,,count,exact,register,Page 1,,"


def load(folder: Path, content: bytes | str) -> pd.DataFrame:
    data = folder / "data"
    shutil.copytree(SMALL / "data", data)
    raw = content.encode() if isinstance(content, str) else content
    (data / "itu_members.csv").write_bytes(raw)
    return load_tables(data)["itu_members"].rows


def faults(folder: Path, content: bytes | str) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(folder, content)
    return [str(fault) for fault in caught.value.faults]


def test_a_table_without_a_file_tells_the_line_that_a_new_one_begins_with(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(SMALL / "data", data)
    (data / "itu_members.csv").unlink()
    with pytest.raises(DataError, match=f"itu_members.csv: missing: .* the line {HEADER}"):
        load_tables(data)
    (data / "itu_members.csv").write_text(HEADER + "\n", encoding="utf-8")
    assert len(load_tables(data, ["itu_members"])["itu_members"].rows) == 0


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n",
        f"{HEADER}\n{ROW}",
        f"{HEADER}\r\n{ROW}\r\n",
        f"\ufeff{HEADER}\n{ROW}\n",
        f'{HEADER}\n{ROW[:-1]},"a, quoted\nnote"\n',
    ],
    ids=["plain", "no end of line", "windows", "byte order mark", "quoted line end"],
)
def test_harmless_forms_load_as_they_are(tmp_path: Path, content: str) -> None:
    rows = load(tmp_path, content)
    assert rows["value"].tolist() == [5.0]
    assert rows["id"].tolist() == ["m.a"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "itu_members.csv:1: empty"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "not UTF-8"),
        (f"{HEADER}\n{ROW}é\n".encode("latin-1"), "itu_members.csv:2: not UTF-8"),
        (f"{HEADER}\n{ROW[:20]}\0{ROW[20:]}\n", "itu_members.csv:2: holds a NUL byte"),
        (f"{HEADER},note\n{ROW},\n", "column 'note' stands twice"),
        (HEADER.replace("locator", "locatr") + f"\n{ROW}\n", "did you mean 'locator'?"),
        (HEADER.replace(",locator", "") + "\n", "no column 'locator'"),
        (f"{HEADER}\n{ROW},,\n", "itu_members.csv:2: 16 cells where the header names 14"),
        (f"{HEADER}\n\n{ROW}\n", "itu_members.csv:2: blank line"),
        (f'{HEADER}\n{ROW[:-1]},"never closed\n', "broken CSV"),
        (f'{HEADER}\n{ROW}"closed\n{ROW}\n{ROW}"\n', "closes only on line 4 swallows rows"),
        (f"{HEADER}\n{ROW}\n{ROW}\n", "itu_members.csv:3: id 'm.a' stands in more than one row"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, content: bytes | str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, content))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",5,", ",NaN,", "value 'NaN' is a placeholder"),
        (",5,", ',"1,055",', "value '1,055' is not a number"),
        (",5,", ",５,", "value '５' is not a number"),
        (",5,", ",5e3,", "value '5e3' is not a number"),
        (",5,", ",,", "a row needs one number in value, or a range"),
        (",5,,", ",5,4,", "a row needs one number in value, or a range"),
        ("exact", "range", "a range without both ends"),
        ("exact", "roughly", "is not a known qualifier"),
        ("Page 1", "=HYPERLINK(1)", "would run as a formula"),
        ("Page 1", " Page 1", "has white space at an end"),
        ("Page 1", "", "locator '' is missing"),
        (",2030,", ",2030-13,", "is not a date of the calendar"),
        (",2030,", ",2030/2020,", "is not a date of the calendar"),
        (",2030,", ",soon,", "date 'soon'"),
        (",CHN,", ",China,", "country 'China' does not have the form of 'CHN'"),
        ("m.a", "M A", "id 'M A' does not have the form of 'itu-members.chn.2022'"),
        (",,\n", ",-1,\n", "line '-1' is below 1"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    content = f"{HEADER}\n{ROW}\n".replace(old, new, 1)
    found = faults(tmp_path, content)
    assert any(fault.startswith("data/itu_members.csv:2: ") and says in fault for fault in found)


def test_a_low_end_above_the_high_one_is_found(tmp_path: Path) -> None:
    row = ROW.replace(",5,,,count,exact", ",,9,4,count,range")
    assert any("low is above high" in fault for fault in faults(tmp_path, f"{HEADER}\n{row}\n"))


def test_an_id_of_another_table_is_found(tmp_path: Path) -> None:
    row = ROW.replace("m.a", "c.all")
    assert any("also stands in" in fault for fault in faults(tmp_path, f"{HEADER}\n{row}\n"))


@given(content=st.binary(max_size=200))
def test_no_bytes_crash_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    table = load_schema(SMALL / "data").table("itu_members")
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    cells, faults = read_cells(path, "any.csv", table)
    rows, more = validate_cells(cells, "any.csv", table)
    assert len(rows) == len(cells.lines)
    assert all(str(fault).startswith("any.csv") for fault in [*faults, *more])


@given(cell=st.text(max_size=12), column=st.integers(0, 13))
def test_no_cell_crashes_the_checks_or_is_coerced(cell: str, column: int) -> None:
    table = load_schema(SMALL / "data").table("itu_members")
    row = ROW.split(",")
    row[column] = cell
    rows, faults = validate_cells(Cells([row], [2]), "any.csv", table)
    if not faults and table.fields[column].type == "string":
        assert rows.iloc[0, column] == cell


def test_the_real_tables_load() -> None:
    tables = real_tables()
    assert len(tables["itu_members"].rows) > 0


@given(st.dates(), st.dates())
def test_a_period_covers_its_ends(start: object, end: object) -> None:
    first, last = sorted([str(start), str(end)])
    span = parse_span(f"{first}/{last}")
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2012", "2012"),
        ("2022-07", "July 2022"),
        ("2013-06-01", "1 June 2013"),
        ("2017/2021", "2017 to 2021"),
        ("2020-09/..", "since September 2020"),
    ],
)
def test_dates_are_put_in_words(written: str, words: str) -> None:
    assert in_words(written) == words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-08-20", "on 20 August 2025"),
        ("2022-07", "in July 2022"),
        ("2017/2021", "in 2017 to 2021"),
        ("2026-03-19/2026-05-02", "between 19 March 2026 and 2 May 2026"),
    ],
)
def test_a_date_follows_a_verb(written: str, said: str) -> None:
    assert at_time(written) == said
