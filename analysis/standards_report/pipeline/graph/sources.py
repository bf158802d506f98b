"""What steps read of the project's own files: hashed before they run, compared after it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report import own_code
from standards_report.errors import Fault, UsageError
from standards_report.pipeline.graph.content_hash import digest, file_hash, folder_hash


@dataclass(frozen=True)
class _State:
    """A file at a moment. The marks of the file system decide nothing by themselves: they show
    that a file was changed and changed back while it may have been read."""

    content: str
    marks: tuple[int, ...] = ()


class Sources:
    """The files that one run of the graph reads, each hashed once before whatever reads it.

    The code counts as this process loaded it.
    """

    def __init__(self, root: Path, watched: Iterable[Path]) -> None:
        """`root` is the project's folder; `watched` are all of its files that may be read.

        Raises UsageError where code is no longer what this process loaded.
        """
        self._root = root
        self._states = {path: _look(path) for path in watched}
        self._seen: dict[str, str] = {}  # what steps found by themselves
        self._moved: set[str] = set()
        self._lock = threading.Lock()
        self._groups: dict[tuple[Path, ...], str] = {}  # of files that have not moved
        self._code = {path: _marks(path) for path in own_code.HASHES}
        self._require_loaded_code(file_hash, own_code.HASHES)

    def group(self, paths: Sequence[Path]) -> str:
        """One hash for the files, with their names."""
        key = tuple(paths)
        with self._lock:
            known = self._groups.get(key)
        if known is None:
            parts = [(self._name(path), self._content(path)) for path in paths]
            known = digest(parts)
            with self._lock:
                # One of them may have moved meanwhile.
                if all(
                    self._is_still(path, was) for path, (_, was) in zip(key, parts, strict=True)
                ):
                    self._groups[key] = known
        return known

    def found(self, names: Iterable[str]) -> dict[str, str]:
        """Hashes of files and folders that are named from the root; folders end with a slash."""
        hashes = {name: self._found(name) for name in names}
        with self._lock:
            self._seen = hashes | self._seen
        return hashes

    def moved(self, paths: Iterable[Path], found: Mapping[str, str]) -> list[str]:
        """Names of those that are not, or were not all the time, as they were before.

        What has moved is known as it is now from then on. Raises UsageError where code was
        touched: this process runs what it has loaded.
        """
        moved: dict[str, None] = {}
        for path in dict.fromkeys(path for path in paths if path not in own_code.HASHES):
            now = _look(path)
            with self._lock:
                if self._states.setdefault(path, now) != now:
                    moved[self._name(path)] = None
                    self._states[path] = now
                    self._groups.clear()
        moved |= {name: None for name, known in found.items() if self._found(name) != known}
        with self._lock:
            self._seen = {**found} | self._seen
            self._moved |= moved.keys()
        self._require_loaded_code(_marks, self._code)
        return list(moved)

    def all_moved(self, watched: Iterable[Path]) -> list[str]:
        """Names of all files that have moved, come or gone since they were first looked at.

        A step that runs again reads what has moved as it is then; others may have read it before.
        Raises UsageError where code is no longer what this process loaded.
        """
        come = {self._name(path) for path in {*watched} - self._states.keys()}
        self.moved(list(self._states), self._seen)
        self._require_loaded_code(file_hash, own_code.HASHES)
        return sorted(come | self._moved)

    def _require_loaded_code(
        self, look: Callable[[Path], object], known: Mapping[Path, object]
    ) -> None:
        faults = [
            Fault(self._name(path), 0, "changed while the build ran", "build again")
            for path, before in known.items()
            if look(path) != before
        ]
        if faults:
            raise UsageError(faults)

    def _is_still(self, path: Path, content: str) -> bool:
        known = self._states.get(path)
        return path in own_code.HASHES or (known is not None and known.content == content)

    def _content(self, path: Path) -> str:
        loaded = own_code.HASHES.get(path)
        if loaded is not None:
            return loaded
        with self._lock:
            known = self._states.get(path)
        if known is None:
            now = _look(path)
            with self._lock:
                known = self._states.setdefault(path, now)
        return known.content

    def _found(self, name: str) -> str:
        path = self._root / name
        return folder_hash(path) if name.endswith("/") else file_hash(path)

    def _name(self, path: Path) -> str:
        for folder in (self._root, own_code.PACKAGE):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.name


def _look(path: Path) -> _State:
    """Marks first: a change between the two shows in the next look."""
    marks = _marks(path)
    return _State(file_hash(path), marks)


def _marks(path: Path) -> tuple[int, ...]:
    """What the file system notes of a file; it cannot be set back all of it."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
