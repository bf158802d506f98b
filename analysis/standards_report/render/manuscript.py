"""All chapters of an edition, read, numbered and linked: what both pages and PDF are set from."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from standards_report.errors import Fault
from standards_report.evidence.changes_passages import NOTEBOOK as CHANGES
from standards_report.evidence.index import Index, load_index
from standards_report.evidence.passage_texts import shown_text
from standards_report.evidence.passages import passages
from standards_report.evidence.variables import load_names
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import room_files
from standards_report.project import Project
from standards_report.render.basis import basis_faults
from standards_report.render.bibliography import bibliography_keys
from standards_report.render.book import Book, Chapter, load_book
from standards_report.render.changes import kept_passages
from standards_report.render.conditions import Setting
from standards_report.render.crossref import Target
from standards_report.render.kept import Kept
from standards_report.render.profile import profile_content, shown_flags
from standards_report.render.reading import Citation, ReadChapter
from standards_report.render.shortcodes import Material, expand, shortcode_faults
from standards_report.workspace import Workspace

_CITED = re.compile(r"@([A-Za-z0-9][\w:-]*)")


@dataclass(frozen=True)
class Manuscript:
    """The numbered chapters of an edition in one format, with all that can be referred to."""

    book: Book
    chapters: list[tuple[Chapter, ReadChapter]]
    targets: dict[str, Target]
    cited: tuple[str, ...]


def load_material(project: Project, edition: Edition) -> Material:
    """What shortcodes are replaced with, from what a build computed."""
    work = Workspace(project, edition.id)
    made_from = [work.index, work.variables, work.executed(CHANGES)]
    state = tuple(path.read_bytes() if path.is_file() else b"" for path in made_from)
    return _material(project, edition.model_dump_json(), state)


@lru_cache(maxsize=4)
def _material(project: Project, edition_json: str, _state: tuple[bytes, ...]) -> Material:
    """Wanted by the check of the prose, by pages and by the PDF, each in a step of its own."""
    edition = Edition.model_validate_json(edition_json)
    work = Workspace(project, edition.id)
    index = load_index(work.index)
    changes = kept_passages(project, edition)
    homes = dict.fromkeys(changes, CHANGES)
    return Material(load_names(work.variables), index, _passages(work, index) | changes, homes)


def _passages(work: Workspace, index: Index) -> dict[str, str]:
    """Passages from the index; as kept, since they take every measure's description."""
    kept = Kept(work.folder / "kept-passages")
    code = [
        p for room in ("observations", "measures", "display", "evidence") for p in room_files(room)
    ]
    text = kept.text(["passages"], [work.index, *code], lambda: json.dumps(passages(index)))
    kept.forget_others()
    found: dict[str, str] = json.loads(text)
    return found


def load_manuscript(
    project: Project, edition: Edition, material: Material, target_format: str
) -> Manuscript:
    """Reads the chapters as `target_format` (html or typst) shows them."""
    book = load_book(project, edition)
    kept = Kept(Workspace(project, edition.id).folder / f"read-{target_format}")
    setting = Setting(edition.id, target_format, profile_content(edition))

    def read(chapter: Chapter) -> ReadChapter:
        text = (project.root / chapter.file).read_text(encoding="utf-8")
        return ReadChapter(expand(text, material), chapter, setting, kept)

    with ThreadPoolExecutor(4) as pool:
        chapters = list(zip(book.chapters, pool.map(read, book.chapters), strict=True))
    kept.forget_others()
    targets = {target.identifier: target for _, one in chapters for target in one.facts.targets}
    cited = dict.fromkeys(
        citation.key
        for _, one in chapters
        for citation in one.facts.citations
        if not citation.is_reference
    )
    return Manuscript(book, chapters, targets, tuple(cited))


def _shown(project: Project, edition: Edition, chapter: Chapter) -> str:
    """The text of a chapter, with empty lines in place of what the edition hides."""
    text = (project.root / chapter.file).read_text(encoding="utf-8")
    return shown_text(text, edition.id, shown_flags(edition))


def prose_faults(
    project: Project, edition: Edition, manuscript: Manuscript, material: Material
) -> list[Fault]:
    """What prose names and nothing provides: values, embeds, citations, cross references; and
    statements of others without a place to look them up."""
    faults: list[Fault] = []
    for chapter in manuscript.book.chapters:
        shown = _shown(project, edition, chapter)
        faults += shortcode_faults(shown, chapter.file, material)
        faults += basis_faults(shown, chapter.file)
    return faults + _reference_faults(project, edition, manuscript)


def _reference_faults(project: Project, edition: Edition, manuscript: Manuscript) -> list[Fault]:
    known = bibliography_keys(project)
    faults = []
    for chapter, read in manuscript.chapters:
        for citation in read.facts.citations:
            if citation.is_reference:
                faults += _target_faults(project, citation, manuscript, chapter)
            elif citation.key not in known:
                line = _line_of(project, chapter, f"@{citation.key}")
                what = f"unknown citation @{citation.key}"
                faults.append(Fault(chapter.file, line, what, "add it to references.bib"))
    elsewhere = _cited_elsewhere(project, edition, manuscript)
    unused = [key for key in known if key not in {*manuscript.cited, *elsewhere}]
    faults += [
        Fault("references.bib", known[key], f"{key!r} is never cited", "cite it or remove it")
        for key in unused
    ]
    return faults


def _cited_elsewhere(project: Project, edition: Edition, manuscript: Manuscript) -> set[str]:
    """Works that only other editions cite: in passages hidden here, or as later sources."""
    texts = [
        (project.root / chapter.file).read_text(encoding="utf-8")
        for chapter in manuscript.book.chapters
    ]
    # The table itself has been checked: loading it the whole way takes longer than the prose.
    with (project.data / "sources.csv").open(encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    as_of = edition.as_of.isoformat()
    later = {source["bibkey"] for source in sources if source["known_from"] > as_of}
    return {match[1] for text in texts for match in _CITED.finditer(text)} | later


def _target_faults(
    project: Project, citation: Citation, manuscript: Manuscript, chapter: Chapter
) -> list[Fault]:
    found = list(_wrong_with(citation, manuscript.targets.get(citation.key), chapter))
    line = _line_of(project, chapter, f"@{citation.key}") if found else 0
    return [Fault(chapter.file, line, what, remedy) for what, remedy in found]


def _wrong_with(
    citation: Citation, target: Target | None, chapter: Chapter
) -> Iterator[tuple[str, str]]:
    """What is wrong with a reference, and what to do about it."""
    key = citation.key
    if target is None:
        yield f"@{key} leads nowhere", "correct the label"
    elif target.name.startswith("Chapter") or not target.name:
        what = f"@{key} is a whole chapter, which the engines name differently"
        yield what, "refer to one of its sections"
    elif key.startswith("sec-") and not chapter.number:
        what = f"@{key} in a chapter without a number, where the engines name it differently"
        yield what, "refer to a figure or table, or say it in words"
    if citation.worded:
        what = f"words in the brackets of [@{key}], which one engine leaves out"
        yield what, "write them before @"


def _line_of(project: Project, chapter: Chapter, needle: str) -> int:
    for number, line in _source_lines(project, chapter):
        if needle in line:
            return number
    return 0


def _source_lines(project: Project, chapter: Chapter) -> Iterator[tuple[int, str]]:
    text = (project.root / chapter.file).read_text(encoding="utf-8")
    yield from enumerate(text.splitlines(), 1)
