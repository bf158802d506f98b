"""The report's own code as this process found it, before it loaded the rest.

Loaded before everything else. A build compares the code with it again before it publishes: what
has changed meanwhile is not what has run.
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
    """Every file of the package but what Python and editors make."""
    return (path for path in source_files(PACKAGE, "**/*") if path.is_file())


def named_hashes() -> dict[str, str]:
    """The hash of each file by its path from the folder that holds the package."""
    return {path.relative_to(PACKAGE.parent).as_posix(): known for path, known in HASHES.items()}


def _found() -> dict[Path, str]:
    """The hash of each file.

    Python takes a compiled module for that of its source where time and size agree, which says
    nothing of the content. Such modules are compiled anew into the form that holds a hash.
    """
    hashes = {}
    for path in code_files():
        hashes[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        if path.suffix == _SUFFIX and not _is_known_by_content(path):
            try:
                mode = py_compile.PycInvalidationMode.CHECKED_HASH
                py_compile.compile(str(path), doraise=True, invalidation_mode=mode)
            except (OSError, py_compile.PyCompileError):
                continue  # read-only, or an error that the import tells
    return hashes


def _is_known_by_content(path: Path) -> bool:
    """Whether a compiled module is not there, or holds the hash of its source."""
    try:
        with Path(importlib.util.cache_from_source(str(path))).open("rb") as file:
            head = file.read(8)
    except (FileNotFoundError, NotImplementedError):
        return True
    except OSError:
        return False
    return int.from_bytes(head[4:], "little") == _HASHED


HASHES = _found()
