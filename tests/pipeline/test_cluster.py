"""Steps on the workers of a Dask cluster: the same bytes, and a clear word where that fails."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock
from standards_report.errors import DataError, Fault, RenderError, UsageError
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.workers import worker
from standards_report.pipeline.workers.dask_cluster import dask_workers
from standards_report.project import Project

from tests.conftest import SmallProject, new_project
from tests.support.dask_processes import DaskProcesses, wait_until

_WITHIN = 30  # seconds, for all that goes wrong
_NO_REPORT = "import sys; sys.modules['standards_report'] = None"
_OTHER_CODE = """
from standards_report import own_code
path = own_code.PACKAGE / "errors.py"
own_code.HASHES[path] = "0" * 64
"""
_OTHER_PACKAGE = """
from standards_report.pipeline.workers import worker
worker._VERSIONS["pandas"] = "0.1"
worker._ENVIRONMENT = "other"
"""

_NOTES_ENDS = """
from pathlib import Path
from standards_report.pipeline.workers import worker
worker.end_kernels = lambda: Path({!r}).touch()
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskProcesses]:
    pytest.importorskip("distributed")
    processes = DaskProcesses(tmp_path / "cluster")
    yield processes
    processes.end()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    return Project(root)


def _run(address: str, project: Project, make: Callable[[Path], Any]) -> tuple[Any, list[str]]:
    """What a step returns, and the names of what it left."""
    with dask_workers(address, project) as workers:
        room = Memory(project).room("step")
        return workers.run(make, room), sorted(path.name for path in room.iterdir())


def _started(root: Path) -> int:
    """The process that a step is at work in."""
    mark = root / "started"
    wait_until(lambda: mark.exists() and mark.read_text())
    return int(mark.read_text())


def _long(root: Path) -> Callable[[Path], None]:
    """A step that waits until it may go on."""

    def make(folder: Path) -> None:
        (root / "started").write_text(str(os.getpid()))
        while not (root / "go").exists():
            time.sleep(0.05)
        (folder / "made").write_text(str(os.getpid()))

    return make


def _fitting(folder: Path) -> dict[str, str]:
    (folder / "made").write_text("made\n")
    return {"data/x.csv": "1"}


def _fitting_step() -> Callable[[Path], dict[str, str]]:
    """As steps are: a closure, which goes to the worker with its code."""

    def make(folder: Path) -> dict[str, str]:
        (folder / "made").write_text("made\n")
        return {"data/x.csv": "1"}

    return make


def test_faults_stay_what_they_are_on_the_way_from_a_worker() -> None:
    error = RenderError([Fault("a.qmd", 3, "broken", "mend it"), Fault("b.qmd", 1, "gone")])
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is RenderError
    assert list(back.faults) == list(error.faults)
    assert str(back) == str(error)


def test_a_worker_runs_a_step_only_with_what_the_build_has(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    wanted = worker.kit_hash(worker.kit())
    what, (own, found) = worker.attempt(wanted, _pickled(_fitting), str(room), "build")
    assert (what, found) == (worker.MADE, {"data/x.csv": "1"})
    assert [path.name for path in Path(own).iterdir()] == ["made"]
    assert list(room.iterdir()) == []
    assert Path(own).parent == room.parent
    what, told = worker.attempt("other", _pickled(_fitting), str(room), "build")
    assert (what, told) == (worker.UNFIT, worker.kit())


def test_code_that_was_written_while_a_step_ran_is_of_no_use_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "errors.py"
    code.write_text("X = 1\n")
    kept = code.read_bytes()

    def changes_and_changes_back(_: Path) -> None:
        code.write_text("X = 2\n")
        code.write_bytes(kept)

    from standards_report import own_code
    from standards_report.pipeline.graph.content_hash import file_hash

    monkeypatch.setattr(own_code, "PACKAGE", tmp_path)
    monkeypatch.setattr(own_code, "HASHES", {code: file_hash(code)})
    monkeypatch.setattr(worker, "_changed", set())
    wanted = worker.kit_hash(worker.kit())
    room = tmp_path / "rooms" / "room"
    room.mkdir(parents=True)
    assert worker.attempt(wanted, _pickled(_fitting), str(room), "build")[0] == worker.MADE
    change = _pickled(changes_and_changes_back)
    assert worker.attempt(wanted, change, str(room), "build")[0] == worker.UNFIT
    # What it has loaded meanwhile is not known, and so it is of no use later either.
    assert worker.attempt(wanted, _pickled(_fitting), str(room), "build")[0] == worker.UNFIT


def test_kernels_end_with_the_last_build_that_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(worker, "end_kernels", lambda: ended.append("all"))
    wanted = worker.kit_hash(worker.kit())

    def leaves(_: Path) -> None:
        worker.leave("left first")
        assert ended == []

    room = str(tmp_path / "room")
    assert worker.attempt(wanted, _pickled(leaves), room, "left last")[0] == worker.MADE
    assert ended == []
    worker.leave("left last")
    assert ended == ["all"]
    # A step that is given up goes on for a while, and may have started a kernel.
    assert worker.attempt(wanted, _pickled(_fitting), room, "left last")[0] == worker.MADE
    assert ended == ["all", "all"]


def _pickled(make: Callable[[Path], object]) -> bytes:
    cloudpickle = pytest.importorskip("cloudpickle")
    content: bytes = cloudpickle.dumps(make)
    return content


@pytest.mark.slow
def test_a_step_leaves_its_result_and_raises_its_faults(
    cluster: DaskProcesses, project: Project
) -> None:
    cluster.add_worker()
    found = _run(cluster.address, project, _fitting_step())
    assert found == ({"data/x.csv": "1"}, ["made"])

    def fail(_: Path) -> None:
        raise DataError([Fault("data/a.csv", 3, "is wrong"), Fault("data/b.csv", 4, "too")])

    with pytest.raises(DataError) as caught:
        _run(cluster.address, project, fail)
    assert [fault.line for fault in caught.value.faults] == [3, 4]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("only worker", "lost all of its workers"),
        ("all workers", "lost all of its workers"),
        ("scheduler", "lost its scheduler"),
        ("scheduler hangs", "lost its scheduler"),
    ],
)
def test_what_is_lost_is_told_and_never_waited_for(
    cluster: DaskProcesses, project: Project, lost: str, told: str
) -> None:
    for _ in range(2 if lost == "all workers" else 1):
        cluster.add_worker()

    def lose() -> None:
        _started(project.root)
        if lost.startswith("scheduler"):
            cluster.scheduler.send_signal(
                signal.SIGSTOP if lost == "scheduler hangs" else signal.SIGKILL
            )
        else:
            for process in cluster.workers:
                process.kill()

    Thread(target=lose, daemon=True).start()
    started = time.monotonic()
    with pytest.raises(RenderError, match=told):
        _run(cluster.address, project, _long(project.root))
    assert time.monotonic() - started < _WITHIN
    (project.root / "go").touch()


@pytest.mark.slow
def test_a_step_of_a_worker_that_is_lost_goes_to_another_one(
    cluster: DaskProcesses, project: Project
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    killed = []

    def lose() -> None:
        killed.append(_started(project.root))
        (project.root / "started").unlink()
        os.kill(killed[0], signal.SIGKILL)
        assert _started(project.root) != killed[0]
        (project.root / "go").touch()

    Thread(target=lose, daemon=True).start()
    assert _run(cluster.address, project, _long(project.root)) == (None, ["made"])
    assert killed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "told"),
    [
        (_NO_REPORT, "cannot run the report"),
        (_OTHER_CODE, r"other code of the report \(standards_report/errors.py\)"),
        (_OTHER_PACKAGE, r"other packages \(pandas 0.1, here [\d.]+\)"),
    ],
)
def test_a_worker_that_is_not_fit_is_refused_whenever_it_comes(
    cluster: DaskProcesses, project: Project, before: str, told: str
) -> None:
    first = cluster.add_worker()
    with dask_workers(cluster.address, project) as workers:
        cluster.add_worker(before)
        first.kill()
        with pytest.raises(RenderError, match=told):
            workers.run(_fitting_step(), Memory(project).room("step"))
    with pytest.raises(UsageError, match=told) as caught:
        dask_workers(cluster.address, project).__enter__()
    assert len(caught.value.faults) == 1
    assert not (project.scratch / "making").exists()


@pytest.mark.slow
def test_a_worker_that_does_not_see_the_folder_is_named(
    cluster: DaskProcesses, project: Project
) -> None:
    elsewhere = "from pathlib import Path; Path.is_file = lambda path: False"
    cluster.add_worker(elsewhere)
    with pytest.raises(UsageError, match="cannot read and write the project's folder"):
        dask_workers(cluster.address, project).__enter__()


@pytest.mark.slow
def test_workers_give_the_same_bytes(
    cluster: DaskProcesses, built: SmallProject, tmp_path: Path
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    far = new_project(tmp_path / "far")
    process = far.build("--backend", "dask", "--scheduler", cluster.address)
    assert process.returncode == 0, process.stderr
    assert "✓ 2030 members" in process.stderr
    assert far.hashes() == built.hashes()
    assert "0 steps ran" in far.build().stderr
    far.edit_notebook("members", lambda content: content["cells"][-1].update(source="1 / 0"))  # type: ignore[index]
    process = far.build("--backend", "dask", "--scheduler", cluster.address)
    assert process.returncode == 4, process.stderr
    assert "ZeroDivisionError" in process.stderr
    assert "analysis/notebooks/members.ipynb, cell" in process.stderr
    assert "Traceback" not in process.stderr
    assert far.hashes() == built.hashes()


@pytest.mark.slow
@pytest.mark.parametrize(("end", "code"), [("worker", 5), ("scheduler", 5), ("interrupt", 130)])
def test_a_build_ends_in_one_line_and_releases_the_lock(
    cluster: DaskProcesses, tmp_path: Path, end: str, code: int
) -> None:
    cluster.add_worker()
    far = new_project(tmp_path / "far")
    mark = far.root / "started"
    waits = f"open({str(mark)!r}, 'w').write('1')\nimport time; time.sleep(600)"
    far.edit_notebook("members", lambda content: content["cells"][-1].update(source=waits))  # type: ignore[index]
    command = ("build", "--engine", "pandoc", "--backend", "dask", "--scheduler", cluster.address)
    build = subprocess.Popen(
        [sys.executable, "-m", "standards_report", *command],
        cwd=far.root,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(mark.exists)
    started = time.monotonic()
    if end == "interrupt":
        build.send_signal(signal.SIGINT)
    else:
        (cluster.scheduler if end == "scheduler" else cluster.workers[0]).kill()
    _, said = build.communicate(timeout=_WITHIN)
    assert build.returncode == code, said
    assert time.monotonic() - started < (2 if end == "interrupt" else _WITHIN)
    assert "Traceback" not in said
    told = [line for line in said.splitlines() if line.startswith("Dask cluster at")]
    assert len(told) == (0 if end == "interrupt" else 1)
    FileLock(far.root / ".build" / "lock").acquire(timeout=0)


@pytest.mark.slow
@pytest.mark.parametrize("killed", ["build", "scheduler"])
def test_kernels_end_where_nobody_waits_for_a_step(
    cluster: DaskProcesses, project: Project, killed: str
) -> None:
    cluster.add_worker(_NOTES_ENDS.format(str(project.root / "ended")))
    build = os.fork()
    if not build:
        try:
            _run(cluster.address, project, _long(project.root))
        finally:
            os._exit(1)
    _started(project.root)
    if killed == "scheduler":
        cluster.scheduler.kill()
    else:
        os.kill(build, signal.SIGKILL)
    wait_until((project.root / "ended").exists)
    (project.root / "go").touch()
    os.waitpid(build, 0)


@pytest.mark.slow
def test_no_scheduler_and_no_workers_are_said_in_one_line(
    cluster: DaskProcesses, project: Project, small: SmallProject
) -> None:
    process = small.build("--backend", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert process.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in process.stderr
    assert "Traceback" not in process.stderr
    with pytest.raises(UsageError, match="has no workers"):
        dask_workers(cluster.address, project).__enter__()
    cluster.scheduler.send_signal(signal.SIGSTOP)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        dask_workers(cluster.address, project).__enter__()


@pytest.mark.parametrize(
    "options", [("--backend", "dask"), ("--scheduler", "tcp://127.0.0.1:8786")]
)
def test_backend_and_scheduler_go_together(small: SmallProject, options: tuple[str, ...]) -> None:
    process = small.build(*options)
    assert process.returncode == 2
    assert "go together" in process.stderr
