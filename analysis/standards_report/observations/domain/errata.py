"""The list of errata, `editions/errata.csv`: what a version of an edition corrected."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from standards_report.errors import DataError, Fault
from standards_report.project import Project
from standards_report.source_files import read_text

COLUMNS = ("version", "wrong", "right", "touches")
_VERSION = re.compile(r"[0-9]{4}(-[a-z0-9]+)?\.[0-9]+")
_SHOWN = "editions/errata.csv"


@dataclass(frozen=True)
class Erratum:
    """One correction: `version` is the first that has it right, `wrong` says what was wrong before,
    `right` what is right, and `touches` names the statements that changed, by their ids."""

    version: str
    wrong: str
    right: str
    touches: tuple[str, ...]
    line: int

    @property
    def edition(self) -> str:
        """The id of the edition."""
        return self.version.rpartition(".")[0]

    def fault(self, what: str, remedy: str) -> Fault:
        """A fault at the line of the erratum."""
        return Fault(_SHOWN, self.line, what, remedy)


def number_of(version: str) -> int:
    """The number of a version of its edition: 10 comes after 9."""
    return int(version.rpartition(".")[2])


def load_errata(project: Project) -> list[Erratum]:
    """All errata, in the order of the file; none where there is no file.

    Raises DataError with every fault of the file.
    """
    path = project.editions / "errata.csv"
    if not path.exists():
        return []
    rows = csv.reader(io.StringIO(read_text(path, _SHOWN)), strict=True)
    try:
        return _errata(rows)
    except csv.Error as error:
        what = f"is not readable as CSV ({error})"
        raise DataError(Fault(_SHOWN, rows.line_num, what, "check its quotes")) from None


def _errata(rows: Iterator[list[str]]) -> list[Erratum]:
    header = tuple(next(rows, []))
    if header != COLUMNS:
        remedy = f"write its first line as {','.join(COLUMNS)}"
        raise DataError(Fault(_SHOWN, 1, "has other columns", remedy))
    errata: list[Erratum] = []
    faults: list[Fault] = []
    for cells in rows:
        line = rows.line_num  # type: ignore[attr-defined]
        if len(cells) != len(COLUMNS):
            what = f"has {len(cells)} cells instead of {len(COLUMNS)}"
            faults.append(Fault(_SHOWN, line, what, "quote cells that hold commas"))
            continue
        version, wrong, right, touches = (cell.strip() for cell in cells)
        erratum = Erratum(version, wrong, right, tuple(touches.split()), line)
        faults += _faults(erratum)
        errata.append(erratum)
    if faults:
        raise DataError(faults)
    return errata


def _faults(erratum: Erratum) -> Iterator[Fault]:
    if not _VERSION.fullmatch(erratum.version):
        what = f"{erratum.version!r} is no version"
        yield erratum.fault(what, "name the first version that has it right, as 2022.2")
    for name in ("wrong", "right"):
        if not getattr(erratum, name):
            yield erratum.fault(f"says nothing under {name!r}", "say it in one sentence")
    if not erratum.touches:
        remedy = "name findings, claims, values, figures, tables or chapters by their ids"
        yield erratum.fault("names no statement that it touches", remedy)
