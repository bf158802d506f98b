"""The hash of what was read, as sources.csv has it."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(*paths: Path) -> str:
    """The SHA-256 of the bytes of all files, one after another."""
    hashes = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(2**20):
                hashes.update(block)
    return hashes.hexdigest()
