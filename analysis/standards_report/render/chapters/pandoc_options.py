"""What Pandoc is asked for to set a chapter, in either format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from standards_report.render.book.book import Chapter
from standards_report.render.chapters.chapter_files import PART, result_of
from standards_report.render.chapters.report import Report
from standards_report.render.pandoc import program as pandoc

_OWN = Path(__file__).parents[1] / "pandoc" / "filters"


@dataclass(frozen=True)
class Output:
    """A form of the text: Pandoc's options, the filters that Quarto uses too, and this engine's
    own."""

    form: str
    options: tuple[str, ...]
    shared: tuple[str, ...]
    own: tuple[str, ...]


def chapter_recipe(
    report: Report,
    chapter: Chapter,
    output: Output,
    **environment: str,
) -> pandoc.Recipe:
    """The recipe for a chapter; `environment` holds what the filters of one form ask for."""
    shown = result_of(report.project, report.step(f"{output.form} shown", chapter.file))
    filters = [report.project.extension / "filters" / f"{name}.lua" for name in output.shared]
    filters += [_OWN / f"{name}.lua" for name in output.own]
    wanted = {"STANDARDS_REPORT_INDEX": str(shown / PART), **environment}
    return pandoc.Recipe(
        output.options, tuple(filters), wanted, report.project.extension / "filters"
    )
