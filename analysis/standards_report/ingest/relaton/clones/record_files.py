"""The YAML files of a clone's folder or of an archive, one by one, never unpacked to disk."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.ingest.relaton.clones.clone_checks import clone_fault
from standards_report.source_files import read_source

_MOST = 2**20  # bytes of a record; the largest known has some ten thousand
_ENDS = (".yaml", ".yml")
_CUT = "is cut short or damaged"
_AGAIN = "compare its size with that of the original, and copy it again"


def record_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each YAML file; other files and hidden ones are passed over.

    Raises DataError where the path is missing, is neither a folder nor a `.tar.xz` or `.zip`
    archive, is cut short, is a clone that was interrupted, or holds no YAML.
    """
    found = False
    for name, content in _files(path):
        found = True
        if len(content) > _MOST:
            what = f"{name} is larger than {_MOST // 2**10} kB"
            raise DataError(Fault(path.name, 0, what, "give a folder or archive of Relaton alone"))
        yield name, content
    if not found:
        what = "holds no YAML file"
        raise DataError(Fault(path.name, 0, what, "give a clone of a relaton-data repository"))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        if fault := clone_fault(path):
            raise DataError(fault)
        for file in sorted(path.rglob("*")):
            name = file.relative_to(path).as_posix()
            if file.is_file() and _is_record(name):
                yield name, read_source(file, f"{path.name}/{name}")
    elif path.name.endswith((".tar.xz", ".zip")):
        if not path.is_file():
            raise DataError(Fault(path.name, 0, "is missing", "correct its name"))
        yield from _archived(path)
    else:
        exists = "is neither a folder nor a .tar.xz or .zip archive" if path.exists() else "missing"
        remedy = "give the folder of a clone, or an archive of it"
        raise DataError(Fault(path.name, 0, exists, remedy))


def _archived(path: Path) -> Iterator[tuple[str, bytes]]:
    opened = _of_tar if path.name.endswith(".tar.xz") else _of_zip
    try:
        yield from opened(path)
    except (EOFError, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, zlib.error):
        raise DataError(Fault(path.name, 0, _CUT, _AGAIN)) from None


def _of_tar(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path, "r|xz") as archive:
        for member in archive:
            if member.isfile() and _is_record(member.name):
                file = archive.extractfile(member)
                assert file is not None
                yield member.name, file.read(_MOST + 1)
            # The library remembers every member that it has passed.
            archive.members = []  # type: ignore[attr-defined]


def _of_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir() and _is_record(member.filename):
                with archive.open(member) as file:
                    yield member.filename, file.read(_MOST + 1)


def _is_record(name: str) -> bool:
    parts = name.removeprefix("./").split("/")
    return name.endswith(_ENDS) and not any(part.startswith(".") for part in parts)
