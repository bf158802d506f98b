"""Exports as programs and sites write them: formats, encodings, separators, headings, values."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standards_report.errors import DataError
from standards_report.ingest import Answers, IngestPlan, plan_ingest
from standards_report.ingest.file_formats.text_encoding import decoded_export
from standards_report.ingest.forms.form_file import read_form_file
from standards_report.observations.domain.countries import country_code
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project

from tests.conftest import ROOT
from tests.support.ingesting import DAY, empty_project

Rows = Sequence[Sequence[str]]
FORM = load_schema(ROOT / "data").forms["itu-members"]
HEADER = ("member", "country", "category")
MEMBERS = [HEADER, ("Zürich Example AG", "CHE", "sector"), ("Example, Inc.", "USA", "associate")]
ITEMS = """\
Work item,Question,Subject/title,Status,Approval process,Timing,Contact(s),Supporting members,\
First registration in the WP,Base text
G.1,Q11/15,One,Under study,AAP,Q4-2026 (Medium priority),China Mobile,-,2024-03-01 11:02:33,x
G.2,Q11/15,Two,Approved,tap,2026-Q3,Huawei,"AT&T, Huawei Technologies Co., Ltd. (China)",2023-07,y
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return empty_project(tmp_path_factory.mktemp("formats") / "report")


def as_csv(rows: Rows, sign: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: Rows) -> bytes:
    """The least that is an Excel workbook, with texts within their cells."""
    names = "http://schemas.openxmlformats.org"
    cells = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for cell in row
        )
        + "</row>"
        for row in rows
    )
    document = f"{names}/officeDocument/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{names}/package/2006/relationships"><Relationship '
        f'Id="r1" Type="{document}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{names}/spreadsheetml/2006/main" '
        f'xmlns:r="{document}">'
        '<sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{names}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{document}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{names}/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def as_page(rows: Rows, before: str = "") -> bytes:
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>\n" for line in lines)
    page = f"<!DOCTYPE html><title>List</title><body>{before}<table>{table}</table></body>"
    return page.encode()


def written_csv(sign: str, encoding: str) -> Callable[[Rows], bytes]:
    return lambda rows: as_csv(rows, sign, encoding)


FORMATS: Mapping[str, Callable[[Rows], bytes]] = {
    "CSV with commas, UTF-8": written_csv(",", "utf-8"),
    "CSV with semicolons, UTF-8 with a byte order mark": written_csv(";", "utf-8-sig"),
    "CSV with tabs, UTF-16": written_csv("\t", "utf-16"),
    "CSV with vertical bars, UTF-16 without a byte order mark": written_csv("|", "utf-16-le"),
    "CSV with semicolons, Windows-1252 (it holds 'Zürich')": written_csv(";", "cp1252"),
    "Excel workbook (.xlsx), sheet 'List'": as_workbook,
    "web page 'List', its table, UTF-8": as_page,
}


def read(project: Project, content: bytes, adapter: str = "itu-members") -> IngestPlan:
    path = project.root / "export.csv"
    path.write_bytes(content)
    return plan_ingest(project, adapter, [path], DAY, None)


def summary(plan: IngestPlan, title: str) -> list[tuple[str, ...]]:
    return [
        tuple(row)
        for section in plan.result.sections
        for row in section.rows
        if section.title == title
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_found_from_its_bytes_and_named(project: Project, form: str) -> None:
    plan = read(project, FORMATS[form](MEMBERS))
    rows = plan.result.tables["member_records"]
    assert rows[list(HEADER)].to_numpy().tolist() == [list(row) for row in MEMBERS[1:]]
    assert summary(plan, "Files") == [("export.csv", form, "2", "")]


# No four letters beyond ASCII stand in a row, which no word of Western Europe has either.
TEXT = st.text(
    st.characters(
        codec="cp1252", categories=["L", "N", "P", "S", "Zs"], exclude_characters="|\xa0"
    ),
    min_size=1,
    max_size=12,
).map(lambda text: "A" + "a".join(" ".join(text.split())))
LISTED = st.lists(
    st.tuples(
        TEXT, st.sampled_from(["CHN", "USA", "KOR"]), st.sampled_from(["sector", "academia"])
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@given(LISTED, st.sampled_from(sorted(FORMATS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_reads_back_equal_from_every_format(
    tmp_path: Path, listed: list[tuple[str, str, str]], form: str
) -> None:
    # One word of Western Europe shows the encoding, as in any real list.
    rows = [HEADER, ("Müller", "DEU", "sector"), *listed]
    path = tmp_path / "export"
    path.write_bytes(FORMATS[form](rows))
    found = read_form_file(path, FORM, ())
    assert found.faults == []
    assert found.rows[list(HEADER)].to_numpy().tolist() == [list(row) for row in rows[1:]]


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_text_or_a_fault(content: bytes) -> None:
    try:
        text, encoding = decoded_export(content, "export.csv")
    except DataError as error:
        assert str(error).startswith("export.csv")
        assert "again" not in str(error)
    else:
        assert "\0" not in text
        assert encoding


def test_a_note_for_excel_and_rows_without_cells_are_passed_over(project: Project) -> None:
    content = b"sep=;\r\n" + as_csv(MEMBERS, ";") + b";;\r\n\r\n;;\r\n"
    plan = read(project, content)
    assert list(plan.result.tables["member_records"]["line"]) == [3, 4]


def test_a_damaged_text_is_not_taken_for_an_older_encoding(project: Project) -> None:
    content = as_csv(MEMBERS) + b"Caf\xe9,FRA,sector\r\n"
    with pytest.raises(DataError, match=r"export\.csv:4: not UTF-8"):
        read(project, content)


def test_the_longest_table_of_a_page_is_read_below_its_headings(project: Project) -> None:
    menu = "<table><tr><td>Home<td>Login</table>"
    rows = [("Members of ITU-T", "", ""), ("Name", "Country", "Membership"), *MEMBERS[1:]]
    plan = read(project, as_page(rows, menu))
    assert len(plan.result.tables["member_records"]) == 2
    assert summary(plan, "Files")[0][1] == "web page 'List', the longest of its 2 tables, UTF-8"


def test_the_page_of_one_record_is_told_as_that(project: Project) -> None:
    rows = [("Work item:", "G.1"), ("Subject/title:", "One"), ("Status:", "Approved")]
    with pytest.raises(DataError, match="is the page of one record"):
        read(project, as_page(rows), "itu-work-items")


def test_headings_and_values_of_itu_are_read_by_rules_that_the_summary_counts(
    project: Project,
) -> None:
    plan = read(project, ITEMS.encode(), "itu-work-items")
    rows = plan.result.tables["work_item_records"]
    assert list(rows["timing"]) == ["2026-Q4", "2026-Q3"]
    assert list(rows["process"]) == ["AAP", "TAP"]
    assert list(rows["first_registration"]) == ["2024-03-01", "2023-07"]
    parties = plan.result.tables["work_item_parties"]
    supported = parties[parties["role"] == "Supporting Member"]
    assert list(supported["entity"]) == ["AT&T", "Huawei Technologies Co., Ltd. (China)"]
    assert summary(plan, "Files")[0][3] == "Base text"
    done = {(column, rule): number for column, rule, number in summary(plan, "Read by rule")}
    assert done["timing", "the priority is left out"] == "1"
    assert done["first_registration", "the time of day is left out"] == "1"
    assert done["supporting_members", "a dash alone is read as nothing"] == "1"


def dated(*days: str) -> bytes:
    rows = [(f"[ {number} ]", "SG 15", day, "", "", "Huawei") for number, day in enumerate(days, 7)]
    header = ("contribution", "study_group", "date", "questions", "title", "sources")
    return as_csv([header, *rows])


@pytest.mark.parametrize(
    ("days", "first", "expected"),
    [
        (("03/04/2025", "13/04/2025"), "", ["2025-04-03", "2025-04-13"]),
        (("03/04/2025", "04/13/2025"), "", ["2025-03-04", "2025-04-13"]),
        (("03.04.2025",), "day", ["2025-04-03"]),
        (("3/4/2025",), "month", ["2025-03-04"]),
        (("05/05/2025", "2025-06", "7 August 2025"), "", ["2025-05-05", "2025-06", "2025-08-07"]),
    ],
)
def test_another_cell_of_the_column_decides_what_a_day_means(
    project: Project, days: tuple[str, ...], first: str, expected: list[str]
) -> None:
    path = project.root / "export.csv"
    path.write_bytes(dated(*days))
    answers = Answers("day" if first == "day" else "month" if first else "")
    plan = plan_ingest(project, "itu-contributions", [path], DAY, None, answers)
    rows = plan.result.tables["contribution_records"]
    assert list(rows["submitted"]) == expected
    assert rows["contribution"].iloc[0] == "SG15-C7"
    rules = [rule for _, rule, _ in summary(plan, "Read by rule")]
    assert any("completed with the study group of its row" in rule for rule in rules)


@pytest.mark.parametrize(
    ("days", "first", "says"),
    [
        (["03/04/2025"] * 3, "", "first in '03/04/2025' (3 cells): see how the site writes days"),
        (["13/04/2025", "04/13/2025"], "", "and not in '04/13/2025' of line 3"),
        (["13/04/2025", "01/02/2025"], "month", "and the command says the month"),
    ],
)
def test_a_day_with_two_meanings_is_asked_for_once(
    project: Project, days: list[str], first: str, says: str
) -> None:
    path = project.root / "export.csv"
    path.write_bytes(dated(*days))
    answers = Answers("month" if first else "")
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-contributions", [path], DAY, None, answers)
    assert says in str(caught.value)
    asked = [line for line in str(caught.value).splitlines() if "first" in line]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea (Rep. of)", "KOR"),
        ("Rep. of Korea", "KOR"),
        ("Dem. People's Rep. of Korea", "PRK"),
        ("United States", "USA"),
        ("Türkiye", "TUR"),
        ("Dem. Rep. of the Congo", "COD"),
        ("CN", "CHN"),
        ("IS", "ISL"),
        ("AND", "AND"),
        ("and", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_the_words_of_its_name(name: str, code: str) -> None:
    assert country_code(name) == code


def test_a_workbook_with_a_cell_far_away_is_refused_and_takes_no_memory(project: Project) -> None:
    content = as_workbook(MEMBERS)
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name).replace(b"</sheetData>", _FAR)
            new.writestr(name, text)
    with pytest.raises(DataError, match=r"is an Excel workbook \(\.xlsx\) that cannot be read"):
        read(project, file.getvalue())


_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def test_a_page_whose_table_is_empty_is_told_as_that(project: Project) -> None:
    with pytest.raises(DataError, match="without a filled cell"):
        read(project, as_page([("", ""), ("", "")]))
