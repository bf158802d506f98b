"""Builds that are killed, that meet, or that cannot write: the published site is whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from standards_report.pipeline.graph.content_hash import file_hash
from standards_report.render.site.publish import publish_edition

from tests.conftest import SmallProject, new_project

_BUILD = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]


def _start(
    project: SmallProject, prepare: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        _BUILD,
        cwd=project.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,
    )


def _assert_whole(site: Path) -> str:
    """Every published file is as the manifest says; returns the hash of the manifest."""
    manifest = (site / "manifest.json").read_bytes()
    outputs = json.loads(manifest)["outputs"]
    for name, promised in outputs.items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == promised, name
    return hashlib.sha256(manifest).hexdigest()


def _lines(project: SmallProject) -> set[str]:
    return {path.name for path in project.site.iterdir()}


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    assert project.build().returncode == 0
    started = time.monotonic()
    project.append("index.qmd", "\nA first change.\n")
    assert project.build().returncode == 0
    usual = time.monotonic() - started
    chance = random.Random(20)
    states = {_assert_whole(project.site / "2030")}
    for number in range(20):
        project.append("chapters/members.qmd", f"\nChange {'x' * (number + 1)}.\n")
        build = _start(project)
        try:
            build.wait(timeout=chance.uniform(0.05, 1.05) * usual)
        except subprocess.TimeoutExpired:
            os.killpg(build.pid, signal.SIGKILL)
            build.wait()
        states.add(_assert_whole(project.site / "2030"))
    last = project.build()
    assert last.returncode == 0, last.stderr
    _assert_whole(project.site / "2030")
    assert "Change xxxxxxxxxxxxxxxxxxxx." in project.page("chapters/members.html")
    assert _lines(project) == {
        *("2030", "404.html", "assets", "editions.js", "index.html", "llms.txt", "robots.txt")
    }


@pytest.mark.slow
def test_a_build_waits_for_another_one(built: SmallProject) -> None:
    built.append("index.qmd", "\nA change.\n")
    first = _start(built)
    lock = built.root / ".build" / "lock"
    deadline = time.monotonic() + 20
    while not lock.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    second = _start(built)
    said = [process.communicate()[1] for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert "Another build is at work" in "".join(said)
    _assert_whole(built.site / "2030")


@pytest.mark.slow
def test_no_room_for_the_new_site_leaves_the_old_one(built: SmallProject) -> None:
    before = built.hashes()
    built.append("index.qmd", "\nA change.\n" + "A long line of text. " * 400)

    def no_large_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    build = _start(built, no_large_files)
    said = build.communicate()[1]
    assert build.returncode == 5, said
    assert "Traceback" not in said
    assert built.hashes() == before
    assert built.build().returncode == 0
    assert built.hashes() != before


def test_what_a_kill_between_two_renames_left_is_brought_back(built: SmallProject) -> None:
    before = built.hashes()
    (built.site / "2030").rename(built.site / ".2030.old")
    assert built.build().returncode == 0
    assert built.hashes() == before


def test_a_copy_that_fails_changes_nothing(
    built: SmallProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = built.hashes()
    made = tmp_path / "manifest.json"
    made.write_text("{}")
    files = {made.name: (made, file_hash(made))}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "file")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        publish_edition(built.site, files, "2030")
    assert built.hashes() == before
