"""The same inputs give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import datetime
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SmallProject, new_project

_BUILD = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]
# Each differs from the others, and from the machine's own, in all that a build could notice.
_SURROUNDINGS = {
    "here, decades ahead": ("a", "1", "+9000d", "Pacific/Auckland", "de_DE.UTF-8"),
    "elsewhere, decades ago": ("b c/ü #1", "4", "-9000d", "America/Lima", "tr_TR.UTF-8"),
}


def _clock(shift: str) -> dict[str, str]:
    """What moves the clock of a process and of all that it starts; nothing without libfaketime.

    Waiting goes by another clock, which stays. Only releases after 0.9.10 keep the two apart,
    so that the one of Debian does not do: `pip install libfaketime` brings a later one.
    """
    found = importlib.util.find_spec("libfaketime")
    folders = found.submodule_search_locations if found else None
    libraries = [path for one in folders or () for path in Path(one).rglob("libfaketime.so.1")]
    if not libraries:
        return {}
    shifted = {"FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    return {"LD_PRELOAD": str(libraries[0]), **shifted}


@pytest.fixture(scope="module")
def surrounded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Hashes of clean builds, by where and when they were made."""
    hashes = {}
    for name, (folder, jobs, shift, zone, language) in _SURROUNDINGS.items():
        project = new_project(tmp_path_factory.mktemp("built") / folder / "project")
        process = subprocess.run(
            [*_BUILD, "--jobs", jobs],
            cwd=project.root,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                **_clock(shift),
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
@pytest.mark.skipif(not _clock(""), reason="the package libfaketime is not there to move the clock")
def test_the_clock_was_moved() -> None:
    """So that the test above notices a clock in an output."""
    code = "import datetime, time; time.sleep(0.1); print(datetime.date.today().isoformat())"
    days = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **_clock(shift)},
        ).stdout
        for shift in ("+9000d", "-9000d")
    ]
    first, last = (datetime.date.fromisoformat(day.strip()) for day in days)
    assert (first - last).days == 18_000


def test_no_published_file_names_this_machine(built: SmallProject) -> None:
    for path in built.site.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".ipynb", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert str(built.root.parent) not in text, path
            assert str(Path.home()) not in text or str(Path.home()) == "/", path
