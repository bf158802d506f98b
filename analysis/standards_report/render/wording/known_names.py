"""Names that a project knows, since its data or its bibliography hold them."""

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
    """Titles, authors and publishers of the entries."""
    return _ENTRY_NAME.findall(bibliography)


def known_names(project: Project) -> frozenset[str]:
    """Every word with a capital in a table or in an entry of the bibliography."""
    found: set[str] = set()
    for table in source_files(project.data, "*.csv"):
        found |= _words_of_table(table.read_bytes())
    if project.bibliography.is_file():
        for name in entry_names(read_text(project.bibliography, project.bibliography.name)):
            found |= name_words(name)
    return frozenset(found)


@lru_cache(maxsize=128)
def _words_of_table(content: bytes) -> frozenset[str]:
    """Asked again after every save, mostly of a chapter, while tables stay the same."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    cells = {cell for row in rows for cell in row}
    return frozenset(word for cell in cells for word in name_words(cell))
