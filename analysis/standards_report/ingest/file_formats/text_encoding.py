"""In which encoding an export is written, and its text.

Programs write UTF-8 with and without a byte order mark, UTF-16 ("Unicode text" of Excel) and
Windows-1252 (its CSV in Western Europe and America). The first three show themselves. Bytes that
are no UTF-8 at all are read as Windows-1252, and the name of the encoding comes with a word that
shows whether that is right. A file with some letters in UTF-8 and others not is damaged or was
put together from two, and is not read.
"""

from __future__ import annotations

import codecs
import re

from standards_report.errors import DataError
from standards_report.not_text import no_text, wide_encoding

_UTF_8 = "UTF-8"
_CODECS = {"UTF-16": "utf-16", "UTF-32": "utf-32"}
_MANY = re.compile(rb"[\x80-\xff]{4}")  # no Western European word has four accents in a row
# Windows-1252 has no characters there, and texts hold no control characters.
_NEVER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
_ACCENTED = re.compile(r"[A-Za-z]*[\x80-\U0010ffff]+[A-Za-z]*")
_LONGEST = 30


def decoded_export(content: bytes, shown: str) -> tuple[str, str]:
    """The text of an export and the name of its encoding.

    Raises DataError where the bytes are no text, or their encoding cannot be told.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig", shown), f"{_UTF_8} with a byte order mark"
    if name := wide_encoding(content):
        return _wide(content, name, shown)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if not _may_be_western(content):
            raise DataError(no_text(content, error.start, shown)) from None
        text = content.decode("cp1252")
        return text, f"Windows-1252 (it holds {_example(text)!r})"
    if "\0" in text:
        raise DataError(no_text(content, content.index(0), shown))
    return text, _UTF_8


def _strictly(content: bytes, codec: str, shown: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise DataError(no_text(content, error.start, shown)) from None


def _wide(content: bytes, name: str, shown: str) -> tuple[str, str]:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0\xfe\xff"))
    codec, told = _CODECS[name], name
    if not marked:  # the NUL bytes of plain letters stand first in big-endian text
        codec += "-be" if content[:400:2].count(0) > content[1:400:2].count(0) else "-le"
        told += " without a byte order mark"
    text = _strictly(content, codec, shown)
    if "\0" in text:
        raise DataError(no_text(content, content.index(0), shown))
    return text, told


def _may_be_western(content: bytes) -> bool:
    no_utf_8 = content.decode("utf-8", "ignore").isascii()
    return no_utf_8 and not _MANY.search(content) and not _NEVER.search(content)


def _example(text: str) -> str:
    """The first word with a letter beyond ASCII, else the first such sign."""
    words: list[str] = _ACCENTED.findall(text)
    named = next((word for word in words if any(map(str.isalpha, word))), words[0])
    return named[:_LONGEST]
