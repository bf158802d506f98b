"""The prose of a chapter as an edition shows it, paragraph by paragraph, for comparison."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from standards_report.evidence.comparison import Change

_FENCE = re.compile(r"^(:{3,})\s*(\{.*\})?\s*$")
_CONDITION = re.compile(r'(when|unless)-(profile|meta|format)="([^"]*)"')
_VAR = re.compile(r"\{\{<\s*var\s+(\S+)\s*>\}\}")
_SHORTCODE = re.compile(r"\{\{<[^>]*>\}\}")
_ESCAPED = re.compile(r"\\([^\w\s])")
_ALIKE = 0.3  # of the words of two paragraphs that are one, worded anew
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^}]*\}")


def shown_paragraphs(
    text: str, edition: str, flags: Sequence[str], values: Mapping[str, str]
) -> list[str]:
    """Paragraphs that the edition shows, with its values in place of their names.

    `flags` are the metadata that passages of the edition can depend on. Passages for one
    format only are taken as shown.
    """
    text = shown_text(text, edition, flags)
    text = _VAR.sub(lambda match: values.get(match[1], match[1]), text)
    blocks = re.split(r"\n\s*\n", _without_marks(_SHORTCODE.sub("", text)))
    return [words for block in blocks if (words := " ".join(block.split()))]


def shown_text(text: str, edition: str, flags: Sequence[str]) -> str:
    """The text line by line; lines that the edition hides, and fences, are empty."""
    return _shown(text, edition, tuple(flags))


@lru_cache(maxsize=256)
def _shown(text: str, edition: str, flags: tuple[str, ...]) -> str:
    lines: list[str] = []
    open_fences: list[bool] = []
    for line in text.splitlines():
        fence = _FENCE.match(line.strip())
        if fence and fence[2]:
            open_fences.append(_is_shown(fence[2], edition, flags))
        elif fence and open_fences:
            open_fences.pop()
        lines.append(line if all(open_fences) and not fence else "")
    return "\n".join(lines) + "\n"


def _without_marks(text: str) -> str:
    """The text without the attributes of its spans and with nothing escaped."""
    while (stripped := _SPAN.sub(r"\1", text)) != text:
        text = stripped
    return _ESCAPED.sub(r"\1", text)


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
    """Old and new wordings of paragraphs; those without a counterpart stand beside nothing.

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


def _is_shown(attributes: str, edition: str, flags: Sequence[str]) -> bool:
    visible = ".content-visible" in attributes
    if not visible and ".content-hidden" not in attributes:
        return True
    met = all(
        _is_met(subject, wanted, edition, flags) == (sense == "when")
        for sense, subject, wanted in _CONDITION.findall(attributes)
        if subject != "format"
    )
    return met == visible


def _is_met(subject: str, wanted: str, edition: str, flags: Sequence[str]) -> bool:
    return wanted == edition if subject == "profile" else wanted in flags
