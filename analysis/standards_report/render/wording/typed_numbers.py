"""Finds numbers that are typed into prose instead of taken from a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.render.wording.plain_words import Passage
from standards_report.source_files import read_text

_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    "|thousand|million|billion"
)
_ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_NUMBER = re.compile(
    rf"\d+|\b(?:{_NUMBERS}|hundreds|thousands|millions|billions|dozens?|half|halves|thirds?"
    r"|quarters?|fourths|fifths?|tenths?|doubled?|twice|tripled?|thrice|percent)\b"
    rf"|\b(?:{_NUMBERS})fold\b"
    r"|\b(?:only|just|exactly|all but) one\b"
    rf"|\b(?:{_ORDINALS})[- ](?:\w+est|most|least)\b",
    re.IGNORECASE,
)

# A bound in words is checked by the claim that marks it.
_CLAIM = re.compile(r"\[[^\[\]]*\]\{\.claim\b[^}]*\}")
_BOUND = re.compile(
    r"\b(?:half|(?:a|one)\s+(?:third|quarter|fifth|tenth)|(?:only|just|exactly|all\s+but)\s+one"
    r"|more\s+than\s+doubled)\b",
    re.IGNORECASE,
)


def typed_numbers(
    passages: Iterable[Passage], allowed: Sequence[re.Pattern[str]]
) -> Iterator[Fault]:
    """A fault for each number in digits or words that is not part of an `allowed` name."""
    for passage in passages:
        text = _without_bounds(passage)
        for name in allowed:
            text = name.sub(_blank, text)
        for match in _NUMBER.finditer(text):
            what = f"the number {match[0]!r} is typed"
            remedy = "take it from a value, or list the name that holds it in tests/numbers.txt"
            yield Fault(passage.where, passage.line_at(match.start()), what, remedy)


def read_allowed(file: Path) -> list[re.Pattern[str]]:
    """Names that may hold a number: regular expressions, one per line; # begins a comment.

    Empty where there is no such file. Raises RenderError with every line that is not a regular
    expression.
    """
    if not file.is_file():
        return []
    found, faults = [], []
    for number, line in enumerate(read_text(file, file.name).split("\n"), 1):
        if line and not line.startswith("#"):
            try:
                found.append(re.compile(_over_lines(line)))
            except (re.error, OverflowError) as error:
                what = f"is not a regular expression: {error}"
                where = f"{file.parent.name}/{file.name}"
                faults.append(Fault(where, number, what, "correct it"))
    if faults:
        raise RenderError(faults)
    return found


def _without_bounds(passage: Passage) -> str:
    text = passage.text
    for claim in _CLAIM.finditer(passage.markup):
        marked = text[claim.start() : claim.end()]
        text = text[: claim.start()] + _BOUND.sub(_blank, marked) + text[claim.end() :]
    return text


def _over_lines(pattern: str) -> str:
    """The pattern with spaces that also match line ends, since names break over lines."""
    return pattern.replace(" ?", r"\s?").replace(" ", r"\s+")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
