"""Chapters as steps: read as they are written, shown as an edition shows them, linked and set.

Each step leaves what the next one reads, and no more: a number that changes reaches the chapters
that print it, a heading those that refer to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from standards_report.build.reading_steps import review_step
from standards_report.build.step_inputs import (
    ROOMS,
    chapters_of,
    code_of,
    contents_file,
    settings_of,
)
from standards_report.observations.domain.editions import Edition
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.project import Project
from standards_report.render.book.book import REFERENCES, Contents, load_contents
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
    chapter_of,
    chapter_step,
    fragment_steps,
    load_bibliography_faults,
    load_blocks,
    load_document,
    load_facts,
    load_fragments,
    load_heading,
    load_targets,
    load_uses,
    read_step,
    result_of,
    setting_of,
    titles_text,
)
from standards_report.render.chapters.index_slices import part_of_index
from standards_report.render.chapters.material import load_compared, load_computed
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
from standards_report.workspace import Workspace

FORMS = {"html": "html", "pdf": "typst"}  # of the text, for each format that is published


def shown_steps(project: Project, edition: Edition, forms: Iterable[str]) -> list[Step]:
    """What an edition shows of its chapters, what can be referred to, and the links between."""
    contents = load_contents(project, edition)
    forms = list(forms)
    makers = (_fragments_step, _compared_fragments_step, _titles_step)
    steps = [make(project, edition, contents) for make in makers]
    steps += [review_step(project, edition, file) for file in chapters_of(contents)]
    for form in forms:
        steps += [_shown_step(project, edition, form, file) for file in chapters_of(contents)]
    steps += [_targets_step(project, edition, contents), _cited_step(project, edition, contents)]
    for form in forms:
        steps.append(_citations_step(project, edition, form, contents))
        steps += [_linked_step(project, edition, form, file) for file in chapters_of(contents)]
    return steps


def set_steps(
    project: Project,
    edition: Edition,
    form: str,
    make: Callable[[Project, Edition, str, Path], None],
) -> list[Step]:
    """A step for each chapter that sets it in one form, by `make`."""
    steps = []
    extension = [path for path in source_files(project.extension, "**/*") if path.is_file()]
    for file in chapters_of(load_contents(project, edition)):
        after = [chapter_step(edition, f"{form} {work}", file) for work in ("linked", "shown")]
        after.append(f"{edition.id} titles")
        steps.append(
            Step(
                chapter_step(edition, f"{form} set", file),
                partial(make, project, edition, file),
                {"extension": extension} | code_of(*ROOMS),
                after,
                settings_of(edition),
                f"{edition.id} chapters as {form}",
            )
        )
    return steps


def set_step_names(project: Project, edition: Edition, form: str) -> list[str]:
    """Names of the steps that set the chapters of an edition in one form."""
    files = chapters_of(load_contents(project, edition))
    return [chapter_step(edition, f"{form} set", file) for file in files]


def shown_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that leave the chapters as the edition's pages show them."""
    return _all_shown(edition, load_contents(project, edition))


def _fragments_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        files = chapters_of(contents)
        _write_fragments(project, files, load_computed(project, edition), folder)

    after = [f"{edition.id} index", *_all_read(contents, USES)]
    return Step(
        f"{edition.id} fragments", make, contents_file(project), after, settings_of(edition)
    )


def _compared_fragments_step(project: Project, edition: Edition, contents: Contents) -> Step:
    """For the chapter on what has changed, apart from the others (`fragment_steps`)."""

    def make(folder: Path) -> None:
        files = [file for file in chapters_of(contents) if file == CHANGES]
        _write_fragments(project, files, load_compared(project, edition), folder)

    changes = [f"{edition.id} changes"] if edition.previous else []
    after = [*changes, *_all_read(contents, USES)]
    files, settings = contents_file(project), settings_of(edition)
    told = f"{edition.id} fragments"
    return Step(f"{edition.id} fragments of changes", make, files, after, settings, told)


def _all_read(contents: Contents, name: str) -> list[str]:
    """One file of what is read of each chapter."""
    return [one_file(read_step(file), name) for file in chapters_of(contents)]


def _write_fragments(
    project: Project, files: Iterable[str], material: Material, folder: Path
) -> None:
    """Writes what stands for the names and labels of each chapter, of those that there are."""
    uses = load_uses(project, files)
    names = {name for one in uses.values() for name in one.names}
    labels = {label for one in uses.values() for label in one.labels}
    found = fragments(material, names, labels)
    for file, own in uses.items():
        part = found.part(own.names, own.labels).to_json()
        (folder / chapter_file(file)).write_text(part, encoding="utf-8")


def _titles_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        nothing = Fragments({}, {})
        titles = {}
        for file in chapters_of(contents):
            heading = load_heading(project, file)
            asks = uses_of([heading]).names and file != CHANGES
            found = load_fragments(project, edition, file) if asks else nothing
            titles[file] = title_of(heading, found)
        (folder / TITLES).write_text(titles_text(titles), encoding="utf-8")

    after = [f"{edition.id} fragments", *_all_read(contents, HEADING)]
    return Step(f"{edition.id} titles", make, contents_file(project), after, settings_of(edition))


def _shown_step(project: Project, edition: Edition, form: str, file: str) -> Step:
    def make(folder: Path) -> None:
        setting = setting_of(edition, form)
        chapter = chapter_of(project, edition, file)
        found = load_fragments(project, edition, file)
        shown = show(load_document(project, file), chapter, found, setting)
        texts = {
            BLOCKS: shown.blocks_json(),
            FACTS: shown.facts.to_json(),
            NOTES: shown.notes.to_json(),
            PART: part_of_index(project, edition, form, shown.facts.named),
            CITATIONS: json.dumps(citations_of(shown.blocks), ensure_ascii=False),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")

    after = [
        read_step(file),
        f"{edition.id} titles",
        *(one_file(f"{edition.id} {step}", chapter_file(file)) for step in fragment_steps(file)),
        one_file(f"{edition.id} index", Workspace(project, edition.id).report.name),
    ]
    files = contents_file(project)
    name = chapter_step(edition, f"{form} shown", file)
    return Step(name, make, files, after, settings_of(edition), f"{edition.id} chapters shown")


def _targets_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        facts = [load_facts(project, edition, "html", file) for file in chapters_of(contents)]
        targets = {target.identifier: asdict(target) for one in facts for target in one.targets}
        (folder / TARGETS).write_text(json.dumps(targets, ensure_ascii=False), encoding="utf-8")

    return Step(f"{edition.id} targets", make, code_of(*ROOMS), _all_shown(edition, contents))


def _cited_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        facts = [load_facts(project, edition, "html", file) for file in chapters_of(contents)]
        cited = list(dict.fromkeys(key for one in facts for key in one.cited))
        (folder / CITED).write_text(json.dumps(cited), encoding="utf-8")

    return Step(f"{edition.id} cited", make, code_of(*ROOMS), _all_shown(edition, contents))


def _all_shown(edition: Edition, contents: Contents) -> list[str]:
    return [chapter_step(edition, "html shown", file) for file in chapters_of(contents)]


def _citations_step(project: Project, edition: Edition, form: str, contents: Contents) -> Step:
    steps = {file: chapter_step(edition, f"{form} shown", file) for file in chapters_of(contents)}

    def make(folder: Path) -> None:
        texts = {
            file: json.loads((result_of(project, step) / CITATIONS).read_bytes())
            for file, step in steps.items()
        }
        whole = f"{REFERENCES.removesuffix('.html')}.qmd"
        # With a fault in it nothing is published: the check of the prose says what it is.
        works = "" if load_bibliography_faults(project) else bibliography_text(project)
        worded = word_citations(texts, whole, works)
        for file, cited in worded.items():
            (folder / chapter_file(file)).write_text(cited.to_json(), encoding="utf-8")

    after = [BIBLIOGRAPHY, *(one_file(step, CITATIONS) for step in steps.values())]
    files = {"references.bib": [project.bibliography]} | code_of("render", "build")
    name, told = f"{edition.id} {form} citations", f"{edition.id} citations"
    return Step(name, make, contents_file(project) | files, after, settings_of(edition), told)


def _linked_step(project: Project, edition: Edition, form: str, file: str) -> Step:
    shown = chapter_step(edition, f"{form} shown", file)
    citations, own = f"{edition.id} {form} citations", chapter_file(file)

    def make(folder: Path) -> None:
        chapter = chapter_of(project, edition, file)

        def link(target: Target) -> str:
            here = form == "typst" or target.page == chapter.page
            return f"{'' if here else chapter.path_to(target.page)}#{target.identifier}"

        blocks, _ = resolve(load_blocks(project, shown), load_targets(project, edition), link)
        cited = Cited.from_json((result_of(project, citations) / own).read_text(encoding="utf-8"))
        whole = "" if chapter.page == REFERENCES else chapter.path_to(REFERENCES)
        blocks = set_citations(blocks, cited, whole, form)
        text = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
        (folder / BLOCKS).write_text(text, encoding="utf-8")

    after = [shown, f"{edition.id} targets", f"{edition.id} titles", one_file(citations, own)]
    files = contents_file(project)
    name = chapter_step(edition, f"{form} linked", file)
    return Step(name, make, files, after, settings_of(edition), f"{edition.id} chapters linked")
