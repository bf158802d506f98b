"""The archive of a release: what readers saw (`site/…`) and what commands ask (`record/…`).

One site gives one archive, byte by byte: sorted names, one date, one mode, one compression.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from functools import cached_property, lru_cache

from standards_report.errors import DataError, Fault
from standards_report.evidence.release.manifest import NAME, Manifest, parse_manifest, sha256
from standards_report.evidence.results.record import Record, read_record
from standards_report.observations.domain.releases import Release, archive_path
from standards_report.project import Project
from standards_report.source_files import read_source

SITE, RECORD = "site/", "record/"
RECORD_FILE, EDITION_FILE, ERRATA_FILE = "record.json", "edition.yml", "errata.csv"
# ZIP knows no earlier day. An archive has none of its own.
_DAY = (1980, 1, 1, 0, 0, 0)
_MODE = stat.S_IFREG | 0o644
_MOST = 2**30  # bytes, of an archive


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP file: the same files always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3  # Unix, wherever it is written
            entry.external_attr = _MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue()


class Archive:
    """The archive of a release, whose bytes are those that its record names."""

    def __init__(self, release: Release, content: bytes, shown: str) -> None:
        """Raises DataError where the bytes are others, or a member could be written elsewhere."""
        self.release, self._shown = release, shown
        if sha256(content) != release.sha256:
            what = f"is not as it was released: its hash differs from {release.version}.yml"
            raise DataError(Fault(shown, 0, what, f"restore it: git checkout -- {shown}"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile:
            raise DataError(Fault(shown, 0, "is no ZIP file", "restore it")) from None
        faults = [
            Fault(shown, 0, f"holds {entry.filename!r}, which cannot be unpacked safely", "")
            for entry in self._zip.infolist()
            if not _is_safe(entry)
        ]
        names = self._zip.namelist()
        if len(set(names)) < len(names):
            faults.append(Fault(shown, 0, "holds a file twice", "restore it"))
        if faults:
            raise DataError(faults)

    def read(self, name: str) -> bytes:
        """The content of a member. Raises DataError where there is none."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile):
            raise DataError(Fault(self._shown, 0, f"lacks {name}", "restore it")) from None

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest that was published."""
        return parse_manifest(self.read(SITE + NAME), self._shown)

    @cached_property
    def record(self) -> Record:
        """What commands ask. Raises DataError as `read_record` does."""
        return read_record(self.read(RECORD + RECORD_FILE), self._shown)

    @cached_property
    def site(self) -> dict[str, tuple[zipfile.Path, str]]:
        """Every published file by its place in the edition: where it lies, and its hash.

        Raises DataError where the archive and its manifest do not name the same files.
        """
        known = {**self.manifest.outputs, NAME: sha256(self.read(SITE + NAME))}
        names = {name for name in self._zip.namelist() if name.startswith(SITE)}
        if names != {SITE + name for name in known}:
            what = "holds other files than its manifest names"
            raise DataError(Fault(self._shown, 0, what, "restore it"))
        return {name: (zipfile.Path(self._zip, SITE + name), had) for name, had in known.items()}

    def described(self) -> bytes:
        """The file of the edition, as it was when it was released."""
        return self.read(RECORD + EDITION_FILE)


def open_archive(project: Project, release: Release) -> Archive:
    """The archive of a release. Raises DataError where it is missing, or not as it was released."""
    path = archive_path(project, release.version)
    content = read_source(path, project.relative(path), _MOST)
    return _opened(release, content, project.relative(path))


@lru_cache(maxsize=8)
def _opened(release: Release, content: bytes, shown: str) -> Archive:
    return Archive(release, content, shown)


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a regular file below one of the two folders, on any system."""
    parts = entry.filename.split("/")
    mode = entry.external_attr >> 16
    return (
        parts[0] + "/" in (SITE, RECORD)
        and len(parts) > 1
        and not {"", ".", ".."} & set(parts)
        and not set(entry.filename) & set('\\:*?"<>|')
        and entry.filename.isprintable()
        and stat.S_ISREG(mode)
        and not entry.flag_bits & 1
    )
