"""Whether a clone was fetched and checked out to its end, as far as its folder shows."""

from __future__ import annotations

from pathlib import Path

from standards_report.errors import Fault

_SIGNATURE = b"DIRC"  # of git's index, see gitformat-index(5)
_AGAIN = "remove the folder, and clone the repository again"


def clone_fault(folder: Path) -> Fault | None:
    """What is wrong with a clone; None for a whole one, and for a folder that is no clone.

    Git writes its index, which counts the files, when it has checked them out. A clone that was
    cut off has no index, a lock beside it, a pack that is not finished, or fewer files.
    """
    git = folder / ".git"
    if not git.is_dir():
        return None
    unfinished = [git / "index.lock", git / "shallow.lock", *git.glob("objects/pack/tmp_*")]
    if any(path.exists() for path in unfinished) or not (git / "index").is_file():
        return Fault(folder.name, 0, "is a clone that was not finished", _AGAIN)
    header = (git / "index").read_bytes()[:12]
    if header[:4] != _SIGNATURE or len(header) < 12:
        return Fault(folder.name, 0, "is a clone whose index is damaged", _AGAIN)
    listed = int.from_bytes(header[8:12], "big")
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    there = sum(path.relative_to(folder).parts[0] != ".git" for path in files)
    if there < listed:
        what = f"is a clone that lists {listed} files and holds {there}"
        return Fault(folder.name, 0, what, _AGAIN)
    return None
