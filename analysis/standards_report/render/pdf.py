"""The PDF of an edition, by the embedded engine: Pandoc writes Typst, Typst sets it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.evidence.index import load_index
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.book import REFERENCES, Chapter
from standards_report.render.chapter_parts import Parts, write_chapter_parts
from standards_report.render.crossref import Node, resolve
from standards_report.render.fonts import pdf_font_folders
from standards_report.render.kept import Kept
from standards_report.render.manuscript import Manuscript, load_manuscript, load_material
from standards_report.render.pages import edition_words
from standards_report.render.profile import pdf_name
from standards_report.render.reading import ReadChapter
from standards_report.render.recipe import Output, chapter_recipe
from standards_report.render.typeset import TypesettingError, typeset
from standards_report.workspace import PUBLISHED, Workspace

_HERE = Path(__file__).parent
_TYPST = Output(
    ("--to=typst",),
    ("provenance", "values", "claims"),
    ("callouts", "typst_terms", "typst_floats"),
)
_CODE = [_HERE / f"{name}.py" for name in ("pdf", "crossref")]
_IMPORT = '#import "report.typ": report, callout, float, horizontalrule, lead, table-block'
# Figures that wait for room stand in the chapter that shows them.
_FLUSH: Node = {"t": "RawBlock", "c": ["typst", "#place.flush()"]}


def write_typst(project: Project, edition: Edition, folder: Path) -> None:
    """Writes the edition as Typst source into `folder`, with all that it refers to."""
    material = load_material(project, edition)
    manuscript = load_manuscript(project, edition, material, "typst")
    folder.mkdir(parents=True, exist_ok=True)
    _write_figures(project, edition, folder / "figures")
    shutil.copyfile(project.extension / "report.typ", folder / "report.typ")
    _write_source(folder, _head(edition), _texts(project, edition, manuscript))


def write_pdf(project: Project, edition: Edition, folder: Path) -> None:
    """Sets the Typst source of an edition as PDF in `folder`.

    The PDF follows PDF/UA-1 as far as Typst checks it, which includes that every character
    has a glyph. Raises RenderError with what Typst objects to.
    """
    source = Workspace(project, edition.id).result("Typst")
    target = folder / PUBLISHED / f"{pdf_name(edition)}.pdf"
    target.parent.mkdir()
    target.write_bytes(_compile(source, edition))


def _write_source(folder: Path, head: str, chapters: list[str]) -> None:
    """A file a chapter: to a Typst that has set the report before, one that is edited changes
    nothing in the others."""
    names = [f"chapter-{number:02}.typ" for number in range(1, len(chapters) + 1)]
    for path in folder.glob("chapter-*.typ"):
        if path.name not in names:
            path.unlink()
    for name, text in zip(names, chapters, strict=True):
        (folder / name).write_text(f"{_IMPORT}\n\n{text}", encoding="utf-8")
    included = "\n\n".join(f'#include "{name}"' for name in names)
    (folder / "main.typ").write_text(f"{head}{included}\n", encoding="utf-8")


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
    return "\n".join([_IMPORT, "#show: report.with(", *lines, ")", "", ""])


@dataclass(frozen=True)
class _Print:
    """What all chapters share while they are written."""

    project: Project
    manuscript: Manuscript
    kept: Kept
    parts: Mapping[str, Parts]


def _texts(project: Project, edition: Edition, manuscript: Manuscript) -> list[str]:
    kept = Kept(Workspace(project, edition.id).folder / "kept-pdf")
    parts = write_chapter_parts(project, edition, manuscript, "typst")
    shared = _Print(project, manuscript, kept, parts)
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda one: _chapter_text(shared, *one), manuscript.chapters))
    kept.forget_others()
    return texts


def _chapter_text(shared: _Print, chapter: Chapter, read: ReadChapter) -> str:
    """A chapter as Typst; as kept, where nothing of it has changed."""
    targets = shared.manuscript.targets
    recipe = chapter_recipe(
        shared.project,
        shared.manuscript,
        chapter,
        shared.parts[chapter.file],
        _TYPST,
        STANDARDS_REPORT_REFERENCES=REFERENCES,
    )
    words, files = recipe.ingredients()
    words += [*read.words, repr(read.references(targets))]

    def make() -> str:
        blocks = [_chapter_heading(chapter, read), *read.blocks, _FLUSH]
        blocks, _ = resolve(blocks, targets, lambda target: f"#{target.identifier}")
        return pandoc.write(blocks, recipe, chapter.file)

    return shared.kept.text(words, [*files, *_CODE], make)


def _chapter_heading(chapter: Chapter, read: ReadChapter) -> Node:
    own = [target.identifier for target in read.facts.targets if target.page == chapter.page]
    attributes = [own[0] if own else "", [], []]
    return {"t": "Header", "c": [1, attributes, [{"t": "Str", "c": chapter.heading}]]}


def _write_figures(project: Project, edition: Edition, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    index = load_index(Workspace(project, edition.id).index)
    for label, figure in index["figures"].items():
        (folder / f"{label}.svg").write_text(figure["svg"], encoding="utf-8")


def _compile(folder: Path, edition: Edition) -> bytes:
    place = f"PDF of edition {edition.id}"
    fonts = [str(path) for path in pdf_font_folders()]
    try:
        document, warnings = typeset(folder / "main.typ", fonts)
    except TypesettingError as error:
        raise RenderError(Fault(place, 0, f"Typst: {error}")) from None
    if warnings:
        raise RenderError(Fault(place, 0, f"Typst: {'; '.join(warnings)}"))
    return document
