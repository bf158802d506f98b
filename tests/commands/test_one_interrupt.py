"""One interrupt ends a command in the midst of a long cell."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SmallProject


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
@pytest.mark.slow
def test_one_signal_ends_a_build_in_a_long_cell(
    built: SmallProject, tmp_path: Path, number: signal.Signals
) -> None:
    """And nothing of it is left two seconds later."""
    begun = tmp_path / "begun"
    cell = f"import os, pathlib, time; pathlib.Path({str(begun)!r}).write_text(str(os.getpid()))"

    def lengthen(content: dict[str, object]) -> None:
        cells: list[dict[str, object]] = content["cells"]  # type: ignore[assignment]
        cells[-1]["source"] = f"{cell}; time.sleep(60)\n"

    built.edit_notebook("members", lengthen)
    command = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]
    build = subprocess.Popen(command, cwd=built.root, stderr=subprocess.PIPE, text=True)
    while not (begun.exists() and begun.read_text()):
        time.sleep(0.05)
    started = time.monotonic()
    build.send_signal(number)
    said = build.communicate(timeout=20)[1]
    print(f"{number.name} ends it after {time.monotonic() - started:.1f} s")
    assert build.returncode in (130, -signal.SIGTERM)
    assert "Traceback" not in said
    kernel = Path("/proc") / begun.read_text()
    deadline = time.monotonic() + 2
    while is_at_work(kernel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_at_work(kernel)


def is_at_work(process: Path) -> bool:
    """Whether a process of `/proc` lives; one that has ended stays in the list until its parent
    asks for it, and has no command line then."""
    try:
        return bool((process / "cmdline").read_bytes())
    except OSError:
        return False
