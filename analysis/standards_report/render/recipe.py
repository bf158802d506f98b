"""What Pandoc is asked for to set a chapter, in either format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.bibliography import nocite
from standards_report.render.book import REFERENCES, Chapter
from standards_report.render.chapter_files import (
    PART,
    WORKS,
    chapter_step,
    load_cited,
    result_of,
)
from standards_report.render.chapter_parts import works_of

_OWN = Path(__file__).parent / "filters"
_LINKS = _OWN / "references.lua"


@dataclass(frozen=True)
class Output:
    """A form of the text: Pandoc's options, the filters that Quarto uses too, and this engine's
    own."""

    form: str
    options: tuple[str, ...]
    shared: tuple[str, ...]
    own: tuple[str, ...]


def chapter_recipe(
    project: Project,
    edition: Edition,
    chapter: Chapter,
    output: Output,
    room: Path,
    **environment: str,
) -> pandoc.Recipe:
    """The recipe for a chapter; `environment` holds what the filters of one form ask for.

    The list of references holds what all chapters cite: its works are written into `room`.
    """
    is_list = chapter.page == REFERENCES
    shown = result_of(project, chapter_step(edition, f"{output.form} shown", chapter.file))
    works = shown / WORKS
    metadata: dict[str, Any] = {"link-citations": True, "lang": "en-US"}
    if is_list:
        cited = load_cited(project, edition)
        metadata["nocite"] = nocite(cited)
        works = room / WORKS
        works.write_text(works_of(project, cited), encoding="utf-8")
    filters = [project.extension / f"{name}.lua" for name in output.shared]
    filters += [_OWN / f"{name}.lua" for name in output.own]
    citations = ("--citeproc", f"--bibliography={works}", f"--lua-filter={_LINKS}")
    wanted = {
        "STANDARDS_REPORT_INDEX": str(shown / PART),
        **environment,
        **({"STANDARDS_REPORT_REFERENCES": ""} if is_list else {}),
    }
    folder = project.extension
    return pandoc.Recipe(output.options, tuple(filters), citations, metadata, wanted, folder)
