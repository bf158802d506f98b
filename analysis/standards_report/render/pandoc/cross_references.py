"""Which citations of Pandoc's are cross references: Quarto writes both as `@name`."""

from __future__ import annotations

from standards_report.render.pandoc.syntax_tree import Node

KINDS = {"fig": "Figure", "tbl": "Table", "sec": "Section"}
PREFIXES = tuple(f"{kind}-" for kind in KINDS)


def is_reference(key: str) -> bool:
    """Whether a citation leads to a figure, table or section."""
    return key.startswith(PREFIXES)


def refers(cite: Node) -> bool:
    """Whether a node of citations refers to parts of the report alone, and cites no work."""
    return all(is_reference(citation["citationId"]) for citation in cite["c"][0])
