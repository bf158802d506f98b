"""Ingest, export, verify and release, killed or refused: nothing is half-written, and the next
run says so and goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from standards_report.errors import RenderError, UsageError
from standards_report.observations.tables.loader import load_tables

from tests.conftest import SmallProject
from tests.support.ingesting import DAY, contents, empty_project
from tests.support.killing import run_until
from tests.support.releasing import release, repository

_COMMAND = [sys.executable, "-m", "standards_report"]
_MEMBERS = "member,country,category\nHuawei,CHN,sector\nAT&T,USA,sector\n"


def _points(changes: int, number: int) -> list[int]:
    """Some of the changes, from the first to the last."""
    return sorted({1 + round(at * (changes - 1) / (number - 1)) for at in range(number)})


@pytest.mark.slow
def test_an_ingest_killed_at_any_change_is_whole_after_the_next_command(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    export = tmp_path / "members.csv"
    export.write_text(_MEMBERS, encoding="utf-8")
    command = ("ingest", "itu-members", str(export), "--date", DAY, "--write")
    good = tmp_path / "good"
    shutil.copytree(project.root, good)
    before = contents(project)
    code, changes = run_until(good, 0, *command)
    assert code == 0
    after = contents(type(project)(good))
    assert after != before
    for at in _points(changes, 10):
        shutil.rmtree(project.root)
        shutil.copytree(good, project.root)
        shutil.rmtree(project.data)
        for name, content in before.items():
            path = project.data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        code, _ = run_until(project.root, at, *command)
        assert code < 0, at
        said = SmallProject(project.root).run(*command)
        assert said.returncode == 0, said.stderr
        assert "was interrupted" in said.stderr
        assert contents(project) == after, at


@pytest.mark.slow
def test_an_ingest_finishes_one_that_was_killed_between_two_tables(tmp_path: Path) -> None:
    project = empty_project(tmp_path / "report")
    folder = project.data / ".ingest"
    (folder / "new").mkdir(parents=True)
    text = (project.data / "gaps.csv").read_text(encoding="utf-8")
    (folder / "new" / "gaps.csv").write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    (folder / "ready").write_text("ready", encoding="utf-8")
    export = tmp_path / "members.csv"
    export.write_text(_MEMBERS, encoding="utf-8")
    said = SmallProject(project.root).run("ingest", "itu-members", str(export), "--date", DAY)
    assert (
        "Finished an interrupted ingest: the tables that it had checked are in place" in said.stderr
    )
    assert len(load_tables(project.data, ["gaps"])["gaps"].rows) == 0
    assert not folder.exists()


@pytest.mark.slow
def test_a_file_is_written_whole_or_not_at_all(built: SmallProject) -> None:
    command = ("export", "2030", "--target", "crate.zip")
    (built.root / "Makefile").write_text("report:\n", encoding="utf-8")
    path = built.root / "crate.zip"
    code, changes = run_until(built.root, 0, *command)
    assert code == 0
    whole = path.read_bytes()
    for at in _points(changes, 3):
        path.write_bytes(b"the one before")
        code, _ = run_until(built.root, at, *command)
        assert code < 0
        assert path.read_bytes() in (b"the one before", whole)
    assert run_until(built.root, 0, *command)[0] == 0
    assert path.read_bytes() == whole
    assert not list(path.parent.glob(".*.part"))


@pytest.mark.slow
def test_a_release_is_recorded_whole_or_not_at_all(built: SmallProject) -> None:
    repository(built)
    command = ("build", "--engine", "pandoc", "--release")
    code, changes = run_until(built.root, 0, *command)
    assert code == 0
    folder = built.root / "editions" / "releases"
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(whole) == {"2030.1.yml", "2030.1.zip"}
    for at in _points(changes, 3):
        shutil.rmtree(folder)
        code, _ = run_until(built.root, at, *command)
        assert code < 0
        left = {path.name: path.read_bytes() for path in folder.glob("[!.]*")}
        assert left.items() <= whole.items()
        assert "2030.1.zip" in left or "2030.1.yml" not in left, "a record names what is there"
        folder.mkdir(exist_ok=True)
    shutil.rmtree(folder)
    assert run_until(built.root, 0, *command)[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole


@pytest.mark.slow
def test_a_verification_that_is_killed_changes_nothing(built: SmallProject) -> None:
    release(repository(built))
    before = built.hashes()
    process = subprocess.Popen([*_COMMAND, "verify", "2030"], cwd=built.root)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.kill()
    process.wait()
    assert built.hashes() == before
    again = built.run("verify", "2030")
    assert again.returncode == 0, again.stderr


def test_a_crate_that_finds_no_room_leaves_nothing(built: SmallProject) -> None:
    (built.root / "Makefile").write_text("report:\n", encoding="utf-8")
    (built.root / "taken.zip").mkdir()
    process = built.run("export", "2030", "--target", "taken.zip")
    assert process.returncode == RenderError.exit_code
    assert "taken.zip" in process.stderr
    assert "Traceback" not in process.stderr
    assert not list(built.root.glob(".*.part"))


# Root writes where nobody may, unless it gives up that right.
_AS_ANYONE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
_IS_ROOT = os.geteuid() == 0
needs_rights = pytest.mark.skipif(
    _IS_ROOT and not shutil.which("setpriv"), reason="root writes where nobody may"
)


def _as_anyone(project: SmallProject) -> subprocess.CompletedProcess[str]:
    """Builds with the rights of the owner, and no more."""
    return subprocess.run(
        [*(_AS_ANYONE if _IS_ROOT else []), *_COMMAND, "build", "--engine", "pandoc"],
        cwd=project.root,
        capture_output=True,
        text=True,
    )


@needs_rights
@pytest.mark.slow
def test_a_site_that_may_not_be_written_is_said_and_the_next_build_goes_on(
    built: SmallProject,
) -> None:
    built.append("index.qmd", "\nA change.\n")
    before = built.hashes()
    built.site.chmod(0o555)
    (built.site / "2030").chmod(0o555)
    refused = _as_anyone(built)
    built.site.chmod(0o755)
    (built.site / "2030").chmod(0o755)
    assert refused.returncode == RenderError.exit_code, refused.stderr
    assert "_site: cannot be written (Permission denied): check its owner" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert built.hashes() == before
    again = _as_anyone(built)
    assert again.returncode == 0, again.stderr
    assert built.hashes() != before


@needs_rights
@pytest.mark.slow
def test_a_scratch_folder_that_may_not_be_written_is_said(built: SmallProject) -> None:
    for path in (built.root / ".build", *(built.root / ".build").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    refused = _as_anyone(built)
    assert refused.returncode in (UsageError.exit_code, RenderError.exit_code), refused.stderr
    assert ".build" in refused.stderr or "cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr
    for path in (built.root / ".build", *(built.root / ".build").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert built.build().returncode == 0


# An interrupt that comes while the program looks at its code, before it has loaded its commands.
_INTERRUPTED_AT_ONCE = """\
import hashlib

def interrupt(*_):
    raise KeyboardInterrupt

hashlib.sha256 = interrupt
import standards_report.__main__
"""


def test_an_interrupt_before_the_commands_are_loaded_says_nothing() -> None:
    command = [sys.executable, "-c", _INTERRUPTED_AT_ONCE]
    process = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (process.returncode, process.stdout, process.stderr) == (130, "", "")
