"""The rendering half of a build as steps: fonts, pages, PDF, the edition put together."""

from __future__ import annotations

import shutil
from functools import partial
from importlib.metadata import version
from pathlib import Path

from standards_report.errors import CheckError
from standards_report.evidence.changes_passages import NOTEBOOK as CHANGES
from standards_report.evidence.manifest import NAME
from standards_report.observations.editions import Edition, load_edition
from standards_report.pipeline.compute import Workspace, descriptors, notebook_names
from standards_report.pipeline.graph import Step
from standards_report.project import Project
from standards_report.render.assemble import (
    assemble,
    code_files,
    complete_edition,
    write_listing,
    write_published_data,
    write_published_figures,
    write_published_notebooks,
)
from standards_report.render.assets import asset_files
from standards_report.render.book import load_book
from standards_report.render.changes import write_changes
from standards_report.render.choice import Quarto
from standards_report.render.fonts import (
    chinese_characters,
    page_font_names,
    write_page_fonts,
)
from standards_report.render.press import has_press
from standards_report.render.profile import pdf_name
from standards_report.render.quarto import render_with_quarto

_FONT_WHEELS = (
    "brotli",
    "cvttf-notosanscjk-regular",
    "fontpkg-fira-sans",
    "fontpkg-source-serif-4",
    "fonttools",
    "uharfbuzz",
)


def fonts_folder(project: Project) -> Path:
    """Where the subset fonts of pages are kept."""
    return project.scratch / "fonts"


def built_folder(project: Project, edition: Edition) -> Path:
    """Where a finished edition waits to be published."""
    return Workspace(project, edition.id).folder / "site"


def render_steps(
    project: Project, editions: list[Edition], quarto: Quarto | None, allow_stale: bool = False
) -> list[Step]:
    """All steps from the index of each edition to the edition put together."""
    steps = [_fonts_step(project), *changes_steps(project, editions)]
    for edition in editions:
        pressed = not quarto and has_press(project)
        steps += [_prose_step(project, edition, allow_stale, pressed=pressed)]
        steps += completing_steps(project, edition)
        if quarto:
            steps.append(_quarto_step(project, edition, quarto))
        else:
            steps += _embedded_steps(project, edition, pressed=pressed)
    return steps


def changes_steps(project: Project, editions: list[Edition]) -> list[Step]:
    """For each edition that follows another, the comparison of both."""
    return [_changes_step(project, edition) for edition in editions if edition.previous]


def _changes_step(project: Project, edition: Edition) -> Step:
    both = [load_edition(project.editions, edition.previous), edition]
    works = [Workspace(project, one.id) for one in both]
    chapters = {
        project.root / chapter.file for one in both for chapter in load_book(project, one).chapters
    }
    read = {
        "chapters": sorted({*chapters, project.root / "_quarto.yml"}),
        "tables": [*sorted(project.data.glob("*.csv")), *descriptors(project)],
    }
    return Step(
        f"{edition.id} changes",
        partial(write_changes, project, edition),
        [work.index for work in works],
        [works[1].changes, works[1].executed(CHANGES)],
        {"editions": [one.model_dump(mode="json") for one in both]},
        _code() | read,
    )


def _fonts_step(project: Project) -> Step:
    folder = fonts_folder(project)
    outputs = [folder / name for name in page_font_names()]
    wheels = {name: version(name) for name in _FONT_WHEELS}
    module = Path(__file__).parent / "fonts.py"
    texts = [*project.chapters.glob("*.qmd"), *project.data.glob("*.csv"), project.bibliography]
    chinese = chinese_characters(
        path.read_text(encoding="utf-8", errors="replace") for path in texts
    )
    settings = wheels | {"chinese": chinese}
    return Step("fonts", partial(write_page_fonts, folder, chinese), [module], outputs, settings)


def _prose_step(project: Project, edition: Edition, allow_stale: bool, *, pressed: bool) -> Step:
    checked = _prose_checked(project, edition)

    def check() -> None:
        from standards_report.render.check import prose_check

        faults = prose_check(project, edition, allow_stale)
        if faults:
            raise CheckError(faults)
        checked.write_text("Everything that the prose names is there.\n", encoding="utf-8")

    settings = {"edition": edition.model_dump(mode="json"), "allow_stale": allow_stale}
    # One by one here, so that --explain names the chapter that has changed.
    sources = _sources(project, edition)
    inputs = [*_computed(project, edition), *sources.pop("chapters")]
    inputs += [_typst_listing(project, edition)] if pressed else []
    return Step(f"{edition.id} prose", check, inputs, [checked], settings, sources)


def _prose_checked(project: Project, edition: Edition) -> Path:
    return Workspace(project, edition.id).folder / "prose-checked"


def _embedded_steps(project: Project, edition: Edition, *, pressed: bool) -> list[Step]:
    from standards_report.render.pages import write_pages

    work = Workspace(project, edition.id)
    pages, built = work.folder / "pages", built_folder(project, edition)
    pdf = work.folder / "pdf" / f"{pdf_name(edition)}.pdf"
    listed = [work.listing(pages)]
    settings = {"edition": edition.model_dump(mode="json")}

    def set_pages() -> None:
        shutil.rmtree(pages, ignore_errors=True)
        write_pages(project, edition, pages)
        write_listing(work, pages)

    def put_together() -> None:
        assemble(project, edition, pages, pdf, fonts_folder(project), built)

    # Pages wait for the source for Typst, so that they are written while Typst is at work.
    inputs = [*_text_inputs(project, edition), _typst_listing(project, edition)]
    of_site = [*listed, pdf, *_completion_inputs(project, edition)]
    code = _code() | _shell(project)
    return [
        Step(
            f"{edition.id} pages", set_pages, inputs, listed, settings, _sources(project, edition)
        ),
        *_pdf_steps(project, edition, pdf, pressed=pressed),
        Step(f"{edition.id} site", put_together, of_site, [built / NAME], settings, code),
    ]


def _typst_folder(project: Project, edition: Edition) -> Path:
    return Workspace(project, edition.id).folder / "typst"


def _typst_listing(project: Project, edition: Edition) -> Path:
    return Workspace(project, edition.id).listing(_typst_folder(project, edition))


def _pdf_steps(project: Project, edition: Edition, pdf: Path, *, pressed: bool) -> list[Step]:
    """The source for Typst, and the PDF.

    A press works beside this process and needs a second: it begins before the prose is checked,
    and prose and pages follow while it is at work. Typst from nothing waits for the check, so
    that nobody has to wait for it who wrote a mistake.
    """
    from standards_report.render.pdf import write_pdf, write_typst

    work = Workspace(project, edition.id)
    folder, source = _typst_folder(project, edition), _typst_listing(project, edition)
    settings = {"edition": edition.model_dump(mode="json"), "typst": version("typst")}

    def write_source() -> None:
        write_typst(project, edition, folder)
        write_listing(work, folder)

    computed, sources = _computed(project, edition), _sources(project, edition)
    inputs = [source, *([] if pressed else [_prose_checked(project, edition)])]
    run = partial(write_pdf, project, edition, folder, pdf)
    return [
        Step(f"{edition.id} Typst", write_source, computed, [source], settings, sources),
        Step(f"{edition.id} PDF", run, inputs, [pdf], settings, _code()),
    ]


def _quarto_step(project: Project, edition: Edition, quarto: Quarto) -> Step:
    work = Workspace(project, edition.id)
    built = work.folder / "site-quarto"

    def render() -> None:
        output = render_with_quarto(quarto, project, edition, work.folder / "quarto")
        shutil.rmtree(built, ignore_errors=True)
        shutil.copytree(output, built)
        complete_edition(project, edition, built, fonts_folder(project), quarto.name)

    inputs = [*_text_inputs(project, edition), *_completion_inputs(project, edition)]
    settings = {"edition": edition.model_dump(mode="json"), "quarto": quarto.name}
    sources = _sources(project, edition) | _shell(project)
    return Step(f"{edition.id} Quarto", render, inputs, [built / NAME], settings, sources)


def _text_inputs(project: Project, edition: Edition) -> list[Path]:
    """What pages and PDF are set from, once the prose has been checked."""
    return [_prose_checked(project, edition), *_computed(project, edition)]


def _code() -> dict[str, list[Path]]:
    return {"code of the report": code_files()}


def _computed(project: Project, edition: Edition) -> list[Path]:
    work = Workspace(project, edition.id)
    computed = [work.index, work.variables, work.report, work.passages]
    return [*computed, *([work.changes, work.executed(CHANGES)] if edition.previous else [])]


def _sources(project: Project, edition: Edition) -> dict[str, list[Path]]:
    """What authors write, as groups: prose, its configuration, what both engines share, code."""
    return {
        "chapters": [
            project.root / chapter.file for chapter in load_book(project, edition).chapters
        ],
        "configuration": [project.root / "_quarto.yml", project.bibliography],
        "extension": sorted(path for path in project.extension.iterdir() if path.is_file()),
        **_code(),
    }


def completing_steps(project: Project, edition: Edition) -> list[Step]:
    """What every engine leaves to us and no chapter changes: data, figures, notebooks' pages."""
    work = Workspace(project, edition.id)
    executed = [work.executed(name) for name in notebook_names(project, edition)]
    tables = {"tables": [*sorted(project.data.glob("*.csv")), *descriptors(project)]}
    settings = {"edition": edition.model_dump(mode="json")}
    return [
        Step(
            f"{edition.id} notebooks",
            partial(write_published_notebooks, project, edition),
            [work.index, *executed],
            [work.listing(work.notebook_pages)],
            settings,
            _code(),
        ),
        Step(
            f"{edition.id} figures",
            partial(write_published_figures, project, edition),
            [work.index],
            [work.listing(work.figures)],
            settings | {"typst": version("typst")},
            _code(),
        ),
        Step(
            f"{edition.id} data",
            partial(write_published_data, project, edition),
            [work.index],
            [work.listing(work.data)],
            settings,
            _code() | tables,
        ),
    ]


def _completion_inputs(project: Project, edition: Edition) -> list[Path]:
    work = Workspace(project, edition.id)
    listings = [work.listing(folder) for folder in (work.notebook_pages, work.data, work.figures)]
    # Made in this build, so that no hash of now would do.
    listings += [work.changes] if edition.previous else []
    return [*listings, *(fonts_folder(project) / name for name in page_font_names())]


def _shell(project: Project) -> dict[str, list[Path]]:
    """What stands around the pages of every edition."""
    lock = [path for path in [project.root / "requirements.lock"] if path.is_file()]
    return {"assets": asset_files(project), "lock of dependencies": lock}
