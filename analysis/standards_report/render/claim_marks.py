"""Which sentences rest on which claims, and the ones that the data have made false."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from standards_report.errors import Fault, UsageError
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render.book import load_book
from standards_report.render.manuscript import Manuscript
from standards_report.render.shortcodes import SHORTCODE

_CLAIM = re.compile(r'\.claim\b[^}]*?data-claim="([^"]*)"')
_HERE = "\N{SECTION SIGN}\N{SECTION SIGN}"
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=\S)")
_NOT_TEXT = re.compile(
    r"\{[^{}]*\}"  # attributes
    r"|\[\^[\w-]+\]:?"  # note marks
    r"|\s*\[@[^\]]*\]"  # citations
    r"|[\[\]*_`\\]"  # what sets text apart
)


@dataclass(frozen=True)
class Mark:
    """One use of a claim in a chapter: where it stands, and the sentence around it."""

    claim: str
    file: str
    line: int
    sentence: str


def claim_marks(project: Project, manuscript: Manuscript, names: Mapping[str, str]) -> list[Mark]:
    """Every mark that the edition shows; `names` is what values print as."""
    marks: list[Mark] = []
    for chapter, read in manuscript.chapters:
        shown = set(read.facts.claims)
        text = (project.root / chapter.file).read_text(encoding="utf-8")
        marks += [mark for mark in _marks(text, chapter.file, names) if mark.claim in shown]
    return marks


def claims_of_chapter(project: Project, edition: Edition, name: str) -> set[str]:
    """Claims that a chapter of an edition rests on, those of passages for other editions
    included; `name` is its file or the stem of it.

    Raises UsageError for an unknown chapter.
    """
    files = {chapter.file for chapter in load_book(project, edition).chapters}
    found = [file for file in files if name in (file, PurePosixPath(file).stem)]
    if not found:
        stems = ", ".join(sorted(PurePosixPath(file).stem for file in files))
        raise UsageError(f"no chapter {name!r}: one of {stems}")
    text = (project.root / found[0]).read_text(encoding="utf-8")
    return {match[1] for match in _CLAIM.finditer(text)}


def marked_lines(text: str) -> list[tuple[int, str]]:
    """Line and claim of every mark in the text of a chapter."""
    return [(text.count("\n", 0, m.start()) + 1, m[1]) for m in _CLAIM.finditer(text)]


def stale_faults(index: Mapping[str, Any], marks: Iterable[Mark]) -> list[Fault]:
    """A fault for each mark whose claim fails: what the sentence says, what the data say."""
    faults = []
    for mark in marks:
        known = index["claims"].get(mark.claim)
        if known is not None and known["outcome"] == "fails":
            what = (
                f"“{mark.sentence}” rests on claim {mark.claim!r}, which fails: "
                f"it says “{known['statement']}”; the data say {known['finding']}"
            )
            remedy = "change the sentence, or see standards-report trace " + mark.claim
            faults.append(Fault(mark.file, mark.line, what, remedy))
    return faults


def unknown_claims(index: Mapping[str, Any], marks: Iterable[Mark]) -> list[Fault]:
    """A fault for each mark whose claim this edition does not have."""
    return [
        Fault(
            mark.file,
            mark.line,
            f"unknown claim {mark.claim!r}",
            "add it to data/claims.csv, with a source that the edition sees",
        )
        for mark in marks
        if mark.claim not in index["claims"]
    ]


def _marks(text: str, file: str, names: Mapping[str, str]) -> Iterator[Mark]:
    for match in _CLAIM.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Mark(match[1], file, line, _sentence(text, match.start(), names))


def _sentence(text: str, at: int, names: Mapping[str, str]) -> str:
    """The sentence that a mark stands in, as a reader sees it."""
    first = text.rfind("\n\n", 0, at) + 1
    last = text.find("\n\n", at)
    # Between the braces of the attributes, where nothing of the sentence is lost.
    after = text.find("}", at) + 1
    paragraph = text[first:after] + _HERE + text[after : last if last > 0 else len(text)]
    plain = _plain(paragraph, names)
    found = next(part for part in _SENTENCE_END.split(plain) if _HERE in part)
    return found.replace(_HERE, "").strip()


def _plain(text: str, names: Mapping[str, str]) -> str:
    def printed(match: re.Match[str]) -> str:
        return names.get(match["rest"], "") if match["name"] == "var" else ""

    return " ".join(_NOT_TEXT.sub("", SHORTCODE.sub(printed, text)).split())
