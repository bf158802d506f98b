"""Extracts the words of a text in Markdown, without moving them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Stands in place of a value, so that no run of words reaches across it.
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
    """The words of a text, its file and first line, and its markup, character by character."""

    where: str
    line: int
    text: str
    markup: str = ""

    def line_at(self, offset: int) -> int:
        """The line of the character at `offset` in the text."""
        return self.line + self.text.count("\n", 0, offset)


def prose(markdown: str) -> str:
    """The words of a text in Markdown. All else becomes blanks, so that words stay in place."""

    def blank(match: re.Match[str]) -> str:
        empty = re.sub(r"[^\n]", " ", match[0])
        return BREAK + empty[1:] if match["value"] else empty

    return _NOT_PROSE.sub(blank, markdown)


def chapter(where: str, markdown: str) -> Passage:
    """The words of the chapter in the file `where`."""
    return Passage(where, 1, prose(markdown), markdown)
