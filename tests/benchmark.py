"""How long things take, as medians of five and as ratios: `make bench`.

Absolute times depend on the machine; compare ratios, and figures of one run with each other.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from standards_report.observations.store import load_tables

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def median(action: Callable[[], object], clock: Callable[[], float], runs: int = RUNS) -> float:
    """Median time of an action on the clock, after one run that does not count."""
    action()
    times = []
    for _ in range(runs):
        started = clock()
        action()
        times.append(clock() - started)
    return statistics.median(times)


def command(*arguments: str, folder: Path = ROOT) -> Callable[[], object]:
    """Runs a command of the report in a folder; it has to succeed."""

    def run() -> object:
        line = [sys.executable, "-m", "standards_report.cli", *arguments]
        return subprocess.run(line, cwd=folder, capture_output=True, check=True)

    return run


def loading() -> None:
    rows = sum(len(one.rows) for one in load_tables(ROOT / "data").values())
    seconds = median(lambda: load_tables(ROOT / "data"), time.process_time)
    print(f"load and validate all tables ({rows} rows)   {seconds:6.2f} s of processor time")


def building(folder: Path) -> None:
    build = command("build", "--engine", "pandoc", folder=folder)
    started = time.perf_counter()
    build()
    cold = time.perf_counter() - started
    unchanged = median(build, time.perf_counter)
    chapter = folder / "chapters" / "membership.qmd"
    text = chapter.read_text(encoding="utf-8")
    started = time.perf_counter()
    chapter.write_text(f"{text}\nOne sentence more.\n", encoding="utf-8")
    build()
    changed = time.perf_counter() - started
    usage = median(command("--help"), time.perf_counter)
    for name, seconds in {
        "build from nothing": cold,
        "build with one chapter changed": changed,
        "build with nothing changed": unchanged,
        "--help": usage,
    }.items():
        print(f"{name:<45}{seconds:6.2f} s   {cold / seconds:5.1f} x")


def main() -> None:
    loading()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "report"
        ignored = shutil.ignore_patterns(".git", ".venv", ".build", "_site", "_executed", ".*cache")
        shutil.copytree(ROOT, folder, ignore=ignored)
        building(folder)


if __name__ == "__main__":
    main()
