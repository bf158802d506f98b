"""Chapters as steps: what an edition shows of them, their links and citations, their setting.

Each step leaves what the next one reads, and no more: a number that changes reaches the chapters
that print it, a heading those that refer to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from standards_report.build.reading_steps import review_step
from standards_report.build.step_inputs import (
    ROOMS,
    code_of,
    contents_file,
)
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.project import Project
from standards_report.render.book.book import REFERENCES
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.chapter_files import (
    BIBLIOGRAPHY,
    BLOCKS,
    CITATIONS,
    CITED,
    FACTS,
    HEADING,
    NOTES,
    PART,
    TARGETS,
    TITLES,
    USES,
    chapter_file,
    fragment_steps,
    load_bibliography_faults,
    load_document,
    load_heading,
    load_uses,
    read_step,
    result_of,
    titles_text,
)
from standards_report.render.chapters.format import Format
from standards_report.render.chapters.index_slices import part_of_index
from standards_report.render.chapters.material import load_compared, load_computed
from standards_report.render.chapters.report import Report
from standards_report.render.document.numbering import Target, resolve
from standards_report.render.pandoc.bibliography import bibliography_text
from standards_report.render.pandoc.citeproc import (
    Cited,
    citations_of,
    set_citations,
    word_citations,
)
from standards_report.render.shown.fragments import Fragments, Material, fragments
from standards_report.render.shown.show import show
from standards_report.render.shown.titles import title_of
from standards_report.render.shown.uses import uses_of
from standards_report.source_files import source_files


def shown_steps(report: Report, formats: Iterable[Format]) -> list[Step]:
    """What an edition shows of its chapters, what can be referred to, and the links between."""
    formats = list(formats)
    makers = (_fragments_step, _compared_fragments_step, _titles_step)
    steps = [make(report) for make in makers]
    steps += [review_step(report, file) for file in report.files]
    for form in formats:
        steps += [_shown_step(report, form, file) for file in report.files]
    steps += [_targets_step(report), _cited_step(report)]
    for form in formats:
        steps.append(_citations_step(report, form))
        steps += [_linked_step(report, form, file) for file in report.files]
    return steps


def set_steps(report: Report, form: Format) -> list[Step]:
    """A step for each chapter that sets it in one format."""
    steps = []
    extension = [path for path in source_files(report.project.extension, "**/*") if path.is_file()]
    for file in report.files:
        after = [report.step(f"{form.form} {work}", file) for work in ("linked", "shown")]
        after.append(report.step("titles"))
        steps.append(
            Step(
                report.step(f"{form.form} set", file),
                partial(form.set_chapter, report, file),
                {"extension": extension} | code_of(*ROOMS),
                after,
                report.settings,
                f"{report.edition.id} chapters as {form.form}",
            )
        )
    return steps


def shown_step_names(report: Report) -> list[str]:
    """Names of the steps that leave the chapters as the edition's pages show them."""
    return [report.step("html shown", file) for file in report.files]


def _fragments_step(report: Report) -> Step:
    def make(folder: Path) -> None:
        files = report.files
        _write_fragments(report.project, files, load_computed(report), folder)

    after = [report.step("index"), *_all_read(report, USES)]
    return Step(
        report.step("fragments"), make, contents_file(report.project), after, report.settings
    )


def _compared_fragments_step(report: Report) -> Step:
    """The same for the chapter on what has changed, which alone waits for the comparison."""

    def make(folder: Path) -> None:
        files = [file for file in report.files if file == CHANGES]
        _write_fragments(report.project, files, load_compared(report), folder)

    changes = [report.step("changes")] if report.edition.previous else []
    after = [*changes, *_all_read(report, USES)]
    files, settings = contents_file(report.project), report.settings
    told = report.step("fragments")
    return Step(report.step("fragments of changes"), make, files, after, settings, told)


def _all_read(report: Report, name: str) -> list[str]:
    """The file of that name that reading each chapter left, for a step to wait for."""
    return [one_file(read_step(file), name) for file in report.files]


def _write_fragments(
    project: Project, files: Iterable[str], material: Material, folder: Path
) -> None:
    """Writes for each chapter what stands for its names and labels; unknown ones are left out."""
    uses = load_uses(project, files)
    names = {name for asked in uses.values() for name in asked.names}
    labels = {label for asked in uses.values() for label in asked.labels}
    found = fragments(material, names, labels)
    for file, own in uses.items():
        part = found.part(own.names, own.labels).to_json()
        (folder / chapter_file(file)).write_text(part, encoding="utf-8")


def _titles_step(report: Report) -> Step:
    def make(folder: Path) -> None:
        nothing = Fragments({}, {})
        titles = {}
        for file in report.files:
            heading = load_heading(report.project, file)
            asks = uses_of([heading]).names and file != CHANGES
            found = report.fragments(file) if asks else nothing
            titles[file] = title_of(heading, found)
        (folder / TITLES).write_text(titles_text(titles), encoding="utf-8")

    after = [report.step("fragments"), *_all_read(report, HEADING)]
    return Step(report.step("titles"), make, contents_file(report.project), after, report.settings)


def _shown_step(report: Report, form: Format, file: str) -> Step:
    def make(folder: Path) -> None:
        setting = report.setting(form.form)
        chapter = report.chapter(file)
        found = report.fragments(file)
        headline = report.contents.headline(file)
        shown = show(load_document(report.project, file), chapter, found, setting, headline)
        texts = {
            BLOCKS: shown.blocks_json(),
            FACTS: shown.facts.to_json(),
            NOTES: shown.notes.to_json(),
            PART: part_of_index(report, form, shown.facts.named),
            CITATIONS: json.dumps(citations_of(shown.blocks), ensure_ascii=False),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")

    after = [
        read_step(file),
        report.step("titles"),
        *(one_file(report.step(step), chapter_file(file)) for step in fragment_steps(file)),
        one_file(report.step("index"), report.work.report.name),
    ]
    files = contents_file(report.project)
    name = report.step(f"{form.form} shown", file)
    return Step(name, make, files, after, report.settings, report.step("chapters shown"))


def _targets_step(report: Report) -> Step:
    def make(folder: Path) -> None:
        facts = [report.facts("html", file) for file in report.files]
        targets = {
            target.identifier: asdict(target) for chapter in facts for target in chapter.targets
        }
        (folder / TARGETS).write_text(json.dumps(targets, ensure_ascii=False), encoding="utf-8")

    return Step(report.step("targets"), make, code_of(*ROOMS), shown_step_names(report))


def _cited_step(report: Report) -> Step:
    def make(folder: Path) -> None:
        facts = [report.facts("html", file) for file in report.files]
        cited = list(dict.fromkeys(key for chapter in facts for key in chapter.cited))
        (folder / CITED).write_text(json.dumps(cited), encoding="utf-8")

    return Step(report.step("cited"), make, code_of(*ROOMS), shown_step_names(report))


def _citations_step(report: Report, form: Format) -> Step:
    steps = {file: report.step(f"{form.form} shown", file) for file in report.files}

    def make(folder: Path) -> None:
        texts = {
            file: json.loads((result_of(report.project, step) / CITATIONS).read_bytes())
            for file, step in steps.items()
        }
        whole = f"{REFERENCES.removesuffix('.html')}.qmd"
        # With a fault in it nothing is published: the check of the prose says what it is.
        works = (
            "" if load_bibliography_faults(report.project) else bibliography_text(report.project)
        )
        worded = word_citations(texts, whole, works)
        for file, cited in worded.items():
            (folder / chapter_file(file)).write_text(cited.to_json(), encoding="utf-8")

    after = [BIBLIOGRAPHY, *(one_file(step, CITATIONS) for step in steps.values())]
    files = {"references.bib": [report.project.bibliography]} | code_of("render", "build")
    name, told = f"{report.edition.id} {form.form} citations", report.step("citations")
    return Step(name, make, contents_file(report.project) | files, after, report.settings, told)


def _linked_step(report: Report, form: Format, file: str) -> Step:
    shown = report.step(f"{form.form} shown", file)
    citations, own = f"{report.edition.id} {form.form} citations", chapter_file(file)

    def make(folder: Path) -> None:
        chapter = report.chapter(file)

        def link(target: Target) -> str:
            here = form.is_one_document or target.page == chapter.page
            return f"{'' if here else chapter.path_to(target.page)}#{target.identifier}"

        blocks, _ = resolve(report.blocks(f"{form.form} shown", file), report.targets(), link)
        cited = Cited.from_json(
            (result_of(report.project, citations) / own).read_text(encoding="utf-8")
        )
        whole = "" if chapter.page == REFERENCES else chapter.path_to(REFERENCES)
        blocks = set_citations(blocks, cited, whole, is_one_document=form.is_one_document)
        text = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
        (folder / BLOCKS).write_text(text, encoding="utf-8")

    after = [shown, report.step("targets"), report.step("titles"), one_file(citations, own)]
    files = contents_file(report.project)
    name = report.step(f"{form.form} linked", file)
    return Step(name, make, files, after, report.settings, report.step("chapters linked"))
