"""The works that the report cites: `references.bib`, entry by entry.

Pandoc reads the file, and says where it cannot. It tells no lines and resolves what entries take
from others; so entries are found here by the braces that BibTeX counts as well, wherever they
stand in a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.observations.domain.names import apart, fold, look, written_as
from standards_report.project import Project
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import nodes, plain_text
from standards_report.source_files import read_text

_FILE = "references.bib"
_NO_WORKS = ("comment", "preamble", "string")
# Fields that name entries from which Pandoc takes what is not there.
_INHERITS = ("crossref", "xdata")
_ENTRIES = "write entries as @kind{key, field = {value}}, with every brace closed"
_NAMES = ("author", "editor")
_SHOWN = (*_NAMES, "title", "subtitle", "journal", "journaltitle", "publisher", "note")
_NAMING = {"and", "others"}
_WORD = re.compile(r"[^\W_]+")
# Commands of TeX, and whole words with one that stands for a letter or its accent.
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_LETTERS = "[cvuHkbdrtoOlLij]|aa|AA|ae|AE|oe|OE|ss"
_ACCENTED = re.compile(rf"\S*\\(?:[^A-Za-z\s]|(?:{_LETTERS})(?![A-Za-z])\s*)\S*")
_ADDED = re.compile(r'["}]\s*#')  # to an abbreviation
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Entry:
    """An entry: its key, or nothing for what is no work; its line; its text, with what stands
    before it; the keys that it takes from; and where in the text it begins."""

    key: str
    line: int
    text: str
    parents: tuple[str, ...] = field(default=())
    begins: int = 0


def bibliography_text(project: Project) -> str:
    """The text of `references.bib`. Raises DataError where it cannot be read."""
    return read_text(project.bibliography, _FILE)


@lru_cache(maxsize=2)  # of the text; each chapter asks for its part of it
def entries(bibliography: str) -> tuple[Entry, ...]:
    """All entries in their order. Joined, their texts are the bibliography."""
    found, begin = [], 0
    for start, end in _spans(bibliography):
        line = bibliography.count("\n", 0, start) + 1
        kind, _, body = bibliography[start + 1 : end - 1].partition("{")
        key = ""
        parents: tuple[str, ...] = ()
        if kind.strip().lower() not in _NO_WORKS:
            name, *fields = _split(body)
            key, parents = name.strip(), tuple(_parents(fields))
        found.append(Entry(key, line, bibliography[begin:end], parents, start - begin))
        begin = end
    return (*found, Entry("", 0, bibliography[begin:]))


def bibliography_keys(project: Project) -> dict[str, int]:
    """Keys of `references.bib` with their lines. Raises DataError where it cannot be read."""
    return {entry.key: entry.line for entry in entries(bibliography_text(project)) if entry.key}


def with_parents(bibliography: str, keys: Collection[str]) -> set[str]:
    """Those keys, and those of all entries that theirs take something from."""
    parents = {entry.key: entry.parents for entry in entries(bibliography) if entry.key}
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += parents.get(key, ())
    return found


def bibliography_faults(project: Project) -> list[Fault]:
    """Keys that stand twice, however they are written, what is taken from nowhere, and words that
    are read as nothing.

    What Pandoc cannot read is the one fault then.
    """
    text = bibliography_text(project)
    try:
        read = json.loads(pandoc.read(text, _FILE, "biblatex"))
    except RenderError as error:
        return [replace(fault, remedy=_ENTRIES) for fault in error.faults]
    works = [entry for entry in entries(text) if entry.key]
    first: dict[str, Entry] = {}
    faults = []
    for entry in works:
        earlier = first.setdefault(fold(entry.key), entry)
        if earlier is not entry:
            what = f"the key {entry.key!r} stands a second time (first: line {earlier.line})"
            if look(entry.key) == look(earlier.key) != "" and entry.key != earlier.key:
                what += f", written {apart(entry.key, earlier.key)}"
            faults.append(Fault(_FILE, entry.line, what, "keep one, or give it another key"))
    known = {entry.key for entry in works}
    for entry in works:
        for parent in entry.parents:
            if parent not in known:
                what = f"{entry.key!r} takes from {parent!r}, which is no entry"
                remedy = written_as(parent, known) or "add it, or correct its key"
                faults.append(Fault(_FILE, entry.line, what, remedy))
    return [*faults, *_lost(works, read), *_formulas(works, read)]


def _formulas(works: Iterable[Entry], read: Any) -> Iterator[Fault]:
    """Works with a formula, which amounts in dollars make as well: Typst has no font for them."""
    lines = {entry.key: entry.line for entry in works}
    for work in _listed(read):
        for node in nodes(list(work.values()), ("Math",)):
            key = _text(work["id"])
            what = f"{key!r} has a formula ({node['c'][1]})"
            yield Fault(_FILE, lines.get(key, 0), what, "write \\$ for $, and formulas in words")


def _lost(works: Iterable[Entry], read: Any) -> Iterator[Fault]:
    """Words of works that Pandoc takes for a comment of TeX, or that a command of TeX eats."""
    known = {_text(work["id"]): _words(" ".join(_strings(work))) for work in _listed(read)}
    for entry in works:
        own = entry.text[entry.begins :]
        for name, value in _texts(own):
            plain = _COMMAND.sub(" ", _ACCENTED.sub(" ", value))
            wanted = _words(plain) - (_NAMING if name in _NAMES else set())
            lost = wanted - known.get(entry.key, wanted)
            if lost:
                place = min(own.lower().find(word, own.find(value)) for word in lost)
                words = " ".join(word for word in _WORD.findall(plain) if word.lower() in lost)
                what = f"{name} of {entry.key!r}: words that are read as nothing ({words})"
                line = entry.line + own.count("\n", 0, place)
                yield Fault(_FILE, line, what, "write \\% for %, and leave commands of TeX out")


def _listed(read: Any) -> list[dict[str, Any]]:
    """The works as Pandoc reads them."""
    return [work["c"] for work in read["meta"].get("references", {"c": []})["c"]]


def _texts(entry: str) -> Iterator[tuple[str, str]]:
    """Names and values of the fields that are shown; not those that hold abbreviations."""
    for part in _split(entry[: entry.rindex("}")].partition("{")[2])[1:]:
        name, _, value = part.partition("=")
        value = value.strip()
        if name.strip().lower() in _SHOWN and value[:1] in ("{", '"') and not _ADDED.search(value):
            yield name.strip().lower(), value


def _strings(tree: Any) -> Iterator[str]:
    """All of a work but for what is meant for TeX alone, which no format shows."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for part in tree:
            yield from _strings(part)
    elif isinstance(tree, dict) and tree.get("t") != "RawInline":
        for part in tree.values():
            yield from _strings(part)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _text(value: Any) -> str:
    return value["c"] if isinstance(value["c"], str) else plain_text(value["c"])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where entries begin and end; a line that begins with % between them is a comment."""
    place = 0
    while place < len(text):
        if text[place] == "%":
            end = text.find("\n", place)
            place = len(text) if end < 0 else end
        elif text[place] == "@":
            opening = text.find("{", place)
            end = _end(text, opening) if opening > 0 else len(text)
            if end > len(text):  # never closed, which Pandoc refuses
                return
            yield place, end
            place = end
        else:
            place += 1


def _end(text: str, opening: int) -> int:
    """Behind the brace that closes the one at `opening`; behind the text where none does."""
    depth = 0
    place = opening
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in "{}":
            depth += 1 if text[place] == "{" else -1
            if not depth:
                return place + 1
        place += 1
    return len(text) + 1


def _split(body: str) -> list[str]:
    """The parts of an entry between commas that stand in no braces and no quotes."""
    parts, depth, quoted, escaped = [""], 0, False, False
    for sign in body:
        if sign == "," and not depth and not quoted:
            parts.append("")
            continue
        parts[-1] += sign
        if not escaped:
            depth += {"{": 1, "}": -1}.get(sign, 0)
            quoted ^= sign == '"' and not depth
        escaped = sign == "\\" and not escaped
    return parts


def _parents(fields: list[str]) -> Iterator[str]:
    values: Mapping[str, str] = {
        name.strip().lower(): value for name, _, value in (field.partition("=") for field in fields)
    }
    for name in _INHERITS:
        for key in values.get(name, "").split(","):
            if key := key.strip().strip('{}"').strip():
                yield key
