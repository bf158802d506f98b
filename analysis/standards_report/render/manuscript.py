"""All chapters of an edition, read, numbered and linked: what both pages and PDF are set from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from standards_report.errors import Fault
from standards_report.evidence.changes_passages import NOTEBOOK as CHANGES
from standards_report.evidence.index import load_index
from standards_report.evidence.passage_texts import shown_text
from standards_report.evidence.passages import passages
from standards_report.evidence.variables import prose_names
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace
from standards_report.project import Project
from standards_report.render.basis import basis_faults
from standards_report.render.book import Book, Chapter, load_book
from standards_report.render.changes import passages_of_changes
from standards_report.render.conditions import Setting, keep_visible
from standards_report.render.crossref import Node, Numbered, Target, nodes, number_chapter
from standards_report.render.kept import Kept
from standards_report.render.pandoc import parse
from standards_report.render.profile import profile_content, shown_flags
from standards_report.render.shortcodes import Material, expand, shortcode_faults

_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_CITED = re.compile(r"@([A-Za-z0-9][\w:-]*)")


@dataclass(frozen=True)
class Manuscript:
    """The numbered chapters of an edition in one format, with all that can be referred to."""

    book: Book
    chapters: list[tuple[Chapter, Numbered]]
    targets: dict[str, Target]
    cited: tuple[str, ...]


def load_material(project: Project, edition: Edition) -> Material:
    """What shortcodes are replaced with, from what a build computed."""
    work = Workspace(project, edition.id)
    index = load_index(work.index)
    changes = passages_of_changes(project, edition, index)
    homes = dict.fromkeys(changes, CHANGES)
    return Material(prose_names(index), index, passages(index) | changes, homes)


def load_manuscript(
    project: Project, edition: Edition, material: Material, target_format: str
) -> Manuscript:
    """Reads the chapters as `target_format` (html or typst) shows them."""
    book = load_book(project, edition)
    kept = Kept(Workspace(project, edition.id).folder / "parsed")
    setting = Setting(edition.id, target_format, profile_content(edition))

    def numbered(chapter: Chapter) -> Numbered:
        text = (project.root / chapter.file).read_text(encoding="utf-8")
        blocks = parse(expand(text, material), chapter.file, kept)
        return number_chapter(keep_visible(blocks, setting), chapter)

    with ThreadPoolExecutor(4) as pool:
        chapters = list(zip(book.chapters, pool.map(numbered, book.chapters), strict=True))
    kept.forget_others()
    targets = {target.identifier: target for _, one in chapters for target in one.targets}
    cited = dict.fromkeys(key for _, one in chapters for key in citations(one.blocks))
    return Manuscript(book, chapters, targets, tuple(cited))


def citations(blocks: list[Node]) -> Iterator[str]:
    """Keys of works that the text cites, in order; cross references left out."""
    for cite in nodes(blocks, ("Cite",)):
        for citation in cite["c"][0]:
            if not citation["citationId"].startswith(("fig-", "tbl-", "sec-")):
                yield citation["citationId"]


def nocite(keys: tuple[str, ...]) -> Node:
    """Metadata by which the list of references holds what other chapters cite."""
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "AuthorInText"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "MetaInlines", "c": [{"t": "Cite", "c": [citations, []]}]}


def bibliography_keys(project: Project) -> dict[str, int]:
    """Keys of `references.bib` with their lines."""
    text = project.bibliography.read_text(encoding="utf-8")
    return {m[1]: text.count("\n", 0, m.start()) + 1 for m in _ENTRY.finditer(text)}


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
    for chapter, numbered in manuscript.chapters:
        for cite in nodes(numbered.blocks, ("Cite",)):
            for citation in cite["c"][0]:
                key = citation["citationId"]
                line = _line_of(project, chapter, f"@{key}")
                if key.startswith(("fig-", "tbl-", "sec-")):
                    faults += _target_faults(key, manuscript, chapter, line)
                    if citation["citationPrefix"] or citation["citationSuffix"]:
                        what = f"words in the brackets of [@{key}], which one engine leaves out"
                        faults.append(Fault(chapter.file, line, what, "write them before @"))
                elif key not in known:
                    what = f"unknown citation @{key}"
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


def _target_faults(key: str, manuscript: Manuscript, chapter: Chapter, line: int) -> list[Fault]:
    target = manuscript.targets.get(key)
    if target is None:
        return [Fault(chapter.file, line, f"@{key} leads nowhere", "correct the label")]
    if target.name.startswith("Chapter") or not target.name:
        what = f"@{key} is a whole chapter, which the engines name differently"
        return [Fault(chapter.file, line, what, "refer to one of its sections")]
    if key.startswith("sec-") and not chapter.number:
        what = f"@{key} in a chapter without a number, where the engines name it differently"
        return [Fault(chapter.file, line, what, "refer to a figure or table, or say it in words")]
    return []


def _line_of(project: Project, chapter: Chapter, needle: str) -> int:
    for number, line in _source_lines(project, chapter):
        if needle in line:
            return number
    return 0


def _source_lines(project: Project, chapter: Chapter) -> Iterator[tuple[int, str]]:
    text = (project.root / chapter.file).read_text(encoding="utf-8")
    yield from enumerate(text.splitlines(), 1)
