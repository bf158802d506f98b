"""Names: their characters, and when two spellings are the same name.

Computations compare names character by character, so two spellings of a name count as two names,
and no reader can see why. So texts get one Unicode form when they are read, and messages show the
codes of names that still look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from standards_report.suggestions import did_you_mean, question

# Control characters without tabs and line ends, invisible characters, and characters that change
# the order in which others are shown.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
# Characters that end a line for some programs and not for others.
LINE_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Characters that look like a space, and spaces of other widths.
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_SPACES}]")
_AS_SPACE = re.compile(f"[{_SPACES}{LINE_SEPARATORS}]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # of variants of a character
_DOTTED = re.compile("([iI])\u0307+")
_SIGNS = str.maketrans("‐‑‒’‘ʼʹ′ı", "---'''''i")
_DELETE = "delete that character: the visible text stays"
# Letters of other scripts with the shape of a Latin one.
_SHAPES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲν",
    "ABESIJKMHOPCTYXYGQWaesijopcyxhdqwl" + "ABEZHIKMNOPTYXocv",
)


def tidy(text: str) -> str:
    """The text in Unicode's composed form (NFC), with every kind of space as a plain space.

    The visible text stays the same. Line separators become spaces as well.
    """
    if text.isascii() and _AS_SPACE.search(text) is None:
        return text
    return _AS_SPACE.sub(" ", unicodedata.normalize("NFC", text))


def look(text: str) -> str:
    """A key that is the same for two texts that look alike.

    It ignores how many spaces there are and of which kind, widths and Unicode forms, which script
    a letter of the same shape is from, and the dot of the letter i.
    """
    if text.isascii():
        return " ".join(text.split())
    seen = UNSEEN.sub("", _SELECTORS.sub("", " ".join(text.split())))
    words = unicodedata.normalize("NFKD", seen).translate(_SIGNS).split()
    shapes = _DOTTED.sub(r"\1", " ".join(map(_latin, words)))
    return " ".join(unicodedata.normalize("NFKC", shapes).split())


def fold(name: str) -> str:
    """A key that is the same for all spellings of a name: `look`, without regard to case."""
    return look(look(name).casefold())


def first_alike(name: str, known: Iterable[str]) -> str:
    """The first known name that is another spelling of `name`; empty where there is none."""
    folded = fold(name)
    return next(
        (known_name for known_name in known if known_name != name and fold(known_name) == folded),
        "",
    )


def apart(first: str, second: str) -> str:
    """Two names that look alike, with the codes of their characters."""
    return f"{first!a} and {second!a}"


def written_as(name: str, known: Iterable[str]) -> str:
    """The remedy for an unknown name that is another spelling of a known one; otherwise empty."""
    alike = first_alike(name, known)
    if not alike:
        return ""
    if look(name) != look(alike):  # the difference is visible
        return question([alike])
    return f"write it as the known name that looks the same: {apart(name, alike)} differ"


def correction(name: str, known: Iterable[str], otherwise: str = "", *, most: int = 1) -> str:
    """What to write in place of a name that is not known.

    That is the known name that looks like it, else up to `most` of the known names nearest to it,
    else `otherwise`, as in `did_you_mean`.
    """
    names = list(known)
    return written_as(name, names) or did_you_mean(name, names, otherwise, most=most)


def odd_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Invisible and misleading characters of a text: offset, what is wrong, and the remedy."""
    for match in re.finditer(f"{UNSEEN.pattern}|{_ODD_SPACE.pattern}", text):
        code = f"U+{ord(match[0]):04X}"
        if match[0] in LINE_SEPARATORS:
            yield match.start(), f"holds a line separator ({code})", "replace it with a space"
        elif UNSEEN.match(match[0]):
            yield match.start(), f"holds an invisible character ({code})", _DELETE
        else:
            name = unicodedata.name(match[0]).lower()
            what = f"holds {name} ({code}), which looks like a space"
            yield match.start(), what, "replace it with a space"


def _latin(word: str) -> str:
    """The word in Latin letters, where all of its letters look like Latin ones."""
    latin = word.translate(_SHAPES)
    return latin if all(letter.isascii() for letter in latin if letter.isalpha()) else word
