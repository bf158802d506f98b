"""A process that waits for builds: what it runs is the command, with its terminal and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from standards_report.project import Project
from standards_report.render import standby
from standards_report.render.local_socket import socket_address
from standards_report.render.press import stop_press
from standards_report.render.standby import (
    can_stand_by,
    hand_over,
    start_standby,
    stop_standby,
)

from tests.conftest import SmallProject

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_stand_by(), reason="processes wait on Linux only"),
]
WITHIN = 30  # seconds
CLI = "standards_report.cli"


@pytest.fixture
def waiting(built: SmallProject) -> Iterator[SmallProject]:
    """A project that has been built, with a process that waits."""
    project = Project(built.root)
    assert built.build().returncode == 0
    start_standby(project, CLI)
    _until(Path(socket_address(project, "standby")).exists)
    yield built
    stop_standby(project)
    stop_press(project)


def _until(holds: object) -> None:
    assert callable(holds)
    deadline = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_build_is_handed_over_with_its_output_and_its_exit_code(waiting: SmallProject) -> None:
    waiting.append("chapters/members.qmd", "\nA sentence more.\n")
    process = waiting.run("build", "--engine", "pandoc", PYTHONPROFILEIMPORTTIME="1")
    assert process.returncode == 0, process.stderr
    assert "pytask" not in process.stderr
    assert "2030 prose" in process.stderr
    assert process.stdout == "_site/index.html\n"
    assert "A sentence more." in waiting.page("chapters/members.html")
    waiting.append("chapters/members.qmd", "\n{{< var no.such.name >}}\n")
    failed = waiting.build()
    assert failed.returncode == 1
    assert "no notebook emits 'no.such.name'" in failed.stderr


def test_it_gives_the_site_that_a_build_gives(waiting: SmallProject) -> None:
    waiting.append("chapters/members.qmd", "\nA sentence more.\n")
    assert waiting.build("--warm").returncode == 0
    time.sleep(standby._PAUSE + 1)  # in which it reads what was built
    waiting.append("chapters/members.qmd", "\nAnother sentence.\n")
    waiting.replace("data/itu_members.csv", ",25,", ",26,")
    assert waiting.build("--warm", "--allow-stale").returncode == 0
    hashes = waiting.hashes()
    stop_standby(Project(waiting.root))
    stop_press(Project(waiting.root))
    for name in (".build", "_site"):
        subprocess.run(["rm", "-r", waiting.root / name], check=True)
    assert waiting.build("--allow-stale").returncode == 0
    assert waiting.hashes() == hashes


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_what_ends_the_command_ends_the_build(
    waiting: SmallProject, sign: signal.Signals, code: int
) -> None:
    subprocess.run(["rm", "-r", waiting.root / ".build" / "editions"], check=True)
    command = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]
    process = subprocess.Popen(
        [*command, "--warm"], cwd=waiting.root, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    assert "Engine" in process.stderr.readline()
    _until((waiting.root / ".build" / "at-work").exists)
    process.send_signal(sign)
    assert process.wait(WITHIN) == code
    FileLock(waiting.root / ".build" / "lock").acquire(timeout=WITHIN).lock.release()
    site = waiting.hashes()
    assert waiting.build().returncode == 0
    assert waiting.hashes() == site


def test_with_other_code_it_is_asked_for_nothing_and_ends(
    waiting: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(waiting.root)
    monkeypatch.chdir(waiting.root)
    monkeypatch.setattr(standby, "state_of_code", lambda: "another")
    assert hand_over(project, ["--help"]) is None
    assert not Path(socket_address(project, "standby")).exists()


def test_one_that_nobody_asks_ends_and_leaves_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path)
    address = Path(socket_address(project, "standby"))
    start_standby(project, CLI, idle=0.5)
    _until(address.exists)
    _until(lambda: not address.exists())
    assert hand_over(project, ["--help"]) is None


def test_a_fault_of_the_user_s_is_told_as_ever(waiting: SmallProject) -> None:
    waiting.append("data/bodies.csv", "\x00")
    process = waiting.build("--warm")
    assert process.returncode == 3, process.stderr
    assert "data/bodies.csv" in process.stderr


def test_what_goes_wrong_in_it_is_seen(
    built: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.py").write_text('def main():\n    raise KeyError("of the code")\n')
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    project = Project(built.root)
    start_standby(project, "broken")
    _until(Path(socket_address(project, "standby")).exists)
    try:
        process = built.build("--warm")
    finally:
        stop_standby(project)
    assert process.returncode == 1
    assert "KeyError: 'of the code'" in process.stderr
