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

from standards_report.evidence.variables import load_names, printed
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Files, code_of
from standards_report.pipeline.steps import Step, one_file
from standards_report.project import Project
from standards_report.render.basis import basis_faults
from standards_report.render.bibliography import bibliography_faults, bibliography_text
from standards_report.render.book import FORMATS, REFERENCES, Contents, load_contents
from standards_report.render.chapter_files import (
    BIBLIOGRAPHY,
    BLOCKS,
    CITATIONS,
    CITED,
    CONDITIONS,
    DOCUMENT,
    FACTS,
    FAULTS,
    FINDINGS,
    HEADING,
    NOTES,
    PARAGRAPHS,
    PART,
    REVIEW,
    TARGETS,
    TITLES,
    USES,
    Review,
    chapter_file,
    chapter_of,
    chapter_step,
    conditions_text,
    faults_text,
    findings_text,
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
    uses_text,
)
from standards_report.render.chapter_parts import part_of_index
from standards_report.render.citeproc import Cited, citations_of, set_citations, word_citations
from standards_report.render.crossref import Target, resolve
from standards_report.render.document.anchors import places_of
from standards_report.render.document.conditions import ANY_FORMAT, conditions, keep_visible
from standards_report.render.document.fragments import Fragments, Material, fragments
from standards_report.render.document.labels import labels_of, level_faults
from standards_report.render.document.parse import parse
from standards_report.render.document.prose import shown_paragraphs
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.document.show import show
from standards_report.render.document.titles import heading_of, title_of
from standards_report.render.document.uses import cited_works, embedded_labels, uses_of
from standards_report.render.lint import findings
from standards_report.render.material import load_compared, load_computed
from standards_report.render.profile import CHANGES
from standards_report.source_files import read_text, source_files
from standards_report.workspace import Workspace

FORMS = {"html": "html", "pdf": "typst"}  # of the text, for each format that is published
ROOMS = ("observations", "measures", "display", "evidence", "pipeline", "render")


def read_steps(project: Project, editions: Iterable[Edition]) -> list[Step]:
    """Steps that read the bibliography, and each chapter of the editions, as they are written."""
    contents = [load_contents(project, edition) for edition in editions]
    files = {listed.file: None for content in contents for listed in content.chapters}
    return [_bibliography_step(project)] + [
        Step(
            read_step(file),
            partial(_read, project.root / file, file),
            {file: [project.root / file]} | code_of("render"),
            told="chapters read",
        )
        for file in files
    ]


def _bibliography_step(project: Project) -> Step:
    """Pandoc takes longer to read it than all else that is checked of a sentence."""

    def make(folder: Path) -> None:
        text = faults_text(bibliography_faults(project))
        (folder / FAULTS).write_text(text, encoding="utf-8")

    files = {"references.bib": [project.bibliography]} | code_of("render")
    return Step(BIBLIOGRAPHY, make, files)


def paragraph_steps(project: Project, editions: Iterable[Edition]) -> list[Step]:
    """A step for each chapter of the editions that leaves its paragraphs for comparison."""
    return [
        _paragraphs_step(project, edition, file)
        for edition in {edition.id: edition for edition in editions}.values()
        for file in _files(load_contents(project, edition))
        if file != CHANGES  # which would have to know itself
    ]


def shown_steps(project: Project, edition: Edition, forms: Iterable[str]) -> list[Step]:
    """What an edition shows of its chapters, what can be referred to, and the links between."""
    contents = load_contents(project, edition)
    forms = list(forms)
    makers = (_fragments_step, _compared_fragments_step, _titles_step)
    steps = [make(project, edition, contents) for make in makers]
    steps += [_review_step(project, edition, file) for file in _files(contents)]
    for form in forms:
        steps += [_shown_step(project, edition, form, file) for file in _files(contents)]
    steps += [_targets_step(project, edition, contents), _cited_step(project, edition, contents)]
    for form in forms:
        steps.append(_citations_step(project, edition, form, contents))
        steps += [_linked_step(project, edition, form, file) for file in _files(contents)]
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
    for file in _files(load_contents(project, edition)):
        after = [chapter_step(edition, f"{form} {work}", file) for work in ("linked", "shown")]
        after.append(f"{edition.id} titles")
        steps.append(
            Step(
                chapter_step(edition, f"{form} set", file),
                partial(make, project, edition, file),
                {"extension": extension} | code_of(*ROOMS),
                after,
                _settings(edition),
                f"{edition.id} chapters as {form}",
            )
        )
    return steps


def set_step_names(project: Project, edition: Edition, form: str) -> list[str]:
    """Names of the steps that set the chapters of an edition in one form."""
    files = _files(load_contents(project, edition))
    return [chapter_step(edition, f"{form} set", file) for file in files]


def read_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that read the bibliography and the chapters of an edition."""
    return [BIBLIOGRAPHY, *(read_step(file) for file in _files(load_contents(project, edition)))]


def review_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that leave what is checked of each chapter by itself."""
    return [
        chapter_step(edition, "review", file) for file in _files(load_contents(project, edition))
    ]


def shown_step_names(project: Project, edition: Edition) -> list[str]:
    """Names of the steps that leave the chapters as the edition's pages show them."""
    return _all_shown(edition, load_contents(project, edition))


def _files(contents: Contents) -> list[str]:
    return [listed.file for listed in contents.chapters]


def _settings(edition: Edition) -> dict[str, object]:
    return {"edition": edition.model_dump(mode="json")}


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


def _fragments_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        files = _files(contents)
        _write_fragments(project, files, load_computed(project, edition), folder)

    after = [f"{edition.id} index", *_all_read(contents, USES)]
    return Step(f"{edition.id} fragments", make, _contents_file(project), after, _settings(edition))


def _compared_fragments_step(project: Project, edition: Edition, contents: Contents) -> Step:
    """For the chapter on what has changed, apart from the others (`fragment_steps`)."""

    def make(folder: Path) -> None:
        files = [file for file in _files(contents) if file == CHANGES]
        _write_fragments(project, files, load_compared(project, edition), folder)

    changes = [f"{edition.id} changes"] if edition.previous else []
    after = [*changes, *_all_read(contents, USES)]
    files, settings = _contents_file(project), _settings(edition)
    told = f"{edition.id} fragments"
    return Step(f"{edition.id} fragments of changes", make, files, after, settings, told)


def _contents_file(project: Project) -> Files:
    return {"_quarto.yml": [project.root / "_quarto.yml"]} | code_of(*ROOMS)


def _all_read(contents: Contents, name: str) -> list[str]:
    """One file of what is read of each chapter."""
    return [one_file(read_step(file), name) for file in _files(contents)]


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
        for file in _files(contents):
            heading = load_heading(project, file)
            asks = uses_of([heading]).names and file != CHANGES
            found = load_fragments(project, edition, file) if asks else nothing
            titles[file] = title_of(heading, found)
        (folder / TITLES).write_text(titles_text(titles), encoding="utf-8")

    after = [f"{edition.id} fragments", *_all_read(contents, HEADING)]
    return Step(f"{edition.id} titles", make, _contents_file(project), after, _settings(edition))


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
    return Step(name, make, code_of(*ROOMS), after, _settings(edition), told)


def _review_step(project: Project, edition: Edition, file: str) -> Step:
    """For the check of all prose, which has little to read then."""

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
    return Step(name, make, code_of(*ROOMS), after, _settings(edition), told)


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
    name, files = chapter_step(edition, f"{form} shown", file), _contents_file(project)
    return Step(name, make, files, after, _settings(edition), f"{edition.id} chapters shown")


def _targets_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        facts = [load_facts(project, edition, "html", file) for file in _files(contents)]
        targets = {target.identifier: asdict(target) for one in facts for target in one.targets}
        (folder / TARGETS).write_text(json.dumps(targets, ensure_ascii=False), encoding="utf-8")

    return Step(f"{edition.id} targets", make, code_of(*ROOMS), _all_shown(edition, contents))


def _cited_step(project: Project, edition: Edition, contents: Contents) -> Step:
    def make(folder: Path) -> None:
        facts = [load_facts(project, edition, "html", file) for file in _files(contents)]
        cited = list(dict.fromkeys(key for one in facts for key in one.cited))
        (folder / CITED).write_text(json.dumps(cited), encoding="utf-8")

    return Step(f"{edition.id} cited", make, code_of(*ROOMS), _all_shown(edition, contents))


def _all_shown(edition: Edition, contents: Contents) -> list[str]:
    return [chapter_step(edition, "html shown", file) for file in _files(contents)]


def _citations_step(project: Project, edition: Edition, form: str, contents: Contents) -> Step:
    steps = {file: chapter_step(edition, f"{form} shown", file) for file in _files(contents)}

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
    files = {"references.bib": [project.bibliography]} | code_of("render")
    name, told = f"{edition.id} {form} citations", f"{edition.id} citations"
    return Step(name, make, _contents_file(project) | files, after, _settings(edition), told)


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
    files = {"_quarto.yml": [project.root / "_quarto.yml"]} | code_of("render")
    name = chapter_step(edition, f"{form} linked", file)
    return Step(name, make, files, after, _settings(edition), f"{edition.id} chapters linked")
