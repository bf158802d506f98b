"""An edition set by Quarto as steps: what stands beside its pages, and its render."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from standards_report.build.chapter_steps import set_steps, shown_step_names
from standards_report.build.series_steps import page_steps
from standards_report.build.step_inputs import ROOMS, Files, code_of
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.pipeline.graph.step import Step
from standards_report.render.chapters.format import Download, Format
from standards_report.render.chapters.report import Report
from standards_report.render.html.pages import HTML, write_beside_pages
from standards_report.render.quarto.quarto_program import Quarto
from standards_report.render.quarto.quarto_project import render_with_quarto

BESIDE, QUARTO = "beside pages", "quarto"


def quarto_steps(
    report: Report,
    quarto: Quarto,
    formats: Sequence[Format],
    downloads: Sequence[Download],
    sources: Files,
) -> list[Step]:
    """All steps of an edition that Quarto sets from these sources."""
    return [*beside_steps(report), _quarto_step(report, quarto, formats, downloads, sources)]


def beside_steps(report: Report) -> list[Step]:
    """Steps for what Quarto does not make: the pages as Markdown, their list, the index of search.

    It needs the text of each page as the embedded engine sets it.
    """
    states = ("html set", "html shown")
    after = [report.step(state, file) for state in states for file in report.files]
    after += [report.step("titles"), *page_steps(report)]
    make = partial(write_beside_pages, report)
    files = {"_quarto.yml": [report.project.root / "_quarto.yml"]} | code_of(*ROOMS)
    step = Step(report.step(BESIDE), make, files, after, report.settings)
    return [*set_steps(report, HTML), step]


def _quarto_step(
    report: Report,
    quarto: Quarto,
    formats: Sequence[Format],
    downloads: Sequence[Download],
    sources: Files,
) -> Step:
    def render(folder: Path) -> None:
        render_with_quarto(quarto, report, formats, downloads, folder)

    edition = report.edition
    computed = ["prose", "titles", "index", *(["changes"] if edition.previous else [])]
    computed += notebook_names(report.project, edition)
    settings = {
        "edition": edition.model_dump(mode="json"),
        "quarto": quarto.name,
        "formats": [form.name for form in formats],
    }
    after = [*map(report.step, computed), *shown_step_names(report), *page_steps(report)]
    return Step(report.step(QUARTO), render, sources, after, settings)
