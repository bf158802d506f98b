"""Signs that no font of the PDF has where they stand: Typst would refuse them without a place."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

from standards_report.render.crossref import Node, nodes
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.fonts import CODE, SANS, SERIF, chinese_characters, shown_in_pdf
from standards_report.render.lint.finding import Finding

# Letters, numbers, punctuation, symbols: what stands by itself.
_SHOWN = "LNPS"
_TICKED = "\N{BALLOT BOX WITH X}"  # as Pandoc reads [x] in a list


def sign_findings(document: Document) -> Iterator[Finding]:
    """Each text with such a sign. Chinese is left to the font that is made for the report."""
    others = nodes(document.blocks, ("Header", "Table"))
    in_sans = {id(node) for other in others for node in nodes(other["c"], ("Str",))}
    for node in nodes(document.blocks, ("Str", "Code", "CodeBlock")):
        text = node["c"] if node["t"] == "Str" else node["c"][1]
        place = CODE if node["t"] != "Str" else SANS if id(node) in in_sans else SERIF
        yield from _missing(node, text, place)


def _missing(node: Node, text: str, place: str) -> Iterator[Finding]:
    if text.isascii():
        return
    shown = {sign for sign in text if category(sign)[0] in _SHOWN} - {*chinese_characters([text])}
    missing = {sign for sign in shown if ord(sign) not in shown_in_pdf(place)}
    if missing:
        what = f"no font that the PDF has for {place} shows {', '.join(sorted(missing))}"
        remedy = "write a list without boxes" if text == _TICKED else "write it in words"
        yield Finding(line_of(node), what, remedy, "")
