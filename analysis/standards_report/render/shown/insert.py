"""Shortcodes replaced by what stands for them, in the tree of a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standards_report.render.document.lines import LINE
from standards_report.render.document.shortcodes import KIND, as_shortcode
from standards_report.render.pandoc.syntax_tree import Node
from standards_report.render.shown.fragments import Fragments

_SPACES = ("Space", "SoftBreak", "LineBreak")


def insert(blocks: list[Node], found: Fragments) -> list[Node]:
    """A copy of the blocks with every shortcode replaced. What cannot be replaced stands as it
    was written; `shortcode_faults` reports it."""
    replaced: list[Node] = _replaced(blocks, found)
    return replaced


def without_lines(tree: Any) -> Any:
    """A copy of the tree as Pandoc knows it."""
    if isinstance(tree, list):
        return [without_lines(part) for part in tree]
    if isinstance(tree, dict):
        return {key: without_lines(value) for key, value in tree.items() if key != LINE}
    return tree


def embeds_of(block: Node) -> list[Node]:
    """The shortcodes of a paragraph that holds embeds and nothing else."""
    if block.get("t") not in ("Para", "Plain"):
        return []
    parts = [part for part in block["c"] if part["t"] not in _SPACES]
    alone = all(part["t"] == KIND and part["c"]["name"] == "embed" for part in parts)
    return parts if alone else []


def _replaced(tree: Any, found: Fragments) -> Any:
    if isinstance(tree, dict):
        return {key: _replaced(value, found) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    result: list[Any] = []
    for part in tree:
        if not isinstance(part, dict):
            result.append(_replaced(part, found))
        elif part.get("t") == KIND:
            _append(result, _inlines(part, found))
        elif part.get("t") == "Str":
            _append(result, [part])
        elif codes := embeds_of(part):
            result += [block for code in codes for block in _blocks(code, part["t"], found)]
        else:
            result.append(_replaced(part, found))
    return result


def _inlines(code: Node, found: Fragments) -> Sequence[Node]:
    use = as_shortcode(code)
    if use.name == "var" and not use.fault and use.argument in found.names:
        return found.names[use.argument]
    written: list[Node] = code["c"]["written"]
    return written


def _blocks(code: Node, kind: str, found: Fragments) -> list[Node]:
    """The cell, which stands on the line of its shortcode."""
    use = as_shortcode(code)
    if use.cell and not use.fault and use.cell[1] in found.cells:
        return [{**block, LINE: use.line} for block in found.cells[use.cell[1]]]
    return [{"t": kind, "c": code["c"]["written"], LINE: use.line}]


def _append(result: list[Any], inlines: Sequence[Node]) -> None:
    """Adds inlines, texts beside each other as one text, as Pandoc reads them."""
    for node in inlines:
        last = result[-1] if result else None
        if node["t"] == "Str" and isinstance(last, dict) and last.get("t") == "Str":
            result[-1] = {**last, "c": last["c"] + node["c"]}
        else:
            result.append(node)
