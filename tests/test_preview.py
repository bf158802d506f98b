"""The preview: serves what was built, and builds again when a source changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from tests.conftest import SmallProject

_WITHIN = 90  # seconds


@contextmanager
def _preview(project: SmallProject) -> Iterator[str]:
    command = [sys.executable, "-m", "standards_report", "preview", "--engine", "pandoc"]
    process = subprocess.Popen(
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=_WITHIN) == 130


def _wait_for(address: str, text: str) -> str:
    deadline = time.monotonic() + _WITHIN
    page = ""
    while time.monotonic() < deadline:
        with urlopen(address) as answer:
            page = str(answer.read(), encoding="utf-8")
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} did not appear")


@pytest.mark.slow
def test_a_change_shows_and_a_fault_leaves_the_last_good_page(built: SmallProject) -> None:
    with _preview(built) as address:
        assert address.startswith("http://127.0.0.1:")
        _wait_for(f"{address}chapters/members.html", "A callout.")
        built.replace("chapters/members.qmd", "A callout.", "A new callout. {{< var no.value >}}")
        time.sleep(1)
        _wait_for(f"{address}chapters/members.html", "A callout.")
        built.replace("chapters/members.qmd", " {{< var no.value >}}", "")
        page = _wait_for(f"{address}chapters/members.html", "A new callout.")
        assert "/.preview" in page
    assert "/.preview" not in built.page("chapters/members.html")
