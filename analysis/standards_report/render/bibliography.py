"""The works that the report cites: `references.bib`, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Collection

from standards_report.project import Project
from standards_report.render.crossref import Node
from standards_report.source_files import read_text

_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_PARTS = re.compile(r"^(?=@\w+\s*[{(])", re.MULTILINE)
_INHERITS = re.compile(r"^\s*(crossref|xdata)\s*=", re.MULTILINE | re.IGNORECASE)


def bibliography_keys(project: Project) -> dict[str, int]:
    """Keys of `references.bib` with their lines. Raises DataError where it cannot be read."""
    text = read_text(project.bibliography, "references.bib")
    return {m[1]: text.count("\n", 0, m.start()) + 1 for m in _ENTRY.finditer(text)}


def entries_of(bibliography: str, keys: Collection[str]) -> str:
    """The bibliography without the works that `keys` do not name.

    Pandoc reads all of it to set a chapter, which takes longer than the citations. What is no
    entry (abbreviations, a preamble) stays; all stays where entries take from others.
    """
    if _INHERITS.search(bibliography):
        return bibliography
    return "".join(
        part
        for part in _PARTS.split(bibliography)
        if not (entry := _ENTRY.match(part)) or entry[1] in keys
    )


def nocite(keys: Collection[str]) -> Node:
    """Metadata by which the list of references holds what other chapters cite."""
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "AuthorInText"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "MetaInlines", "c": [{"t": "Cite", "c": [citations, []]}]}
