"""Whether what chapters cite and refer to is there, and what is never cited."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from standards_report.errors import Fault
from standards_report.observations.domain.names import written_as
from standards_report.render.book.book import Chapter
from standards_report.render.document.facts import Citation
from standards_report.render.document.numbering import Target
from standards_report.suggestions import did_you_mean


def citation_faults(
    chapter: Chapter,
    citations: Iterable[Citation],
    targets: Mapping[str, Target],
    works: Collection[str],
) -> list[Fault]:
    """Faults of the citations and references of a chapter."""
    faults = []
    for citation in citations:
        if citation.is_reference:
            for what, remedy in _wrong_with(citation, targets, chapter):
                faults.append(Fault(chapter.file, citation.line, what, remedy))
        elif citation.key not in works:
            what = f"unknown citation @{citation.key}"
            remedy = written_as(citation.key, works) or _known(citation.key, works)
            faults.append(Fault(chapter.file, citation.line, what, remedy))
    return faults


def unused_works(works: Mapping[str, int], used: Collection[str]) -> list[Fault]:
    """A fault for each work, given with its line, that is not used."""
    return [
        Fault(
            "references.bib",
            line,
            f"{key!r} is never cited",
            "cite it where it is used",
        )
        for key, line in works.items()
        if key not in used
    ]


def _known(key: str, works: Collection[str]) -> str:
    """What to cite in place of a key that no work has."""
    for work in works:  # Pandoc reads a key up to signs at its end
        if work.startswith(key) and not re.search(r"\w", work.removeprefix(key)):
            return f"write it as @{{{work}}}"
    return did_you_mean(key, works, "add it to references.bib")


def _wrong_with(
    citation: Citation, targets: Mapping[str, Target], chapter: Chapter
) -> Iterator[tuple[str, str]]:
    """What is wrong with a reference, and what to do about it."""
    key = citation.key
    target = targets.get(key)
    if target is None:
        yield f"@{key} leads nowhere", written_as(key, targets) or "correct the label"
    elif target.name.startswith("Chapter") or not target.name:
        what = f"@{key} is a whole chapter, which the engines name differently"
        yield what, "refer to one of its sections"
    elif key.startswith("sec-") and not chapter.number:
        what = f"@{key} in a chapter without a number, where the engines name it differently"
        yield what, "refer to a figure or table, or say it in words"
    if citation.worded:
        what = f"words in the brackets of [@{key}], which one engine leaves out"
        yield what, "write them before @"
