"""What the report computed, as far as a chapter names it.

Each of Pandoc's filters reads that file for itself. All of it takes longer to read than a chapter
to set; and a chapter is set anew only where something has changed that it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace
from standards_report.project import Project
from standards_report.render.kept import Kept
from standards_report.render.manuscript import Manuscript

# How the text that Pandoc reads names values, claims, and the cells that it embeds.
_NAMED = re.compile(
    r'(?:data-id|(?:data-)?claim|notebook-cellId)="(?:cell-)?([^"]+)"|\{#([^\s}]+)[^}]*\}'
)
_BY_NAME = ("claims", "items", "values")


def write_chapter_indexes(
    project: Project, edition: Edition, manuscript: Manuscript, target_format: str
) -> dict[str, Path]:
    """Source file of each chapter to its part of the index."""
    work = Workspace(project, edition.id)
    kept = Kept(work.folder / f"kept-named-{target_format}")
    folder = work.folder / f"named-{target_format}"
    folder.mkdir(exist_ok=True)

    @cache
    def whole() -> dict[str, Any]:
        index = json.loads(work.report.read_bytes())
        return _in_print(index) if target_format == "typst" else index

    paths = {}
    for chapter, read in manuscript.chapters:
        path = folder / f"{chapter.file.replace('/', '-')}.json"
        make = partial(_part_as_json, whole, read.text)
        found = kept.text([read.text], [work.report, Path(__file__)], make)
        if not path.is_file() or path.read_text(encoding="utf-8") != found:
            path.write_text(found, encoding="utf-8")
        paths[chapter.file] = path
    kept.forget_others()
    return paths


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
