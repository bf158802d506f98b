"""A Dask scheduler and its workers, each a process of its own that a test can end or stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_SECONDS = 60


class DaskProcesses:
    """Processes that end with the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self._note = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        options = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._note)]
        self.scheduler = self._start("dask_scheduler", *options)
        wait_until(self._noted)
        self.address = self._noted()

    def _noted(self) -> str:
        """The address of the scheduler; empty while its note is not written to its end."""
        try:
            return str(json.loads(self._note.read_text())["address"])
        except (OSError, ValueError):
            return ""

    def add_worker(self, before: str = "", *options: str) -> subprocess.Popen[bytes]:
        """Starts a worker of one thread without a nanny, which first runs the code `before`."""
        program = f"{before}\nfrom distributed.cli.dask_worker import main\nmain()"
        plain = ("--no-nanny", "--nthreads", "1", "--no-dashboard", *options)
        command = [sys.executable, "-c", program, self.address, *plain]
        return self._add(command)

    def end(self) -> None:
        """Ends all of them, stopped ones too."""
        for process in (self.scheduler, *self.workers):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()

    def _add(self, command: list[str]) -> subprocess.Popen[bytes]:
        process = self._run(command)
        self.workers.append(process)
        wait_until(lambda: len(self._known_workers()) >= len(self.workers))
        return process

    def _known_workers(self) -> list[str]:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            return list(client.nthreads())

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *options]
        return self._run(command)

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": "random"},
        )


def wait_until(is_so: Callable[[], object]) -> None:
    """Waits for something that has to come true within a minute."""
    deadline = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "waited for a minute"
        time.sleep(0.05)
