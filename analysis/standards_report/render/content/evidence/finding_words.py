"""What the data say to a claim or an audit, in words with the numbers in them."""

from __future__ import annotations

import re

from standards_report.display.text.numbers import listing
from standards_report.evidence.claims.judged import NOT_COMPUTABLE, JudgedClaim, JudgedEntry

_COMPARISON = re.compile(r"(.+) ([<>≤≥=≠]) (.+)")
_SAID = {
    "<": "less than",
    ">": "more than",
    "≤": "no more than",
    "≥": "no less than",
    "=": "equal to",
    "≠": "not equal to",
}
_ANSWERS = {
    "holds": "yes",
    "agrees": "yes",
    "within rounding": "yes, within rounding",
    "fails": "no",
    "disagrees": "no",
}
_READINGS = "; read otherwise: "


def answer_of(entry: JudgedEntry) -> str:
    """`95, more than 83, so yes`; why nothing can be said, where that is so."""
    if not entry.finding:
        return entry.full_reason
    second = getattr(entry, "other_finding", "")
    said = in_words_of(entry.finding) + (f"{_READINGS}{in_words_of(second)}" if second else "")
    answer = _ANSWERS.get(entry.outcome)
    return f"{said}, so {answer}" if answer else said


def under_other_rules(claim: JudgedClaim) -> list[str]:
    """`by headquarters no: 15, no more than 20`, a text for each other rule that was tried.

    Rules under which the claim holds as well stand together, the last.
    """
    turned = [variant for variant in claim.tried if variant.outcome == "fails"]
    firm = [variant.rule for variant in claim.tried if variant.outcome != "fails"]
    texts = [f"{variant.rule} no: {in_words_of(variant.finding)}" for variant in turned]
    return texts + ([f"{listing(firm)} yes"] if firm else [])


def in_words_of(data: str) -> str:
    """What the data say, its signs in words: `92 > 90` is `92, more than 90`.

    What is compared with several numbers in a row is said once: `92, more than 90 and 80`.
    """
    if data.startswith(NOT_COMPUTABLE):
        return data
    groups: list[tuple[str, list[str]]] = []
    for part in data.split("; "):
        match = _COMPARISON.fullmatch(part)
        lead = f"{match[1]}, {_SAID[match[2]]} " if match else part
        if not (groups and groups[-1][0] == lead):
            groups.append((lead, []))
        groups[-1][1].extend([match[3]] if match else [])
    return "; ".join(lead + listing(others) for lead, others in groups)
