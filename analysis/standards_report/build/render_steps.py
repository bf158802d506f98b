"""The rendering half of a build as steps: fonts, chapters, pages, PDF, the edition's manifest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from standards_report.build.chapter_steps import (
    FORMS,
    set_step_names,
    set_steps,
    shown_step_names,
    shown_steps,
)
from standards_report.build.reading_steps import (
    paragraph_steps,
    read_step_names,
    read_steps,
    review_step_names,
)
from standards_report.build.step_inputs import ROOMS, Files, code_of, table_files
from standards_report.errors import CheckError, RenderError
from standards_report.evidence.release.manifest import NAME
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.project import Project
from standards_report.render.book.book import load_contents
from standards_report.render.chapters.chapter_files import chapter_step
from standards_report.render.quarto.quarto_program import EMBEDDED_NAME, Quarto
from standards_report.render.quarto.quarto_project import render_with_quarto
from standards_report.render.site.assemble import (
    outputs_of,
    write_assets,
    write_manifest,
    write_published_data,
    write_published_figures,
    write_published_notebooks,
)
from standards_report.render.static.assets import asset_files
from standards_report.render.static.fonts import write_page_fonts
from standards_report.render.static.glyphs import chinese_characters, glyph_faults, written_texts
from standards_report.source_files import source_files
from standards_report.workspace import PUBLISHED, folder_name

_FONTS, _ASSETS = "fonts", "assets"
_CHECKED = "glyphs-checked"


def fonts_folder(project: Project) -> Path:
    """Where the subset fonts of pages are kept."""
    return project.results / folder_name(_FONTS)


def assets_folder(project: Project) -> Path:
    """Where what all pages share is kept."""
    return project.results / folder_name(_ASSETS) / PUBLISHED / "assets"


def render_steps(
    project: Project,
    editions: list[Edition],
    quarto: Quarto | None,
    formats: Sequence[str],
    allow_stale: bool = False,
) -> list[Step]:
    """All steps from the index of each edition to its manifest."""
    steps = [*shared_steps(project), *shown_prose_steps(project, editions, formats)]
    for edition in editions:
        steps.append(_prose_step(project, edition, allow_stale))
        steps += completing_steps(project, edition)
        if quarto:
            steps.append(_quarto_step(project, edition, quarto, formats))
        else:
            steps += _embedded_steps(project, edition, formats)
        steps.append(_manifest_step(project, edition, quarto, formats, allow_stale))
    return steps


def shown_prose_steps(
    project: Project, editions: list[Edition], formats: Sequence[str] = ("html",)
) -> list[Step]:
    """All steps from the index of each edition to its chapters, shown and linked."""
    forms = dict.fromkeys(["html", *(FORMS[name] for name in formats)])
    steps = changes_steps(project, editions)
    for edition in editions:
        steps += shown_steps(project, edition, forms)
    return steps


def site_step(edition: Edition) -> str:
    """The step that all others of an edition lead to."""
    return f"{edition.id} site"


def published_steps(edition: Edition, quarto: Quarto | None, formats: Sequence[str]) -> list[str]:
    """Names of the steps whose results an edition consists of, its manifest aside."""
    names = ["notebooks", "figures", "data", *(["changes"] if edition.previous else [])]
    if quarto:
        names.append("quarto")
    else:
        names += [name for name, wanted in (("pages", "html"), ("PDF", "pdf")) if wanted in formats]
    return [_ASSETS, *(f"{edition.id} {name}" for name in names)]


def shared_steps(project: Project) -> list[Step]:
    """What all editions have in common: fonts and assets."""
    read: Files = {"texts": written_texts(project)}

    def characters(folder: Path) -> None:
        faults = glyph_faults(project)
        if faults:
            raise RenderError(faults)
        text = chinese_characters(
            path.read_text(encoding="utf-8", errors="ignore") for path in read["texts"]
        )
        (folder / "characters.txt").write_text(text, encoding="utf-8")
        (folder / _CHECKED).write_text("Fonts have all that is written.\n", encoding="utf-8")

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


def changes_steps(project: Project, editions: list[Edition]) -> list[Step]:
    """The chapters as they are written and, for each edition that follows another, the comparison
    of both: of data, then of prose."""
    both = [load_edition(project.editions, one.previous) for one in editions if one.previous]
    steps = read_steps(project, [*editions, *both])
    compared = [edition for edition in editions if edition.previous]
    steps += paragraph_steps(project, [*compared, *both])
    for edition in editions:
        if edition.previous:
            both = [load_edition(project.editions, edition.previous), edition]
            steps += [_compared_step(project, *both), _changes_step(project, *both)]
    return steps


def _compared_step(project: Project, old: Edition, new: Edition) -> Step:
    def run(folder: Path) -> None:
        from standards_report.build.data_changes import write_data_changes

        write_data_changes(project, old, new, folder)

    settings = {"editions": [one.model_dump(mode="json") for one in (old, new)]}
    after = [f"{one.id} index" for one in (old, new)]
    return Step(f"{new.id} compared", run, table_files(project) | code_of(*ROOMS), after, settings)


def _changes_step(project: Project, old: Edition, new: Edition) -> Step:
    def run(folder: Path) -> None:
        from standards_report.build.edition_changes import write_changes

        write_changes(project, old, new, folder)

    files = {"_quarto.yml": [project.root / "_quarto.yml"]} | code_of(*ROOMS)
    settings = {"editions": [one.model_dump(mode="json") for one in (old, new)]}
    after = [*(f"{one.id} index" for one in (old, new)), f"{new.id} compared"]
    after += [step.name for step in paragraph_steps(project, (old, new))]
    return Step(f"{new.id} changes", run, files, after, settings)


def _prose_files(project: Project, edition: Edition) -> Files:
    """What authors write, each file as a group of its own."""
    paths = [project.root / chapter.file for chapter in load_contents(project, edition).chapters]
    paths += [project.root / "_quarto.yml", project.bibliography]
    return {path.relative_to(project.root).as_posix(): [path] for path in paths}


def _sources(project: Project, edition: Edition) -> Files:
    """What authors write, what both engines share, and code."""
    extension = [path for path in source_files(project.extension, "**/*") if path.is_file()]
    return _prose_files(project, edition) | {"extension": extension} | code_of(*ROOMS)


def _computed(edition: Edition) -> list[str]:
    names = ["index", *(["changes"] if edition.previous else [])]
    return [f"{edition.id} {name}" for name in names]


def _prose_step(project: Project, edition: Edition, allow_stale: bool) -> Step:
    def check(folder: Path) -> None:
        from standards_report.render.checks.prose_checks import prose_check

        faults = prose_check(project, edition, allow_stale)
        if faults:
            raise CheckError(faults)
        checked = folder / "prose-checked"
        checked.write_text("Everything that the prose names is there.\n", encoding="utf-8")

    settings = {"edition": edition.model_dump(mode="json"), "allow_stale": allow_stale}
    registers = ["sources.csv", "finding_evidence.csv", "recommendation_evidence.csv"]
    files = _prose_files(project, edition) | code_of(*ROOMS)
    files |= {f"data/{name}": [project.data / name] for name in registers}
    # Passages may depend on what another edition has.
    files |= {"editions": source_files(project.editions, "*.yml")}
    names = ("titles", "targets", "cited")
    after = [*_computed(edition), *(f"{edition.id} {name}" for name in names)]
    for names_of in (shown_step_names, read_step_names, review_step_names):
        after += names_of(project, edition)
    return Step(f"{edition.id} prose", check, files, after, settings)


def _embedded_steps(project: Project, edition: Edition, formats: Sequence[str]) -> list[Step]:
    from standards_report.render.html.pages import set_page, write_pages
    from standards_report.render.pdf.pdf import TEMPLATES, set_print, write_pdf, write_typst

    settings = {"edition": edition.model_dump(mode="json")}
    before = [f"{edition.id} {name}" for name in ("titles", "index")]
    files: Files = {"_quarto.yml": [project.root / "_quarto.yml"]}
    steps = []
    if "html" in formats:
        steps += set_steps(project, edition, "html", set_page)
        after = [*before, *set_step_names(project, edition, "html")]
        after += shown_step_names(project, edition)
        run = partial(write_pages, project, edition, "pdf" in formats)
        files["assets"] = asset_files(project)
        wanted = settings | {"has_pdf": "pdf" in formats}
        steps.append(Step(f"{edition.id} pages", run, files | code_of(*ROOMS), after, wanted))
    if "pdf" in formats:
        steps += set_steps(project, edition, "typst", set_print)
        after = [*before, *set_step_names(project, edition, "typst")]
        templates = [project.extension / "typst" / name for name in TEMPLATES]
        files = files | {"templates": templates} | code_of(*ROOMS)
        source = partial(write_typst, project, edition)
        steps.append(Step(f"{edition.id} Typst", source, files, after, settings))
        # A PDF takes longer than all else: nobody waits for it who wrote a mistake.
        after = [f"{edition.id} Typst", f"{edition.id} prose", one_file("characters", _CHECKED)]
        run = partial(write_pdf, project, edition)
        steps.append(Step(f"{edition.id} PDF", run, code_of("render", "build"), after, settings))
    return steps


def draft_steps(project: Project, edition: Edition, drafts: Sequence[str]) -> list[Step]:
    """A step for each of these chapters that the edition has: its page, before all others.

    Nobody sees a draft with a fault that the check of the prose finds.
    """
    from standards_report.render.html.pages import write_draft

    code: Files = {"_quarto.yml": [project.root / "_quarto.yml"], "assets": asset_files(project)}
    before = [f"{edition.id} {name}" for name in ("titles", "index", "prose")]
    listed = [chapter.file for chapter in load_contents(project, edition).chapters]
    return [
        Step(
            draft_step(edition.id, file),
            partial(write_draft, project, edition, file),
            code | code_of(*ROOMS),
            [*before, *(chapter_step(edition, f"html {work}", file) for work in ("shown", "set"))],
            {"edition": edition.model_dump(mode="json")},
        )
        for file in drafts
        if file in listed
    ]


def draft_step(edition: str, file: str) -> str:
    """The name of the step that makes the draft of a chapter's page."""
    return f"{edition} draft {file}"


def completing_steps(project: Project, edition: Edition) -> list[Step]:
    """What every engine leaves to us and no chapter changes: data, figures, notebooks' pages."""
    index = f"{edition.id} index"
    executed = [f"{edition.id} {name}" for name in notebook_names(project, edition)]
    settings = {"edition": edition.model_dump(mode="json")}
    code = code_of(*ROOMS)
    return [
        Step(
            f"{edition.id} notebooks",
            partial(write_published_notebooks, project, edition),
            code,
            [index, *executed],
            settings,
        ),
        Step(
            f"{edition.id} figures",
            partial(write_published_figures, project, edition),
            code,
            [index],
            settings,
        ),
        Step(
            f"{edition.id} data",
            partial(write_published_data, project, edition),
            code | table_files(project),
            [index],
            settings,
        ),
    ]


def _quarto_step(
    project: Project, edition: Edition, quarto: Quarto, formats: Sequence[str]
) -> Step:
    def render(folder: Path) -> None:
        render_with_quarto(quarto, project, edition, formats, folder)

    executed = [f"{edition.id} {name}" for name in notebook_names(project, edition)]
    settings = {
        "edition": edition.model_dump(mode="json"),
        "quarto": quarto.name,
        "formats": list(formats),
    }
    after = [f"{edition.id} prose", *_computed(edition), *executed]
    return Step(f"{edition.id} quarto", render, _sources(project, edition), after, settings)


def _manifest_step(
    project: Project,
    edition: Edition,
    quarto: Quarto | None,
    formats: Sequence[str],
    allow_stale: bool,
) -> Step:
    parts = published_steps(edition, quarto, formats)
    engine = quarto.name if quarto else EMBEDDED_NAME

    def write(folder: Path) -> None:
        target = folder / PUBLISHED / NAME
        target.parent.mkdir()
        outputs = outputs_of(project, parts)
        write_manifest(project, edition, engine, outputs, formats, allow_stale, target)

    lock = project.root / "requirements.lock"
    edition_file = project.editions / f"{edition.id}.yml"
    notebooks = source_files(project.notebooks, "*.ipynb")
    files = _sources(project, edition) | {
        "chapters": source_files(project.chapters, "**/*.qmd"),
        "notebooks": notebooks,
        "edition": [edition_file],
        "lock of dependencies": [lock],
        "index.qmd": [project.root / "index.qmd"],
    }
    settings = {"engine": engine, "formats": list(formats), "allow_stale": allow_stale}
    settings["parts"] = parts
    after = [*parts, f"{edition.id} prose"]
    return Step(site_step(edition), write, files, after, settings, f"{edition.id} site")
