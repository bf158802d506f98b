"""Which sentences rest on which claims, and the ones that the data have made false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from standards_report.errors import Fault, UsageError
from standards_report.observations.domain.names import written_as
from standards_report.render.chapters.chapter_files import load_document
from standards_report.render.chapters.report import Report
from standards_report.render.document.claim_marks import Mark, marked_claims
from standards_report.suggestions import did_you_mean

# A mark in the file that holds it.
Placed = tuple[str, Mark]


def claims_of_chapter(report: Report, name: str) -> set[str]:
    """Claims that a chapter of an edition rests on, those of passages for other editions
    included; `name` is its file or the stem of it.

    Raises UsageError for an unknown chapter.
    """
    files = report.files
    found = [file for file in files if name in (file, PurePosixPath(file).stem)]
    if not found:
        stems = sorted(PurePosixPath(file).stem for file in files)
        raise UsageError(f"no chapter {name!r}: {did_you_mean(name, stems)}")
    document = load_document(report.project, found[0])
    return {claim for _, claim in marked_claims(document.blocks)}


def stale_faults(index: Mapping[str, Any], marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark whose claim fails: what the sentence says, what the data say."""
    faults = []
    for file, mark in marks:
        known = index["claims"].get(mark.claim)
        if known is not None and known["outcome"] == "fails":
            what = (
                f"“{mark.sentence}” rests on claim {mark.claim!r}, which fails: "
                f"it says “{known['statement']}”; the data say {known['finding']}"
            )
            remedy = "change the sentence, or see standards-report trace " + mark.claim
            faults.append(Fault(file, mark.line, what, remedy))
    return faults


def unknown_claims(index: Mapping[str, Any], marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark whose claim this edition does not have."""
    return [
        Fault(
            file,
            mark.line,
            f"unknown claim {mark.claim!r}",
            written_as(mark.claim, index["claims"])
            or "add it to data/claims.csv, with a source that the edition sees",
        )
        for file, mark in marks
        if mark.claim not in index["claims"]
    ]
