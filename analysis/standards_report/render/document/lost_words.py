"""Words of a chapter that Pandoc reads as nothing: cells beyond the header of their table, an
address that nothing uses.

Tree and text are compared word by word, so that it does not matter what it is that loses one.
What Markdown itself takes for marks is no word: numbers of lists, names of notes and of addresses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

_WORD = re.compile(r"[^\W_]+")
# What may stand before a block: signs, then numbers or the box of an item.
_BEFORE = r"^[\s>:~*+-]*"
_ITEM = re.compile(rf"{_BEFORE}(?:\(?(?:@[\w-]*|#|\w{{1,9}})[.)](?:\s+|$)|\[[ xX]\]\s)*")
# Names of notes and examples, of addresses where they are used and where they are defined.
_DEFINED = re.compile(rf"{_BEFORE}\[(?!\^)[^\]]*\]:")
_NAME = re.compile(rf"\[\^[^\]]*\]|@[\w-]+|\]\s?\[[^\]]*\]|{_DEFINED.pattern}|^\s*[Tt]able:")
_CITED = ("citationPrefix", "citationSuffix", "citationId")
# Classes that Pandoc has kinds of nodes for.
_STYLES = {"SmallCaps": "smallcaps", "Underline": "underline ul", "Strikeout": "strikeout"}


def lost_words(tree: Any, text: str) -> Iterator[tuple[int, str, str]]:
    """Words that stand nowhere in the tree: the number of their line, the line, the words."""
    known = Counter(word for string in _strings(tree) for word in _words_in(string))
    lines = [(line, _required(line)) for line in text.split("\n")]
    short = Counter(word for _, words in lines for word in words) - known
    if short:
        for index in sorted(
            range(len(lines)), key=lambda index: _likely(*lines[index], short, known)
        ):
            line, words = lines[index]
            lost = list(dict.fromkeys(word for word in words if short[word] > 0))
            if lost:
                yield index + 1, line, " ".join(lost)
                short.subtract(lost)


def defines_address(line: str) -> bool:
    """Whether a line gives a name to an address."""
    return _DEFINED.match(line) is not None


def _likely(line: str, words: Sequence[str], short: Counter[str], known: Counter[str]) -> Any:
    """Lines come first that hold words which stand nowhere else; then those that lose words."""
    lost = sum(1 for word in words if short[word])
    nowhere = sum(1 for word in words if not known[word])
    return -nowhere, not ("|" in line or defines_address(line)), -lost


def _required(line: str) -> list[str]:
    plain = _NAME.sub(" ", _ITEM.sub(" ", line))
    words = _WORD.findall(plain)
    if "&" not in plain:
        return words
    read = Counter(_WORD.findall(unescape(plain)))  # which code does not do
    return list((Counter(words) & read).elements())


def _words_in(string: str) -> list[str]:
    words = _WORD.findall(string)
    return words if "%" not in string else words + _WORD.findall(unquote(string))


def _strings(tree: Any) -> Iterator[str]:
    """What nodes hold; their kinds and the names of their parts are no words of chapters."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            yield _STYLES.get(part.get("t", ""), "")
            waiting += [part.get("c")] if "t" in part else [part.get(name) for name in _CITED]
