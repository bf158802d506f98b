"""Hashes of the report's own code, taken before this process loaded the rest of it.

This module is loaded first. A build compares the code with these hashes before it publishes, since
code that has changed meanwhile is not the code that ran.
"""

from __future__ import annotations

import hashlib
import importlib.util
import py_compile
from collections.abc import Iterator
from pathlib import Path

from standards_report.source_files import source_files

PACKAGE = Path(__file__).resolve().parent
_HASHED = 0b11  # flags of a compiled module that Python compares with its source by content
_SUFFIX = ".py"


def code_files() -> Iterator[Path]:
    """Every file of the package, without those that Python and editors make."""
    return (path for path in source_files(PACKAGE, "**/*") if path.is_file())


def named_hashes() -> dict[str, str]:
    """The SHA-256 of each file, by its path relative to the folder that holds the package."""
    return {path.relative_to(PACKAGE.parent).as_posix(): known for path, known in HASHES.items()}


def _found() -> dict[Path, str]:
    """The SHA-256 of each file.

    Python trusts a compiled module whose source has the recorded time and size, whatever the
    content is. Such modules are compiled again into the form that records a hash.
    """
    hashes = {}
    for path in code_files():
        hashes[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        if path.suffix == _SUFFIX and not _is_known_by_content(path):
            try:
                mode = py_compile.PycInvalidationMode.CHECKED_HASH
                py_compile.compile(str(path), doraise=True, invalidation_mode=mode)
            except (OSError, py_compile.PyCompileError):
                continue  # read-only, or an error that the import reports
    return hashes


def _is_known_by_content(path: Path) -> bool:
    """Whether there is no compiled module, or it holds the hash of its source."""
    try:
        with Path(importlib.util.cache_from_source(str(path))).open("rb") as file:
            head = file.read(8)
    except (FileNotFoundError, NotImplementedError):
        return True
    except OSError:
        return False
    return int.from_bytes(head[4:], "little") == _HASHED


HASHES = _found()
