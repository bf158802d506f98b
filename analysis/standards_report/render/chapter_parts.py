"""What the report computed and cites, as far as a chapter names it.

Each of Pandoc's filters reads what was computed for itself, and its processor of citations the
whole bibliography. All of it takes longer to read than a chapter to set; and a chapter is set
anew only where something has changed that it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render.bibliography import entries_of
from standards_report.render.book import REFERENCES, Chapter
from standards_report.render.kept import Kept
from standards_report.render.manuscript import Manuscript
from standards_report.render.reading import ReadChapter
from standards_report.workspace import Workspace

# How the text that Pandoc reads names values, claims, and the cells that it embeds.
_NAMED = re.compile(
    r'(?:data-id|(?:data-)?claim|notebook-cellId)="(?:cell-)?([^"]+)"|\{#([^\s}]+)[^}]*\}'
)
_BY_NAME = ("claims", "items", "values")


@dataclass(frozen=True)
class Parts:
    """Files with a chapter's part of the index and of the bibliography."""

    index: Path
    works: Path


def write_chapter_parts(
    project: Project, edition: Edition, manuscript: Manuscript, target_format: str
) -> dict[str, Parts]:
    """Source file of each chapter to its parts."""
    work = Workspace(project, edition.id)
    kept = Kept(work.folder / f"kept-named-{target_format}")
    folder = work.folder / f"named-{target_format}"
    folder.mkdir(exist_ok=True)
    bibliography = project.bibliography.read_text(encoding="utf-8")

    @cache
    def whole() -> dict[str, Any]:
        index = json.loads(work.report.read_bytes())
        return _in_print(index) if target_format == "typst" else index

    parts = {}
    for chapter, read in manuscript.chapters:
        name = chapter.file.replace("/", "-")
        make = partial(_part_as_json, whole, read.text)
        of_index = kept.text([read.text], [work.report, Path(__file__)], make)
        of_works = entries_of(bibliography, _cited(manuscript, chapter, read))
        part = Parts(folder / f"{name}.json", folder / f"{name}.bib")
        _write(part.index, of_index)
        _write(part.works, of_works)
        parts[chapter.file] = part
    kept.forget_others()
    return parts


def _cited(manuscript: Manuscript, chapter: Chapter, read: ReadChapter) -> set[str]:
    if chapter.page == REFERENCES:
        return set(manuscript.cited)
    return {citation.key for citation in read.facts.citations}


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _part_as_json(whole: Callable[[], dict[str, Any]], text: str) -> str:
    return json.dumps(part_of(whole(), text), ensure_ascii=False, sort_keys=True)


def _in_print(index: Mapping[str, Any]) -> dict[str, Any]:
    """The index for print, which has drawings from files and does not explain terms in place."""
    items = {name: item | {"svg": ""} for name, item in index["items"].items()}
    return {**index, "items": items, "terms": []}


def part_of(index: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The index without the claims, items and values that the text does not name."""
    named = {name for pair in _NAMED.findall(text) for name in pair}
    parts = {
        kind: {name: one for name, one in index[kind].items() if name in named} for kind in _BY_NAME
    }
    return {**index, **parts}
