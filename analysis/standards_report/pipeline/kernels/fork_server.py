"""Starts and ends the fork server of this process, from which kernels are forked.

Kernels and server end with this process, however it ends. Their files lie in a temporary folder.
The server removes the folder of a process that was killed. Where the server was killed as well, the
next process removes it.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Event, Lock, Thread

from standards_report.errors import UsageError
from standards_report.project import find_project

_PROGRAM = Path(__file__).with_name("kernel_program.py")
# Sockets lie below it, and the path of a socket may have only 100 characters.
_PREFIX = "report-kernels-"
_LOCK = "lock"
# Where some installations of Python find libraries, and what measures the coverage of tests.
_PASSED_ON = (
    "COVERAGE_PROCESS_CONFIG",
    "COVERAGE_PROCESS_START",
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
)
_ENDED_WITHIN = 2  # seconds


class Kernel:
    """A requested kernel: its process and its exit code, once they are known."""

    def __init__(self) -> None:
        self.pid = 0
        self.code: int | None = None
        self.ready = Event()
        self.ended = Event()

    def send_signal(self, number: int) -> None:
        """Sends a signal to the process, if it is running."""
        if self.pid and self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def end(self, code: int) -> None:
        """Records the exit code, and wakes up what waits for the kernel."""
        self.code = code
        self.ready.set()
        self.ended.set()


class ForkServer:
    """A process that has imported what notebooks use, and that forks a kernel for each one."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.home = Path(mkdtemp(prefix=_PREFIX)).resolve()
        self._held = _hold(self.home)
        self._lock = Lock()
        self._kernels: dict[int, Kernel] = {}
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._started = Event()
        self._is_over = False
        self._failed = ""
        # A thread of its own: Linux ends a process together with the thread that started it.
        self._thread = Thread(target=self._serve, name="fork server", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the server has ended."""
        return self._is_over

    def kernel_folder(self) -> TemporaryDirectory[str]:
        """A new folder for one kernel. The caller must close it."""
        return TemporaryDirectory(prefix="k-", dir=self.home, ignore_cleanup_errors=True)

    def fork(self, request: Mapping[str, str]) -> Kernel:
        """Requests a new kernel. `kernel_process` says what a request holds.

        Raises RuntimeError where the server has ended.
        """
        self._started.wait()
        kernel = Kernel()
        with self._lock:
            if self._is_over or not self._process or not self._process.stdin:
                raise RuntimeError(f"The kernel did not start{self._last_words()}")
            self._count += 1
            self._kernels[self._count] = kernel
            line = json.dumps({**request, "home": str(self.home), "number": self._count})
            with suppress(BrokenPipeError):  # the other thread notices that the server has ended
                self._process.stdin.write(line.encode() + b"\n")
                self._process.stdin.flush()
        return kernel

    def end(self) -> None:
        """Ends the server and its kernels at once, and removes their files."""
        with self._lock:
            self._is_over = True
        self._started.wait(_ENDED_WITHIN)
        if self._process and self._process.poll() is None:
            # Kernels belong to the process group of their server.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._thread.join(_ENDED_WITHIN)
        shutil.rmtree(self.home, ignore_errors=True)
        with suppress(OSError):
            os.close(self._held)

    def _serve(self) -> None:
        """Starts the process, and handles its messages on kernels until it ends."""
        try:
            process = self._start()
            for line in process.stdout or ():
                self._hear(*json.loads(line))
            process.wait()
        except OSError as error:
            self._failed = f": {error}"
        finally:
            self._started.set()
            with self._lock:
                self._is_over = True
                for kernel in self._kernels.values():
                    kernel.end(-signal.SIGKILL)

    def _start(self) -> subprocess.Popen[bytes]:
        # It starts in an empty folder, so that Python finds no module there.
        empty = self.home / "empty"
        empty.mkdir()
        start = {"parent": os.getpid(), "root": _project(), "home": str(self.home)}
        with (self.home / "said").open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-X", "utf8", str(_PROGRAM), json.dumps(start)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                cwd=empty,
                env=_environment(self.home),
                start_new_session=True,
            )
        self._started.set()
        return self._process

    def _hear(self, word: str, number: int, value: int) -> None:
        kernel = self._kernels[number]
        if word == "started":
            kernel.pid = value
        elif word == "ready":
            kernel.ready.set()
        else:
            kernel.end(value)
            del self._kernels[number]

    def _last_words(self) -> str:
        if self._failed:
            return self._failed
        with suppress(OSError):
            lines = (self.home / "said").read_text(encoding="utf-8").splitlines()
            return f": {lines[-1]}" if lines else ""
        return ""


_current: list[ForkServer] = []
_changing = Lock()


def can_fork() -> bool:
    """Whether this system can fork kernels."""
    return hasattr(os, "fork")


def fork_server() -> ForkServer:
    """The server of this process. Starts one where there is none, or where it has ended."""
    with _changing:
        if not _current or _current[0].is_over or _current[0].owner != os.getpid():
            _remove_left_behind()
            _current[:] = [ForkServer()]
        return _current[0]


def start_early() -> None:
    """Starts the server early: its imports take seconds, and this process has other work."""
    if can_fork():
        fork_server()


def end_kernels() -> None:
    """Ends all kernels and their server at once. Running notebooks fail within a second.

    A notebook that runs later gets a new server.
    """
    with _changing:
        servers = [server for server in _current if server.owner == os.getpid()]
        _current.clear()
    for server in servers:
        server.end()


atexit.register(end_kernels)


def _environment(home: Path) -> dict[str, str]:
    """The environment of kernels, which is the same on every machine."""
    fixed = {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": str(home),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        # Sums that several threads compute differ in their last digits.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return fixed | {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def _project() -> str:
    with suppress(UsageError):
        return str(find_project().root)
    return ""


def _hold(folder: Path) -> int:
    """Locks the folder while this process lives.

    The lock file gets its name only once the lock is held, so that no other process takes the
    folder for one that was left behind.
    """
    lock = os.open(folder / "new", os.O_CREAT | os.O_WRONLY, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    (folder / "new").rename(folder / _LOCK)
    return lock


def _remove_left_behind() -> None:
    """Removes the folders of servers whose processes were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
                continue
            lock = os.open(folder / _LOCK, os.O_WRONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
