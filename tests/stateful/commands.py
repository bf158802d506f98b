"""Commands of the report as processes of their own, and what they leave running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

PLAIN = (sys.executable, "-m", "standards_report")
# Long past what anything here takes: what is not done by then hangs.
_PATIENCE = 120.0
_LEFT_FOR = 2.0


@dataclass(frozen=True)
class Finished:
    """How a command ended; the code is negative after a signal, as of `subprocess`."""

    code: int
    said: str
    hangs: bool = False

    @property
    def faults(self) -> list[str]:
        """The lines that name a file and a line."""
        lines = {line for line in self.said.splitlines() if line.count(":") >= 3}
        return sorted(line for line in lines if line.split(":")[1].isdigit())


def run(
    place: Path,
    project: Path,
    arguments: Sequence[str],
    start: Sequence[str] = PLAIN,
    meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None,
) -> Finished:
    """Runs a command in a project, with the packages and the code of a place.

    `meanwhile` is called with the process while it works.
    """
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    environment["PYTHONPATH"] = f"{place / 'packages'}{os.pathsep}{place / 'code'}"
    environment["PYTHONHASHSEED"] = "random"
    # Files, not pipes: a process that is left behind would keep a pipe open.
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            [*start, *arguments],
            cwd=project,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=environment,
            start_new_session=True,
        ) as process,
    ):
        if meanwhile:
            meanwhile(process)
        hangs = False
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            hangs = True
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(0)
        return Finished(process.returncode, said.read().decode(errors="replace"), hangs)


def left_running(project: Path) -> list[str]:
    """Processes that still work for a project when they have had two seconds to end."""
    deadline = time.monotonic() + _LEFT_FOR
    while (found := dict(_processes(project))) and time.monotonic() < deadline:
        time.sleep(0.05)
    for number in found:
        os.kill(number, signal.SIGKILL)
    return sorted(found.values())


def _processes(project: Path) -> Iterator[tuple[int, str]]:
    mark = os.fsencode(project)
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            line = (folder / "cmdline").read_bytes()
            told = (
                line + (folder / "environ").read_bytes() + os.fsencode((folder / "cwd").readlink())
            )
            if line and mark in told:  # a zombie has no command line
                yield int(folder.name), line.replace(b"\0", b" ").decode(errors="replace")[:200]
        except OSError:  # it has ended, or is not ours
            continue
