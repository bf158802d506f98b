"""The PDF of an edition, by the embedded engine: Pandoc writes Typst, Typst sets it."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.evidence.index import load_index
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.book import Chapter
from standards_report.render.crossref import Node, Numbered, resolve
from standards_report.render.fonts import pdf_font_folders
from standards_report.render.kept import Kept
from standards_report.render.manuscript import Manuscript, load_manuscript, load_material, nocite
from standards_report.render.pages import REFERENCES, edition_words

_HERE = Path(__file__).parent
_FILTERS = ("provenance", "values", "claims")
# Figures that wait for room stand in the chapter that shows them.
_FLUSH: Node = {"t": "RawBlock", "c": ["typst", "#place.flush()"]}


def write_pdf(project: Project, edition: Edition, folder: Path, target: Path) -> None:
    """Sets the edition as PDF at `target`; `folder` takes the Typst source.

    The PDF follows PDF/UA-1 as far as Typst checks it, which includes that every character
    has a glyph. Raises RenderError with what Typst objects to.
    """
    material = load_material(project, edition)
    manuscript = load_manuscript(project, edition, material, "typst")
    folder.mkdir(parents=True, exist_ok=True)
    _write_figures(project, edition, folder / "figures")
    shutil.copyfile(project.extension / "report.typ", folder / "report.typ")
    source = _head(edition) + _text(project, edition, manuscript)
    (folder / "main.typ").write_text(source, encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_compile(folder, edition))


def _head(edition: Edition) -> str:
    words = edition_words(edition)
    settings = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "edition": edition.id,
        "version": edition.version,
        "released": words["released"],
        "as-of": words["as_of"],
    }
    # JSON strings are Typst strings, apart from escapes that these texts do not hold.
    lines = [
        f"  {name}: {json.dumps(text, ensure_ascii=False)}," for name, text in settings.items()
    ]
    day = edition.date
    lines.append(f"  date: datetime(year: {day.year}, month: {day.month}, day: {day.day}),")
    names = "report, callout, float, horizontalrule, lead, table-block"
    return "\n".join([f'#import "report.typ": {names}', "#show: report.with(", *lines, ")", "", ""])


def _text(project: Project, edition: Edition, manuscript: Manuscript) -> str:
    kept = Kept(Workspace(project, edition.id).folder / "kept-pdf")

    def written(chapter: tuple[Chapter, Numbered]) -> str:
        return _chapter_text(project, edition, manuscript, chapter, kept)

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(written, manuscript.chapters))
    kept.forget_others()
    return "\n".join(texts)


def _chapter_text(
    project: Project,
    edition: Edition,
    manuscript: Manuscript,
    one: tuple[Chapter, Numbered],
    kept: Kept,
) -> str:
    chapter, numbered = one
    blocks = [_chapter_heading(chapter, numbered), *numbered.blocks, _FLUSH]
    blocks, _ = resolve(blocks, manuscript.targets, lambda target: f"#{target.identifier}")
    extension = project.extension
    is_list = chapter.page == REFERENCES
    metadata: dict[str, Any] = {"link-citations": True, "lang": "en-US"}
    if is_list:
        metadata["nocite"] = nocite(manuscript.cited)
    return pandoc.write(
        blocks,
        [
            "--to=typst",
            *pandoc.filters(extension, _FILTERS),
            *pandoc.filters(_HERE / "filters", ("callouts", "typst_terms", "typst_floats")),
            *("--citeproc", f"--bibliography={project.bibliography}"),
            *pandoc.filters(_HERE / "filters", ("references",)),
        ],
        chapter.file,
        kept,
        metadata=metadata,
        environment={
            "LUA_PATH": f"{extension}/?.lua;;",
            "STANDARDS_REPORT_INDEX": str(Workspace(project, edition.id).report),
            "STANDARDS_REPORT_REFERENCES": "" if is_list else REFERENCES,
        },
    )


def _chapter_heading(chapter: Chapter, numbered: Numbered) -> Node:
    own = [target.identifier for target in numbered.targets if target.page == chapter.page]
    attributes = [own[0] if own else "", [], []]
    return {"t": "Header", "c": [1, attributes, [{"t": "Str", "c": chapter.heading}]]}


def _write_figures(project: Project, edition: Edition, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    index = load_index(Workspace(project, edition.id).index)
    for label, figure in index["figures"].items():
        (folder / f"{label}.svg").write_text(figure["svg"], encoding="utf-8")


def _compile(folder: Path, edition: Edition) -> bytes:
    import typst

    compiler = typst.Compiler(
        root=str(folder),
        font_paths=[str(path) for path in pdf_font_folders()],
        ignore_system_fonts=True,
    )
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": "ua-1", "timestamp": 0}
    try:
        document, warnings = compiler.compile_with_warnings(
            input=str(folder / "main.typ"), **options
        )
    except typst.TypstError as error:
        what = f"Typst: {' '.join(str(error).split())}"
        raise RenderError(Fault(f"PDF of edition {edition.id}", 0, what)) from None
    serious = [str(warning.message) for warning in warnings]
    if serious:
        raise RenderError(Fault(f"PDF of edition {edition.id}", 0, f"Typst: {'; '.join(serious)}"))
    if not isinstance(document, bytes):
        raise RenderError(Fault(f"PDF of edition {edition.id}", 0, "Typst gave no document"))
    return document
