"""Names in exports: the ids of their rows, and the entities that they stand for.

A name stands for the entity in entities.csv that has the same letters, digits and signs in the same
order, whatever the case and whatever spaces and punctuation are between words. Nothing beyond that
is guessed: for any other name, the message offers the nearest known ones, and the author decides.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pandas as pd

from standards_report.observations.domain.names import fold
from standards_report.suggestions import either, nearest

# Spaces and punctuation, but not between two digits, where they make another number.
_BETWEEN = re.compile(r"(?<![0-9])[\s.,;:/()\[\]'\"_-]+|[\s.,;:/()\[\]'\"_-]+(?![0-9])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Names of which an id loses only case and the signs between words. Others get a mark.
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ ./,()'_-]+[A-Za-z0-9]+)*[)'.]*")


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


def resolve(names: pd.Series, entities: pd.DataFrame) -> tuple[pd.Series, dict[str, str]]:
    """Returns each name as entities.csv writes it, and a remedy for each name that it lacks.

    `entities` has `name`. Unknown names stay as they are. Where two rows of entities.csv have the
    same letters, each stands only for its own spelling.
    """
    known = entities["name"]
    exact = set(known)
    by_letters: dict[str, str] = {}
    for name, letters in zip(known, map(letters_of, known), strict=True):
        by_letters[letters] = "" if letters in by_letters else name
    resolved, remedies = {}, {}
    for name in names.unique():
        found = name if name in exact else by_letters.get(letters_of(name), "")
        if found:
            resolved[name] = found
        else:
            remedies[name] = _remedy(name, by_letters)
    return names.map(lambda name: resolved.get(name, name)), remedies


def _remedy(name: str, by_letters: dict[str, str]) -> str:
    several = [part for part in re.split(r"\s*[,/|]\s*|\s+and\s+", name) if part]
    if len(several) > 1 and all(by_letters.get(letters_of(part)) for part in several):
        return f"put semicolons between names, if {', '.join(map(repr, several))} are meant"
    near = nearest(letters_of(name), by_letters, most=3)
    offered = [by_letters[letters] for letters in near if by_letters[letters]]
    remedy = "add a row to data/entities.csv, with the countries that a source gives"
    if offered:
        remedy += f"; if it is another name of {either(offered)}, with its entity"
    return remedy
