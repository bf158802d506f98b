"""The lock of a project: one build at a time, and nothing foreign in the place of what it keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from standards_report.errors import UsageError
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project

from tests.conftest import SmallProject

_NOBODY = 65534
_HOLDS = """
import os, sys
from pathlib import Path
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
with only_build(Project(Path(sys.argv[1])), Reporter(), lambda data: ""):
    os._exit(9)
"""


class Said(Reporter):
    """Keeps what a build says."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def say(self, line: str, end: str = "\n") -> None:
        self.lines.append(line.rstrip(end))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    return Project(root)


def _nothing(_: Path) -> str:
    return ""


def _lock(project: Project) -> list[str]:
    """What is said where nothing is done under the lock."""
    said = Said()
    with only_build(project, said, _nothing):
        assert (project.scratch / "at-work").is_file()
    assert not (project.scratch / "at-work").exists()
    return said.lines


def test_a_lock_that_is_free_is_taken_without_a_word(project: Project) -> None:
    assert _lock(project) == []
    assert _lock(project) == []


def test_a_lock_that_is_held_is_waited_for(project: Project) -> None:
    said, held = Said(), Event()

    def second() -> None:
        with only_build(project, said, _nothing):
            held.set()

    with only_build(project, Said(), _nothing):
        thread = Thread(target=second)
        thread.start()
        deadline = time.monotonic() + 10
        while not said.lines and time.monotonic() < deadline:
            time.sleep(0.01)
        assert said.lines == ["Another build is at work in this project: waiting for it to end"]
        assert not held.wait(0.2)
    assert held.wait(10)
    thread.join()


def test_a_build_that_was_killed_leaves_a_mark(project: Project) -> None:
    command = [sys.executable, "-c", _HOLDS, str(project.root)]
    assert subprocess.run(command).returncode == 9
    assert _lock(project) == ["The last run was interrupted: continuing from what it finished"]
    assert _lock(project) == []


def test_an_interrupted_ingest_is_finished_first_and_a_failure_frees_the_lock(
    project: Project,
) -> None:
    said, asked = Said(), []

    def finish(data: Path) -> str:
        asked.append(data)
        return "Finished."

    with only_build(project, said, finish):
        assert said.lines == ["Finished."]
    assert asked == [project.data]

    def fail(data: Path) -> str:
        raise PermissionError(13, "Permission denied", str(data))

    with pytest.raises(PermissionError), only_build(project, said, fail):
        pass
    assert _lock(project) == []


def _file(path: Path, _: Path) -> None:
    path.write_text("of another program\n")


def _folder(path: Path, _: Path) -> None:
    path.mkdir()
    (path / "file").write_text("of another program\n")


def _link(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere)


def _dangling(path: Path, _: Path) -> None:
    path.symlink_to("nowhere")


def _pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        *((".build", put) for put in (_file, _link, _dangling, _pipe)),
        *((f".build/{name}", put) for name in ("lock", "at-work") for put in (_folder, _pipe)),
        *((f".build/{name}", put) for name in ("lock", "at-work") for put in (_link, _dangling)),
        *((f".build/{name}", _file) for name in ("results", "records", "making", "failed")),
        *((f".build/{name}", _link) for name in ("results", "records", "making", "failed")),
    ],
)
def test_what_is_foreign_is_set_aside(
    project: Project, tmp_path: Path, name: str, put: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept\n")
    path = project.root / name
    path.parent.mkdir(exist_ok=True)
    put(path, elsewhere)
    before = path.lstat()
    (line,) = _lock(project)
    aside = path.with_name(f"{path.name}.aside-1")
    assert line.startswith(f"{name} is ")
    assert line.endswith(f"it was renamed to {aside.name}")
    assert aside.lstat().st_ino == before.st_ino
    assert [file.name for file in elsewhere.iterdir()] == ["kept"]
    assert _lock(project) == []
    path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)
    put(path, elsewhere)
    assert "aside-2" in _lock(project)[0]


@pytest.fixture
def of_nobody() -> Iterator[Project]:
    """A project that another user may enter; this process is that user."""
    if os.geteuid():
        pytest.skip("only root can become another user")
    root = Path(tempfile.mkdtemp())
    root.chmod(0o777)
    os.seteuid(_NOBODY)
    yield Project(root)
    os.seteuid(0)
    shutil.rmtree(root)


def test_a_folder_that_cannot_be_written_is_told(of_nobody: Project) -> None:
    def by_root(change: Callable[[], object]) -> None:
        os.seteuid(0)
        change()
        os.seteuid(_NOBODY)

    def refuses() -> None:
        with pytest.raises(UsageError, match=r"^\.build/ cannot be written \(Permission denied\)"):
            _lock(of_nobody)

    by_root(lambda: of_nobody.root.chmod(0o755))
    refuses()
    by_root(of_nobody.scratch.mkdir)
    refuses()
    by_root(lambda: of_nobody.scratch.chmod(0o777))
    by_root(lambda: (of_nobody.scratch / "lock").touch(0o600))
    refuses()
    by_root((of_nobody.scratch / "lock").unlink)
    assert _lock(of_nobody) == []


@pytest.mark.slow
def test_a_build_never_writes_through_a_link_of_its_folder(
    built: SmallProject, tmp_path: Path
) -> None:
    before = built.hashes()
    elsewhere = tmp_path / "elsewhere"
    for name in ("results", "records"):
        (built.root / ".build" / name).rename(elsewhere.with_name(name))
        (built.root / ".build" / name).symlink_to(elsewhere.with_name(name))
    kept = _contents(elsewhere.with_name("results"))
    built.append("index.qmd", "\nA change.\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert "Traceback" not in process.stderr
    assert ".build/results is a link" in process.stderr
    assert built.hashes() != before
    assert _contents(elsewhere.with_name("results")) == kept


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
