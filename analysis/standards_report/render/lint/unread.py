"""Markup that Pandoc reads as words, and prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standards_report.render.crossref import nodes
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.finding import Finding, shortened

_WHY = "it is printed as it stands"
# Attributes, and fences of blocks.
_ATTRIBUTES = re.compile(r"\]\{(?!\{)|(?<!\{)\{[.#]\w|\bdata-claim=")
_FENCE = re.compile(r"\A:{3,}")
_HASHES = re.compile(r"\A#{1,6}(?:\N{NO-BREAK SPACE}|\Z)")


def unread_findings(document: Document) -> Iterator[Finding]:
    """Attributes, fences and headings that miss their place or their form."""
    for node in nodes(document.blocks, ("Str",)):
        if _ATTRIBUTES.search(node["c"]):
            what = f"attributes that belong to nothing ({shortened(node['c'])})"
            yield Finding(line_of(node), what, 'write them as {.name key="value"}', _WHY)
    for block in nodes(document.blocks, ("Para", "Plain")):
        first = block["c"][0] if block["c"] else {"t": ""}
        if first["t"] == "Str" and _FENCE.match(first["c"]):
            what = f"a fence that opens or closes nothing ({shortened(first['c'])})"
            yield Finding(line_of(block), what, "take it out, or correct its braces", _WHY)
        elif first["t"] == "Str" and _HASHES.match(first["c"]):
            what = f"signs of a heading ({shortened(first['c'])})"
            remedy = "put a space after them and an empty line before them"
            yield Finding(line_of(block), what, remedy, _WHY)
