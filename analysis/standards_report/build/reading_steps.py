"""Steps that read each chapter once, as it is written, and check what needs no other chapter."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from standards_report.build.formats import FORMS
from standards_report.build.step_inputs import (
    ROOMS,
    code_of,
)
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.project import Project
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.chapter_files import (
    BIBLIOGRAPHY,
    CITED,
    CONDITIONS,
    DOCUMENT,
    FAULTS,
    FINDINGS,
    HEADING,
    PARAGRAPHS,
    REVIEW,
    USES,
    Review,
    conditions_text,
    faults_text,
    findings_text,
    load_document,
    read_step,
    uses_text,
)
from standards_report.render.chapters.report import Report
from standards_report.render.checks.unknown_conditions import condition_faults
from standards_report.render.content.variables import load_names, printed
from standards_report.render.document.anchors import places_of
from standards_report.render.document.labels import labels_of, level_faults
from standards_report.render.document.parse import parse
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.lint import findings
from standards_report.render.lint.uncited import basis_faults
from standards_report.render.pandoc.bibliography import bibliography_faults
from standards_report.render.shown.conditions import conditions, keep_visible
from standards_report.render.shown.shown_prose import shown_paragraphs
from standards_report.render.shown.titles import heading_of
from standards_report.render.shown.uses import cited_works, embedded_labels, uses_of
from standards_report.source_files import read_text


def read_steps(project: Project, reports: Iterable[Report]) -> list[Step]:
    """Steps that read the bibliography, and each chapter of the reports, as they are written."""
    files = dict.fromkeys(file for report in reports for file in report.files)
    return [_bibliography_step(project)] + [
        Step(
            read_step(file),
            partial(_read, project.root / file, file),
            {file: [project.root / file]} | code_of("render", "build"),
            told="chapters read",
        )
        for file in files
    ]


def paragraph_steps(reports: Iterable[Report]) -> list[Step]:
    """A step for each chapter of the editions that leaves its paragraphs for comparison."""
    return [
        _paragraphs_step(report, file)
        for report in {report.edition.id: report for report in reports}.values()
        for file in report.files
        if file != CHANGES  # it would compare itself
    ]


def read_step_names(report: Report) -> list[str]:
    """Names of the steps that read the bibliography and the chapters of an edition."""
    return [
        BIBLIOGRAPHY,
        *(read_step(file) for file in report.files),
    ]


def review_step_names(report: Report) -> list[str]:
    """Names of the steps that leave what is checked of each chapter by itself."""
    return [report.step("review", file) for file in report.files]


def _bibliography_step(project: Project) -> Step:
    """A step of its own: Pandoc takes longer to read the bibliography than all other checks."""

    def make(folder: Path) -> None:
        text = faults_text(bibliography_faults(project))
        (folder / FAULTS).write_text(text, encoding="utf-8")

    files = {"references.bib": [project.bibliography]} | code_of("render", "build")
    return Step(BIBLIOGRAPHY, make, files)


def _read(path: Path, file: str, folder: Path) -> None:
    text = read_text(path, file)
    document = parse(text, file)
    texts = {
        DOCUMENT: document.to_json(),
        HEADING: heading_of(document).to_json(),
        FINDINGS: findings_text(findings(document, text)),
        CONDITIONS: conditions_text(conditions(document.blocks)),
        USES: uses_text(uses_of([document])),
        CITED: json.dumps(list(dict.fromkeys(cited_works(document)))),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _paragraphs_step(report: Report, file: str) -> Step:
    def make(folder: Path) -> None:
        names = load_names(report.work.variables)
        values = {name: printed(text) for name, text in names.items()}
        setting = report.setting(*FORMS)
        document = load_document(report.project, file)
        told = {
            "paragraphs": shown_paragraphs(document, values, setting),
            "labels": embedded_labels(document, setting),
        }
        (folder / PARAGRAPHS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    variables = one_file(report.step("index"), report.work.variables.name)
    after = [one_file(read_step(file), DOCUMENT), variables]
    name = report.step("paragraphs", file)
    told = report.step("paragraphs")
    return Step(name, make, code_of(*ROOMS), after, report.settings, told)


def review_step(report: Report, file: str) -> Step:
    """Checks a chapter by itself, so that the check of all chapters has little to read."""

    def make(folder: Path) -> None:
        blocks = load_document(report.project, file).blocks
        shown = keep_visible(blocks, report.setting(*FORMS))
        by_form = {form: keep_visible(blocks, report.setting(form)) for form in FORMS}
        labels = {form: list(labels_of(each)) for form, each in by_form.items()}
        faults = [
            *condition_faults(conditions(blocks), file, {"format": FORMS}),
            *basis_faults(shown, file),
            *(fault for each in by_form.values() for fault in level_faults(each, file)),
        ]
        places = {form: places_of(each) for form, each in by_form.items()}
        review = Review(list(shortcodes(shown)), labels, places, list(dict.fromkeys(faults)))
        (folder / REVIEW).write_text(review.to_json(), encoding="utf-8")

    name, told = report.step("review", file), report.step("review")
    after = [one_file(read_step(file), DOCUMENT)]
    return Step(name, make, code_of(*ROOMS), after, report.settings, told)
