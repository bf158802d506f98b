"""Reads the records of a folder or archive on all cores, in order, with progress.

Files are handed out in blocks, and only a few blocks wait at a time, so memory does not grow with
the number of files beyond what is kept of each.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from standards_report.errors import DataError, Fault
from standards_report.ingest.relaton.clones.record_files import record_files
from standards_report.ingest.relaton.clones.yaml_records import (
    NotRelatonError,
    Record,
    parse_record,
)

Kept = TypeVar("Kept")
_BLOCK = 400  # files
_WAITING = 4  # blocks for each process
_LOOK = "look at it: it may be damaged, or belong to something else"


def read_records(path: Path, extract: Callable[[str, Record], Kept]) -> Iterator[Kept]:
    """What `extract` makes of each record, in the order of the files. It has to be picklable.

    Raises DataError at the end with everything that is no record, equal faults counted; what came
    before must not be used then.
    """
    faults: Counter[str] = Counter()
    first: dict[str, str] = {}
    for kept, found in _blocks(path, extract):
        for name, what in found:
            faults[what] += 1
            first.setdefault(what, name)
        yield from kept
    if faults:
        raise DataError(
            Fault(path.name, 0, f"{first[what]} {what}{_others(count)}", _LOOK)
            for what, count in faults.items()
        )


def _others(count: int) -> str:
    if count == 1:
        return ""
    return f" (and {count - 1} other file{'s' if count > 2 else ''})"


Block = tuple[list[Kept], list[tuple[str, str]]]


def _blocks(path: Path, extract: Callable[[str, Record], Kept]) -> Iterator[Block[Kept]]:
    processes = os.cpu_count() or 1
    waiting: deque[Future[Block[Kept]]] = deque()
    with ProcessPoolExecutor(processes) as pool, _progress() as progress:
        task = progress.add_task(f"Reading {path.name}", total=None)
        try:
            for block in _in_blocks(record_files(path)):
                waiting.append(pool.submit(_extract_block, extract, block))
                if len(waiting) >= processes * _WAITING:
                    yield waiting.popleft().result()
                progress.advance(task, len(block))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _progress() -> Progress:
    columns = (TextColumn("{task.description}: {task.completed:,} files"), BarColumn())
    return Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))


def _in_blocks(files: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    files = iter(files)
    while block := list(islice(files, _BLOCK)):
        yield block


def _extract_block(
    extract: Callable[[str, Record], Kept], block: list[tuple[str, bytes]]
) -> Block[Kept]:
    kept: list[Kept] = []
    faults: list[tuple[str, str]] = []
    for name, content in block:
        try:
            kept.append(extract(name, parse_record(content)))
        except NotRelatonError as error:
            faults.append((name, str(error)))
    return kept, faults
