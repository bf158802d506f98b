"""Asks Git for what the project's history holds; nothing here changes a work tree."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from standards_report.errors import Fault, UsageError


def head(root: Path) -> str:
    """The commit that is checked out. Raises UsageError where there is none."""
    found = _git(root, "rev-parse", "--verify", "HEAD^{commit}")
    if found is None or _folder_in_repository(root):
        what = "is no clone with a commit"
        raise UsageError(Fault(root.name, 0, what, "release from a clone, with all committed"))
    return found.decode().strip()


def uncommitted(root: Path) -> list[str]:
    """Files that differ from the commit that is checked out, or that it does not hold."""
    listed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all") or b""
    return [os.fsdecode(entry[3:]) for entry in listed.split(b"\0") if entry]


def tracked(root: Path) -> list[Path]:
    """The files of the project that Git tracks. There are none where it is no work tree of Git."""
    listed = _git(root, "ls-files", "-z") or b""
    return [root / os.fsdecode(name) for name in listed.split(b"\0") if name]


def require_commit(root: Path, commit: str) -> None:
    """Raises UsageError where the commit is not in the history at hand, with how to fetch it."""
    if _git(root, "cat-file", "-e", f"{commit}^{{commit}}") is not None:
        return
    if _git(root, "rev-parse", "--git-dir") is None:
        remedy = "run it in a clone of the repository, which has its history"
    elif (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
        remedy = "fetch the history first: git fetch --unshallow"
    else:
        remedy = "fetch it first: git fetch --all --tags"
    raise UsageError(Fault(f"commit {commit[:12]}", 0, "is not in the history at hand", remedy))


def files_of_commit(root: Path, commit: str) -> dict[str, bytes]:
    """Every regular file of a commit with its content. Raises UsageError as `require_commit`."""
    require_commit(root, commit)
    with tarfile.open(fileobj=io.BytesIO(_archive(root, commit))) as archive:
        read = ((member, archive.extractfile(member)) for member in archive if member.isfile())
        return {member.name: file.read() for member, file in read if file}


def check_out(root: Path, commit: str, target: Path) -> None:
    """Writes the files of a commit below `target`. Raises UsageError as `require_commit`."""
    require_commit(root, commit)
    target.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(_archive(root, commit))) as archive:
        archive.extractall(target, filter="data")


def _archive(root: Path, commit: str) -> bytes:
    found = _git(root, "archive", "--format=tar", commit)
    if found is None:
        what = "cannot be read out of Git"
        raise UsageError(Fault(f"commit {commit[:12]}", 0, what, "see git fsck, or clone anew"))
    return found


def _folder_in_repository(root: Path) -> bool:
    """Whether the project is only a folder of a repository, so that commits name other paths."""
    return bool((_git(root, "rev-parse", "--show-prefix") or b"").strip())


def _git(root: Path, *arguments: str) -> bytes | None:
    """What Git says; None where it fails, or is not installed."""
    # A hook sets variables that would lead Git to the repository of the hook.
    kept: Mapping[str, str] = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_")
    }
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, env=kept).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
