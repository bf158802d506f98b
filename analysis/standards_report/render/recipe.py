"""What Pandoc is asked for to set a chapter, in either format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.bibliography import nocite
from standards_report.render.book import REFERENCES, Chapter
from standards_report.render.chapter_parts import Parts
from standards_report.render.manuscript import Manuscript

_OWN = Path(__file__).parent / "filters"
_LINKS = _OWN / "references.lua"


@dataclass(frozen=True)
class Output:
    """A format: Pandoc's options, the filters that Quarto uses too, and this engine's own."""

    options: tuple[str, ...]
    shared: tuple[str, ...]
    own: tuple[str, ...]


def chapter_recipe(
    project: Project,
    manuscript: Manuscript,
    chapter: Chapter,
    parts: Parts,
    output: Output,
    **environment: str,
) -> pandoc.Recipe:
    """The recipe for a chapter; `environment` holds what the filters of one format ask for."""
    is_list = chapter.page == REFERENCES
    metadata: dict[str, Any] = {"link-citations": True, "lang": "en-US"}
    if is_list:
        metadata["nocite"] = nocite(manuscript.cited)
    filters = [project.extension / f"{name}.lua" for name in output.shared]
    filters += [_OWN / f"{name}.lua" for name in output.own]
    citations = ("--citeproc", f"--bibliography={parts.works}", f"--lua-filter={_LINKS}")
    wanted = {
        "LUA_PATH": f"{project.extension}/?.lua;;",
        "STANDARDS_REPORT_INDEX": str(parts.index),
        **environment,
        **({"STANDARDS_REPORT_REFERENCES": ""} if is_list else {}),
    }
    return pandoc.Recipe(output.options, tuple(filters), citations, metadata, wanted)
