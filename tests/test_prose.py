"""No number that is a result is typed into a chapter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = [ROOT / "index.qmd", *sorted((ROOT / "chapters").glob("*.qmd"))]

# Names and fixed expressions that hold a digit or a number word and are no results.
ALLOWED = (
    r"\bCC BY 4\.0\b",
    r"\bQ\d+/\d+\b",
    r"\b(?:JTC|SC|TC|WG|SG) \d+\b",
    r"\bTechnical Committee 1\b",
    r"\b5G\b",
    r"\b2020 Main\s+Points\b",
    r"2020年全国标准化工作要点",
    r"\b1[34]th Five Year Plan\b",
    r"\bfive-year plans?\b",
    r"\bChina Standards\s+2035\b",
    r"\bMade in China\s+2025\b",
    r"\bSAC/TC\d+\b",
    r"\bSG\d+\b",
    r"\bfifth-generation\b",
    r"\bon one side\b",
    r"\bno one\b",
    r"\bone another\b",
    r"\bthis one\b",
    r"\bone or the other\b",
    r"\bwith one\b",
)
WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?"
    "|thousands?|millions?|billions?|dozens?|half|halves|thirds?|quarters?|fifths|doubled?|twice"
    "|tripled?|thrice|percent"
)
NUMBER = re.compile(rf"\d|\b(?:{WORDS})\b|\b\w+fold\b", re.IGNORECASE)
NOT_PROSE = re.compile(
    r"\{\{<.*?>\}\}"  # shortcodes
    r"|`[^`]*`"  # code
    r"|\{[^{}]*\}"  # attributes
    r"|\]\([^)]*\)"  # link targets
    r"|\[\^[\w-]+\]:?"  # note marks
    r"|@[\w:-]+"  # citations and references
    r"|^:::.*$",
    re.MULTILINE,
)


def typed_numbers(text: str) -> list[str]:
    prose = NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for phrase in ALLOWED:
        prose = re.sub(phrase, lambda match: " " * len(match[0]), prose)
    return [
        f"line {prose.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for match in NUMBER.finditer(prose)
    ]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_a_chapter_types_no_number(path: Path) -> None:
    assert not typed_numbers(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "sentence",
    [
        "China has 95 members.",
        "It grew six-fold.",
        "It grew sixfold.",
        "They hold two chairs.",
        "About half of them.",
    ],
)
def test_a_typed_number_is_found(sentence: str) -> None:
    assert typed_numbers(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["In {{< var a.b2 >}} of Q11/15.", "See @fig-a1 and `x = 2`.", '[a]{.claim data-claim="a1.b"}'],
)
def test_names_and_shortcodes_are_not_numbers(sentence: str) -> None:
    assert not typed_numbers(sentence)
