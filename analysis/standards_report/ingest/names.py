"""Names in exports, resolved through entities.csv.

A name stands for the entity of the row in entities.csv that has the same letters and digits
in the same order, whatever its case, spaces and punctuation. Nothing nearer is guessed: for
any other name the nearest known ones are offered, and the author decides.
"""

from __future__ import annotations

import difflib
import re
import unicodedata

import pandas as pd

_OTHER = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The letters and digits of a name, without case, accents of width, and punctuation."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", name).casefold())


def resolve(names: pd.Series, entities: pd.DataFrame) -> tuple[pd.Series, dict[str, str]]:
    """Each name as entities.csv writes it, and what to do about each that it does not hold.

    `entities` has `name`. Names that are unknown stay as they are; two rows of entities.csv
    that fold to the same letters stand only for their own spelling.
    """
    known = entities["name"]
    exact = set(known)
    by_letters: dict[str, str] = {}
    for name, letters in zip(known, map(folded, known), strict=True):
        by_letters[letters] = "" if letters in by_letters else name
    resolved, remedies = {}, {}
    for name in names.unique():
        found = name if name in exact else by_letters.get(folded(name), "")
        if found:
            resolved[name] = found
        else:
            remedies[name] = _remedy(name, by_letters)
    return names.map(lambda name: resolved.get(name, name)), remedies


def _remedy(name: str, by_letters: dict[str, str]) -> str:
    several = [part for part in re.split(r"\s*[,/|]\s*|\s+and\s+", name) if part]
    if len(several) > 1 and all(by_letters.get(folded(part)) for part in several):
        return f"put semicolons between names, if {', '.join(map(repr, several))} are meant"
    near = difflib.get_close_matches(folded(name), list(by_letters), 3, cutoff=0.6)
    offered = [by_letters[letters] for letters in near if by_letters[letters]]
    remedy = "add a row to data/entities.csv, with the countries that a source gives"
    if offered:
        remedy += f"; if it is another name of {' or '.join(map(repr, offered))}, with its entity"
    return remedy
