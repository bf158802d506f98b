"""The words on the evidence for a statement, each with a small mark, and the table of their rules.

The mark is a circle that is full, half full or empty; the style sheet draws it, and the word says
the same without it.
"""

from __future__ import annotations

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import sentence
from standards_report.evidence.results.evidence_grade import (
    DISPUTE,
    DISPUTED,
    RULES,
    Grade,
    place_of,
)

_REGION = '::: {.table-scroll tabindex="0" role="region" aria-label="Words on the evidence"}'
_HEADER = "| Question | Word | When it is printed |\n| :------ | :------ | :----------------- |"


def grade_line(grade: Grade) -> str:
    """`core, one source, firm. Limited by 2 qualifications.`, each word with its mark."""
    words = ", ".join(_word(word) for word in grade.words)
    failing = f" Failing claims: {grade.fail} of {grade.claims}." if grade.fail else ""
    limits = f" Qualifications: {grade.qualify}." if grade.qualify else ""
    return f"{words}.{failing}{limits}"


def rules_table() -> str:
    """A row for each word, with when it is printed."""
    rows = [
        f"| {question if index == 0 else ''} | {_word(word)} | {escape(sentence(when))} |"
        for question, words in RULES.items()
        for index, (word, when) in enumerate(words.items())
    ]
    rows.append(f"| Instead of all three | {_word(DISPUTED)} | {escape(sentence(DISPUTE))} |")
    return "\n\n".join([_REGION, "\n".join([_HEADER, *rows]), ":::"]) + "\n"


def _word(word: str) -> str:
    return f"[{word}]{{.evidence-word .evidence-{place_of(word)}}}"
