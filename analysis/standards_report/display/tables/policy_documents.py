"""Policy documents in words: their names, their dates, and the bodies behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from standards_report.display.text.numbers import listing, sentence
from standards_report.observations import in_words

if TYPE_CHECKING:
    import pandas as pd

NOT_STATED = "not stated"

# What the date of a row of `policies.csv` means, by its `date_of`.
_DATE_OF = {
    "by": "in force by then",
    "coverage": "time covered",
    "issue": "issued",
    "revision": "revised",
    "start": "begun",
    "title": "year in its title",
}
# The roles of `policy_actors.csv`, in the order in which a sentence names them.
_ROLES = {
    "commissioned": "commissioned by",
    "launched": "begun by",
    "issued": "issued by",
    "gave input": "with input from",
    "asks": "speaks of requests by",
    "asked to act": "addressed to",
}


def with_aside(text: str, aside: str) -> str:
    """The text with the aside (a Chinese name, a remark) in brackets; without one, the text."""
    return f"{text} ({aside})" if aside else text


def in_sentences(*texts: str) -> str:
    """Each text that is not empty as a sentence, without repetition."""
    return " ".join(dict.fromkeys(sentence(text) for text in texts if text))


def document_date(date: str, date_of: str) -> str:
    """The date and its meaning: `2013, issued`; `not stated` without a date."""
    return f"{in_words(date)}, {_DATE_OF[date_of]}" if date else NOT_STATED


def behind_documents(actors: pd.DataFrame) -> Mapping[str, str]:
    """The bodies behind each document, by its id: `issued by A; with input from B and C`.

    `actors` has `policy`, `entity` and `role`, as `policy_actors.csv`; documents without an
    actor are left out.
    """
    said = {}
    for policy, rows in actors.groupby("policy", sort=False):
        parts = [
            f"{words} {listing(list(rows.loc[rows['role'] == role, 'entity']))}"
            for role, words in _ROLES.items()
            if (rows["role"] == role).any()
        ]
        said[str(policy)] = "; ".join(parts)
    return said
