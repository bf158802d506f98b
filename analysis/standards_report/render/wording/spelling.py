"""Finds words that neither the American dictionary nor the project's word list has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from standards_report.errors import Fault
from standards_report.render.wording.plain_words import Passage
from standards_report.source_files import read_text

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’-]+")
# Names of files, columns and sites, ordinals in digits, and codes such as FG-AI4EE.
_NO_WORD = re.compile(r"[\w-]+(?:[._][\w-]+)+|[\w-]*\d[\w-]*")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


def misspelled(
    passages: Iterable[Passage], word_list: Path, names: Iterable[str]
) -> Iterator[Fault]:
    """A fault for each unknown word, once per line.

    Known words are those of the dictionary, those of `word_list` (a lower-case entry also with a
    capital letter), and words with a capital letter in one of the `names`.
    """
    listed = set(read_words(word_list))
    in_names = {word for name in names for word in name_words(name)}
    told: set[tuple[str, int, str]] = set()
    for passage in passages:
        text = _NO_WORD.sub(lambda match: " " * len(match[0]), passage.text)
        for match in _WORD.finditer(text):
            word = _POSSESSIVE.sub("", match[0]).replace("’", "'")
            if _is_known(word, listed, in_names):
                continue
            key = (passage.where, passage.line_at(match.start()), word)
            if key not in told:
                told.add(key)
                remedy = f"correct it, or add it to {word_list.parent.name}/{word_list.name}"
                yield Fault(key[0], key[1], f"unknown word {word!r}", remedy)


def read_words(word_list: Path) -> list[str]:
    """The project's own words, one per line; a line that begins with # is a comment.

    Empty where there is no such file. Raises DataError where it cannot be read.
    """
    if not word_list.is_file():
        return []
    lines = read_text(word_list, word_list.name).split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def _is_known(word: str, listed: set[str], in_names: set[str]) -> bool:
    if not _LATIN.fullmatch(word):
        return True
    if word in listed or word.lower() in listed or word in in_names or in_dictionary(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(_is_known(part, listed, in_names) for part in parts if part)


@cache
def in_dictionary(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_dictionary().lookup(word))


@cache
def _dictionary():  # type: ignore[no-untyped-def]
    from spylls.hunspell import Dictionary

    return Dictionary.from_files("en_US")


def name_words(name: str) -> set[str]:
    """The words of a name that have a capital letter."""
    words = {_POSSESSIVE.sub("", match[0]) for match in _WORD.finditer(name)}
    return {word for word in words if word != word.lower()}
