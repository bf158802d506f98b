"""Time and memory of generated Work Items through ingest and measures, a process a size."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from standards_report.ingest import plan_ingest, write_plan
from standards_report.measures import in_year, records_by_country
from standards_report.observations.tables.loader import load_tables

from tests.support.generated import ENTITIES, write_work_items
from tests.support.ingesting import DAY, empty_project

SIZES = (10_000, 100_000, 1_000_000)
LIMIT = 2 * 1024**3


def measure(number: int, folder: Path) -> tuple[float, float, int]:
    """Processor seconds of ingest, of loading and measuring; peak memory in bytes."""
    project = empty_project(folder / "report")
    path = folder / "items.csv"
    write_work_items(path, number, list(ENTITIES))
    started = time.process_time()
    write_plan(plan_ingest(project, "itu-work-items", [path], DAY, None))
    ingested = time.process_time()
    loaded = load_tables(project.data, ["work_item_records", "work_item_parties", "entities"])
    parties = loaded["work_item_parties"].rows
    supporters = parties[parties["role"] == "Supporting Member"]
    items = in_year(loaded["work_item_records"].rows, "first_registration")
    found = records_by_country(items, supporters, loaded["entities"].rows, "seat", ["year"])
    assert found["value"].sum() > number
    measured = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return ingested - started, measured - ingested, peak


def one_size(number: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        ingest, count, peak = measure(number, Path(temporary))
    each = 1e6 / number
    print(
        f"{number:>9,} Work Items   ingest {ingest * each:6.1f} us a record   "
        f"load and measure {count * each:6.1f} us a record   peak {peak / 1024**2:6.0f} MB"
    )
    assert peak < LIMIT, "more than 2 GB"


def main() -> None:
    """Every size in a process of its own, so that each shows its own peak."""
    for number in SIZES:
        subprocess.run(
            [sys.executable, "-m", "tests.tools.benchmark_ingest", str(number)], check=True
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_size(int(sys.argv[1]))
    else:
        main()
