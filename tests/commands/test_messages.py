"""Messages: what a file is, which signs differ, equal faults once, remedies that lose nothing."""

from __future__ import annotations

import ast
import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError, Fault, fault_lines
from standards_report.ingest import Answers, UnknownNamesError, plan_ingest, unknown_table
from standards_report.not_text import no_text
from standards_report.observations.tables.csv_reader import parse_cells
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project

from tests.conftest import ROOT, SMALL, SmallProject
from tests.support.ingesting import DAY, empty_project

MEMBERS = load_schema(SMALL / "data").table("itu_members")
LINES = [line.split(",") for line in (SMALL / "data" / "itu_members.csv").read_text().splitlines()]
EXPORT = "member,country,category\nÉcole polytechnique,FRA,academia\nMüller & Söhne,DEU,sector\n"
CHINESE = "member,country,category\n华为技术,CHN,sector\n"


def workbook(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


OLDER = "not UTF-8; in"
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WRONG = {
    "GB 18030": (
        CHINESE.encode("gb18030"),
        f":2: {OLDER} GB 18030 it would say '华为技术'",
    ),
    "one row of another program": (
        EXPORT.encode() + "Société,FRA,sector\n".encode("latin-1"),
        f":4: {OLDER} Windows-1252 it would say 'Société'",
    ),
    "a workbook": (workbook("xl/workbook.xml"), "is an Excel workbook (.xlsx) that cannot be read"),
    "an OpenDocument sheet": (
        workbook("mimetype", "content.xml"),
        "an OpenDocument workbook (.ods",
    ),
    "an archive": (workbook("members.csv"), "is a ZIP archive, not plain text: unpack it"),
    "a damaged workbook": (workbook("xl/workbook.xml")[:40], "a damaged ZIP archive"),
    "gzip": (gzip.compress(EXPORT.encode()), "is a gzip archive, not plain text: unpack it"),
    "an old workbook": (XLS + bytes(99), "an old Excel workbook (.xls) that cannot be read"),
    "a PDF": (b"%PDF-1.7\nx\n", "is a PDF, not plain text"),
    "a web page": (b"\xef\xbb\xbf<!DOCTYPE html><p>Sign in", "is a web page without a table"),
    "nothing": (b"", "empty"),
    "white space": (b"\xef\xbb\xbf \n\n", "empty"),
    "a NUL": (EXPORT.encode() + b"A\0B,FRA,sector\n", ":4: holds a NUL byte"),
    "JSON": (b'[{"member": "A"}]\n', "is JSON, not a table"),
    "YAML": (b"- member: A\n  country: CHN\n", "is YAML, not a table"),
    "semicolons in a row": (EXPORT.encode() + b"A;FRA;sector\n", "are separated by semicolons"),
}


def test_every_kind_of_wrong_file_is_named(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    told = {}
    for name, (content, _) in WRONG.items():
        path = project.root / "members.csv"
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            plan_ingest(project, "itu-members", [path], DAY, None)
        told[name] = str(caught.value)
    for name, (_, says) in WRONG.items():
        assert f"{says}" in told[name], name
        assert told[name].startswith("members.csv"), name
        assert "\n" not in told[name], name
        assert "again" not in told[name], name


# What an export may be and a table of the report may not.
FOREIGN = {
    "Windows-1252": (EXPORT.encode("cp1252"), f":2: {OLDER} Windows-1252 it would say 'École'"),
    "UTF-16": (EXPORT.encode("utf-16"), ": is in UTF-16, not UTF-8: in a text editor"),
    "UTF-32": (EXPORT.encode("utf-32"), ": is in UTF-32, not UTF-8"),
    "a workbook": (workbook("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)"),
    "a web page": (b"\xef\xbb\xbf<!DOCTYPE html><p>Sign in", "is a web page, not data"),
    "semicolons": (EXPORT.replace(",", ";").encode(), "separated by semicolons, not by commas"),
    "a note for Excel": (b"sep=;\nmember;country;category\n", "note for Excel ('sep=;')"),
}


@pytest.mark.slow
def test_sources_of_the_report_are_told_what_they_are(small: SmallProject) -> None:
    tables = {"itu_members": "Windows-1252", "gaps": "UTF-16", "coverage": "a workbook"}
    tables |= {"contributions": "semicolons", "sources": "a web page"}
    for table, name in tables.items():
        (small.root / "data" / f"{table}.csv").write_bytes(FOREIGN[name][0])
    process = small.run("check")
    assert process.returncode == 1
    faults = [line for line in process.stderr.splitlines() if line.startswith("data/")]
    assert len(faults) == len(tables)
    for table, name in tables.items():
        assert [line for line in faults if table in line and FOREIGN[name][1] in line]


def test_texts_of_the_report_are_told_the_same(small: SmallProject) -> None:
    files = ("chapters/about.qmd", "references.bib", "editions/2030.yml")
    for file in files:
        path = small.root / file
        path.write_bytes(path.read_bytes() + "\n% für\n".encode("cp1252"))
    said = small.run("check").stderr
    for file in files:
        assert re.search(rf"{file}:\d+: not UTF-8; in Windows-1252 it would say 'für'", said)


def test_iso_is_told_which_form_its_file_has(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    wrong = {
        '[{"id": 1},\n {"id": 2}]\n': "is one JSON text over many lines",
        '[{"id": 1}, {"id": 2}]\n': "is one JSON list",
        '{\n "id": 1\n}\n': "is one JSON text over many lines",
        "- id: 1\n  reference: ISO/TC 1\n": "is YAML",
        "id,reference,status\n1,ISO/TC 1,Active\n": "is CSV",
    }
    for text, says in wrong.items():
        path = project.root / "iso.jsonl"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=re.escape(f"iso.jsonl:1: {says}")):
            plan_ingest(project, "iso-open-data", [path], DAY, None)


@given(
    st.one_of(st.binary(min_size=1), st.binary().map(lambda rest: b"PK\x03\x04" + rest)),
    st.integers(min_value=0),
)
def test_any_bytes_have_a_fault_in_one_line(content: bytes, at: int) -> None:
    fault = no_text(content, at % len(content), "x.csv")
    assert fault.what
    assert fault.remedy
    assert "\n" not in str(fault)


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0xFF), min_size=1, max_size=3))
def test_a_word_of_western_europe_is_shown_as_it_was_meant(letters: str) -> None:
    content = f"member\nAcme\na{letters}b\n".encode("cp1252")
    with pytest.raises(UnicodeDecodeError) as caught:
        content.decode("utf-8")
    fault = no_text(content, caught.value.start, "x.csv")
    assert fault.line == 3
    assert repr(f"a{letters}b") in fault.what


@given(
    st.text(st.characters(exclude_characters="\0"), min_size=1),
    st.sampled_from(["utf-16", "utf-32"]),
)
def test_a_text_with_a_mark_is_named_by_its_encoding(text: str, encoding: str) -> None:
    content = text.encode(encoding, "replace")
    assert encoding.upper() in no_text(content, 0, "x.csv").what


@given(st.sampled_from(";\t|"), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_other_separator_is_named(sign: str, quoted: bool, end: str) -> None:
    rows = [[f'"{cell}"' if quoted else cell for cell in row] for row in LINES]
    content = end.join(sign.join(row) for row in rows).encode("utf-8-sig")
    _, faults = parse_cells(content, "x.csv", MEMBERS)
    names = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
    assert [fault.what for fault in faults] == [
        f"the columns are separated by {names[sign]}, not by commas"
    ]


@given(st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_table_may_have_any_line_ends(one: str, other: str) -> None:
    lines = [",".join(row) for row in LINES]
    text = "".join(line + (other if at % 2 else one) for at, line in enumerate(lines))
    cells, faults = parse_cells(text.encode(), "x.csv", MEMBERS)
    if "\r" in (one, other) and "\n" in text:  # which no two programs count alike
        assert ["carriage return" in fault.what for fault in faults] == [True]
        return
    assert not faults
    assert cells.rows == LINES[1:]
    assert cells.lines == list(range(2, len(LINES) + 1))


PLACED = st.builds(
    Fault, st.sampled_from("ab"), st.integers(0, 9), st.sampled_from("xy"), st.sampled_from("pq")
)


@given(st.lists(PLACED))
def test_equal_faults_are_one_line_with_three_places_and_a_number(faults: list[Fault]) -> None:
    told = fault_lines(sorted(faults))
    kinds = {(one.where, one.what, one.remedy) for one in faults}
    assert len(told) == len(kinds)
    for line in told:
        places, what, remedy = line.split(": ")
        where, _, first = places.partition(":")
        kind = where, what[0], remedy
        same = sorted({one.line for one in faults if (one.where, one.what, one.remedy) == kind})
        named = [int(number) for number in re.findall(r"\d+(?! more|\d)", what)]
        more = re.search(r"(\d+) more", what)
        assert int(first or 0) == same[0]
        assert named == same[1:3]
        assert int(more[1] if more else 0) == max(len(same) - 3, 0)


@pytest.mark.slow
def test_a_mistake_of_a_whole_column_is_one_line_and_names_are_all_named(
    small: SmallProject,
) -> None:
    row = "m.{},{}/04/2023,ITU,Kina,total,1,,,count,exact,register,P,,\n"
    rows = [row.format(at, at % 28 + 1) for at in range(200)]
    small.append("data/itu_members.csv", "".join(rows))
    row = "c.{0},2030,ITU,Q1/1,,,Nobody {0},contributions,5,,,count,exact,register,P,,\n"
    small.append("data/contributions.csv", "".join(map(row.format, range(30))))
    process = small.run("check")
    faults = [line for line in process.stderr.splitlines() if line.startswith("data/itu_members")]
    assert process.returncode == 1
    assert len(faults) <= 4, faults
    dates = "date (each of '1/04/2023', '2/04/2023', '3/04/2023' and 25 other texts) is not a date"
    assert any(dates in line and "lines 9, 10 and 197 more" in line for line in faults)
    assert any("'Kina'" in line and "lines 9, 10 and 197 more" in line for line in faults)


def test_faults_that_name_different_things_are_all_named(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = contributed(project, "; ".join(f"Nobody {at}" for at in range(30)))
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None)
    assert all(f"unknown entity 'Nobody {at}'" in str(caught.value) for at in range(30))


COMPOSED, APART, WIDE = "Tüv", "Tu\N{COMBINING DIAERESIS}v", "\uff34üv"


@pytest.mark.slow
def test_two_forms_of_a_name_are_shown_apart(small: SmallProject) -> None:
    entity = f"{COMPOSED},{COMPOSED},JPN,CHN,company,,,,stated,register,Page 2,,\n"
    small.append("data/entities.csv", entity)
    row = "c.{},2030,ITU,Q1/1,,,{},contributions,5,,,count,exact,register,Page 6,,\n"
    small.append("data/contributions.csv", row.format("a", APART) + row.format("b", WIDE))
    process = small.run("check")
    assert process.returncode == 1
    assert "unknown entity" not in process.stderr
    # Accents that stand by themselves are read as parts of their letters.
    assert r"looks like 'Tüv' in line 4: '\uff34\xfcv' and 'T\xfcv'" in process.stderr


HEADER = "contribution,study_group,date,questions,title,sources"


def contributed(project: Project, sources: str) -> Path:
    path = project.root / "contributions.csv"
    path.write_text(f"{HEADER}\nC1,SG15,2024,Q11/15,One,{sources}\n", encoding="utf-8")
    return path


def test_dates_and_questions_of_another_form_are_told_once(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = project.root / "contributions.csv"
    row = "C{0},SG15,10-{1:02d}-22,Q{0}-2026 (Medium),One,Huawei\n"
    rows = "".join(row.format(at, at % 28 + 1) for at in range(300))
    path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None)
    told = str(caught.value).splitlines()
    assert len(told) == 2
    places = "(also in lines 3, 4 and 297 more)"
    assert "date (each of '10-01-22', " in told[0]
    assert f"is not a date of the calendar {places}: write it as 2012, 2022-07, " in told[0]
    assert "questions holds (each of 'Q0-2026 (Medium)', " in told[1]
    assert f"and 297 other texts) {places}: write it as Q11/15" in told[1]


def test_few_cells_of_another_form_are_each_named(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = project.root / "members.csv"
    countries = ["Kina", "USA", "Zipangu", "Kina", "Korea"]
    rows = "".join(f"Member {at},{name},sector\n" for at, name in enumerate(countries))
    path.write_text(f"member,country,category\n{rows}", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-members", [path], DAY, None)
    told = str(caught.value)
    assert "members.csv:2: country 'Kina' " in told
    assert "(also in line 5)" in told
    assert all(name in told for name in ("'Zipangu'", "'Korea'"))
    assert len(told.splitlines()) == 3


def test_letters_of_another_alphabet_are_shown_by_their_numbers(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = contributed(project, "Ch\N{CYRILLIC SMALL LETTER I}na Rück; Münchner Rück; 中国")
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None)
    cyrillic, plain, chinese = str(caught.value).splitlines()
    assert r"('Ch\u0438na R\xfcck'): add --unknown" in cyrillic
    assert "unknown entity 'Münchner Rück': " in plain
    assert "unknown entity '中国': " in chinese
    path.write_text("m\N{CYRILLIC SMALL LETTER IE}mber,country,category\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"\('m\\u0435mber'\): did you mean 'member'"):
        plan_ingest(project, "itu-members", [path], DAY, None)


def test_no_remedy_counts_one_company_as_another(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = contributed(project, "NTT Corporation (China)")
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None)
    said = str(caught.value)
    assert "contributions.csv:2: unknown entity 'NTT Corporation (China)'" in said
    assert not re.search(r"\b(use|replace|rename|write)\b", said)


def test_a_name_is_known_once_the_remedy_was_followed(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    path = contributed(project, "China Mobil Ltd")
    remedy = "if it is another name of 'China Mobile', put that under same_as"
    with pytest.raises(UnknownNamesError, match=remedy) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None)
    table = unknown_table(caught.value.names, project.data)
    filled = project.root / "filled.csv"
    filled.write_text(table.replace("China Mobile,,", "China Mobile,China Mobile,"), "utf-8")
    answers = Answers(entities=filled)
    plan = plan_ingest(project, "itu-contributions", [path], DAY, None, answers)
    assert list(plan.result.tables["contribution_sources"]["entity"]) == ["China Mobil Ltd"]
    (added,) = plan.result.tables["entities"].to_dict("records")
    assert (added["entity"], added["seat_country"]) == ("China Mobile", "CHN")
    assert (added["source"], added["line"]) == (f"itu-contributions-{DAY}", "2")


# What throws data away, puts other data in their place, or brings the same bytes once more.
HARMFUL = re.compile(
    r"^(remove|drop|delete) (it|one|them|the row)|^keep one|^exchange|^reword|^make it unique"
    r"|^correct (it|the code)$|(^|or )use '|download .* again|export it again|cells may be empty"
)


def remedies(path: Path) -> list[str]:
    """Every text of a module of which a fault may be made."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str)]


@pytest.mark.parametrize("room", ["observations", "ingest"])
def test_no_remedy_loses_data(room: str) -> None:
    modules = (ROOT / "analysis" / "standards_report" / room).rglob("*.py")
    harmful = [text for path in modules for text in remedies(path) if HARMFUL.search(text)]
    assert not harmful
