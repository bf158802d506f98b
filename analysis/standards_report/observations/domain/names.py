"""Names: what hides in them, and when two of them are one.

Equal names have to be equal character by character, or they count as two and nobody sees why.
So text is brought into one form where it is read, and what still looks alike is shown apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from standards_report.suggestions import did_you_mean, question

# Control characters but for tabs and line ends, and those that are not seen, or that change the
# order in which others are.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
# Characters that end a line for some programs and not for others.
LINE_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# All that looks like a space and is none, or is one of another width.
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
    """The text in the one form of its characters, with plain spaces alone.

    Nothing that a reader sees goes: letters and their accents become one, line separators and
    spaces of any kind plain spaces.
    """
    if text.isascii() and _AS_SPACE.search(text) is None:
        return text
    return _AS_SPACE.sub(" ", unicodedata.normalize("NFC", text))


def look(text: str) -> str:
    """What two texts share that cannot be told apart by eye.

    Spaces of any kind and number are one, widths and Unicode forms are the same, as are letters of
    one shape in several scripts, and the letter i with its dot and without.
    """
    if text.isascii():
        return " ".join(text.split())
    seen = UNSEEN.sub("", _SELECTORS.sub("", " ".join(text.split())))
    words = unicodedata.normalize("NFKD", seen).translate(_SIGNS).split()
    shapes = _DOTTED.sub(r"\1", " ".join(map(_latin, words)))
    return " ".join(unicodedata.normalize("NFKC", shapes).split())


def fold(name: str) -> str:
    """What the spellings of a name share: its look, whatever the case. Its signs stay."""
    return look(look(name).casefold())


def first_alike(name: str, known: Iterable[str]) -> str:
    """The first of the known names that is spelled like `name`; empty where none is."""
    folded = fold(name)
    return next(
        (known_name for known_name in known if known_name != name and fold(known_name) == folded),
        "",
    )


def apart(first: str, second: str) -> str:
    """Two names that look alike, each by the codes of its characters."""
    return f"{first!a} and {second!a}"


def written_as(name: str, known: Iterable[str]) -> str:
    """What to do where a name is not known; nothing where no known one is spelled like it."""
    alike = first_alike(name, known)
    if not alike:
        return ""
    if look(name) != look(alike):  # which is seen
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
    """Where a text holds what nobody sees or sees as something else: place, what, remedy."""
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
    """The word in Latin letters, where all of its letters have the shape of one."""
    latin = word.translate(_SHAPES)
    return latin if all(letter.isascii() for letter in latin if letter.isalpha()) else word
