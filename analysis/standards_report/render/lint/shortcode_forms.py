"""Shortcodes that one engine alone has, or that are written as one alone reads them."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.document.shortcodes import KIND, SEVERAL_LINES, Shortcode, as_shortcode
from standards_report.render.lint.problem import Finding, shortened
from standards_report.render.pandoc.syntax_tree import Node, nodes
from standards_report.render.shown.insert import embeds_of

_VALUE = "emit a value from a notebook, and write {{< var name >}}"
_REMEDIES = {
    "include": "put the text into the chapter itself",
    "meta": _VALUE,
    "env": _VALUE,
    "video": "give a link",
}
_CARRYING = ("Span", "Div", "Link", "Image", "Code", "CodeBlock", "Header")
_OPENING = "{{<"
# Where the embedded engine leaves it as it is: Quarto replaces it in code, and drops a third brace.
_SHOWN = ("Str", "Code", "CodeBlock")


def shortcode_findings(document: Document) -> Iterator[Finding]:
    """Unknown shortcodes, broken ones, and those in places where they are not replaced."""
    alone = [
        id(code) for block in nodes(document.blocks, ("Para", "Plain")) for code in embeds_of(block)
    ]
    for node in nodes(document.blocks, (KIND,)):
        yield from _in_shortcode(as_shortcode(node), id(node) in alone)
    for node in nodes(document.blocks, _SHOWN):
        if _OPENING in (node["c"] if node["t"] == "Str" else node["c"][1]):
            what = "a shortcode that is only shown, in code or in three braces"
            yield Finding(line_of(node), what, "say it in words")
    for node in nodes(document.blocks, _CARRYING):
        if any(_OPENING in part for part in _parts(node)):
            remedy = "write it in the text, or take it out"
            yield Finding(line_of(node), "a shortcode in an attribute", remedy)


def _in_shortcode(code: Shortcode, alone: bool) -> Iterator[Finding]:
    if code.fault:
        remedy = "write it on one line" if code.fault == SEVERAL_LINES else "write it as its name"
        yield Finding(code.line, f"a shortcode {code.fault}", remedy)
    elif code.name not in ("var", "embed"):
        what = f"the shortcode {shortened(code.name)!r}"
        yield Finding(code.line, what, _REMEDIES.get(code.name, "use var or embed"))
    elif code.name == "embed" and not alone:
        what = "an embedded cell beside other text"
        yield Finding(code.line, what, "give it a paragraph of its own")


def _parts(node: Node) -> Iterator[str]:
    """Texts of attributes, and addresses."""
    identifier, classes, pairs = node["c"][1] if node["t"] == "Header" else node["c"][0]
    yield from (identifier, *classes)
    for pair in pairs:
        yield from pair
    if node["t"] in ("Link", "Image"):
        yield from node["c"][2]
