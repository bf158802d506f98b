"""Time and memory of generated records of documents through ingest, a process a size.

Times are of processors, of all processes together; memory is the peak of the process that counts
and that of the largest one that reads. Both are printed beside those of the smallest size.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from standards_report.ingest import plan_ingest

from tests.support.ingesting import DAY
from tests.support.recording import (
    iso_document,
    recording_project,
    snapshot_of_committees,
    specification,
)

SIZES = (10_000, 100_000, 1_000_000)
LIMIT = 2**30
_EMPLOYERS = 300


def specifications(number: int) -> Iterator[str]:
    """Four versions of each specification, in five releases."""
    for index in range(number):
        name = f"TS {index // 4:06d}:REL-{15 + index // 4 % 5}/{index % 4}.0.0"
        yield specification(name, f"Company {index % _EMPLOYERS} Ltd", date=f"202{index % 4}-01-01")


def documents(number: int) -> Iterator[str]:
    """Two editions of each document, of which one is in force."""
    for index in range(number):
        year = 2000 + index % 2 * 10
        committee = f"ISO/TC {index % 300 + 1}"
        stage = "60" if index % 2 else "95"
        yield iso_document(f"ISO {index // 2}:{year}", committee, stage, published=f"{year}-05")


KINDS: dict[str, Callable[[int], Iterator[str]]] = {
    "relaton-3gpp": specifications,
    "relaton-iso": documents,
}


def measure(adapter: str, number: int, folder: Path) -> dict[str, float]:
    """Processor seconds of an ingest without writing, and peaks of memory in bytes."""
    project = recording_project(folder / "report")
    path = folder / "records.tar.xz"
    with tarfile.open(path, "w:xz", preset=0) as archive:
        for index, text in enumerate(KINDS[adapter](number)):
            content = text.encode()
            member = tarfile.TarInfo(f"{index:07d}.yaml")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
            archive.members = []  # type: ignore[attr-defined]
    files = [path]
    if adapter == "relaton-iso":
        files.append(snapshot_of_committees(folder / f"committees-{DAY}.jsonl"))
    before = os.times()
    plan_ingest(project, adapter, files, DAY, None)
    after = os.times()
    peaks = [resource.getrusage(who).ru_maxrss * 1024 for who in _WHO]
    spent = sum(after[index] - before[index] for index in range(4))
    return {"seconds": spent, "counting": peaks[0], "reading": peaks[1]}


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def one_size(adapter: str, number: int) -> None:
    """Prints what one size took, as JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(measure(adapter, number, Path(temporary))))


def main() -> None:
    """Every kind at every size in a process of its own, so that each shows its own peaks."""
    for adapter in KINDS:
        first = 0.0
        for number in SIZES:
            command = [sys.executable, "-m", "tests.tools.benchmark_records", adapter, str(number)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout)
            each = found["seconds"] * 1e6 / number
            first = first or each
            print(
                f"{number:>9,} records   {adapter:<13} {each:6.1f} us a record   "
                f"{each / first:5.2f} of that of the smallest   "
                f"peak {found['counting'] / 2**20:5.0f} MB + {found['reading'] / 2**20:4.0f} MB",
                flush=True,
            )
            assert found["counting"] + found["reading"] * (os.cpu_count() or 1) < LIMIT


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_size(sys.argv[1], int(sys.argv[2]))
    else:
        main()
