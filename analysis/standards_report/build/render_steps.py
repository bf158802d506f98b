"""The rendering half of a build as steps: fonts, chapters, each format, the edition's manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from standards_report.build.chapter_steps import (
    set_steps,
    shown_step_names,
    shown_steps,
)
from standards_report.build.completing_steps import PARTS, completing_steps
from standards_report.build.formats import FORMATS
from standards_report.build.reading_steps import (
    paragraph_steps,
    read_step_names,
    read_steps,
    review_step_names,
)
from standards_report.build.series_steps import series_steps
from standards_report.build.step_inputs import ROOMS, Files, code_of, contents_file, table_files
from standards_report.errors import CheckError, RenderError
from standards_report.evidence.release.manifest import NAME
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.releases import archive_path, find_release
from standards_report.observations.notebook_metadata import notebook_names, series_names
from standards_report.pipeline.graph.step import Step
from standards_report.project import Project
from standards_report.render.chapters.chapter_files import read_step
from standards_report.render.chapters.format import Download, Format, Work, downloads
from standards_report.render.chapters.report import Report, with_previous
from standards_report.render.html.pages import HTML
from standards_report.render.quarto.quarto_program import EMBEDDED_NAME, Quarto
from standards_report.render.quarto.quarto_project import render_with_quarto
from standards_report.render.site.assemble import (
    outputs_of,
    write_assets,
    write_manifest,
)
from standards_report.render.static.assets import asset_files
from standards_report.render.static.fonts import write_page_fonts
from standards_report.render.static.glyphs import (
    GLYPHS_CHECKED,
    chinese_characters,
    glyph_faults,
    written_texts,
)
from standards_report.source_files import source_files
from standards_report.workspace import PUBLISHED, folder_name

_FONTS, _ASSETS = "fonts", "assets"


def fonts_folder(project: Project) -> Path:
    """Where the subset fonts of pages are kept."""
    return project.results / folder_name(_FONTS)


def assets_folder(project: Project) -> Path:
    """Where what all pages share is kept."""
    return project.results / folder_name(_ASSETS) / PUBLISHED / "assets"


def render_steps(
    project: Project,
    reports: Sequence[Report],
    quarto: Quarto | None,
    formats: Sequence[Format],
    allow_stale: bool = False,
) -> list[Step]:
    """All steps from the index of each edition to its manifest."""
    steps = [*shared_steps(project), *shown_prose_steps(project, reports, formats)]
    for report in reports:
        steps.append(_prose_step(report, allow_stale))
        steps += completing_steps(report)
        steps += series_steps(report, _offered(report, formats))
        if quarto:
            steps.append(_quarto_step(report, quarto, formats))
        else:
            steps += _embedded_steps(report, formats)
        steps.append(_manifest_step(report, quarto, formats, allow_stale))
    return steps


def shown_prose_steps(
    project: Project, reports: Sequence[Report], formats: Sequence[Format] = (HTML,)
) -> list[Step]:
    """All steps from the index of each edition to its chapters, shown and linked."""
    every = dict.fromkeys([HTML, *formats])
    steps = changes_steps(project, reports)
    for report in reports:
        steps += shown_steps(report, every)
    return steps


def site_step(edition: Edition) -> str:
    """The last step of an edition, for which all others run."""
    return f"{edition.id} site"


def published_steps(
    project: Project, edition: Edition, quarto: Quarto | None, formats: Sequence[Format]
) -> list[str]:
    """Names of the steps whose results an edition consists of, its manifest aside."""
    names = [*PARTS, *(["changes"] if edition.previous else [])]
    names += [f"{name} pages" for name in series_names(project, edition)]
    if quarto:
        names.append("quarto")
    else:
        names += [form.published for form in formats]
    return [_ASSETS, *(f"{edition.id} {name}" for name in names)]


def shared_steps(project: Project) -> list[Step]:
    """Steps for what all editions share: fonts and assets."""
    read: Files = {"texts": written_texts(project)}

    def characters(folder: Path) -> None:
        faults = glyph_faults(project)
        if faults:
            raise RenderError(faults)
        text = chinese_characters(
            path.read_text(encoding="utf-8", errors="ignore") for path in read["texts"]
        )
        (folder / "characters.txt").write_text(text, encoding="utf-8")
        (folder / GLYPHS_CHECKED).write_text("Fonts have all that is written.\n", encoding="utf-8")

    def fonts(folder: Path) -> None:
        text = project.results / folder_name("characters") / "characters.txt"
        write_page_fonts(folder, text.read_text(encoding="utf-8"))

    def assets(folder: Path) -> None:
        write_assets(project, fonts_folder(project), folder)

    code = code_of("render", "build")
    return [
        Step("characters", characters, read | code),
        Step(_FONTS, fonts, code, ["characters"]),
        Step(_ASSETS, assets, {"assets": asset_files(project)} | code, [_FONTS]),
    ]


def changes_steps(project: Project, reports: Sequence[Report]) -> list[Step]:
    """The chapters as they are written and, for each edition that follows another, the comparison
    of both: of data, then of prose."""
    steps = read_steps(project, with_previous(reports))
    compared = [report for report in reports if report.edition.previous]
    steps += paragraph_steps(with_previous(compared))
    for new in compared:
        steps += [_compared_step(new), _changes_step(new)]
    return steps


def _compared_step(new: Report) -> Step:
    def run(folder: Path) -> None:
        from standards_report.build.edition_changes import write_data_changes

        write_data_changes(new, folder)

    files = table_files(new.project) | _archive_before(new) | code_of(*ROOMS)
    after = [report.step("index") for report in with_previous([new])]
    return Step(new.step("compared"), run, files, after, _settings_of_both(new))


def _changes_step(new: Report) -> Step:
    def run(folder: Path) -> None:
        from standards_report.build.edition_changes import write_changes

        write_changes(new, folder)

    computed = with_previous([new])
    after = [*(report.step("index") for report in computed), new.step("compared")]
    after += [step.name for step in paragraph_steps(computed)]
    # The rows that both see are in the records, and so are chapters with their marks.
    files = contents_file(new.project) | table_files(new.project) | _archive_before(new)
    after += [read_step(file) for file in new.files]
    return Step(new.step("changes"), run, files, after, _settings_of_both(new))


def _archive_before(new: Report) -> Files:
    """The archive of the edition that this one follows, where that was released."""
    release = None if new.previous else find_release(new.project, new.edition.previous)
    if release is None:
        return {}
    return {"release before": [archive_path(new.project, release.version)]}


def _settings_of_both(new: Report) -> dict[str, object]:
    editions = [report.edition.model_dump(mode="json") for report in with_previous([new])]
    release = None if new.previous else find_release(new.project, new.edition.previous)
    return {"editions": editions, "release before": release.version if release else ""}


def _prose_files(report: Report) -> Files:
    """What authors write, each file as a group of its own."""
    paths = [report.project.root / chapter.file for chapter in report.contents.chapters]
    paths += [report.project.root / "_quarto.yml", report.project.bibliography]
    return {path.relative_to(report.project.root).as_posix(): [path] for path in paths}


def _sources(report: Report) -> Files:
    """What authors write, what both engines share, and code."""
    extension = [path for path in source_files(report.project.extension, "**/*") if path.is_file()]
    return _prose_files(report) | {"extension": extension} | code_of(*ROOMS)


def _computed(edition: Edition) -> list[str]:
    names = ["index", *(["changes"] if edition.previous else [])]
    return [f"{edition.id} {name}" for name in names]


def _prose_step(report: Report, allow_stale: bool) -> Step:
    def check(folder: Path) -> None:
        from standards_report.render.checks.prose_checks import prose_check

        faults = prose_check(report, allow_stale)
        if faults:
            raise CheckError(faults)
        checked = folder / "prose-checked"
        checked.write_text("Everything that the prose names is there.\n", encoding="utf-8")

    settings = {"edition": report.edition.model_dump(mode="json"), "allow_stale": allow_stale}
    tables = ("findings", "finding_evidence", "recommendations", "recommendation_evidence")
    registers = [f"{name}.csv" for name in ("sources", *tables)]
    files = _prose_files(report) | code_of(*ROOMS)
    files |= {f"data/{name}": [report.project.data / name] for name in registers}
    # Passages may depend on what another edition has.
    files |= {"editions": source_files(report.project.editions, "*.yml")}
    names = ("titles", "targets", "cited")
    after = [*_computed(report.edition), *(report.step(name) for name in names)]
    for names_of in (shown_step_names, read_step_names, review_step_names):
        after += names_of(report)
    return Step(report.step("prose"), check, files, after, settings)


def _embedded_steps(report: Report, formats: Sequence[Format]) -> list[Step]:
    """For each format, the chapters set in it and what is made of them."""
    steps: list[Step] = []
    for form in formats:
        steps += set_steps(report, form)
        steps += [_work_step(report, form, work, formats) for work in form.works]
    return steps


def _work_step(report: Report, form: Format, work: Work, formats: Sequence[Format]) -> Step:
    offered = _offered(report, formats)
    after = [report.step(name) for name in work.after]
    if work.finds_pages:
        names = series_names(report.project, report.edition)
        after += [report.step(f"{name} pages") for name in names]
    for state in work.chapters:
        after += [report.step(f"{form.form} {state}", file) for file in report.files]
    told = {"downloads": [asdict(file) for file in offered]} if work.says_downloads else {}
    make = partial(work.make, report, offered)
    files = work.files(report) | code_of(*ROOMS)
    settings = report.settings | told
    return Step(report.step(work.name), make, files, [*after, *work.shared], settings)


def _offered(report: Report, formats: Sequence[Format]) -> list[Download]:
    """All downloads that there can be; those that a build in these formats lacks have no file."""
    return downloads(FORMATS, report.edition.id, formats.__contains__)


def draft_steps(report: Report, drafts: Sequence[str]) -> list[Step]:
    """A step for each of these chapters that the edition has: its page, before all others.

    Nobody sees a draft with a fault that the check of the prose finds.
    """
    from standards_report.render.html.pages import write_draft

    code: Files = {
        "_quarto.yml": [report.project.root / "_quarto.yml"],
        "assets": asset_files(report.project),
    }
    before = [report.step(name) for name in ("titles", "index", "prose")]
    listed = report.files
    return [
        Step(
            draft_step(report.edition.id, file),
            partial(write_draft, report, file, _offered(report, ())),
            code | code_of(*ROOMS),
            [*before, *(report.step(f"html {work}", file) for work in ("shown", "set"))],
            report.settings,
        )
        for file in drafts
        if file in listed
    ]


def draft_step(edition: str, file: str) -> str:
    """The name of the step that makes the draft of a chapter's page."""
    return f"{edition} draft {file}"


def _quarto_step(report: Report, quarto: Quarto, formats: Sequence[Format]) -> Step:
    def render(folder: Path) -> None:
        render_with_quarto(quarto, report, formats, folder)

    executed = [report.step(name) for name in notebook_names(report.project, report.edition)]
    settings = {
        "edition": report.edition.model_dump(mode="json"),
        "quarto": quarto.name,
        "formats": [form.name for form in formats],
    }
    after = [report.step("prose"), *_computed(report.edition), *executed]
    after += shown_step_names(report)  # heads of pages describe chapters
    return Step(report.step("quarto"), render, _sources(report), after, settings)


def _manifest_step(
    report: Report,
    quarto: Quarto | None,
    formats: Sequence[Format],
    allow_stale: bool,
) -> Step:
    parts = published_steps(report.project, report.edition, quarto, formats)
    engine = quarto.name if quarto else EMBEDDED_NAME

    def write(folder: Path) -> None:
        target = folder / PUBLISHED / NAME
        target.parent.mkdir()
        outputs = outputs_of(report.project, parts)
        write_manifest(
            report, engine, outputs, [form.name for form in formats], allow_stale, target
        )

    lock = report.project.root / "requirements.lock"
    edition_file = report.project.editions / f"{report.edition.id}.yml"
    notebooks = source_files(report.project.notebooks, "*.ipynb")
    files = _sources(report) | {
        "chapters": source_files(report.project.chapters, "**/*.qmd"),
        "notebooks": notebooks,
        "edition": [edition_file],
        "lock of dependencies": [lock],
        "index.qmd": [report.project.root / "index.qmd"],
    }
    files |= _archive_before(report)
    settings = {
        "engine": engine,
        "formats": [form.name for form in formats],
        "allow_stale": allow_stale,
    }
    settings["parts"] = parts
    after = [*parts, report.step("prose")]
    return Step(site_step(report.edition), write, files, after, settings, report.step("site"))
