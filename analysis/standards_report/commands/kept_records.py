"""Records that a version was computed from: found again by their hashes, since Git has none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from standards_report.errors import Fault, UsageError
from standards_report.evidence.release.manifest import Manifest
from standards_report.pipeline.graph.content_hash import hashes_below

RECORDS = "data/records"  # where the author's own lie


def records_note(version: str, records: Mapping[str, str]) -> list[str]:
    """What to keep of the records that a version was computed from; nothing where there are none.

    `records` are the hashes of their files by path.
    """
    if not records:
        return []
    return [
        f"Version {version} was computed from records, which Git does not hold. Keep a copy of "
        "these files as they are now: verify will need them:",
        *(f"  {name} ({_hash(wanted)})" for name, wanted in records.items()),
    ]


def find_records(manifest: Manifest, folder: Path | None) -> dict[str, Path]:
    """The files of records that a version needs, by their path in a checkout. In `folder` and
    below it they may have any name.

    Raises UsageError with all that are lacking, and how to hand them over.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(
            Fault(f"--records {folder}", 0, "is no folder", "name one that has the records")
        )
    wanted = manifest.records
    below = hashes_below(folder) if folder is not None and wanted else {}
    found = {had: folder / name for name, had in below.items()} if folder is not None else {}
    lacking = {name: had for name, had in wanted.items() if had not in found}
    if lacking:
        raise UsageError(_lacking(manifest.version, lacking, folder))
    return {name: found[had] for name, had in wanted.items()}


def put_records(records: Mapping[str, Path], checkout: Path) -> None:
    """Copies the files to where a build of the checkout reads them."""
    for name, path in records.items():
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _lacking(version: str, lacking: Mapping[str, str], folder: Path | None) -> Fault:
    names = ", ".join(f"{name} ({_hash(wanted)})" for name, wanted in lacking.items())
    where = f"version {version}"
    if folder is None:
        what = f"was computed from records, which Git does not hold: {names}"
        remedy = f"name the folder in which they were kept: verify {version} --records FOLDER"
        return Fault(where, 0, what, remedy)
    what = f"was computed from records that no file in {folder} holds: {names}"
    remedy = (
        f"put the files of these hashes there, or name another folder with --records; {RECORDS}"
    )
    return Fault(where, 0, what, f"{remedy} may hold later ones")


def _hash(wanted: str) -> str:
    return f"SHA-256 {wanted}"
