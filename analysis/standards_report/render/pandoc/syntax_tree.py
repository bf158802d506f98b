"""Pandoc's syntax tree as JSON objects: walked through, rewritten, and read as words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

Node = dict[str, Any]
# Kinds of nodes that hold no others.
_TEXT = ("Str", "Space", "SoftBreak", "LineBreak", "Code", "CodeBlock", "Math")
_LEAVES = frozenset((*_TEXT, "RawInline", "RawBlock", "HorizontalRule"))


def nodes(node: Any, kinds: Collection[str]) -> Iterator[Node]:
    """All nodes of those kinds in document order."""
    # Not by recursion: a tree has a hundred thousand nodes, and is walked through often.
    passed = _LEAVES.difference(kinds)
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += [
                inner
                for inner in reversed(part)
                if inner.__class__ is list
                or (inner.__class__ is dict and inner.get("t") not in passed)
            ]
        elif isinstance(part, dict):
            kind = part.get("t")
            if kind in kinds:
                yield part
            if kind not in _LEAVES:
                waiting.append(part.get("c"))


def rewrite(node: Any, kinds: Collection[str], replace: Callable[[Node], Any]) -> Any:
    """A copy of the tree in which `replace` may give, for a node of those kinds, another node,
    a list of nodes, or None to keep it. What lies below leaves is shared, not copied."""
    if isinstance(node, dict):
        return {**node, "c": rewrite(node["c"], kinds, replace)} if "c" in node else node
    result: list[Any] = []
    for part in node if isinstance(node, list) else ():
        if isinstance(part, list):
            result.append(rewrite(part, kinds, replace))
            continue
        kind = part.get("t") if isinstance(part, dict) else None
        new = replace(part) if kind in kinds else None
        if isinstance(new, list):
            result.extend(new)
        elif new is not None or kind is None or kind in _LEAVES:
            result.append(part if new is None else new)
        else:
            result.append(rewrite(part, kinds, replace))
    return result if isinstance(node, list) else node


def plain_text(node: Any) -> str:
    """The words of a tree, notes left out."""
    if isinstance(node, list):
        return "".join(plain_text(part) for part in node)
    if not isinstance(node, dict):
        return ""
    kind = node.get("t")
    if kind in ("Str", "Code", "Math", "CodeBlock"):
        content = node["c"]
        return content if isinstance(content, str) else str(content[-1])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Note", "RawInline", "RawBlock"):
        return ""
    if kind == "Quoted":
        left, right = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
        return left + plain_text(node["c"][1]) + right
    text = plain_text(node.get("c"))
    return text + " " if kind in ("Para", "Plain", "Header", "BulletList", "Cell") else text
