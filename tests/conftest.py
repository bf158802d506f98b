"""Small projects in temporary folders, and the real commands run on them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project

# A machine that is busy is no fault of the code under test.
settings.register_profile("report", deadline=None)
settings.load_profile("report")
# A shell ignores interrupts for what it starts in the background, and whatever that starts too.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"


@dataclass(frozen=True)
class SmallProject:
    """A small report with synthetic data, and what its author can do with it."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "_site"

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the report, as installed, in the project."""
        return subprocess.run(
            [sys.executable, "-m", "standards_report", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "random", **environment},
        )

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Builds with the embedded engine."""
        return self.run("build", "--engine", "pandoc", *arguments)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replaces a text that has to stand in the file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def append(self, file: str, text: str) -> None:
        """Adds text at the end of a file."""
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def page(self, name: str) -> str:
        """A published page of the edition."""
        return (self.site / "2030" / name).read_text(encoding="utf-8")

    def hashes(self) -> dict[str, str]:
        """Every published file with the hash of its content."""
        files = [path for path in self.site.rglob("*") if path.is_file()]
        return {
            path.relative_to(self.site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    def edit_notebook(self, name: str, edit: Callable[[dict[str, object]], None]) -> None:
        """Changes a notebook's JSON in place."""
        path = self.root / "analysis" / "notebooks" / f"{name}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(json.dumps(content), encoding="utf-8")


def new_project(folder: Path) -> SmallProject:
    """The small project, copied and not built."""
    shutil.copytree(SMALL, folder)
    shutil.copytree(ROOT / "_extensions", folder / "_extensions")
    return SmallProject(folder)


def _once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], str]
) -> Path:
    """A folder that one worker makes for all of them; `make` gives what went wrong, or nothing."""
    base = factory.getbasetemp()
    # As deep as the folders of tests: the task states name the library by relative paths.
    folder = base / name if worker_id == "master" else base.parent / name / "once"
    done = folder / "done"
    try:
        folder.parent.mkdir(exist_ok=True)
        folder.mkdir()
    except FileExistsError:  # another worker makes it
        while not done.exists():
            time.sleep(0.1)
    else:
        done.write_text(make(folder), encoding="utf-8")
    assert not done.read_text(encoding="utf-8"), done.read_text(encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The small project, built once for all workers; tests read it, or work on copies.

    No command is run in it: while one is at work, files come and go, which breaks a copy.
    """

    def build(folder: Path) -> str:
        process = new_project(folder / "used").build()
        shutil.copytree(folder / "used", folder / "small")
        return process.stderr if process.returncode else ""

    return _once(tmp_path_factory, worker_id, "built", build) / "small"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> SmallProject:
    """The real report, built once for all workers: the open edition computed, the released ones
    unpacked beside it. For tests that are slow, and that change a copy of it at most."""

    def build(folder: Path) -> str:
        ignored = shutil.ignore_patterns(".*", "_site", "_executed", "__pycache__", "records")
        shutil.copytree(ROOT, folder / "report", ignore=ignored)
        report = SmallProject(folder / "report")
        _copy_results(Project(ROOT), Project(report.root))
        # Where nothing is open, a build only unpacks; the check computes all the same.
        for process in (report.build(), report.run("check")):
            if process.returncode:
                return process.stdout + process.stderr
        return ""

    return SmallProject(_once(tmp_path_factory, worker_id, "real", build) / "report")


def _copy_results(built: Project, target: Project) -> None:
    """Lets a copy begin with what this checkout has computed: a build compares it by content."""
    with only_build(built, Reporter(quiet=True)):  # else another worker may be building
        for folder in ("results", "records"):
            if (built.scratch / folder).is_dir():
                shutil.copytree(built.scratch / folder, target.scratch / folder)


@pytest.fixture(scope="session")
def report_site() -> Path:
    """The site of this checkout, with what is stale built anew; several workers wait in turn.

    Minutes, where nothing of it was built before: only for tests that are marked as slow.
    """
    command = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    return ROOT / "_site"


@pytest.fixture
def small(tmp_path: Path) -> SmallProject:
    """The small project, not built."""
    return new_project(tmp_path / "small")


@pytest.fixture(scope="session")
def published(built_once: Path) -> SmallProject:
    """The small project where it was built; for tests that only read, by commands too."""
    return SmallProject(built_once.with_name("used"))


@pytest.fixture(scope="session")
def released_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, built_once: Path
) -> Path:
    """The small project in a repository of its own, with version 2030.1 released, for all
    workers; tests work on copies."""
    from tests.support import releasing

    def make(folder: Path) -> str:
        shutil.copytree(built_once, folder / "used")
        releasing.release(releasing.repository(SmallProject(folder / "used")))
        shutil.copytree(folder / "used", folder / "small", symlinks=True)
        return ""

    return _once(tmp_path_factory, worker_id, "released", make) / "small"


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Iterator[SmallProject]:
    """A copy of the small project in its repository, with version 2030.1 released."""
    folder = tmp_path / "small"
    shutil.copytree(released_once, folder, symlinks=True)
    yield SmallProject(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Iterator[SmallProject]:
    """A copy of the small project with everything that a build left in it."""
    folder = tmp_path / "small"
    shutil.copytree(built_once, folder)
    yield SmallProject(folder)
    shutil.rmtree(folder, ignore_errors=True)
