"""Whether anything has changed since the last build, told from what the system keeps of files.

A build that changed nothing, or left everything as it should be, notes size, times and
number of every file of the project and of the code. As long as all of them are the same,
the next build has nothing to look at. pytask decides as soon as one differs; this only
answers the commonest question without loading it, with the standard library alone.

A time says nothing about a file that changed twice within one tick of the file system's
clock. So, as with Git's index, a file as young as the note is not trusted: a note is
written only once every file is older than it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standards_report.project import Project

NAME = "unchanged.json"
_PACKAGE = Path(__file__).parent.parent
_PRODUCED = (".build", "_site")
# What no build reads, and what pytask and other commands write of their own.
_IGNORED = ("__pycache__", "node_modules", "tests")
_OWN = (".build/state", ".build/lock", f".build/{NAME}")
_PATIENCE = 0.2  # seconds; ticks of a common file system take milliseconds

Stamp = tuple[int, int, int, int]
Stamps = Mapping[str, Stamp]


@dataclass(frozen=True)
class Look:
    """What was seen of all files at a moment of the file system's own clock."""

    moment: int
    stamps: Stamps

    @property
    def sources(self) -> Stamps:
        """Files that no build makes."""
        return {
            path: stamp
            for path, stamp in self.stamps.items()
            if path.partition("/")[0] not in _PRODUCED
        }

    @property
    def settled(self) -> bool:
        """Whether every file is older than the look, so that a later change shows."""
        return all(_changed(stamp) < self.moment for stamp in self.stamps.values())


def look(project: Project) -> Look | None:
    """Looks at every file of the project and of the code; None where that cannot be done."""
    try:
        moment = _now(project)
        return Look(moment, dict(_stamps(project)))
    except OSError:
        return None


def last_build(
    project: Project, asked: Mapping[str, Any], seen: Look | None = None
) -> dict[str, Any] | None:
    """What the last build said, where it was asked the same and no file has changed since.

    `seen` is what was seen of the files, if that has been looked at.
    """
    noted = _note_that_holds(project, lambda before: before == _key(asked), seen)
    said: dict[str, Any] | None = noted and noted["said"]
    return said


def is_built(project: Project, editions: Iterable[str]) -> bool:
    """Whether the last build made these editions, and no file has changed since."""
    return changed_since(project, editions) == frozenset()


def changed_since(
    project: Project, editions: Iterable[str], seen: Look | None = None
) -> frozenset[str] | None:
    """Files that were added, removed or changed since a build that made these editions ended.

    Files of the project by their path in it. None where the last build made others, or with
    another Python.
    """

    def covers(before: Mapping[str, Any]) -> bool:
        made = before["editions"]
        same = _key({}).items() <= before.items()
        return same and (not made or set(editions) <= set(made))

    compared = _compared(project, covers, seen)
    return compared and compared[1]


def _note_that_holds(
    project: Project, wanted: Callable[[Mapping[str, Any]], bool], seen: Look | None
) -> dict[str, Any] | None:
    compared = _compared(project, wanted, seen)
    return compared[0] if compared and not compared[1] else None


def _compared(
    project: Project, wanted: Callable[[Mapping[str, Any]], bool], seen: Look | None
) -> tuple[dict[str, Any], frozenset[str]] | None:
    """The note of the last build, if it is wanted, and the files that have changed since."""
    try:
        noted: dict[str, Any] = json.loads((project.scratch / NAME).read_text(encoding="utf-8"))
        if not wanted(noted["asked"]):
            return None
        known = noted["files"]
        stamps = seen.stamps if seen else dict(_stamps(project))
        found = {path: list(stamp) for path, stamp in stamps.items()}
        return noted, frozenset(
            path for path in {*known, *found} if known.get(path) != found.get(path)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_build(
    project: Project, before: Look | None, asked: Mapping[str, Any], said: Mapping[str, Any]
) -> None:
    """Notes a build that ended well; `before` was seen before it read anything.

    Notes nothing where a source changed meanwhile, or where the file system's clock is too
    coarse to tell: the next build looks at everything once more.
    """
    file = project.scratch / NAME
    with suppress(OSError):
        file.unlink(missing_ok=True)
        after = _settled_look(project) if before and before.settled else None
        if before is None or after is None or after.sources != before.sources:
            return
        noted = {"asked": _key(asked), "said": dict(said), "files": after.stamps}
        part = file.with_suffix(".part")
        part.write_text(json.dumps(noted), encoding="utf-8")
        part.replace(file)


def state_of_code() -> str:
    """A hash that differs where a file of the code, Python or a package does."""
    stamps = sorted(_below(_PACKAGE, "", set()))
    return hashlib.sha256(json.dumps([_key({}), stamps]).encode()).hexdigest()


def _settled_look(project: Project) -> Look | None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        after = look(project)
        if after is None or after.settled:
            return after
        time.sleep(0.005)
    return None


def _key(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, and by which Python with which packages."""
    packages = Path(sysconfig.get_path("purelib")).stat()
    return {**asked, "python": [sys.version, sys.prefix, packages.st_mtime_ns]}


def _now(project: Project) -> int:
    """The moment by the file system's clock, which need not be the one of this machine."""
    project.scratch.mkdir(parents=True, exist_ok=True)
    probe = (project.scratch / NAME).with_suffix(".part")
    probe.write_text("", encoding="utf-8")
    moment = _changed(_stamp(probe.stat()))
    probe.unlink()
    return moment


def _stamps(project: Project) -> Iterator[tuple[str, Stamp]]:
    yield from _below(project.root, "", set())
    if project.root not in _PACKAGE.parents:
        yield from _below(_PACKAGE, f"{_PACKAGE}/", set())


def _below(
    folder: Path | str, prefix: str, entered: set[tuple[int, int]]
) -> Iterator[tuple[str, Stamp]]:
    """Path and stamp of every file below a folder; symbolic links are followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.name in _IGNORED or path in _OWN or _hidden(path, prefix):
                continue
            if not entry.is_dir():
                yield path, _stamp(_found(entry))
                continue
            place = entry.stat()
            if (place.st_dev, place.st_ino) in entered or _is_environment(entry.path):
                continue
            inside = {*entered, (place.st_dev, place.st_ino)}
            yield from _below(entry.path, path + "/", inside)


def _found(entry: os.DirEntry[str]) -> os.stat_result:
    """The file that the entry leads to; of a link that leads nowhere, the link."""
    try:
        return entry.stat()
    except FileNotFoundError:
        return entry.stat(follow_symlinks=False)


def _hidden(path: str, prefix: str) -> bool:
    """Version control, caches of other tools: hidden, at the root of the project."""
    return not prefix and path.startswith(".") and path != ".build"


def _is_environment(folder: str) -> bool:
    return Path(folder, "pyvenv.cfg").exists()


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _changed(stamp: Stamp) -> int:
    """When a file was last changed; Windows keeps the time of its making in place of that."""
    return stamp[2] if os.name == "posix" else stamp[1]
