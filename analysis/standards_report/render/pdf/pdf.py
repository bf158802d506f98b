"""The PDF of an edition, by the embedded engine: Pandoc writes Typst, Typst sets it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.pipeline.graph.step import one_file
from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.chapter_files import (
    result_of,
)
from standards_report.render.chapters.format import Download, Format, Work
from standards_report.render.chapters.report import Report
from standards_report.render.document.lines import nearest_line
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import Node
from standards_report.render.pdf.typst import Complaint, Place, TypesettingError, typeset
from standards_report.render.static.fonts import pdf_font_folders
from standards_report.render.static.glyphs import GLYPHS_CHECKED
from standards_report.source_files import read_text
from standards_report.workspace import PUBLISHED

_CHAPTER = "chapter.typ"
TEMPLATES = ("report.typ", "cover.typ", "tables.typ")
_AROUND = 50  # characters before and behind a place by which its line is found
_REMEDY = "write it in another way, or report it: check should have named it"
_IMPORT = (
    '#import "report.typ": report, appendices, aside, callout, float, horizontalrule, in-columns, '
    "lead, numbers, origin, points, table-block"
)
# Figures that wait for room stand in the chapter that shows them.
_FLUSH: Node = {"t": "RawBlock", "c": ["typst", "#place.flush()"]}


def set_print(report: Report, file: str, folder: Path) -> None:
    """Sets a chapter as Typst."""
    chapter = report.chapter(file)
    facts = report.facts("typst", file)
    heading = [facts.identifier_of(chapter.page), [], []], [{"t": "Str", "c": chapter.heading}]
    blocks = report.blocks("typst linked", file)
    recipe = PDF.recipe(report, chapter)
    text = pandoc.write([{"t": "Header", "c": [1, *heading]}, *blocks, _FLUSH], recipe, file)
    (folder / _CHAPTER).write_bytes(text)


def write_typst(report: Report, _: Sequence[Download], folder: Path) -> None:
    """Writes the edition as Typst source into `folder`, with all that it refers to."""
    texts = []
    chapters = report.book.chapters
    for chapter in chapters:
        made = result_of(report.project, report.step("typst set", chapter.file))
        texts.append((made / _CHAPTER).read_text(encoding="utf-8"))
    body = sum(not chapter.appendix for chapter in chapters)
    _write_figures(report, folder / "figures")
    for path in _templates(report):
        shutil.copyfile(path, folder / path.name)
    _write_source(folder, _head(report), texts, body)


def write_pdf(report: Report, _: Sequence[Download], folder: Path) -> None:
    """Sets the Typst source of an edition as PDF in `folder`.

    Raises RenderError with what Typst objects to, and the chapters that have it.
    """
    source = report.work.result("Typst")
    target = folder / PUBLISHED / PDF.file_name(report.edition.id)
    target.parent.mkdir()
    target.write_bytes(_compile(report, source))


def _write_source(folder: Path, head: str, chapters: list[str], body: int) -> None:
    """A file a chapter: to a Typst that has set the report before, one that is edited changes
    nothing in the others. The first `body` of them are no appendices."""
    names = _names(chapters)
    for name, text in zip(names, chapters, strict=True):
        (folder / name).write_text(f"{_IMPORT}\n\n{text}", encoding="utf-8")
    parts = [f'#include "{name}"' for name in names]
    parts.insert(body, "#show: appendices")
    (folder / "main.typ").write_text(head + "\n\n".join(parts) + "\n", encoding="utf-8")


def _names(chapters: Sequence[str]) -> list[str]:
    return [f"chapter-{number:02}.typ" for number in range(1, len(chapters) + 1)]


def _head(report: Report) -> str:
    edition, publisher = report.edition, report.publisher
    words = edition_words(edition)
    settings = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "edition": edition.id,
        "version": edition.version,
        "as-of": words["as_of"],
        "publisher": publisher.name,
        "contact": publisher.contact,
        "repository": publisher.repository,
        **({"released": words["released"]} if edition.date else {}),
    }
    # JSON strings are Typst strings, apart from escapes that these texts do not hold.
    lines = [
        f"  {name}: {json.dumps(text, ensure_ascii=False)}," for name, text in settings.items()
    ]
    if day := edition.date:
        lines.append(f"  date: datetime(year: {day.year}, month: {day.month}, day: {day.day}),")
    return "\n".join([_IMPORT, "#show: report.with(", *lines, ")", "", ""])


def _write_figures(report: Report, folder: Path) -> None:
    folder.mkdir()
    for label, figure in report.index.figures.items():
        (folder / f"{label}.svg").write_text(figure.svg, encoding="utf-8")


def _compile(report: Report, folder: Path) -> bytes:
    fonts = [str(path) for path in pdf_font_folders()]
    try:
        return typeset(folder / "main.typ", fonts)
    except TypesettingError as error:
        raise RenderError(_faults(report, folder, error.complaints)) from None


def _faults(report: Report, folder: Path, complaints: Iterable[Complaint]) -> list[Fault]:
    """What Typst objects to, in the chapters that its source was made of; once for each line."""
    said: dict[tuple[str, int], list[str]] = {}
    chapters = report.files
    sources = dict(zip(_names(chapters), chapters, strict=True))
    for complaint in complaints:
        place = next((place for place in complaint.places if place.file in sources), None)
        where, line = f"PDF of edition {report.edition.id}", 0
        if place:
            where = sources[place.file]
            near = _words_at(folder / place.file, place)
            line = nearest_line(read_text(report.project.root / where, where), near)
        said.setdefault((where, line), []).append(complaint.message)
    return [
        Fault(where, line, f"Typst: {'; '.join(dict.fromkeys(messages))}", _REMEDY)
        for (where, line), messages in said.items()
    ]


def _words_at(source: Path, place: Place) -> str:
    """What stands around a place of Typst's source: its paragraphs are single lines."""
    line = source.read_text(encoding="utf-8").split("\n")[place.line - 1]
    return line[max(0, place.column - _AROUND) : place.column + _AROUND]


def _templates(report: Report) -> list[Path]:
    return [report.project.extension / "typst" / name for name in TEMPLATES]


def _source_files(report: Report) -> dict[str, list[Path]]:
    contents = report.project.root / "_quarto.yml"
    return {"_quarto.yml": [contents], "templates": _templates(report)}


PDF = Format(
    name="pdf",
    form="typst",
    quarto="standards-report-typst",
    options=("--to=typst",),
    shared=("print", "provenance", "values", "claims", "literal"),
    own=("callouts", "typst_terms", "typst_floats"),
    set_chapter=set_print,
    works=(
        Work("Typst", write_typst, _source_files, after=("titles", "index"), chapters=("set",)),
        # A PDF takes longer than all else: nobody waits for it who wrote a mistake.
        Work(
            "PDF",
            write_pdf,
            lambda _: {},
            after=("Typst", "prose"),
            shared=(one_file("characters", GLYPHS_CHECKED),),
        ),
    ),
    title="PDF",
    is_one_document=True,
)
