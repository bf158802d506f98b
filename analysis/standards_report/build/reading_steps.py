"""Chapters as they are written: read once, with what is checked and compared of each by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from standards_report.build.step_inputs import (
    ROOMS,
    chapters_of,
    code_of,
    settings_of,
)
from standards_report.observations.domain.editions import Edition
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.project import Project
from standards_report.render.book.book import FORMATS, load_contents
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
    chapter_step,
    conditions_text,
    faults_text,
    findings_text,
    load_document,
    read_step,
    setting_of,
    uses_text,
)
from standards_report.render.content.variables import load_names, printed
from standards_report.render.document.anchors import places_of
from standards_report.render.document.labels import labels_of, level_faults
from standards_report.render.document.parse import parse
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.lint import findings
from standards_report.render.lint.uncited import basis_faults
from standards_report.render.pandoc.bibliography import bibliography_faults
from standards_report.render.shown.conditions import ANY_FORMAT, conditions, keep_visible
from standards_report.render.shown.shown_prose import shown_paragraphs
from standards_report.render.shown.titles import heading_of
from standards_report.render.shown.uses import cited_works, embedded_labels, uses_of
from standards_report.source_files import read_text
from standards_report.workspace import Workspace


def read_steps(project: Project, editions: Iterable[Edition]) -> list[Step]:
    """Steps that read the bibliography, and each chapter of the editions, as they are written."""
    contents = [load_contents(project, edition) for edition in editions]
    files = {listed.file: None for content in contents for listed in content.chapters}
    return [_bibliography_step(project)] + [
        Step(
            read_step(file),
            partial(_read, project.root / file, file),
            {file: [project.root / file]} | code_of("render", "build"),
            told="chapters read",
        )
        for file in files
    ]


def paragraph_steps(project: Project, editions: Iterable[Edition]) -> list[Step]:
    """A step for each chapter of the editions that leaves its paragraphs for comparison."""
    return [
        _paragraphs_step(project, edition, file)
        for edition in {edition.id: edition for edition in editions}.values()
        for file in chapters_of(load_contents(project, edition))
        if file != CHANGES  # which would have to know itself
    ]


def read_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that read the bibliography and the chapters of an edition."""
    return [
        BIBLIOGRAPHY,
        *(read_step(file) for file in chapters_of(load_contents(project, edition))),
    ]


def review_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that leave what is checked of each chapter by itself."""
    return [
        chapter_step(edition, "review", file)
        for file in chapters_of(load_contents(project, edition))
    ]


def _bibliography_step(project: Project) -> Step:
    """Pandoc takes longer to read it than all else that is checked of a sentence."""

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


def _paragraphs_step(project: Project, edition: Edition, file: str) -> Step:
    def make(folder: Path) -> None:
        names = load_names(Workspace(project, edition.id).variables)
        values = {name: printed(text) for name, text in names.items()}
        setting = setting_of(edition, ANY_FORMAT)
        document = load_document(project, file)
        told = {
            "paragraphs": shown_paragraphs(document, values, setting),
            "labels": embedded_labels(document, setting),
        }
        (folder / PARAGRAPHS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    variables = one_file(f"{edition.id} index", Workspace(project, edition.id).variables.name)
    after = [one_file(read_step(file), DOCUMENT), variables]
    name = chapter_step(edition, "paragraphs", file)
    told = f"{edition.id} paragraphs"
    return Step(name, make, code_of(*ROOMS), after, settings_of(edition), told)


def review_step(project: Project, edition: Edition, file: str) -> Step:
    """Leaves what is checked of a chapter by itself, so that a check of all reads little."""

    def make(folder: Path) -> None:
        blocks = load_document(project, file).blocks
        shown, *by_form = (
            keep_visible(blocks, setting_of(edition, form)) for form in (ANY_FORMAT, *FORMATS)
        )
        labels = {form: list(labels_of(each)) for form, each in zip(FORMATS, by_form, strict=True)}
        faults = [
            *basis_faults(shown, file),
            *(f for one in by_form for f in level_faults(one, file)),
        ]
        places = {form: places_of(each) for form, each in zip(FORMATS, by_form, strict=True)}
        review = Review(list(shortcodes(shown)), labels, places, list(dict.fromkeys(faults)))
        (folder / REVIEW).write_text(review.to_json(), encoding="utf-8")

    name, told = chapter_step(edition, "review", file), f"{edition.id} review"
    after = [one_file(read_step(file), DOCUMENT)]
    return Step(name, make, code_of(*ROOMS), after, settings_of(edition), told)
