"""Markup that Pandoc reads as words, and prints; and what it warns of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from standards_report.observations.domain.names import LINE_SEPARATORS
from standards_report.render.document.lines import line_of
from standards_report.render.document.lost_words import defines_address
from standards_report.render.document.parse import FRONT_MATTER, LOST, SIGNS, Document, Warned
from standards_report.render.lint.problem import Finding, shortened
from standards_report.render.pandoc.syntax_tree import Node, nodes

_WHY = "it is printed as it stands"
# Attributes, and fences of blocks.
_ATTRIBUTES = re.compile(r"\]\{(?!\{)|(?<!\{)\{[.#]\w|\bdata-claim=")
_FENCE = re.compile(r"\A:{3,}")
# How code, and comments after they were set, begin where nothing ends them.
_UNCLOSED = {"```": "a fence of code", "~~~": "a fence of code", "<!\N{EN DASH}": "a comment"}
_NOTE = re.compile(r"\[\^[^\s\]]+\]")
_WARNED = {
    FRONT_MATTER: (
        "front matter in a chapter ({})",
        "write the title as # Title; settings belong to _quarto.yml",
    ),
    "NoteDefinedButNotUsed": (
        "the note [^{}], which nothing refers to",
        "refer to it, or take it out",
    ),
    "DuplicateNoteReference": ("a second note [^{}]", "give it a name of its own"),
    "DuplicateLinkReference": ("a second address for {}", "give it a name of its own"),
    "UnclosedDiv": ("a block that is never closed", "end it with :::"),
}


def unread_findings(document: Document) -> Iterator[Finding]:
    """Attributes, fences, notes and headings that miss their place or their form."""
    yield from _warned(document)
    for node in nodes(document.blocks, ("Str",)):
        if _ATTRIBUTES.search(node["c"]):
            what = f"attributes that belong to nothing ({shortened(node['c'])})"
            yield Finding(line_of(node), what, 'write them as {.name key="value"}', _WHY)
        elif note := _NOTE.search(node["c"]):
            what = f"a note that is defined nowhere ({shortened(note[0])})"
            yield Finding(line_of(node), what, f"define it as {note[0]}: …", _WHY)
        elif kind := next((_UNCLOSED[sign] for sign in _UNCLOSED if sign in node["c"]), ""):
            what = f"{kind} that is never closed ({shortened(node['c'])})"
            yield Finding(line_of(node), what, "close it, or take it out", _WHY)
    for block in nodes(document.blocks, ("Para", "Plain")):
        first = block["c"][0] if block["c"] else {"t": ""}
        if first["t"] == "Subscript" and not first["c"] and block["c"][1:]:  # as Pandoc reads ~~~
            what = "a fence of code that is never closed (~~~)"
            yield Finding(
                line_of(block["c"][1]) or line_of(block), what, "close it, or take it out", _WHY
            )
        for words in _line_starts(block):
            if _FENCE.match(words["c"]):
                what = f"a fence that opens or closes nothing ({shortened(words['c'])})"
                line = line_of(words) or line_of(block)
                yield Finding(line, what, "take it out, or correct its braces", _WHY)


def _line_starts(block: Node) -> Iterator[Node]:
    """The words with which lines of a paragraph begin."""
    inlines = block["c"]
    for before, inline in pairwise([{"t": "SoftBreak"}, *inlines]):
        if before["t"] in ("SoftBreak", "LineBreak") and inline["t"] == "Str":
            yield inline


def separator_findings(text: str) -> Iterator[Finding]:
    """Characters that end a line in the PDF or in an editor and not on a page."""
    for number, line in enumerate(text.split("\n"), 1):
        for sign in LINE_SEPARATORS:
            if sign in line:
                what = f"a line separator (U+{ord(sign):04X})"
                yield Finding(number, what, "write a line end or a space in its place", "")


def _warned(document: Document) -> Iterator[Finding]:
    """Pandoc goes on after these, and something that was written is not shown as it was meant."""
    for warned in document.warnings:
        if warned.kind == SIGNS:
            yield Finding(warned.line, warned.about, warned.said, _WHY)
        elif warned.kind == LOST:
            yield Finding(warned.line, *_lost(warned), "no page would have it")
        elif warned.kind != "DuplicateIdentifier":  # which depends on what an edition shows
            what, remedy = _WARNED.get(warned.kind, (warned.said, "correct it"))
            yield Finding(warned.line, what.format(warned.about), remedy, "")


def _lost(warned: Warned) -> tuple[str, str]:
    words = shortened(warned.about)
    if defines_address(warned.said):
        return f"an address that nothing uses ({words})", "use it, or take it out"
    if "|" in warned.said:
        remedy = "give each row as many cells as the header has, in line with its columns"
        return f"cells that their table has no column for ({words})", remedy
    return f"words that are read as nothing ({words})", "write them in another way"
