"""Assigns committees to technology areas by a fixed rule on their titles.

A committee belongs to an area where its English title has one of the words of the area. Scopes are
not read, since they also name neighboring subjects. So a committee that works on an area under
another title is not found. Big data is a known case: in JTC 1, the committee on artificial
intelligence works on it.
"""

from __future__ import annotations

import re

TITLE_PATTERNS = {
    "AI": r"artificial intelligence",
    "IoT": r"internet of things",
    # "Telecommunications" names far more than 5G.
    "5G": r"5G",
    "quantum": r"quantum",
    "big data": r"big data",
    "smart cities": r"smart (?:and sustainable )?(?:city|cities|community|communities)"
    r"|sustainable cities",
}


def area_of(title: str) -> tuple[str, str]:
    """The area that a title names, and the words that name it; both empty where there is none."""
    for area, words in TITLE_PATTERNS.items():
        match = re.search(rf"\b(?:{words})\b", title, re.IGNORECASE)
        if match:
            return area, match[0]
    return "", ""
