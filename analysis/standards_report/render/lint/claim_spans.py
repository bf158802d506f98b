"""Marks of claims that lack a part."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.render.document.claim_marks import CLASS, DISPUTED, KEY
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import Finding
from standards_report.render.pandoc.syntax_tree import nodes

_REMEDY = 'write [the words]{.claim data-claim="name"}'
_KINDS = ("Span", "Div", "Link", "Image", "Code", "CodeBlock", "Header", "Table")


def mark_findings(document: Document) -> Iterator[Finding]:
    """Marks without class or key, and what carries one of them and is no span."""
    for node in nodes(document.blocks, _KINDS):
        attributes = node["c"][1] if node["t"] == "Header" else node["c"][0]
        named = [value.strip() for key, value in attributes[2] if key == KEY]
        marked = CLASS in attributes[1]
        reasons = [value.strip() for key, value in attributes[2] if key == DISPUTED]
        if node["t"] != "Span":
            what = "the mark of a claim on something else than a span" if marked or named else ""
        elif marked and not any(named):
            what = f"the mark of a claim without its {KEY}"
        elif named and not marked:
            what = f"the mark of claim {named[0]!r} without its class"
        elif reasons and not (marked and all(reasons)):
            what = f"{DISPUTED} without its claim or without a reason"
        else:
            what = "the mark of two claims" if len(named) > 1 else ""
        if what:
            yield Finding(line_of(node), what, _REMEDY, "")
