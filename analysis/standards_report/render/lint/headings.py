"""Headings: how deep they are, and whether they say something."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.document.shortcodes import KIND
from standards_report.render.document.words import in_line, text_of
from standards_report.render.lint.problem import Finding
from standards_report.render.pandoc.syntax_tree import nodes

_DEEPEST = 5


def heading_findings(document: Document) -> Iterator[Finding]:
    """Headings that are too deep or empty, and a second title."""
    titles = 0
    for heading in nodes(document.blocks, ("Header",)):
        level = heading["c"][0]
        titles += level == 1
        if level > _DEEPEST:
            what = f"a heading of level {level}"
            yield Finding(line_of(heading), what, f"use level {_DEEPEST} at most")
        if level == 1 and titles > 1:
            what = "a second heading of level 1"
            remedy = "use level 2, or a chapter of its own"
            yield Finding(line_of(heading), what, remedy, "a chapter has one title")
        if not in_line(text_of(heading["c"][2], citations=True).words) and not any(
            nodes(heading["c"][2], (KIND,))
        ):
            yield Finding(line_of(heading), "a heading without words", "give it some", "")
