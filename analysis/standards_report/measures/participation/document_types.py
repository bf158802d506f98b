"""Foundational standards, as far as their titles show it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# The kinds of foundational document that the CIRA report lists ("China's Influential Standards",
# paragraph 1, and the section's introduction): terminologies, overviews, reference architectures
# and roadmaps. Its general specifications cannot be told from a title.
_KINDS = {
    "terminology": r"vocabulary|terminology|terms|definitions",
    "reference architecture": r"reference architecture|reference framework",
    "roadmap": r"roadmap|outlook",
    "overview": r"overview",
}


def foundational_kind(titles: pd.Series[str]) -> pd.Series[str]:
    """The kind of foundational document that each title names first; empty for none."""
    return titles.map(_kind)


def _kind(title: str) -> str:
    found = {
        kind: match.start()
        for kind, words in _KINDS.items()
        if (match := re.search(rf"\b(?:{words})\b", title, re.IGNORECASE))
    }
    return min(found, key=lambda kind: found[kind]) if found else ""
