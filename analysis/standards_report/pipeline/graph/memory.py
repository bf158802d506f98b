"""Stores the results of steps between builds, with a record of what each was made from.

The result of a step is a folder. Its record has the hashes of everything that the step read and of
every file that it wrote. A step is up to date where both still match. Nothing else is kept between
builds, and neither times nor sizes of files matter.

A result is made in another folder and then moved to its place. Where a build is killed between the
result and its record, the record does not match, and the step runs again.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from standards_report.pipeline.graph.content_hash import digest, hashes_below
from standards_report.project import Project
from standards_report.workspace import folder_name

# Changes with the form of records, so that older ones are not read.
_FORM = 2
# A number for each folder that this process gives to a step. A step that was given up may still
# write into its own folder.
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Record:
    """What a step read and what it wrote, as hashes by name.

    `settings`, `files` (groups of files) and `results` (of other steps) are known before the step
    runs. `found` are further files and folders of the project that it read while it ran.
    `outputs` are the files of its result.
    """

    settings: Mapping[str, str]
    files: Mapping[str, str]
    results: Mapping[str, str]
    found: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def result(self) -> str:
        """One hash for all files of the result."""
        return digest(self.outputs)


class Memory:
    """Results and records in the scratch folder of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._records = project.scratch / "records"
        self._aside = project.scratch / "making"
        self._known: dict[str, Record | None] = {}

    def result(self, step: str) -> Path:
        """The folder with the result of a step."""
        return self._project.results / folder_name(step)

    def recall(self, step: str) -> Record | None:
        """The record of a step; None where there is none, or where it is damaged.

        It is read once in the life of this object, since one build holds the lock.
        """
        if step not in self._known:
            self._known[step] = self._read(step)
        return self._known[step]

    def _read(self, step: str) -> Record | None:
        path = self._record(step)
        try:
            content = path.read_bytes() if path.is_file() else b""  # a pipe would never end
        except OSError:
            return None
        head, _, text = content.partition(b"\n")
        return Record(**json.loads(text)) if head == _head(text) else None

    def is_known(self, step: str) -> bool:
        """Whether anything lies in the place of the step's record."""
        return os.path.lexists(self._record(step))

    def holds(self, step: str, record: Record) -> bool:
        """Whether the result has exactly the files of the record, byte for byte."""
        result = self.result(step)
        try:
            return not result.is_symlink() and hashes_below(result) == record.outputs
        except OSError:
            return False

    def left(self, step: str) -> dict[str, str]:
        """The hash of everything that is kept of a step, by path below the scratch folder."""
        record = self.recall(step)
        if record is None:
            return {}
        result = self.result(step).relative_to(self._project.scratch).as_posix()
        kept = {f"{result}/{name}": known for name, known in record.outputs.items()}
        path = self._record(step).relative_to(self._project.scratch).as_posix()
        return kept | {path: hashlib.sha256(_written(record)).hexdigest()}

    def room(self, step: str) -> Path:
        """A new, empty folder in which a step can make its result."""
        while True:
            folder = self._aside / f"{next(_numbers)}-{folder_name(step)}"
            with suppress(FileExistsError):  # left by a build that was killed
                folder.mkdir(parents=True)
                return folder

    def keep(self, step: str, made: Path, record: Record) -> None:
        """Moves a result to its place, then writes its record."""
        target = self.result(step)
        self._known.pop(step, None)
        _remove(self._record(step))
        _remove(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        made.rename(target)
        part = self._aside / f"{folder_name(step)}.json"
        part.write_bytes(_written(record))
        self._records.mkdir(exist_ok=True)
        part.replace(self._record(step))

    def clear_room(self) -> None:
        """Removes what steps were making when an earlier build ended. The caller holds the lock.

        A worker of a cluster may still write there for a build that was killed; that does no harm.
        """
        shutil.rmtree(self._aside, ignore_errors=True)

    def _record(self, step: str) -> Path:
        return self._records / f"{folder_name(step)}.json"


def _written(record: Record) -> bytes:
    """A record as its file has it."""
    text = json.dumps(asdict(record)).encode()
    return _head(text) + b"\n" + text


def _head(text: bytes) -> bytes:
    """The first line of a record: its form, and the hash of the rest."""
    return f"{_FORM} {hashlib.sha256(text).hexdigest()}".encode()


def _remove(path: Path) -> None:
    """Removes the file, link or folder at `path`."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
