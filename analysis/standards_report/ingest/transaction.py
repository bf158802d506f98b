"""Tables written aside, checked together, and put in place together.

A folder beside the tables holds what is to come. Once everything in it has been checked, a
mark is set, and files take their places one by one; an ingest that is killed before the mark
has changed nothing, and one that is killed after it is finished by the next ingest or build.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.errors import DataError, Fault
from standards_report.source_files import source_files

if TYPE_CHECKING:
    import pandas as pd

FOLDER = ".ingest"
_MARK = "ready"


@dataclass(frozen=True)
class Stage:
    """Where new tables wait: `new` holds them under the names that they have in `data`."""

    data: Path

    @property
    def folder(self) -> Path:
        return self.data / FOLDER

    @property
    def new(self) -> Path:
        return self.folder / "new"

    def merge(self, file: str, rows: pd.DataFrame, column: str, key: str) -> None:
        """Writes a table as it will be: `rows` in place of those whose `column` holds `key`."""
        from standards_report.ingest.merging import write_merged

        target = self.new / file
        target.parent.mkdir(parents=True, exist_ok=True)
        write_merged(self.data / file, target, rows, column, key)

    def check(self) -> None:
        """Loads all tables as they would be. Raises DataError with every fault."""
        from standards_report.observations.tables.loader import load_tables

        whole = self.folder / "check"
        for root in (self.data, self.new):
            for path in source_files(root, "**/*"):
                if path.suffix in (".csv", ".yaml"):
                    _link(path, whole / path.relative_to(root))
        load_tables(whole)
        shutil.rmtree(whole)

    def put_in_place(self) -> None:
        """Sets the mark and moves every table to its place."""
        (self.folder / _MARK).write_text("All tables here have been checked.\n")
        _finish(self.data)


@contextmanager
def staged(data: Path) -> Iterator[Stage]:
    """A stage for the tables in the folder `data`; it is gone afterwards, whatever happens.

    Raises DataError where the folder cannot be written.
    """
    stage = Stage(data)
    try:
        stage.new.mkdir(parents=True)
        yield stage
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise DataError(Fault("data", 0, what, "check its owner and space")) from None
    finally:
        if not (stage.folder / _MARK).exists():
            shutil.rmtree(stage.folder, ignore_errors=True)


def finish_interrupted(data: Path) -> str:
    """Finishes an ingest that was killed: what was checked takes its place, the rest goes.

    Returns what was done, in words; nothing where there was nothing to do.
    """
    if not (data / FOLDER).exists():
        return ""
    if (data / FOLDER / _MARK).exists():
        _finish(data)
        return "An interrupted ingest had checked its tables: they are in place now"
    shutil.rmtree(data / FOLDER, ignore_errors=True)
    return "An interrupted ingest had changed nothing: what it left is gone"


def _finish(data: Path) -> None:
    new = data / FOLDER / "new"
    for path in sorted(new.rglob("*.csv")):
        target = data / path.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    shutil.rmtree(data / FOLDER)


def _link(path: Path, target: Path) -> None:
    """A second name for a file, or a copy where the file system has none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, target)
