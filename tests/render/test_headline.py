"""The number that stands for a chapter: a count with its sentence, and no date or age."""

from __future__ import annotations

from typing import Any

import pytest
from standards_report.render.document.headline import Headline, headline_of


def text(words: str) -> list[dict[str, Any]]:
    """Inlines; a word in braces is a value of that text, named by what follows a colon."""
    inlines: list[dict[str, Any]] = []
    for word in words.split():
        if word.startswith("{"):
            name, _, shown = word.strip("{}").partition(":")
            attributes = ["", [], [["data-id", name]]]
            inlines.append({"t": "Span", "c": [attributes, [{"t": "Str", "c": shown}]]})
        else:
            inlines.append({"t": "Str", "c": word})
        inlines.append({"t": "Space"})
    return inlines[:-1]


def paragraph(words: str) -> dict[str, Any]:
    return {"t": "Para", "c": text(words)}


CHAPTER = [
    {"t": "Div", "c": [["", ["callout-note"], []], [paragraph("These are {age:5} years old.")]]},
    paragraph("It began in {start:2001} in China. It holds {china:94} now, (@tbl-a) and rests."),
    {"t": "BulletList", "c": [[{"t": "Plain", "c": text("Japan holds {japan:12.1%} of all")}]]},
]


def test_the_first_number_that_counts_comes_with_its_sentence() -> None:
    assert headline_of(CHAPTER) == Headline("china", "94", "It holds 94 now, and rests.")


def test_a_value_that_is_named_comes_before_the_first() -> None:
    assert headline_of(CHAPTER, "japan") == Headline("japan", "12.1%", "Japan holds 12.1% of all")


def test_a_name_that_the_chapter_does_not_print_leaves_the_first() -> None:
    assert headline_of(CHAPTER, "korea").value == "china"


@pytest.mark.parametrize(
    "words",
    [
        "Nothing is counted.",
        "As @fig-a shows {a:5} hold.",
        "In {a:1998} it began.",
        "So says {a:it}.",
    ],
)
def test_a_chapter_without_a_number_of_its_own_has_none(words: str) -> None:
    assert headline_of([paragraph(words)]) == Headline()
