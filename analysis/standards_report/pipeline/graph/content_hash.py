"""Hashes of files and folders by their content, whatever their sizes and times are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def file_hash(path: Path | str) -> str:
    """The SHA-256 of a file in hexadecimal; empty where there is no regular file.

    Raises OSError where it cannot be read.
    """
    try:
        # Thousands of files are hashed where nothing has changed; methods of Path take a fifth
        # of that time. A pipe or a device would never end.
        if not os.path.isfile(path):  # noqa: PTH113
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return hashlib.sha256(file.readall()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def folder_hash(path: Path) -> str:
    """The SHA-256 of the sorted names in a folder; empty where there is no such folder."""
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def hashes_below(folder: Path) -> dict[str, str]:
    """The hash of each file below a folder, by its path from there with forward slashes."""
    found = {}
    for parent, _, names in os.walk(folder):
        within = Path(parent)
        before = within.relative_to(folder).as_posix() + "/"
        for name in names:
            found[before.removeprefix("./") + name] = file_hash(within / name)
    return dict(sorted(found.items()))


def digest(parts: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """One hash for names with a hash each. It depends on their order."""
    total = hashlib.sha256()
    for name, value in parts.items() if isinstance(parts, Mapping) else parts:
        total.update(f"{name}\0{value}\0".encode("utf-8", "surrogateescape"))
    return total.hexdigest()
