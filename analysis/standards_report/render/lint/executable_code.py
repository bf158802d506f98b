"""Code that Quarto would run, diagrams, formulas, images: what notebooks are for; and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import Finding, shortened
from standards_report.render.pandoc.syntax_tree import nodes

_RUN = re.compile(r"`*\{(\w+)[,\s}]")  # how Quarto writes code that it runs
# How Quarto marks a line of code for a list of notes below: the mark behind the sign of a comment.
_NOTED = re.compile(r"[^\w\s]\s*<\d+>[^\w\n]*$", re.MULTILINE)
_DIAGRAMS = ("mermaid", "dot")
_IN_NOTEBOOK = "emit it from a notebook, and embed its cell"
# Pandoc reads a block and a piece of code in a line alike where its braces are Quarto's.
_RUN_IN_NOTEBOOK = "emit it from a notebook, and embed its cell or write {{< var name >}}"
_BOXES = ("☐", "☒")  # what Pandoc makes of [ ] and [x]
_ALIVE = "pages would have boxes that readers can tick"
_FORMULA = "a formula, for which Quarto's pages ask another host"


def code_findings(document: Document) -> Iterator[Finding]:
    """What notebooks are for, with what to write instead."""
    for node in nodes(document.blocks, ("Code", "Str")):
        text = node["c"] if node["t"] == "Str" else node["c"][1]
        match = _RUN.match(text) if node["t"] == "Code" or text.startswith("```") else None
        if match:
            kind = "a diagram" if match[1] in _DIAGRAMS else "code that is run"
            yield Finding(line_of(node), f"{kind} ({match[1]})", _RUN_IN_NOTEBOOK)
    for node in nodes(document.blocks, ("CodeBlock",)):
        if noted := _NOTED.search(node["c"][1]):
            what = f"a note to a line of code ({shortened(noted[0])})"
            yield Finding(line_of(node), what, "explain the line in the text")
    for node in nodes(document.blocks, ("Math",)):
        what = f"{_FORMULA} ({shortened(node['c'][1])})"
        yield Finding(line_of(node), what, "write it in words")
    for items in nodes(document.blocks, ("BulletList",)):
        for item in items["c"]:
            first = next(iter(nodes(item[:1], ("Str",))), None)
            if first and first["c"] in _BOXES:
                what = f"a list of tasks ({first['c']})"
                yield Finding(line_of(item[0]), what, "say in words what is done", _ALIVE)
    for node in nodes(document.blocks, ("Image",)):
        yield Finding(line_of(node), f"an image ({shortened(node['c'][2][0])})", _IN_NOTEBOOK)
