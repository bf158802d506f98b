"""An edition as EPUB: Pandoc sets each chapter as a tree, and makes the book of all trees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from standards_report.render.book.edition_words import LANG
from standards_report.render.chapters.chapter_files import BLOCKS
from standards_report.render.chapters.format import Download, Format, Work
from standards_report.render.chapters.report import Report
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import Node
from standards_report.workspace import PUBLISHED


def set_tree(report: Report, file: str, folder: Path) -> None:
    """Sets a chapter below its heading, with what filters add to it."""
    chapter = report.chapter(file)
    identifier = report.facts("epub", file).identifier_of(chapter.page)
    title: list[Node] = [{"t": "Str", "c": chapter.heading}]
    heading: Node = {"t": "Header", "c": [1, [identifier, [], []], title]}
    blocks = [heading, *report.blocks("epub linked", file)]
    tree = json.loads(pandoc.write(blocks, EPUB.recipe(report, chapter), file))
    (folder / BLOCKS).write_text(json.dumps(tree["blocks"]), encoding="utf-8")


def write_book(report: Report, _: Sequence[Download], folder: Path) -> None:
    """Makes the book, which holds no clock and no random name."""
    for label, figure in report.index.figures.items():
        (folder / f"{label}.svg").write_text(figure.svg, encoding="utf-8")
    name = EPUB.file_name(report.edition.id)
    said = {"lang": LANG, "title": report.edition.title, "identifier": name}
    options = ("--to=epub3", "--output=-", "--toc-depth=2")
    recipe = pandoc.Recipe(options, (), {"SOURCE_DATE_EPOCH": "0"}, folder, said, seconds=30)
    blocks = [block for file in report.files for block in report.blocks("epub set", file)]
    target = folder / PUBLISHED / name
    target.parent.mkdir()
    target.write_bytes(pandoc.write(blocks, recipe, name))


EPUB = Format(
    name="epub",
    form="epub",
    quarto="epub",
    options=("--to=json",),
    shared=("provenance", "claims"),
    own=("callouts",),
    set_chapter=set_tree,
    works=(Work("EPUB", write_book, lambda _: {}, ("index", "prose"), ("set",)),),
    title="EPUB",
    is_one_document=True,
)
