"""Writes files completely or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Writes `content` beside `path`, then moves it there in one step.

    Raises OSError, which names `path`, where that fails; no partial file is left then.
    """
    part = path.with_name(f".{path.name}.part")
    # There may be a pipe or a link to another place, which must not be written into.
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        # The error names the file that was asked for, not the partial one.
        raise OSError(error.errno, error.strerror, str(path)) from None
