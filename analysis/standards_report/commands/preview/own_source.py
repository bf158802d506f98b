"""The code of the report itself, while a preview runs that was started from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from standards_report.commands.preview.watching import LIBRARY, is_library
from standards_report.errors import Fault, RenderError
from standards_report.source_files import source_files


def code_hash() -> str:
    """A hash of all files of the library."""
    digest = hashlib.sha256()
    for path in source_files(LIBRARY, "**/*"):
        if path.is_file():
            digest.update(f"{path.relative_to(LIBRARY)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def require_code(saved: Iterable[Path]) -> None:
    """Raises RenderError for saved code that cannot be read, with which nothing would start."""
    faults = []
    for path in saved:
        if path.suffix == ".py" and is_library(path) and path.is_file():
            try:
                compile(path.read_bytes(), path.name, "exec")
            except (SyntaxError, ValueError) as error:
                line = getattr(error, "lineno", 0) or 0
                where = f"{LIBRARY.name}/{path.relative_to(LIBRARY).as_posix()}"
                faults.append(Fault(where, line, f"is no Python: {error.args[0]}", "correct it"))
    if faults:
        raise RenderError(faults)
