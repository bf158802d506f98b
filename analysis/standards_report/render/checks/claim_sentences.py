"""Which sentences rest on which claims, and the ones that the data have made false."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from standards_report.errors import Fault, UsageError
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.names import written_as
from standards_report.render.chapters.chapter_files import load_document
from standards_report.render.chapters.report import Report
from standards_report.render.document.claim_marks import DISPUTED, Mark, marked_claims
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


def stale_faults(index: Index, marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark whose claim fails: what the sentence says, what the data say."""
    faults = []
    for file, mark in marks:
        claim = index.claims.get(mark.claim)
        if claim and claim.outcome == "fails" and not mark.disputed:
            what = (
                f"“{mark.sentence}” rests on claim {mark.claim!r}, which fails: "
                f"it says “{claim.statement}”; the data say {claim.finding}"
            )
            remedy = (
                f"rewrite it or put its claim right (data/claims.csv:{claim.ledger_line}), or mark "
                f'it as disputed ({DISPUTED}="why it stays"), or take it out'
            )
            faults.append(Fault(file, mark.line, what, remedy))
    return faults


def idle_disputes(index: Index, marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark that is disputed although the data carry its claim."""
    return [
        Fault(
            file,
            mark.line,
            f"“{mark.sentence}” is marked as disputed, and claim {mark.claim!r} {claim.outcome}: "
            f"{claim.data_say}",
            f"take {DISPUTED} out",
        )
        for file, mark in marks
        if mark.disputed
        and (claim := index.claims.get(mark.claim))
        and claim.outcome != "fails"
        and not claim.is_unexplained
    ]


def unknown_claims(index: Index, marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark whose claim this edition does not have."""
    return [
        Fault(
            file,
            mark.line,
            f"unknown claim {mark.claim!r}",
            written_as(mark.claim, index.claims)
            or "add it to data/claims.csv, with a source that the edition sees",
        )
        for file, mark in marks
        if mark.claim not in index.claims
    ]
