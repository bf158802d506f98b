"""What the three adapters of Relaton's records share: their source, and a check of their size."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.errors import DataError, Fault
from standards_report.ingest.adapter import Request
from standards_report.ingest.relaton.clones.record_files import record_files

if TYPE_CHECKING:
    import pandas as pd

_LEAST = 0.9  # below this share of the records of the last ingest, an export counts as cut short
LICENCE = "No license file was found in the repository; counts of its records are published"


def record_source(request: Request, body: str, repository: str, digest: str) -> dict[str, str]:
    """The row of sources.csv for records of a body as of the day of their commit."""
    key = source_key(body, request.date)
    return {
        "key": key,
        "title": f"Relaton: bibliographic records of {body}, state of {request.date}",
        "short": f"Relaton, {body} ({request.date})",
        "producer": "Relaton project (Ribose)",
        "date": "",
        "known_from": request.date,
        "kind": "evidence",
        "licence": LICENCE,
        "obtain": f"Clone of the repository {repository} of the organization relaton on GitHub, as "
        "of that day; the hash is that of the file that was read",
        "sha256": digest,
        "bibkey": "relaton",
        "note": "",
    }


def source_key(body: str, date: str) -> str:
    """The key of the source of records of a body."""
    return f"relaton-{body.lower()}-{date}"


def digest(path: Path) -> str:
    """The SHA-256 of an archive; of a folder, that of names and hashes of its records."""
    hashes = hashlib.sha256()
    if path.is_dir():
        for name, content in record_files(path):
            hashes.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    else:
        with path.open("rb") as file:
            while block := file.read(2**20):
                hashes.update(block)
    return hashes.hexdigest()


def require_size(path: Path, number: int, rows: pd.DataFrame, date: str) -> None:
    """Raises DataError where an export has far fewer records than the one ingested before it.

    `rows` has `measure`, `date` and `value`; its measure `records` counts the records of each.
    """
    before = rows[(rows["measure"] == "records") & (rows["date"] < date)]
    if not len(before):
        return
    last = before.loc[before["date"] == before["date"].max(), "value"].sum()
    if number < _LEAST * last:
        what = f"has {number} records where those before had {last:.0f}"
        remedy = "the clone or archive may have been cut short: fetch it again"
        raise DataError(Fault(path.name, 0, what, remedy))
