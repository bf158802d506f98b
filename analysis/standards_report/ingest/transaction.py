"""A transaction over the tables: all of its changes are written, or none is.

New tables are written into a folder beside the tables and checked there. A commit then writes a
mark and moves the files to their places one by one. An ingest that is killed before the mark has
changed nothing. One that is killed after it is finished by the next ingest or build.
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
class Transaction:
    """Changes to the tables in the folder `data` that are not committed yet.

    The folder `new` holds the changed tables under the names that they have in `data`.
    """

    data: Path

    @property
    def folder(self) -> Path:
        return self.data / FOLDER

    @property
    def new(self) -> Path:
        return self.folder / "new"

    def merge(self, file: str, rows: pd.DataFrame, column: str, key: str) -> None:
        """Puts `rows` in place of the rows of the table `file` whose `column` holds `key`."""
        from standards_report.ingest.merging import write_merged

        target = self.new / file
        target.parent.mkdir(parents=True, exist_ok=True)
        write_merged(self.data / file, target, rows, column, key)

    def check(self) -> None:
        """Loads all tables with the changes in them. Raises DataError with every fault."""
        from standards_report.observations.tables.loader import load_tables

        whole = self.folder / "check"
        for root in (self.data, self.new):
            for path in source_files(root, "**/*"):
                if path.suffix in (".csv", ".yaml"):
                    _link(path, whole / path.relative_to(root))
        load_tables(whole)
        shutil.rmtree(whole)

    def commit(self) -> None:
        """Writes the mark and moves every changed table to its place."""
        (self.folder / _MARK).write_text("All tables here have been checked.\n")
        _finish(self.data)


@contextmanager
def transaction(data: Path) -> Iterator[Transaction]:
    """Begins a transaction on the tables in the folder `data`.

    What is not committed at the end of the block is dropped. Raises DataError where the folder
    cannot be written.
    """
    changes = Transaction(data)
    try:
        changes.new.mkdir(parents=True)
        yield changes
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise DataError(Fault("data", 0, what, "check its owner and the free space")) from None
    finally:
        if not (changes.folder / _MARK).exists():
            shutil.rmtree(changes.folder, ignore_errors=True)


def finish_interrupted(data: Path) -> str:
    """Finishes a transaction that was killed: commits it if it was checked, else drops it.

    Returns a message that says what was done; an empty text where there was nothing to do.
    """
    if not (data / FOLDER).exists():
        return ""
    if (data / FOLDER / _MARK).exists():
        _finish(data)
        return "Finished an interrupted ingest: the tables that it had checked are in place"
    shutil.rmtree(data / FOLDER, ignore_errors=True)
    return "Removed what an interrupted ingest had left: it had changed no table"


def _finish(data: Path) -> None:
    new = data / FOLDER / "new"
    for path in sorted(new.rglob("*.csv")):
        target = data / path.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    shutil.rmtree(data / FOLDER)


def _link(path: Path, target: Path) -> None:
    """Links a file to `target`, or copies it where the file system has no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, target)
