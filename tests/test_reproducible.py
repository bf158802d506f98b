"""The same inputs give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SmallProject, new_project

_BUILD = [sys.executable, "-m", "standards_report.cli", "build", "--engine", "pandoc"]
# Each differs from the others, and from the machine's own, in all that a build could notice.
_SURROUNDINGS = {
    "here and in a century": ("a", "1", "@2099-12-31 23:59:30", "Pacific/Auckland", "de_DE.UTF-8"),
    "elsewhere and long ago": ("b c/ü #1", "4", "@2001-01-01 00:00:10", "America/Lima", "tr_TR"),
}


@pytest.fixture(scope="module")
def surrounded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Hashes of clean builds, by where and when they were made."""
    clock = shutil.which("faketime")
    hashes = {}
    for name, (folder, jobs, moment, zone, language) in _SURROUNDINGS.items():
        project = new_project(tmp_path_factory.mktemp("built") / folder / "project")
        process = subprocess.run(
            [*([clock, "-f", moment] if clock else []), *_BUILD, "--jobs", jobs],
            cwd=project.root,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                **{"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": "random"},
            },
        )
        assert process.returncode == 0, process.stderr
        hashes[name] = project.hashes()
    return hashes


@pytest.mark.slow
def test_clean_builds_agree_byte_for_byte_wherever_they_are_made(
    built: SmallProject, surrounded: dict[str, dict[str, str]]
) -> None:
    for name, hashes in surrounded.items():
        differing = {file for file, one in built.hashes().items() if hashes.get(file) != one}
        assert not differing, name
        assert hashes.keys() == built.hashes().keys()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not there to move the clock")
def test_the_clock_was_moved() -> None:
    """So that the test above would notice a clock in an output."""
    code = "import datetime; print(datetime.date.today().year)"
    clock = ["faketime", "-f", "@2099-12-31 12:00:00", sys.executable, "-c", code]
    said = subprocess.run(clock, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "2099"


def test_no_published_file_names_this_machine(built: SmallProject) -> None:
    for path in built.site.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".ipynb", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert str(built.root.parent) not in text, path
            assert str(Path.home()) not in text or str(Path.home()) == "/", path
