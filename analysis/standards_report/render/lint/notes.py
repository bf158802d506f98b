"""Notes in places where a page or the PDF would lose them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import Finding
from standards_report.render.pandoc.syntax_tree import nodes

_BELOW = "put it into the text"
_TWICE = "no title has it, and the lists of the PDF have it a second time"


def note_findings(document: Document) -> Iterator[Finding]:
    """Notes in headings, in captions and in other notes."""
    for heading in nodes(document.blocks, ("Header",)):
        if _has_note(heading["c"][2]):
            yield Finding(line_of(heading), "a note in a heading", _BELOW, _TWICE)
    for table in nodes(document.blocks, ("Table",)):
        for paragraph in nodes(table["c"][1], ("Para", "Plain")):
            if _has_note(paragraph["c"]):
                yield Finding(line_of(paragraph), "a note in a caption", _BELOW, _TWICE)
    for note in nodes(document.blocks, ("Note",)):
        for paragraph in nodes(note["c"], ("Para", "Plain")):
            if _has_note(paragraph["c"]):
                remedy = "put its words into the outer note"
                what = "a note in a note"
                yield Finding(line_of(paragraph), what, remedy, "its page would not have it")


def _has_note(content: Any) -> bool:
    return any(nodes(content, ("Note",)))
