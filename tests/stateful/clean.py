"""Clean builds, each made once: remembered by the hash of all that goes into one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.stateful.commands import run

Hashes = dict[str, str]
# What a build makes of what is there; Python makes byte code.
_MADE = ("_site", ".build", "_executed", "__pycache__", "_variables.yml", "_report.json")
BUILD = ("build", "--engine", "pandoc")


@dataclass(frozen=True)
class Clean:
    """What a command comes to where nothing was built before."""

    code: int
    site: Hashes
    faults: list[str]
    said: str


def hashes(folder: Path) -> Hashes:
    """Every file below a folder, with the hash of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class CleanBuilds:
    """Clean builds in a folder that several processes share."""

    def __init__(self, folder: Path) -> None:
        """The folder is made where it is not there."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def of(self, place: Path, command: Sequence[str]) -> Clean:
        """What the command comes to with the sources, packages and code that a place has now.

        `export` follows a build; its site is then the crate alone.
        """
        known = self._folder / f"{_key(place, command)}.json"
        if not known.is_file():
            part = known.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(asdict(_made(place, command))), encoding="utf-8")
            part.replace(known)
        return Clean(**json.loads(known.read_text(encoding="utf-8")))


def _made(place: Path, command: Sequence[str]) -> Clean:
    with TemporaryDirectory(prefix="clean-", dir=place.parent) as folder:
        project = Path(folder) / "project"
        for name, content in _sources(place / "project", command):
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        site = project / "_site"
        if command[0] == "export":
            run(place, project, BUILD)
        finished = run(place, project, command)
        if command[0] == "export":
            shutil.rmtree(site, ignore_errors=True)
            site.mkdir()
            if finished.code == 0:
                (project / "crate.zip").rename(site / "crate.zip")
        # A clean build that leaves processes is no affair of this one.
        return Clean(finished.code, hashes(site), finished.faults, finished.said)


def _key(place: Path, command: Sequence[str]) -> str:
    key = hashlib.sha256(json.dumps(command).encode())
    for files in (
        _sources(place / "project", command),
        _files(place / "packages", place),
        _files(place / "code", place),
    ):
        for name, content in files:
            key.update(f"{name}\0{len(content)}\0".encode())
            key.update(content)
    return key.hexdigest()


def _sources(project: Path, command: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Files that no command makes; `check` also reads what a build generates beside them."""
    for name, content in _files(project, project):
        if command[0] == "check" or not name.startswith("_quarto-"):
            yield name, content


def _files(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.name in _MADE or path.suffix == ".zip":
            continue
        if path.is_dir():
            yield from _files(path, root)
        else:
            yield path.relative_to(root).as_posix(), path.read_bytes()
