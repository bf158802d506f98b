"""What commands print: on terminals of any encoding, to readers that leave, onto full disks."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.streams import READER_GONE, print_utf8, settle_streams

from tests.conftest import SmallProject
from tests.support.ingesting import DAY, empty_project
from tests.support.releasing import repository

STATED = "China's members grew two and a half times"
FOREIGN = "Chinas Mitglieder – ≈ 2½ mal, 中国"
# A terminal that has ASCII alone, with all that Python does about it switched off, and others.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
TERMINALS = {
    "ascii": ASCII,
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "cp437": {"PYTHONIOENCODING": "cp437:strict"},
}
LISTS = (("claims",), ("trace", "members.growth"))
COMMANDS = (
    *LISTS,
    ("--help",),
    ("claims", "--help"),
    ("claims", "--format", "csv"),
    ("claims", "--format", "json"),
)


@pytest.fixture(scope="module")
def foreign(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project with a claim that no terminal of one byte a sign can show."""
    folder = tmp_path_factory.mktemp("foreign") / "small"
    shutil.copytree(built_once, folder)
    project = SmallProject(folder)
    project.replace("data/claims.csv", STATED, f'"{FOREIGN}"')
    process = project.run("claims")
    assert process.returncode == 0, process.stderr
    return project


def start(
    project: SmallProject, *arguments: str, stdout: int, stderr: int
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "standards_report", *arguments]
    return subprocess.Popen(command, cwd=project.root, stdout=stdout, stderr=stderr)


def raw(
    project: SmallProject, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "standards_report", *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=project.root, capture_output=True, env=env)


@pytest.fixture
def nobody() -> Iterator[int]:
    """The end of a pipe for writing whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_a_list_is_printed_on_any_terminal(
    foreign: SmallProject, command: tuple[str, ...], terminal: str
) -> None:
    process = raw(foreign, *command, **TERMINALS[terminal])
    assert process.returncode == 0, process.stderr
    assert FOREIGN.encode(terminal, "backslashreplace") in process.stdout


@pytest.mark.slow
@pytest.mark.parametrize("terminal", ["ascii", "cp1252"])
def test_lists_for_programs_are_utf_8_on_any_terminal(foreign: SmallProject, terminal: str) -> None:
    as_csv = raw(foreign, "claims", "--format", "csv", **TERMINALS[terminal]).stdout
    as_json = raw(foreign, "claims", "--format", "json", **TERMINALS[terminal]).stdout
    rows = list(csv.DictReader(io.StringIO(as_csv.decode("utf-8"), newline="")))
    assert FOREIGN in {row["statement"] for row in rows}
    assert FOREIGN in {one["statement"] for one in json.loads(as_json.decode("utf-8"))}
    assert b"\r" not in as_csv


@pytest.mark.slow
def test_faults_and_progress_are_printed_on_any_terminal(small: SmallProject) -> None:
    small.append("data/itu_members.csv", "m.\N{GREEK SMALL LETTER ALPHA},2030\n")
    process = raw(small, "check", **ASCII)
    assert process.returncode == 1
    assert b"\\u2717 data" in process.stderr  # the sign of a step that failed
    assert b"data/itu_members.csv:8: 2 cells" in process.stderr


def test_the_summary_of_an_export_is_printed_on_any_terminal(tmp_path: Path) -> None:
    project = SmallProject(empty_project(tmp_path / "report").root)
    export = project.root / "members.csv"
    export.write_text("member,country,category\nÉcole,FRA,sector\n", encoding="utf-8")
    process = raw(project, "ingest", "itu-members", export.name, "--date", DAY, **ASCII)
    assert process.returncode == 0, process.stderr
    assert b"FRA" in process.stdout
    assert process.stdout.isascii()  # the lines of its tables, too


@pytest.mark.slow
@pytest.mark.parametrize("terminal", ["ascii", "cp1252"])
def test_what_writes_prints_on_any_terminal(foreign: SmallProject, terminal: str) -> None:
    """Commands that write, one after the other; what they write is in UTF-8 all the same."""
    folder = foreign.root.with_name(terminal)
    shutil.copytree(foreign.root, folder)
    project, environment = SmallProject(folder), TERMINALS[terminal]
    project.replace("editions/2030.yml", '"A small report"', '"Kleine Übersicht – 中国"')
    assert raw(project, "build", "--engine", "pandoc", **environment).returncode == 0
    repository(project)
    for command in (
        ("build", "--engine", "pandoc", "--release"),
        ("export", "2030", "--target", "über.zip"),
        ("new-edition", "2031", "--as-of", "2031-12-31"),
        ("work-list", "2031", "--output", "work.md"),
        ("diff", "2030", "2031"),
        ("check",),
    ):
        process = raw(project, *command, **environment)
        assert b"Traceback" not in process.stderr, command
        assert process.returncode == 0 or command == ("check",), process.stderr
    assert "Kleine Übersicht – 中国" in project.page("index.html")
    assert "Kleine Übersicht" in (folder / "editions" / "2031.yml").read_text(encoding="utf-8")
    changes = raw(project, "diff", "2030", "2031", "--format", "csv", **environment)
    rows = list(csv.DictReader(io.StringIO(changes.stdout.decode("utf-8"), newline="")))
    assert {"old": "Edition 2030.", "new": "Edition 2031."}.items() <= rows[-1].items()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_list_whose_reader_has_gone_ends_like_any_other(
    published: SmallProject, nobody: int, command: tuple[str, ...]
) -> None:
    process = start(published, *command, stdout=nobody, stderr=subprocess.PIPE)
    said = process.communicate()[1]
    assert process.returncode == READER_GONE
    assert b"Traceback" not in said
    assert b"Broken" not in said


@pytest.mark.parametrize(("breaks", "code"), [(False, 0), (True, 1)])
def test_what_nobody_listens_to_changes_no_verdict(
    built: SmallProject, nobody: int, breaks: bool, code: int
) -> None:
    if breaks:
        built.append("chapters/members.qmd", "\nSee @fig-none.\n")
    process = start(built, "check", stdout=subprocess.PIPE, stderr=nobody)
    assert process.communicate()[0] == b""
    assert process.returncode == code


@pytest.mark.slow
def test_a_build_goes_on_when_nobody_listens(small: SmallProject, nobody: int) -> None:
    process = start(small, "build", "--engine", "pandoc", stdout=subprocess.PIPE, stderr=nobody)
    assert process.communicate()[0].strip() == b"_site/index.html"
    assert process.returncode == 0
    assert "A small report" in small.page("index.html")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_said_in_one_line(published: SmallProject) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start(published, "claims", stdout=full.fileno(), stderr=subprocess.PIPE)
        said = process.communicate()[1].decode("utf-8")
    assert process.returncode == 5
    assert said.splitlines()[-1].startswith("Standard output: cannot be written (No space left")
    with Path("/dev/full").open("wb") as full:
        process = start(published, "claims", stdout=subprocess.PIPE, stderr=full.fileno())
        assert b"members.growth" in process.communicate()[0]
    assert process.returncode == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_what_is_closed_from_the_start_gets_nothing(published: SmallProject, closed: str) -> None:
    command = f'exec "{sys.executable}" -m standards_report check {closed}'
    process = subprocess.run(["sh", "-c", command], cwd=published.root, capture_output=True)
    assert process.returncode == 0
    assert process.stdout == b""  # messages do not go where lists belong
    said = b"" if "2>" in closed else b"No faults found.\n"
    assert process.stderr.endswith(said)


ENCODINGS = ["utf-8", "ascii", "latin-1", "cp1252", "cp437", "gb18030", "shift_jis", "utf-16-le"]


@given(
    st.text(st.characters(exclude_categories=[], exclude_characters="\r")),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["strict", "surrogateescape", "replace"]),
)
def test_any_text_goes_to_any_terminal_and_to_any_program(
    text: str, encoding: str, errors: str
) -> None:
    terminal, before = io.BytesIO(), (sys.stdout, sys.stderr)
    try:
        sys.stdout = io.TextIOWrapper(terminal, encoding=encoding, errors=errors, newline="\n")
        settle_streams()
        print(text, end="", flush=True)
        shown = terminal.getvalue()
        print_utf8(text)
        listed = terminal.getvalue()[len(shown) :]
    finally:
        sys.stdout, sys.stderr = before
    kept = "replace" if errors == "replace" else "backslashreplace"
    assert shown == text.encode(encoding, kept)
    assert listed == text.encode("utf-8", "backslashreplace")


def test_a_folder_in_place_of_a_file_to_write_is_named(built: SmallProject, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    process = built.run("work-list", "2030", "--output", str(folder))
    assert process.returncode == 5
    assert f"{folder}: Is a directory: name a file, not a folder" in process.stderr
    assert not list(tmp_path.glob(".*"))
