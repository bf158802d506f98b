"""Texts that took a program's time, kept by what they were made from.

pytask decides whether a step runs at all. A step that sets two dozen chapters asks Pandoc
only for those whose text or whose inputs have changed since the step's last run.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path


class Kept:
    """Results in a folder, each under the hash of everything that went into it.

    A result is written in one step and carries a hash of its own, so that what a killed
    build leaves behind is made again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self._hashes: dict[Path, bytes] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def text(self, words: Iterable[str], files: Iterable[Path], make: Callable[[], str]) -> str:
        """The kept result for these words and the contents of these files, or a new one."""
        name = self._name(words, files)
        self._used.add(name)
        found = _read(self._folder / name)
        if found is None:
            found = make()
            self._write(name, found)
        return found

    def keep(self, words: Iterable[str], files: Iterable[Path]) -> None:
        """Marks the result for these words and files as asked for."""
        self._used.add(self._name(words, files))

    def forget_others(self) -> None:
        """Removes what was not asked for: results of earlier texts."""
        for path in self._folder.iterdir():
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _name(self, words: Iterable[str], files: Iterable[Path]) -> str:
        total = hashlib.sha256()
        for word in words:
            total.update(hashlib.sha256(word.encode()).digest())
        for path in files:
            if path not in self._hashes:
                self._hashes[path] = hashlib.sha256(path.read_bytes()).digest()
            total.update(self._hashes[path])
        return total.hexdigest()

    def _write(self, name: str, text: str) -> None:
        part = self._folder / f"{name}.{threading.get_ident()}"
        part.write_text(f"{_checksum(text)}\n{text}", encoding="utf-8", newline="")
        with suppress(FileNotFoundError):  # another step has just cleared the folder
            part.replace(self._folder / name)


def _read(path: Path) -> str | None:
    """The result in the file, or None where there is none, or not all of it."""
    try:
        checksum, _, text = path.read_bytes().decode().partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if _checksum(text) == checksum else None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
