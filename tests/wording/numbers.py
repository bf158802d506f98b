"""Numbers that are typed into prose instead of taken from a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from standards_report.errors import Fault

from tests.wording.passages import Passage

# What may hold a digit or a number word, since it is a name or an idiom and no result.
ALLOWED = {
    r"\bCC BY 4\.0\b": "a licence",
    r"\bQ(?:uestion )?\d+/\d+\b": "a Question of ITU-T",
    r"\b(?:SG|TC|SC|WG|AG|TF|JTC|WP|SA|RAN) ?\d+[A-Z]?\b": "a committee or group",
    r"\b(?:Study|Working|Advisory|Topic) (?:Group|Party) \d+[A-Z]?\b": "a group",
    r"\b(?:Sub|Technical C|Joint Technical C)ommittee \d+\b": "a committee",
    r"\b[2-6]G\b|\b[Ff]ifth[- ]generation\b": "a generation of mobile networks",
    r"\b3GPP\b": "a standards body",
    r"\b(?:ISO|IEC|IEEE)(?:/[A-Z]+)*(?: [A-Z]{2,4})* P?\d+(?:-\d+)*(?::\d{4})?\b": "a standard",
    r"\b[A-Z]\.\d+(?:\.\d+)*\b": "a Recommendation of ITU-T",
    r"\b[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]+)+\b": "a name in capitals, as IMT-2020 or FG-QIT4N",
    r"\bA-119\b": "a circular of the United States",
    r"\bChina Standards 2035\b": "a project",
    r"\bMade in China 2025\b": "a plan",
    r"\b(?:Future )?Networks? 2030\b": "a focus group",
    r"\b2020 Main Points of National Standardization Work\b": "a title",
    r"\b2020年": "a title",
    r"\b(?:\d+th |Thirteenth |Fourteenth )?[Ff]ive[- ][Yy]ear [Pp]lans?\b": "a plan",
    r"\b[Ss]ection (?:9414|508)\b": "a law",
    r"\b(?:Table|Figure|Appendix|Section|Key [Ff]inding) \d+(?:\.\d+)*\b": "a part of a source",
    r"\bin percent\b|\bpercent and percentage\b": "a unit",
    r"\bthird[- ]part(?:y|ies)\b": "an idiom",
    r"\bone or the other\b|\bonly one or\b": "an idiom",
}
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

# A bound in words is guarded by the claim that it stands in.
_CLAIM = re.compile(r"\[[^\[\]]*\]\{\.claim\b[^}]*\}")
_BOUND = re.compile(
    r"\b(?:half|(?:a|one)\s+(?:third|quarter|fifth|tenth)|(?:only|just|exactly|all\s+but)\s+one"
    r"|more\s+than\s+doubled)\b",
    re.IGNORECASE,
)


def typed_numbers(passages: Iterable[Passage]) -> Iterator[Fault]:
    """A fault for each digit or number word that is not part of a name."""
    for passage in passages:
        text = _without_bounds(passage)
        for pattern in ALLOWED:
            text = re.sub(_over_lines(pattern), _blank, text)
        for match in _NUMBER.finditer(text):
            what = f"the number {match[0]!r} is typed"
            remedy = "take it from a value; a name that holds it is allowed in the test"
            yield Fault(passage.where, passage.line_at(match.start()), what, remedy)


def _without_bounds(passage: Passage) -> str:
    text = passage.text
    for claim in _CLAIM.finditer(passage.markup):
        marked = text[claim.start() : claim.end()]
        text = text[: claim.start()] + _BOUND.sub(_blank, marked) + text[claim.end() :]
    return text


def _over_lines(pattern: str) -> str:
    """The pattern with its spaces open to a line end, since names break over lines."""
    return pattern.replace(" ?", r"\s?").replace(" ", r"\s+")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
