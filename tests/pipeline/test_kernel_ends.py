"""Kernels and their server end with the process that started them, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from standards_report.pipeline.kernels.fork_server import fork_server

from tests.conftest import ROOT
from tests.support.cells import run_cells

_WITHIN = 2  # seconds
# A process that runs notebooks in threads, as a build does; the last cell takes long.
_AT_WORK = """\
import os, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from standards_report.errors import ReportError
from standards_report.pipeline.kernels.fork_server import end_kernels
from tests.support.cells import run_cells

SAY = "import os, pathlib, time; pids = f'{os.getpid()} {os.getppid()}'"
WRITE = "pathlib.Path('../../kernel-{}').write_text(pids)"
root = Path(sys.argv[1])

def run(number):
    try:
        run_cells(root, SAY, WRITE.format(number), "time.sleep(60)", name=f"long-{number}")
    except ReportError:
        pass

pool = ThreadPoolExecutor(2)
try:
    for work in [pool.submit(run, number) for number in range(4)]:
        work.result()
except KeyboardInterrupt:
    end_kernels()
    pool.shutdown(cancel_futures=True)
    sys.exit(130)
"""
_RUN_AND_END = """\
import sys
from pathlib import Path
from tests.support.cells import run_cells
run_cells(Path(sys.argv[1]), "print(1)")
"""


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what processes keep while they run."""
    return tmp_path_factory.mktemp("t")


@pytest.fixture
def start(tmp_path: Path, temporary: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a Python process with a text, which is given a folder for its project."""
    started = []

    def run(text: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", text, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def _wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _kernels(root: Path) -> set[int]:
    """The processes of two kernels at work, and of their server."""
    files = [root / f"kernel-{number}" for number in range(2)]
    assert _wait_until(lambda: all(file.exists() and file.read_text() for file in files), 60)
    return {int(pid) for file in files for pid in file.read_text().split()}


@pytest.mark.parametrize(
    "name",
    [
        "SIGKILL",
        pytest.param("SIGTERM", marks=pytest.mark.slow),
        pytest.param("SIGHUP", marks=pytest.mark.slow),
    ],
)
def test_nothing_is_left_of_a_process_that_was_killed(
    start: Callable[[str], subprocess.Popen[str]], tmp_path: Path, temporary: Path, name: str
) -> None:
    process = start(_AT_WORK)
    pids = _kernels(tmp_path)
    assert len(pids) == 3
    process.send_signal(getattr(signal, name))
    process.wait()
    assert _wait_until(lambda: not any(map(_is_alive, pids)), _WITHIN)
    assert _wait_until(lambda: not list(temporary.iterdir()), _WITHIN)


@pytest.mark.slow
def test_one_interrupt_ends_a_long_cell(
    start: Callable[[str], subprocess.Popen[str]], tmp_path: Path, temporary: Path
) -> None:
    process = start(_AT_WORK)
    pids = _kernels(tmp_path)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert time.monotonic() - began < _WITHIN
    assert (process.returncode, said) == (130, "")
    assert _wait_until(lambda: not any(map(_is_alive, pids)), _WITHIN)
    assert not list(temporary.iterdir())
    assert not (tmp_path / "kernel-2").exists()


@pytest.mark.slow
def test_a_server_that_still_imports_ends_too(
    start: Callable[[str], subprocess.Popen[str]], temporary: Path
) -> None:
    process = start(_AT_WORK)
    parent = psutil.Process(process.pid)
    children: list[psutil.Process] = []

    def has_children() -> bool:
        children[:] = parent.children()
        return bool(children)

    assert _wait_until(has_children, 60)
    process.kill()
    process.wait()
    assert _wait_until(lambda: not any(_is_alive(child.pid) for child in children), _WITHIN)
    # The next one finds what was left behind, and leaves nothing itself.
    assert list(temporary.iterdir())
    assert start(_RUN_AND_END).wait() == 0
    assert not list(temporary.iterdir())


@pytest.mark.slow
def test_the_folder_of_a_process_at_work_is_left_alone(
    start: Callable[[str], subprocess.Popen[str]], tmp_path: Path, temporary: Path
) -> None:
    start(_AT_WORK)
    pids = _kernels(tmp_path)
    (kept,) = temporary.iterdir()
    assert start(_RUN_AND_END).wait() == 0
    assert list(temporary.iterdir()) == [kept]
    assert all(map(_is_alive, pids))


@pytest.mark.slow
def test_a_server_that_was_killed_is_started_anew(tmp_path: Path) -> None:
    look = "import os; print(os.getppid())"
    first = int(run_cells(tmp_path, look).printed)
    server = fork_server()
    os.kill(first, signal.SIGKILL)
    assert _wait_until(lambda: server.is_over, _WITHIN)
    assert int(run_cells(tmp_path, look).printed) != first
