"""Quarto's shortcodes, as far as this report uses them, in the tree of a chapter.

Pandoc reads `{{< var name >}}` as words. `gather_shortcodes` makes one node of each such run: its
kind is `Shortcode`, its content a mapping with `name`, `argument`, `fault` (what is wrong with
the way in which it is written, or nothing) and `written`, the inlines that it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from standards_report.render.document.lines import LINE, line_of
from standards_report.render.pandoc.syntax_tree import Node, nodes

KIND = "Shortcode"
SEVERAL_LINES = "over several lines, or without its end"
OTHER_SYNTAX = "of which Pandoc reads a part as something else"
# What opens a shortcode; with a third brace it is only shown.
_OPEN = re.compile(r"(?<!\{)\{\{<")
_CLOSE = re.compile(r">\}\}(?!\})")
_EMBED = re.compile(r"/_executed/(?P<notebook>[\w-]+)\.ipynb#(?P<label>[\w-]+)")
_SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": "\n"}


@dataclass(frozen=True)
class Shortcode:
    """One use of a shortcode in a chapter."""

    name: str
    argument: str
    line: int
    fault: str

    @property
    def cell(self) -> tuple[str, str] | None:
        """Notebook and label of what an `embed` asks for, if it names them."""
        match = _EMBED.fullmatch(self.argument) if self.name == "embed" else None
        return (match["notebook"], match["label"]) if match else None


def shortcodes(tree: Any) -> Iterator[Shortcode]:
    """All shortcodes of a tree in their order."""
    for node in nodes(tree, (KIND,)):
        yield as_shortcode(node)


def as_shortcode(node: Node) -> Shortcode:
    """What a node of the kind `Shortcode` says."""
    content = node["c"]
    return Shortcode(content["name"], content["argument"], line_of(node), content["fault"])


def gather_shortcodes(tree: Any) -> Any:
    """The tree with one node for each shortcode. Code, raw text and attributes stay as they are."""
    if isinstance(tree, list):
        parts = [gather_shortcodes(part) for part in tree]
        return _gathered(parts) if any(map(_opens, parts)) else parts
    if not isinstance(tree, dict):
        return tree
    kept = tree.get("t") in ("Str", "Code", "CodeBlock", "RawInline", "RawBlock", "Math")
    return tree if kept else {key: gather_shortcodes(value) for key, value in tree.items()}


def _opens(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") == "Str" and bool(_OPEN.search(node["c"]))


def _gathered(inlines: Sequence[Node]) -> list[Node]:
    result: list[Node] = []
    waiting = list(reversed(inlines))
    while waiting:
        node = waiting.pop()
        match = _OPEN.search(node["c"]) if _opens(node) else None
        if match is None:
            result.append(node)
            continue
        if match.start():
            result.append({**node, "c": node["c"][: match.start()]})
        begin = {**node, "c": node["c"][match.start() :]}
        code, rest = _taken(begin, waiting)
        result.append(code)
        waiting += [rest] if rest else []
    return result


def _taken(begin: Node, waiting: list[Node]) -> tuple[Node, Node | None]:
    """The shortcode that begins there, taken from what waits; and the rest of its last word."""
    words = [begin["c"][3:]]
    written = [begin]
    fault = ""
    rest = None
    while not (match := _CLOSE.search(words[-1])):
        if not waiting:
            fault = fault or SEVERAL_LINES
            break
        node = waiting.pop()
        if _opens(node) and not _CLOSE.search(node["c"][: node["c"].find("{{<")]):
            waiting.append(node)
            fault = fault or SEVERAL_LINES
            break
        written.append(node)
        space = _SPACES.get(node["t"])
        if node["t"] != "Str" and space is None:
            fault = OTHER_SYNTAX
        elif space == "\n":
            fault = fault or SEVERAL_LINES
        words.append(space or (node["c"] if node["t"] == "Str" else ""))
    else:
        last, after = written[-1], words[-1][match.end() :]
        words[-1] = words[-1][: match.start()]
        if after:
            written[-1] = {**last, "c": last["c"][: -len(after)]}
            rest = {**last, "c": after}
    name, _, argument = "".join(words).strip().partition(" ")
    content = {"name": name, "argument": argument.strip(), "fault": fault, "written": written}
    return {"t": KIND, "c": content, LINE: line_of(begin)}, rest
