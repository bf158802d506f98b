"""The words of a text in Markdown, with all else blank and every place as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Stands where a value is printed: no run of words reaches across it.
BREAK = "§"

_NOT_PROSE = re.compile(
    r"(?P<value>\{\{<(?s:.*?)>\}\})"
    r"|`[^`\n]*`"
    r"|\{[^{}]*\}"
    r"|\]\([^)]*\)"
    r"|<https?:[^>]*>"
    r"|\[\^[\w-]+\]:?"
    r"|@[\w:-]+"
    r"|^:::.*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Passage:
    """A text, where it begins, and the markup it was taken from, place by place."""

    where: str
    line: int
    text: str
    markup: str = ""

    def line_at(self, offset: int) -> int:
        """The line on which a character of the text stands."""
        return self.line + self.text.count("\n", 0, offset)


def prose(markdown: str) -> str:
    """The words of a text in Markdown; all else is blank, so that places stay where they are."""

    def blank(match: re.Match[str]) -> str:
        empty = re.sub(r"[^\n]", " ", match[0])
        return BREAK + empty[1:] if match["value"] else empty

    return _NOT_PROSE.sub(blank, markdown)


def chapter(where: str, markdown: str) -> Passage:
    """The words of a chapter."""
    return Passage(where, 1, prose(markdown), markdown)
