"""What a source is said to state needs a basis: a place at which a reader can look it up.

A paragraph that attributes something, as in "the source says" or "according to", must hold a
citation, a value, a claim or a reference to a figure or table. A statement can be marked
besides: `[…]{.needs-citation}` is a fault until its paragraph cites something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from standards_report.errors import Fault
from standards_report.render.document.claim_marks import is_mark
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.document.words import in_line, passages, text_of
from standards_report.render.pandoc.cross_references import is_reference
from standards_report.render.pandoc.syntax_tree import Node, nodes

NEEDS = "needs-citation"
_WHO = (
    r"(?:(?:the|its)\s+(?:main\s+)?(?:source|sources|review|CIRA\s+report|authors?)"
    r"|experts|critics|associations|scholars)"
)
_SAYS = (
    r"(?:says?|states?|writes?|adds?|finds?|holds?|argues?|concludes?|expects?|calls?|describes?"
    r"|names?|counts?|reports?|relates?|prints?|gives?|sees?|asks?|wants?|advises?|fears?)"
)
# Words, not markup: whether a paragraph attributes anything at all.
_ATTRIBUTES = re.compile(
    rf"\b(?:{_WHO}\s+(?:\w+ly\s+|also\s+|does\s+)?{_SAYS}|according\s+to|in\s+the\s+view\s+of)\b",
    re.IGNORECASE,
)


def basis_faults(shown: list[Node], file: str) -> list[Fault]:
    """Paragraphs of what an edition shows of a chapter that attribute without a basis."""
    return [fault for line, parts in passages(shown) for fault in _faults(parts, file, line)]


def _faults(parts: list[Node], file: str, line: int) -> Iterator[Fault]:
    keys = [work["citationId"] for cite in nodes(parts, ("Cite",)) for work in cite["c"][0]]
    spans = list(nodes(parts, ("Span",)))
    cited = not all(map(is_reference, keys))
    if any(NEEDS in span["c"][0][1] for span in spans) and not cited:
        what = "a statement that is marked as needing a citation has none"
        yield Fault(file, line, what, "cite its source in the same paragraph")
    words = " ".join(text_of(part["c"], citations=True).words for part in parts)
    attributed = _ATTRIBUTES.search(words)
    shown = (
        any(code.name == "var" for code in shortcodes(parts))
        or any(map(is_mark, spans))
        or any(key.startswith(("fig-", "tbl-")) for key in keys)
    )
    if attributed and not cited and not shown:
        what = f"“{in_line(attributed[0])}” without a basis in its paragraph"
        remedy = "cite the source, or refer to the figure or table that shows it"
        yield Fault(file, line, what, remedy)
