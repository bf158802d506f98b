"""Sockets of processes that wait for the next build; this user alone can reach them."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from standards_report.project import Project


def has_sockets() -> bool:
    """Whether the system has sockets with an address in the file system, and users to own them."""
    return hasattr(os, "getuid")


def socket_address(project: Project, purpose: str) -> str:
    """Address for the project; OSError where its folder is somebody else's.

    Not in the project: the path of a socket may have a hundred characters at most.
    """
    folder = Path(tempfile.gettempdir(), f"standards-report-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not mine or stat.S_IMODE(found.st_mode) & 0o077:
        raise PermissionError(folder)
    name = hashlib.sha256(str(project.root.resolve()).encode()).hexdigest()[:16]
    return str(folder / f"{name}-{purpose}")


def may_answer(project: Project, purpose: str) -> bool:
    """Whether there is an address at which a process of the project may wait."""
    try:
        return has_sockets() and Path(socket_address(project, purpose)).exists()
    except OSError:
        return False
