"""Collects the names that occur in the data and the bibliography of a project."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache

from standards_report.project import Project
from standards_report.render.wording.spelling import name_words
from standards_report.source_files import read_text, source_files

_ENTRY_NAME = re.compile(
    r"^\s*(?:title|organization|institution|author|journaltitle|publisher)\s*=\s*(.+?),?\s*$",
    re.MULTILINE,
)


def entry_names(bibliography: str) -> list[str]:
    """The titles, authors and publishers of all entries."""
    return _ENTRY_NAME.findall(bibliography)


def known_names(project: Project) -> frozenset[str]:
    """Every word with a capital letter in a table or in an entry of the bibliography.

    Raises DataError where the bibliography cannot be read.
    """
    found: set[str] = set()
    for table in source_files(project.data, "*.csv"):
        found |= _words_of_table(table.read_bytes())
    if project.bibliography.is_file():
        for name in entry_names(read_text(project.bibliography, project.bibliography.name)):
            found |= name_words(name)
    return frozenset(found)


@lru_cache(maxsize=128)
def _words_of_table(content: bytes) -> frozenset[str]:
    """The words of one table, kept since `preview` asks after every save of a chapter."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    cells = {cell for row in rows for cell in row}
    return frozenset(word for cell in cells for word in name_words(cell))
