"""Files written whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there in one step; a failure leaves nothing."""
    part = path.with_name(f".{path.name}.part")
    # What lies there, a pipe or a link to elsewhere perhaps, is not written into.
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        # Under the name that was asked for.
        raise OSError(error.errno, error.strerror, str(path)) from None
