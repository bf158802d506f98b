"""The paragraphs of a chapter in two editions, compared."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from standards_report.evidence.results.comparison import Change

_ALIKE = 0.3  # of the words of two paragraphs that are one, worded anew


def compare_prose(chapter: str, old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Paragraphs that were changed, dropped or added, in the order of the chapter."""
    return list(_compared(chapter, tuple(old), tuple(new)))


@lru_cache(maxsize=128)
def _compared(chapter: str, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Change, ...]:
    changes: list[Change] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            continue
        changes += [
            Change("prose", chapter, "", before, after)
            for before, after in _paired(old[i1:i2], new[j1:j2])
        ]
    return tuple(changes)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Old and new wordings of paragraphs. Those without a counterpart stand beside nothing.

    Those that have most words in common belong together, if they have enough of them.
    """
    likeness = sorted(
        (
            (_likeness(before, after), -i, -j)
            for i, before in enumerate(old)
            for j, after in enumerate(new)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for ratio, i, j in likeness:
        if ratio >= _ALIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    pairs = [(text, new[partner[i]] if i in partner else "") for i, text in enumerate(old)]
    return pairs + [("", text) for j, text in enumerate(new) if j not in partner.values()]


def _likeness(before: str, after: str) -> float:
    matcher = difflib.SequenceMatcher(a=before.split(), b=after.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
