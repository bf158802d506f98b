"""Text that is meant for one format: HTML, TeX, comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import UNSAFE, Finding, shortened
from standards_report.render.pandoc.syntax_tree import Node, nodes

_IN_MARKDOWN = "write it in Markdown"
_LANGUAGES = {"html": "raw HTML", "tex": "raw TeX", "latex": "raw TeX"}


def raw_findings(document: Document) -> Iterator[Finding]:
    """Raw text, once for each format and line."""
    told = set()
    for node, before in _raw(document.blocks):
        language, text = node["c"]
        key = (line_of(node), language)
        if key not in told:
            told.add(key)
            yield _finding(node, language, text, before)


def _raw(tree: Any) -> Iterator[tuple[Node, str]]:
    """Raw nodes, with the text right before them."""
    for node in nodes(tree, ("RawBlock",)):
        yield node, ""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.append(part.get("c"))
        elif isinstance(part, list):
            for before, node in zip([None, *part], part, strict=False):
                if isinstance(node, dict) and node.get("t") == "RawInline":
                    is_text = isinstance(before, dict) and before.get("t") == "Str"
                    yield node, before["c"] if is_text and before else ""
            waiting += reversed(part)


def _finding(node: Node, language: str, text: str, before: str) -> Finding:
    line = line_of(node)
    if before.endswith("{{"):
        what = f"a shortcode without spaces ({{{{{shortened(text)}}}}})"
        return Finding(line, what, "write {{< var name >}}", "it is no shortcode to one engine")
    if text.startswith("<!--"):
        what = f"a comment ({shortened(text)})"
        return Finding(line, what, "take it out", UNSAFE)
    if language in _LANGUAGES:
        return Finding(line, f"{_LANGUAGES[language]} ({shortened(text)})", _IN_MARKDOWN)
    kind = "a raw block" if node["t"] == "RawBlock" else "raw text of one format"
    return Finding(line, f"{kind} {{={language}}}", _IN_MARKDOWN)
