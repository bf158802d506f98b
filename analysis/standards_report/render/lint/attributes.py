"""Classes and attributes that mean nothing to the embedded engine, or do more than they may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from standards_report.render.document.claim_marks import CLASS, DISPUTED, KEY
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import ONE_ENGINE, UNSAFE, Finding
from standards_report.render.lint.uncited import NEEDS
from standards_report.render.pandoc.syntax_tree import nodes
from standards_report.render.shown.conditions import HIDDEN, VISIBLE
from standards_report.suggestions import did_you_mean

_CALLOUTS = tuple(f"callout-{kind}" for kind in ("note", "tip", "warning", "important", "caution"))
_CONDITIONS = (VISIBLE, HIDDEN)
# Divs of the report's own that both engines leave alone but for their looks.
_FRONT = ("big-numbers", "main-points", "main-point", "mark-key")  # of the first page
_PRINT = ("on-the-web", "in-columns")  # what the PDF does in its own way
_OWN = ("finding-card", "recommendation", *_FRONT, *_PRINT)
_DIVS = (*_CONDITIONS, *_CALLOUTS, *_OWN)
_SPANS = (*_CONDITIONS, CLASS, NEEDS, "smallcaps", "underline", "mark")
_AUTOLINKS = ("uri", "email")  # classes that Pandoc gives to <https://…>
_KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Span": ("span", _SPANS),
    "Header": ("heading", ("unnumbered",)),
    "Table": ("table", ()),
    "Link": ("link", _AUTOLINKS),
}
_CONDITION = re.compile(r"(?:when|unless)-(?:profile|format|meta)")
_NAME = re.compile(r"[\w.-]+")
_THEOREMS = ("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg")
_IN_NOTEBOOK = "emit it from a notebook, and embed its cell"


def attribute_findings(document: Document) -> Iterator[Finding]:
    """Blocks, spans, headings, tables, links and code with what they may not carry."""
    for node in nodes(document.blocks, (*_KINDS, "Div", "Code", "CodeBlock")):
        line = line_of(node)
        content = node["c"]
        attributes = content[1] if node["t"] == "Header" else content[0]
        if node["t"] == "Div":
            found = _in_div(attributes)
        elif node["t"] in _KINDS:
            found = _unknown(attributes, *_KINDS[node["t"]])
        else:
            found = ((f"{key!r} of code", "leave it out") for key, _ in attributes[2])
        why = UNSAFE if node["t"] in ("Link", "Code", "CodeBlock") else ONE_ENGINE
        for what, remedy in found:
            yield Finding(line, what, remedy, why)


def _in_div(attributes: Any) -> Iterator[tuple[str, str]]:
    identifier, classes, pairs = attributes
    keys = [key for key, _ in pairs]
    prefix = identifier.partition("-")[0]
    if prefix in _THEOREMS or "proof" in classes:
        yield f"a theorem ({identifier or 'proof'})", "write it as text or in a callout"
    elif prefix in ("fig", "tbl", "lst", "eq"):
        yield f"a figure or table of the chapter's own ({identifier})", _IN_NOTEBOOK
    elif any(name.startswith("layout") for name in keys):
        yield "a layout of several columns", "let figures and tables follow each other"
    elif "panel-tabset" in classes:
        yield "tabs", "use headings, one for each"
    elif any(name == "aside" or name.startswith("column-") for name in classes):
        yield "text in the margin", "use a footnote"
    elif classes and classes[0] in _CALLOUTS:
        for name in keys:
            remedy = "write the title as a heading in it" if name == "title" else "leave it out"
            yield f"{name!r} of a callout", remedy
        yield from _unknown([identifier, classes, []], "block", _DIVS)
    else:
        yield from _unknown(attributes, "block", _DIVS)


def _unknown(attributes: Any, kind: str, known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    _, classes, pairs = attributes
    for name in classes:
        if name not in known:
            otherwise = "" if known and kind != "link" else "leave it out"
            yield f"the {kind} class {name!r}", did_you_mean(name, known, otherwise)
    conditional = any(name in _CONDITIONS for name in classes)
    if conditional and not pairs:
        yield "a condition without when- or unless-", "add when-format, when-profile or when-meta"
    for key, value in pairs:
        yield from _in_key(key, value, kind, conditional)


def _in_key(key: str, value: str, kind: str, conditional: bool) -> Iterator[tuple[str, str]]:
    condition = _CONDITION.fullmatch(key) if conditional else None
    if condition and not _NAME.fullmatch(value):  # it would hide the passage everywhere
        yield f"the condition {key}={value!r}", "name an edition or a setting, in two quotes"
    elif not condition and not (key in (KEY, DISPUTED) and kind == "span"):
        yield f"{key!r} of a {kind}", "leave it out"
