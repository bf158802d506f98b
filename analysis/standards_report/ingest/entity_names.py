"""Names in exports: what rows of them are called, and which entities they stand for.

A name stands for the entity of the row in entities.csv that has the same letters, digits and
signs in the same order, whatever its case, and whatever spaces and punctuation stand between
words. Nothing nearer is guessed: for any other name the nearest known ones are offered, and the
author decides.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pandas as pd

from standards_report.observations.domain.names import fold
from standards_report.suggestions import either, nearest

# Between two digits it makes another number.
_BETWEEN = re.compile(r"(?<![0-9])[\s.,;:/()\[\]'\"_-]+|[\s.,;:/()\[\]'\"_-]+(?![0-9])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# All that ids leave out without a mark of it: case, and signs between words.
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ ./,()'_-]+[A-Za-z0-9]+)*[)'.]*")


def slug(text: str) -> str:
    """Part of a row's id: small letters and digits with hyphens between them.

    A name of which that would leave less than its letters and signs gets a mark made from all of
    it: Chinese names, accents, C++.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = _NO_LETTER.sub("-", letters).strip("-")
    if not text or _PLAIN.fullmatch(text):
        return plain
    return f"{plain}-{mark(text)}".strip("-")


def mark(text: str) -> str:
    """Eight signs that follow from a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def letters_of(name: str) -> str:
    """The letters, digits and signs of a name, without case, spaces and punctuation."""
    return _BETWEEN.sub("", fold(name))


def resolve(names: pd.Series, entities: pd.DataFrame) -> tuple[pd.Series, dict[str, str]]:
    """Each name as entities.csv writes it, and what to do about each that it does not hold.

    `entities` has `name`. Names that are unknown stay as they are; two rows of entities.csv
    with the same letters stand only for their own spelling.
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
