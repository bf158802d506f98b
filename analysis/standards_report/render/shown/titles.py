"""The titles of chapters: the first heading of level 1 of each."""

from __future__ import annotations

from standards_report.render.book.book import Title
from standards_report.render.document.parse import Document
from standards_report.render.document.words import in_line, text_of
from standards_report.render.pandoc.syntax_tree import Node, nodes
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.insert import insert


def title_of(document: Document, found: Fragments) -> Title:
    """The title, with values in place of their names; empty where there is none."""
    heading = _heading(document)
    if heading is None:
        return Title("", numbered=True)
    _, attributes, inlines = heading["c"]
    words = text_of(insert(inlines, found), citations=True).words
    return Title(in_line(words), "unnumbered" not in attributes[1])


def heading_of(document: Document) -> Document:
    """The chapter with that heading alone."""
    heading = _heading(document)
    return Document([heading] if heading else [])


def _heading(document: Document) -> Node | None:
    headings = nodes(document.blocks, ("Header",))
    return next((heading for heading in headings if heading["c"][0] == 1), None)
