"""Steps for what an edition publishes beside its chapters, whichever engine sets those.

A line in `PARTS` makes a step of it, and a part of every edition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from standards_report.build.step_inputs import ROOMS, Files, code_of, table_files
from standards_report.evidence.release.column_words import FILE as COLUMN_FILE
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.pipeline.graph.step import Step
from standards_report.render.chapters.report import Report
from standards_report.render.site.assemble import (
    write_published_data,
    write_published_figures,
    write_published_notebooks,
)
from standards_report.render.site.chapter_cards import write_cards
from standards_report.render.site.item_pages import write_items


def _none(_: Report) -> Files:
    return {}


@dataclass(frozen=True)
class Part:
    """`make` writes it into a folder; `files` are those that it reads besides code. It waits for
    the index, for the steps of the edition in `after`, and for its notebooks, and for its chapters
    as pages show them, if it reads those."""

    make: Callable[[Report, Path], None]
    files: Callable[[Report], Files] = _none
    after: tuple[str, ...] = ()
    reads_notebooks: bool = False
    reads_chapters: bool = False


def completing_steps(report: Report) -> list[Step]:
    """Steps that both engines need: data, figures, cards, pages of notebooks, figures, tables."""
    return [_step(report, name, part) for name, part in PARTS.items()]


def _step(report: Report, name: str, part: Part) -> Step:
    after = [report.step(each) for each in ("index", *part.after)]
    if part.reads_notebooks:
        after += [report.step(each) for each in notebook_names(report.project, report.edition)]
    if part.reads_chapters:
        after += [report.step("html shown", file) for file in report.files]
    files = code_of(*ROOMS) | part.files(report)
    return Step(report.step(name), partial(part.make, report), files, after, report.settings)


def _data_files(report: Report) -> Files:
    """The tables, and the words for columns, which a report may lack."""
    path = report.project.data / COLUMN_FILE
    return table_files(report.project) | {COLUMN_FILE: [path] if path.is_file() else []}


def _configuration(report: Report) -> Files:
    return {"_quarto.yml": [report.project.root / "_quarto.yml"]}


PARTS: dict[str, Part] = {
    "notebooks": Part(write_published_notebooks, reads_notebooks=True),
    "figures": Part(write_published_figures),
    "cards": Part(write_cards, _configuration, after=("titles",), reads_chapters=True),
    "data": Part(write_published_data, _data_files),
    "items": Part(write_items, _configuration, after=("data", "targets")),
}
