"""Hashes the project's files before steps read them, and compares them afterwards."""

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
    """A file at one moment.

    The marks of the file system do not decide whether a step runs. They show that a file was
    changed and changed back, and may have been read in between.
    """

    content: str
    marks: tuple[int, ...] = ()


class Sources:
    """The files that one run of the graph reads, each hashed once before any step reads it.

    For the report's own code, the hashes are those of when this process loaded it.
    """

    def __init__(self, root: Path, watched: Iterable[Path]) -> None:
        """`root` is the folder of the project, `watched` all of its files that steps may read.

        Raises UsageError where the code has changed since this process loaded it.
        """
        self._root = root
        self._states = {path: _look(path) for path in watched}
        self._seen: dict[str, str] = {}  # found while steps ran
        self._moved: set[str] = set()
        self._lock = threading.Lock()
        self._groups: dict[tuple[Path, ...], str] = {}  # groups without a change so far
        self._code = {path: _marks(path) for path in own_code.HASHES}
        self._require_loaded_code(file_hash, own_code.HASHES)

    def group(self, paths: Sequence[Path]) -> str:
        """One hash for the names and contents of the files."""
        key = tuple(paths)
        with self._lock:
            known = self._groups.get(key)
        if known is None:
            # Code has the same names wherever it lies, so that a copy of a project can go on with
            # the results of the first.
            parts = [(_in_code(path) or self._name(path), self._content(path)) for path in paths]
            known = digest(parts)
            with self._lock:
                # One of them may have changed meanwhile.
                if all(
                    self._is_still(path, was) for path, (_, was) in zip(key, parts, strict=True)
                ):
                    self._groups[key] = known
        return known

    def found(self, names: Iterable[str]) -> dict[str, str]:
        """Hashes of files and folders by path below the root. Those of folders end with a slash."""
        hashes = {name: self._found(name) for name in names}
        with self._lock:
            self._seen = hashes | self._seen
        return hashes

    def known(self, paths: Iterable[Path]) -> dict[str, str]:
        """The hashes that files had at first, by path below the root."""
        return {self._name(path): self._states[path].content for path in paths}

    @property
    def seen(self) -> dict[str, str]:
        """Hashes of what steps found by themselves, by path below the root."""
        with self._lock:
            return dict(self._seen)

    def moved(self, paths: Iterable[Path], found: Mapping[str, str]) -> list[str]:
        """Names of files that have changed, or were changed for a while, since they were hashed.

        From then on they count as they are now. Raises UsageError where code was changed, since
        this process runs what it has loaded.
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
        """Names of all files that have changed, appeared or gone since they were first hashed.

        A step that ran again read the changed file; other steps may have read the earlier one.
        Raises UsageError where the code has changed since this process loaded it.
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


def _in_code(path: Path) -> str:
    """The path of a file below the report's own code; empty for another one."""
    package = own_code.PACKAGE
    return path.relative_to(package).as_posix() if path.is_relative_to(package) else ""


def _look(path: Path) -> _State:
    """The state of a file. Marks are taken first, so that a later change shows in the next look."""
    marks = _marks(path)
    return _State(file_hash(path), marks)


def _marks(path: Path) -> tuple[int, ...]:
    """What the file system records of a file. Not all of it can be reset after a change."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
