"""The preview as a command: a save is on view in a browser, and one interrupt ends it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import ROOT, SmallProject
from tests.support.browser import chromium, needs_chromium, opened

_WITHIN = 90  # seconds
MEMBERS = "chapters/members.qmd"


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its process, its address, and what it said beside that."""

    process: subprocess.Popen[str]
    said: Path

    def address(self) -> str:
        """The address, once the first build has ended."""
        output: IO[str] | None = self.process.stdout
        assert output is not None
        return output.readline().strip()

    def wait_until_said(self, text: str) -> None:
        deadline = time.monotonic() + _WITHIN
        while text not in self.said.read_text(encoding="utf-8"):
            assert time.monotonic() < deadline, self.said.read_text(encoding="utf-8")
            assert self.process.poll() is None
            time.sleep(0.05)

    def interrupt(self) -> None:
        """Ends it as a terminal does; it has to end as one that was interrupted."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=_WITHIN) == 130


@contextmanager
def _preview(project: SmallProject, *options: str, **environment: str) -> Iterator[Preview]:
    command = [sys.executable, "-m", "standards_report", "preview", "--engine", "pandoc"]
    said = project.root.with_name(f"{project.root.name}-said")
    with said.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*command, *options],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **environment},
        )
    try:
        yield Preview(process, said)
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
@needs_chromium
def test_a_save_is_on_view_and_a_fault_is_told_on_the_page(built: SmallProject) -> None:
    within = _WITHIN * 1000
    with _preview(built) as preview, chromium() as browser:
        address = preview.address()
        with opened(browser, f"{address}chapters/members.html") as page:
            page.get_by_text("A callout.").first.wait_for()
            started = time.monotonic()
            built.replace(MEMBERS, "A callout.", "A new callout of teh seven.")
            page.get_by_text("A new callout").first.wait_for(timeout=within)
            print(f"The page shows a save after {time.monotonic() - started:.2f} s")
            page.get_by_text("unknown word 'teh'").wait_for(timeout=within)
            page.get_by_text("the number 'seven' is typed").wait_for()

            built.replace(MEMBERS, "teh seven.", "seven. {{< var no.value >}}")
            page.get_by_text("no notebook emits 'no.value'").wait_for(timeout=within)
            page.get_by_text("A new callout of teh seven").first.wait_for(state="attached")

            built.replace(MEMBERS, " of seven. {{< var no.value >}}", ".")
            page.get_by_text("A new callout.").first.wait_for(timeout=within)
            page.get_by_text("no.value").wait_for(state="hidden")
            page.get_by_text("is typed").wait_for(state="hidden")
        preview.interrupt()
    assert ".preview" not in built.page("chapters/members.html")


@pytest.mark.slow
@needs_chromium
def test_what_is_saved_while_the_first_build_runs_is_on_view(built: SmallProject) -> None:
    built.replace("data/itu_members.csv", "JPN,total,24", "JPN,total,23")
    with _preview(built) as preview, chromium() as browser:
        preview.wait_until_said("Pages are shown as they are built: http://127.0.0.1:")
        time.sleep(1)  # the notebooks that read the table run for longer
        built.append(MEMBERS, "\nSaved while the first build ran.\n")
        with opened(browser, f"{preview.address()}chapters/members.html") as page:
            page.get_by_text("Saved while").wait_for(timeout=_WITHIN * 1000, state="attached")
        preview.interrupt()
    assert preview.said.read_text(encoding="utf-8").count(f"Changed: {MEMBERS}") <= 1


@pytest.mark.slow
def test_what_a_build_writes_itself_does_not_start_another(built: SmallProject) -> None:
    (built.root / "data" / "README.md").unlink()
    (built.root / "_quarto-2030.yml").unlink(missing_ok=True)
    with _preview(built) as preview:
        preview.address()
        assert (built.root / "data" / "README.md").is_file()
        time.sleep(2)
        preview.interrupt()
    assert "Changed" not in preview.said.read_text(encoding="utf-8")


@pytest.mark.slow
def test_changed_code_starts_it_again_at_the_same_address(
    built: SmallProject, tmp_path: Path
) -> None:
    library = tmp_path / "library" / "standards_report"
    shutil.copytree(ROOT / "analysis" / "standards_report", library)
    with _preview(built, PYTHONPATH=str(library.parent)) as preview:
        address = preview.address()
        errors = library / "errors.py"
        text = errors.read_text(encoding="utf-8")
        errors.write_text(f"{text}\ndef broken(:\n", encoding="utf-8")
        preview.wait_until_said("standards_report/errors.py:")
        errors.write_text(f"{text}\n# Another end.\n", encoding="utf-8")
        preview.wait_until_said("The code of the report has changed: starting again")
        assert preview.address() == address
        preview.interrupt()


def test_a_port_that_is_taken_and_an_edition_that_nobody_knows_end_it(small: SmallProject) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = small.run("preview", "--engine", "pandoc", "--port", str(port))
    assert process.returncode == 2
    assert process.stderr.startswith(f"port {port}: ")
    assert len(process.stderr.splitlines()) == 1
    process = small.run("preview", "1999", "--engine", "pandoc")
    assert process.returncode == 2
    assert len(process.stderr.splitlines()) == 1
