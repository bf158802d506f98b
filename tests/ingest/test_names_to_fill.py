"""Names that entities.csv lacks: never of another country, one table to fill in, all at once."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError, UsageError
from standards_report.ingest import Answers, UnknownNamesError, plan_ingest
from standards_report.ingest.naming.entity_names import KnownNames
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project

from tests.support.generated import HEADER
from tests.support.ingesting import DAY, contents, empty_project

NAMES = {
    "ZTE Corporation (China)": "CHN",
    "Huawei Technologies Co., Ltd. (China)": "CHN",
    "Example Works, Inc (United States)": "USA",
    "NTT Data Corporation": "JPN",
    "Institute of Sound, Academy of Samples": "CHN",
    "AT&T": "USA",
    "Rüti AG": "CHE",
}
KNOWN = KnownNames(
    pd.DataFrame(
        [(name, country, "") for name, country in NAMES.items()],
        columns=["name", "seat_country", "hq_country"],
    )
)
ITEMS = f"""\
{HEADER}
G.1,Q11/15,One,Approved,AAP,2026,Huawei,"NTT Corporation (Japan), AT&T; Tele Example",2024
G.2,Q11/15,Two,Approved,AAP,2026,AT&T,NTT Corporation (Japan),2024
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = empty_project(tmp_path / "report")
    (found.root / "items.csv").write_text(ITEMS, encoding="utf-8")
    return found


def ingest(project: Project, *options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "standards_report", "ingest", "itu-work-items", "items.csv"]
    return subprocess.run(
        [*line, "--date", DAY, *options], cwd=project.root, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("NTT Corporation (Japan)", ["NTT Data Corporation"]),
        ("NTT Corporation (Sweden)", []),
        ("NTT Corporation", []),
        ("ZTE Corp. (Rep. of Korea)", []),
        ("ZTE Corp. (China)", ["ZTE Corporation (China)"]),
        ("ZTE", ["ZTE Corporation (China)"]),
    ],
)
def test_only_names_of_the_stated_country_are_offered(name: str, offered: list[str]) -> None:
    assert KNOWN.near(name) == offered
    assert KNOWN.find(name) == ""


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=6))
def test_known_names_between_commas_are_told_apart_whatever_commas_they_hold(
    names: list[str],
) -> None:
    assert KNOWN.split(", ".join(names)) == names


@given(
    st.lists(st.sampled_from(sorted(NAMES)), max_size=3),
    st.lists(st.sampled_from(sorted(NAMES)), max_size=3),
    st.sampled_from(["Ciena Example, Inc.", "Nobody", "Sample & Sons Co., Ltd. (Japan)"]),
)
def test_what_is_unknown_stays_a_part_of_its_own(
    before: list[str], after: list[str], unknown: str
) -> None:
    assert KNOWN.split(", ".join([*before, unknown, *after])) == [*before, unknown, *after]


@pytest.mark.slow
def test_unknown_names_go_out_as_one_table_and_come_in_with_the_export(project: Project) -> None:
    before = contents(project)
    first = ingest(project, "--unknown", "names.csv", "--write")
    assert first.returncode == 3
    assert "2 unknown names are in names.csv, to be filled in" in first.stderr
    assert first.stderr.count("unknown entity 'NTT Corporation (Japan)' (also in line 3)") == 1
    assert contents(project) == before
    text = (project.root / "names.csv").read_text(encoding="utf-8-sig")
    ntt, tele = csv.DictReader(io.StringIO(text))
    assert (ntt["name"], ntt["country"], ntt["rows"]) == ("NTT Corporation (Japan)", "JPN", "2")
    assert "ZTE" not in ntt["nearest"]
    entity = {"seat_country": "JPN", "hq_country": "JPN", "kind": "operator", "basis": "name"}
    ntt |= {"entity": "NTT", **entity}
    tele |= {"same_as": "at&t"}
    with (project.root / "filled.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(ntt), delimiter=";")
        writer.writeheader()
        writer.writerows([ntt, tele])
    second = ingest(project, "--entities", "filled.csv", "--write")
    assert second.returncode == 0, second.stderr
    found = load_tables(project.data, ["entities"])["entities"].rows.to_dict("records")
    rows = {row["name"]: row for row in found}
    assert rows["NTT Corporation (Japan)"]["source"] == f"itu-work-items-{DAY}"
    assert rows["Tele Example"]["entity"] == rows["AT&T"]["entity"]
    written = contents(project)
    assert "Nothing changes" in ingest(project, "--write").stderr
    assert "Nothing changes" in ingest(project, "--entities", "filled.csv", "--write").stderr
    assert contents(project) == written


def test_a_table_that_was_filled_in_is_not_written_over(project: Project) -> None:
    (project.root / "names.csv").write_text("mine\n", encoding="utf-8")
    process = ingest(project, "--unknown", "names.csv")
    assert process.returncode == 2
    assert "is there already: name another file" in process.stderr
    assert (project.root / "names.csv").read_text(encoding="utf-8") == "mine\n"


COLUMNS = "name,country,rows,file,file_line,nearest,same_as,entity,seat_country,hq_country,"
COLUMNS += "kind,parent,basis,note"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Tele Example,,,,,,Telle,,,,,,,", "filled.csv:2: same_as 'Telle' is no name in"),
        ("Tele Example,,,,,,AT&T,Tele,,,,,,", "fill in one of the two"),
        ("Tele Example,,,,,,,Tele,,,,,name,", "filled.csv:2: kind is missing beside entity 'Tele'"),
        ("Tele Example,,,,,,,Tele,XXX,,company,,name,", "'XXX' is not in data/countries.csv"),
        ("X (Japan),JPN,,,,,,X,CHN,,company,,name,", "is CHN, and the name says JPN"),
        ("Huawei,,,,,,ZTE,,,,,,,", "has 'Huawei' from the source 'cira'"),
        ("Tele Example,,,,,,ZTE,,,,,,,\nNobody,,,,,,ZTE,,,,,,,", "does not name 'Nobody'"),
    ],
)
def test_what_is_wrong_in_a_filled_table_is_told_with_its_line(
    project: Project, row: str, says: str
) -> None:
    items = project.root / "items.csv"
    items.write_text(ITEMS.replace("NTT Corporation (Japan)", "Nokia"), encoding="utf-8")
    filled = project.root / "filled.csv"
    filled.write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    answers = Answers(entities=filled)
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-work-items", [items], DAY, None, answers)
    assert says in str(caught.value)


@pytest.mark.slow
def test_a_kind_that_the_table_of_entities_lacks_writes_nothing(project: Project) -> None:
    items = project.root / "items.csv"
    items.write_text(ITEMS.replace("NTT Corporation (Japan)", "Nokia"), encoding="utf-8")
    row = "Tele Example,,,,,,,Tele,,,compny,,not stated,"
    (project.root / "filled.csv").write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    before = contents(project)
    for options in ((), ("--write",)):  # a dry run finds what the whole check finds
        process = ingest(project, "--entities", "filled.csv", *options)
        assert process.returncode == 3
        assert "'compny' is not a known kind" in process.stderr
        assert contents(project) == before


def test_names_of_persons_are_neither_kept_nor_told(project: Project) -> None:
    items = project.root / "items.csv"
    items.write_text(ITEMS.replace(",Huawei,", ',"Jo Sample, Editor",'), encoding="utf-8")
    with pytest.raises(UnknownNamesError) as caught:
        plan_ingest(project, "itu-work-items", [items], DAY, None)
    assert "items.csv:2: editors names persons, with their roles or addresses" in str(caught.value)
    assert "Sample" not in str(caught.value)
    assert not any("Sample" in name.name for name in caught.value.names)


def test_options_that_an_adapter_does_not_use_are_refused(project: Project) -> None:
    items = project.root / "items.csv"
    with pytest.raises(UsageError, match="compares no exports: leave --previous out"):
        plan_ingest(project, "itu-work-items", [items], DAY, items)
    with pytest.raises(UsageError, match="names no entities: leave --entities out"):
        plan_ingest(project, "itu-members", [items], DAY, None, Answers(entities=items))
