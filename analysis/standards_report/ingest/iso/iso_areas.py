"""Which committees belong to a technology area: a stated rule on titles, not a judgement.

A committee belongs to an area where its English title uses one of the area's words. Scopes
are not read: they name neighbouring subjects to delimit them. So a committee that works on
an area under another title is not found; big data, which JTC 1 treats in the committee on
artificial intelligence, is the known case.
"""

from __future__ import annotations

import re

TITLE_PATTERNS = {
    "AI": r"artificial intelligence",
    "IoT": r"internet of things",
    "5G": r"5G|telecommunications?",
    "quantum": r"quantum",
    "big data": r"big data",
    "smart cities": r"smart (?:and sustainable )?(?:city|cities|community|communities)"
    r"|sustainable cities",
}


def area_of(title: str) -> tuple[str, str]:
    """The area that a title names and the words by which it does; both empty for none."""
    for area, pattern in TITLE_PATTERNS.items():
        match = re.search(rf"\b(?:{pattern})\b", title, re.IGNORECASE)
        if match:
            return area, match[0]
    return "", ""
