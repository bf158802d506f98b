"""A project of another user is asked about before anything of it runs."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from standards_report import ownership
from standards_report.errors import UsageError
from standards_report.ownership import TRUST, is_trusted, require_trusted

from tests.conftest import new_project

_ANN, _BEN = 4001, 4002


@pytest.mark.parametrize(
    ("owners", "user", "behind", "contained", "trusted"),
    [
        ([_ANN, _ANN], _ANN, None, False, True),
        ([_ANN, _BEN], _ANN, None, False, False),
        ([0], _ANN, None, False, False),
        ([_BEN], _ANN, None, True, False),
        ([0], 0, None, False, True),
        ([_ANN], 0, None, False, False),
        ([_ANN, 0], 0, _ANN, False, True),
        ([_BEN], 0, _ANN, False, False),
        ([_ANN], _BEN, _ANN, False, False),
        ([_ANN, _BEN], 0, None, True, True),
    ],
)
def test_whose_projects_a_user_may_run(
    owners: list[int], user: int, behind: int | None, contained: bool, trusted: bool
) -> None:
    assert is_trusted(owners, user, behind, contained=contained) == trusted


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that belongs to somebody else than the user who asks."""
    owner = tmp_path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    monkeypatch.setattr(ownership, "_in_container", lambda: False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv(TRUST, raising=False)
    return tmp_path


def test_without_a_terminal_one_line_names_the_option(foreign: Path) -> None:
    with pytest.raises(UsageError) as caught:
        require_trusted(foreign, [])
    assert str(caught.value).startswith(f"{foreign}: belongs to another user")
    assert f"set {TRUST} to its path" in str(caught.value)


@pytest.mark.parametrize(("answer", "agreed"), [("y\n", True), ("yes\n", True), ("\n", False)])
def test_on_a_terminal_the_user_is_asked(
    foreign: Path, monkeypatch: pytest.MonkeyPatch, answer: str, agreed: bool
) -> None:
    shown = _Terminal()
    monkeypatch.setattr(sys, "stdin", _Terminal(answer))
    monkeypatch.setattr(sys, "stderr", shown)
    if agreed:
        monkeypatch.setenv(TRUST, "")  # so that it is as before after the test
        require_trusted(foreign, [])
        assert os.environ[TRUST] == str(foreign)  # for kernels and what else is started
    else:
        with pytest.raises(UsageError):
            require_trusted(foreign, [])
    assert shown.getvalue().endswith("Go on? [y/N] ")


def test_a_project_that_is_named_is_trusted_and_no_other(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = foreign / "inside"
    inside.mkdir()
    for named in (str(foreign), f"{foreign}/.", "*"):
        monkeypatch.setenv(TRUST, named)
        require_trusted(foreign, [])
    monkeypatch.setenv(TRUST, str(foreign))
    with pytest.raises(UsageError):
        require_trusted(inside, [])


def _as(user: int, *command: str) -> list[str]:
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]


@pytest.fixture
def of_ann() -> Iterator[Path]:
    """A small project that belongs to another user than root, where all may reach it."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can be somebody else")
    try_it = _as(_BEN, sys.executable, "-c", "import standards_report.cli")
    if subprocess.run(try_it, capture_output=True).returncode:
        pytest.skip("other users cannot run this environment")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = new_project(Path(folder) / "small").root
        for path in (root, *root.rglob("*")):
            os.chown(path, _ANN, _ANN)
        yield root


def _run(user: int, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _as(user, sys.executable, "-m", "standards_report", "claims"),
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": "/nonexistent", **environment},
    )


def test_another_user_runs_nothing_of_it_unasked(of_ann: Path) -> None:
    process = _run(_BEN, of_ann)
    assert process.returncode == 2
    assert process.stderr.count("\n") == 1
    assert "belongs to another user, and its notebooks would run as you" in process.stderr
    assert not (of_ann / ".build").exists()
    trusted = _run(_BEN, of_ann, **{TRUST: str(of_ann)})
    assert "another user" not in trusted.stderr


def test_a_file_that_may_not_be_read_is_named(of_ann: Path) -> None:
    for name in ("data/gaps.csv", "chapters/about.qmd"):
        (of_ann / name).chmod(0)
    process = _run(_ANN, of_ann)
    assert process.returncode == 2
    assert process.stderr.splitlines() == [
        f"{name}: cannot be read (Permission denied): check its owner and permissions"
        for name in ("chapters/about.qmd", "data/gaps.csv")
    ]
