"""Runs of words that a passage shares with a source document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from standards_report.errors import Fault
from standards_report.render.wording.plain_words import BREAK, Passage

LIMIT = 8
_WORD = re.compile(rf"[A-Za-z0-9’']+|{BREAK}")


@dataclass(frozen=True)
class Run:
    """Words that stand one after the other in a passage and in a source."""

    start: int
    words: tuple[str, ...]
    own: int


def shared_runs(
    passages: Iterable[Passage], sources: Path, names: Iterable[str]
) -> Iterator[Fault]:
    """A fault for each run of LIMIT words or more, words of names and titles not counted.

    `sources` is the folder of the source documents as plain text.
    """
    index = _index(sources)
    known = _by_first_word(names)
    for passage in passages:
        for run in _runs(passage, index, known):
            shown = " ".join(run.words)
            what = f"{run.own} words in a row as in {index[run.words[:LIMIT]]}: {shown!r}"
            yield Fault(passage.where, passage.line_at(run.start), what, "say it in own words")


@cache
def _index(sources: Path) -> dict[tuple[str, ...], str]:
    """Every LIMIT words in a row of the source documents, with the name of the file."""
    index: dict[tuple[str, ...], str] = {}
    for path in sorted(sources.glob("*.txt")):
        words = [word for word, _ in _words(path.read_text(encoding="utf-8"))]
        for at in range(len(words) - LIMIT + 1):
            index.setdefault(tuple(words[at : at + LIMIT]), path.stem.partition("_")[0])
    return index


def _words(text: str) -> list[tuple[str, int]]:
    return [(match[0].lower().replace("’", "'"), match.start()) for match in _WORD.finditer(text)]


def _runs(
    passage: Passage,
    index: dict[tuple[str, ...], str],
    names: dict[str, list[tuple[str, ...]]],
) -> Iterator[Run]:
    placed = _words(passage.text)
    words = [word for word, _ in placed]
    in_name = _marked(words, names)
    at = 0
    while at <= len(words) - LIMIT:
        end = at
        while tuple(words[end : end + LIMIT]) in index:
            end += 1
        if end > at:
            stop = end + LIMIT - 1
            own = in_name[at:stop].count(False)
            if own >= LIMIT:
                yield Run(placed[at][1], tuple(words[at:stop]), own)
        at = end + 1


def _marked(words: list[str], names: dict[str, list[tuple[str, ...]]]) -> list[bool]:
    """Whether each word belongs to a name."""
    marked = [False] * len(words)
    for at, word in enumerate(words):
        for name in names.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                marked[at : at + len(name)] = [True] * len(name)
    return marked


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(word for word, _ in _words(name))
        if len(words) > 1:
            known.setdefault(words[0], []).append(words)
    return known
