"""Packages of npm from which files of the repository are made: fetched, and known by their hash."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

from standards_report.errors import Fault, RenderError


def fetched(package: str, sha256: str, folder: Path) -> Path:
    """Fetches a package (`name@version`) into `folder` and returns its archive.

    Raises RenderError where npm is missing or fails, or where the hash of the archive is not
    `sha256`.
    """
    npm = shutil.which("npm")
    if not npm:
        raise RenderError(Fault("npm", 0, "was not found", "install Node.js, which includes it"))
    command = [npm, "pack", "--silent", "--ignore-scripts", package]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if process.returncode:
        reason = " ".join(process.stderr.split()) or "npm gives no reason"
        raise RenderError(Fault(package, 0, "cannot be fetched", reason))
    packed = folder / process.stdout.split()[-1]
    found = hashlib.sha256(packed.read_bytes()).hexdigest()
    if found != sha256:
        what = f"has the SHA-256 {found} instead of {sha256}"
        raise RenderError(Fault(package, 0, what, "do not use it"))
    return packed


def member(packed: Path, name: str) -> bytes:
    """A file of the archive."""
    with tarfile.open(packed) as archive:
        file = archive.extractfile(name)
        assert file is not None, name
        return file.read()
