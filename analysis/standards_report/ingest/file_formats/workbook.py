"""Rows of workbooks: Excel's `.xlsx`, `.xlsb` and `.xls`, and OpenDocument's `.ods`."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence

from standards_report.errors import DataError, Fault
from standards_report.ingest.file_formats import sheets
from standards_report.ingest.file_formats.grid import Grid, filled

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PARTS = {
    "xl/workbook.xml": "Excel workbook (.xlsx)",
    "xl/workbook.bin": "Excel binary workbook (.xlsb)",
    "content.xml": "OpenDocument workbook (.ods)",
}
_SAVE = "open it, and save its sheet as CSV in UTF-8"
_MOST_BYTES = 2**30  # unpacked; a small file may hold a sheet of any size


def workbook_kind(content: bytes) -> str:
    """What kind of workbook the bytes are; empty for anything else, as a text or a document."""
    if content.startswith(_OLD):
        return "old Excel workbook (.xls)"
    if not content.startswith(_ZIP):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    return next((kind for part, kind in _PARTS.items() if part in names), "")


def read_workbook(content: bytes, kind: str, shown: str) -> Grid:
    """The rows of the only sheet with cells. Raises DataError where there is none, or several."""
    if content.startswith(_ZIP) and _unpacked(content) > _MOST_BYTES:
        what = f"is an {kind} of more than {_MOST_BYTES // 2**20} MB unpacked"
        raise DataError(Fault(shown, 0, what, "keep the sheet of the export alone in it"))
    line = [sys.executable, "-m", sheets.__name__]
    process = subprocess.run(line, input=content, capture_output=True, check=False)
    if process.returncode:
        raise DataError(Fault(shown, 0, f"is an {kind} that cannot be read", _SAVE))
    with_cells: dict[str, list[list[str]]] = json.loads(process.stdout)
    if len(with_cells) != 1:
        raise DataError(_no_single_sheet(kind, shown, list(with_cells)))
    ((name, rows),) = with_cells.items()
    return filled(rows, range(1, len(rows) + 1), f"{kind}, sheet {name!r}")


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _no_single_sheet(kind: str, shown: str, names: Sequence[str]) -> Fault:
    if not names:
        what = f"is an {kind} without a filled cell"
        return Fault(shown, 0, what, "see in a spreadsheet program whether it is the right file")
    what = f"is an {kind} with several sheets: {', '.join(map(repr, names))}"
    return Fault(shown, 0, what, "keep the sheet of the export alone, or save it as CSV in UTF-8")
