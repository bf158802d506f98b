"""Names in exports: the ids of their rows, and the entities that they stand for.

A name stands for the entity in entities.csv that has the same letters, digits and signs in the same
order, whatever the case and whatever spaces and punctuation are between words. Nothing beyond that
is guessed. For any other name, known ones of the same country are offered, and the author decides.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from standards_report.observations.domain.countries import country_code
from standards_report.observations.domain.names import fold
from standards_report.suggestions import nearest

if TYPE_CHECKING:
    import pandas as pd

# Spaces and punctuation, but not between two digits, where they make another number.
_BETWEEN = re.compile(r"(?<![0-9])[\s.,;:/()\[\]'\"_-]+|[\s.,;:/()\[\]'\"_-]+(?![0-9])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Names of which an id loses only case and the signs between words. Others get a mark.
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ ./,()'_-]+[A-Za-z0-9]+)*[)'.]*")
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
# What many names have says nothing of which entity is meant.
_LEGAL = (
    r"(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|gmbh|ag|sa|s\.a|s\.p\.a|"
    r"spa|srl|bv|b\.v|nv|n\.v|ab|oy|oyj|kk|k\.k|pte|pty|sas|s\.a\.s|se|lp|llp|kg)"
)
_COMMON = re.compile(rf"\b(?:{_LEGAL}|technologies|technology|group|communications)\b\.?", re.I)
_LEGAL_PART = re.compile(rf"{_LEGAL}\.?(?:\s+{_LEGAL}\.?)*(?:\s*\([^()]*\))?", re.IGNORECASE)
_OFFERED = 3
# A country that the name states leaves few names to choose from; without one, only spelling helps.
_LIKE_IN_COUNTRY, _LIKE_ANYWHERE = 0.6, 0.85


def slug(text: str) -> str:
    """Returns a part of a row's id: lower-case letters and digits with hyphens between them.

    A name that loses letters or signs by that (Chinese names, accents, C++) also gets a mark, which
    is computed from the whole name.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = _NO_LETTER.sub("-", letters).strip("-")
    if not text or _PLAIN.fullmatch(text):
        return plain
    return f"{plain}-{mark(text)}".strip("-")


def mark(text: str) -> str:
    """Eight hexadecimal digits of the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def letters_of(name: str) -> str:
    """The letters, digits and signs of a name, without its case, spaces and punctuation."""
    return _BETWEEN.sub("", fold(name))


def stated_country(name: str) -> str:
    """The code of the country that a name ends with, as `NTT Corporation (Japan)`; else empty."""
    match = _IN_BRACKETS.search(name)
    return country_code(match[1]) if match else ""


class KnownNames:
    """The names of entities.csv, by their letters.

    `entities` has `name`, `seat_country` and `hq_country`. Where two rows have the same letters,
    each stands only for its own spelling.
    """

    def __init__(self, entities: pd.DataFrame) -> None:
        self._exact = set(entities["name"])
        self._by_letters: dict[str, str] = {}
        self._countries: dict[str, set[str]] = {}
        columns = (entities[name] for name in ("name", "seat_country", "hq_country"))
        for name, *countries in zip(*columns, strict=True):
            letters = letters_of(name)
            self._by_letters[letters] = "" if letters in self._by_letters else name
            self._countries[name] = {code for code in countries if code}

    def find(self, name: str) -> str:
        """The name as entities.csv writes it; empty where it has no such name."""
        return name if name in self._exact else self._by_letters.get(letters_of(name), "")

    def split(self, text: str) -> list[str]:
        """The names in a text that may have commas between names and within them.

        Read from the left, the longest known name comes first. What is known stays apart from what
        is not, and of the unknown rest each part between commas is a name, with the legal forms
        that follow it: `Ciena Canada, Inc.` is one.
        """
        if "," not in text or self.find(text):
            return [text]
        names: list[str] = []
        parts = [part.strip() for part in text.split(",")]
        start, open_name = 0, False
        while start < len(parts):
            end = self._longest(parts, start)
            if end:
                names.append(", ".join(parts[start:end]))
            elif open_name and _LEGAL_PART.fullmatch(parts[start]):
                names[-1] += f", {parts[start]}"
            else:
                names.append(parts[start])
            start, open_name = end or start + 1, not end
        return names

    def _longest(self, parts: list[str], start: int) -> int:
        """Where the longest known name that begins at a part ends; 0 where there is none."""
        ends = range(len(parts), start, -1)
        return next((end for end in ends if self.find(", ".join(parts[start:end]))), 0)

    def near(self, name: str) -> list[str]:
        """The known names that are spelled most like an unknown one, the nearest first.

        Where the name states its country, they are of that country, by seat or headquarters.
        """
        country = stated_country(name)
        offered = dict(self._offered(country))
        cutoff = _LIKE_IN_COUNTRY if country else _LIKE_ANYWHERE
        found = nearest(_own_letters(name), offered, _OFFERED, cutoff)
        return [offered[letters] for letters in found]

    def _offered(self, country: str) -> Iterator[tuple[str, str]]:
        for name, countries in self._countries.items():
            if not country or country in countries:
                yield _own_letters(name), name


def _own_letters(name: str) -> str:
    """The letters of a name without its country and without the words that many names have."""
    bare = _IN_BRACKETS.sub("", name) if stated_country(name) else name
    return letters_of(_COMMON.sub(" ", bare)) or letters_of(bare)
