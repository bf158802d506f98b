"""The PDF of an edition, by the embedded engine: Pandoc writes Typst, Typst sets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.evidence.index import load_index
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.book import REFERENCES
from standards_report.render.chapter_files import (
    chapter_of,
    chapter_step,
    load_blocks,
    load_book,
    load_facts,
    result_of,
)
from standards_report.render.crossref import Node
from standards_report.render.fonts import pdf_font_folders
from standards_report.render.pages import edition_words, own_identifier
from standards_report.render.profile import pdf_name
from standards_report.render.recipe import Output, chapter_recipe
from standards_report.render.typeset import TypesettingError, typeset
from standards_report.workspace import PUBLISHED, Workspace

_TYPST = Output(
    "typst",
    ("--to=typst",),
    ("provenance", "values", "claims", "literal"),
    ("callouts", "typst_terms", "typst_floats"),
)
_CHAPTER = "chapter.typ"
TEMPLATES = ("report.typ", "tables.typ")
_IMPORT = '#import "report.typ": report, callout, float, horizontalrule, lead, table-block'
# Figures that wait for room stand in the chapter that shows them.
_FLUSH: Node = {"t": "RawBlock", "c": ["typst", "#place.flush()"]}


def set_print(project: Project, edition: Edition, file: str, folder: Path) -> None:
    """Sets a chapter as Typst."""
    chapter = chapter_of(project, edition, file)
    facts = load_facts(project, edition, "typst", file)
    heading = [own_identifier(facts, chapter), [], []], [{"t": "Str", "c": chapter.heading}]
    blocks = load_blocks(project, chapter_step(edition, "typst linked", file))
    recipe = chapter_recipe(
        project, edition, chapter, _TYPST, folder, STANDARDS_REPORT_REFERENCES=REFERENCES
    )
    text = pandoc.write([{"t": "Header", "c": [1, *heading]}, *blocks, _FLUSH], recipe, file)
    (folder / _CHAPTER).write_text(text, encoding="utf-8")


def write_typst(project: Project, edition: Edition, folder: Path) -> None:
    """Writes the edition as Typst source into `folder`, with all that it refers to."""
    texts = []
    for chapter in load_book(project, edition).chapters:
        made = result_of(project, chapter_step(edition, "typst set", chapter.file))
        texts.append((made / _CHAPTER).read_text(encoding="utf-8"))
    _write_figures(project, edition, folder / "figures")
    for name in TEMPLATES:
        shutil.copyfile(project.extension / name, folder / name)
    _write_source(folder, _head(edition), texts)


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


def _write_figures(project: Project, edition: Edition, folder: Path) -> None:
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
