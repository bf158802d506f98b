"""What a source is said to state needs a basis: a place at which a reader can look it up.

A paragraph that attributes something, as in "the source says" or "according to", must hold a
citation, a value, a claim or a reference to a figure or table. A statement can be marked
besides: `[…]{.needs-citation}` is a fault until its paragraph cites something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from standards_report.errors import Fault

_WHO = (
    r"(?:(?:the|its)\s+(?:main\s+)?(?:source|sources|review|CIRA\s+report|authors?)"
    r"|experts|critics|associations|scholars)"
)
_SAYS = (
    r"(?:says?|states?|writes?|adds?|finds?|holds?|argues?|concludes?|expects?|calls?|describes?"
    r"|names?|counts?|reports?|relates?|prints?|gives?|sees?|asks?|wants?|advises?|fears?)"
)
_ATTRIBUTES = re.compile(
    rf"\b(?:{_WHO}\s+(?:\w+ly\s+|also\s+|does\s+)?{_SAYS}|according\s+to|in\s+the\s+view\s+of)\b",
    re.IGNORECASE,
)
_CITATION = re.compile(r"(?<![\w@])@(?!(?:fig|tbl|sec)-)[A-Za-z0-9]")
_SHOWN = re.compile(r"\{\{<\s*var\s|data-claim=|@(?:fig|tbl)-")
_MARKED = re.compile(r"\]\{[^}]*\.needs-citation\b")
# Blocks that make no statement: headings, embeds, fences and rules of tables.
_NO_PROSE = re.compile(r"#|\{\{<\s*embed|\|")


def basis_faults(shown: str, file: str) -> list[Fault]:
    """Paragraphs of a chapter, as an edition shows it, that attribute without a basis."""
    return [fault for line, text in _paragraphs(shown) for fault in _faults(text, file, line)]


def _faults(text: str, file: str, line: int) -> Iterator[Fault]:
    cited = bool(_CITATION.search(text))
    if _MARKED.search(text) and not cited:
        what = "a statement that is marked as needing a citation has none"
        yield Fault(file, line, what, "cite its source in the same paragraph")
    attributed = _ATTRIBUTES.search(text)
    if attributed and not cited and not _SHOWN.search(text):
        what = f"“{' '.join(attributed[0].split())}” without a basis in its paragraph"
        remedy = "cite the source, or refer to the figure or table that shows it"
        yield Fault(file, line, what, remedy)


def _paragraphs(shown: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with the number of its first line."""
    begin, lines = 0, list[str]()
    for number, line in enumerate([*shown.split("\n"), ""], 1):
        text = line.strip()
        if text and not text.startswith(":::"):
            begin = begin or number
            lines.append(line)
        elif lines:
            if not _NO_PROSE.match(lines[0].strip()):
                yield begin, "\n".join(lines)
            begin, lines = 0, []
