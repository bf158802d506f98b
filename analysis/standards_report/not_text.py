"""Recognizes files that should be a text or a table and are not, so that the remedy helps.

Downloading or saving a file again in the same way gives the same bytes. So a message says what they
are (a workbook, UTF-16, Windows-1252, columns between semicolons), and what to do instead.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection

from standards_report.errors import Fault

_UNPACK = "unpack it, and give the file inside"
_AS_CSV = "save its sheet as CSV in UTF-8, and give that file"
_ZIP = b"PK\x03\x04"
# The first bytes of files that people give in place of a text.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)", _AS_CSV),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"%PDF-", "a PDF", "give the file that the numbers of the PDF were made from"),
    (b"{\\rtf", "a formatted text (RTF)", "save it as plain text in UTF-8"),
    (b"PAR1", "a Parquet file", "write it as CSV in UTF-8"),
    (b"SQLite format 3\0", "an SQLite database", "write its table as CSV in UTF-8"),
)
_WORKBOOKS = {
    "xl/": ("an Excel workbook (.xlsx)", _AS_CSV),
    "content.xml": ("an OpenDocument file (.ods)", _AS_CSV),
    "word/": ("a Word document (.docx)", "save it as plain text in UTF-8"),
}
# UTF-32 comes first, since its mark begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_WORD = re.compile(rb"[^\s,;\t\"'()]*[\x80-\xff][^\s,;\t\"'()]*")
_LONGEST = 40
_MANY = re.compile(rb"[\x80-\xff]{4}")  # no Western European word has four accents in a row
_WEB_PAGE = re.compile(r"\ufeff?\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_JSON = re.compile(r'[\[{]\s*(?:[\[{"]|$)')
_FIRST_LINE = re.compile(r"[^\r\n]*")
# Signs that separate the cells of a row.
SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SEPARATORS = {sign: name for sign, name in SIGNS.items() if sign != ","}
_OPEN = "open it in a browser: it may show an error, or ask you to sign in"
_WITH_COMMAS = "export it with commas there; do not replace signs, since cells may hold them too"
_IN_EDITOR = "in a text editor, read it as {} and save it as UTF-8"


def no_text(content: bytes, offset: int, shown: str) -> Fault:
    """The fault of a file whose byte at `offset` is not UTF-8, or is a NUL byte."""
    line = content.count(b"\n", 0, offset) + 1
    if known := _known(content):
        return Fault(shown, 0, f"is {known[0]}, not plain text", known[1])
    if encoding := wide_encoding(content):
        what = f"is in {encoding}, not UTF-8"
        return Fault(shown, 0, what, _IN_EDITOR.format(encoding))
    if content[offset] == 0:
        what = "holds a NUL byte, which a text never does"
        return Fault(shown, line, what, "the file may be damaged: get it from where it came from")
    return Fault(shown, line, *_older(content, offset))


def no_content(text: str, shown: str) -> Fault | None:
    """The fault of a text without data in it: empty, a web page, a PDF. None for any other."""
    if not text.strip():
        return Fault(shown, 1, "empty", "check whether the program that wrote it reported an error")
    if _WEB_PAGE.match(text):
        return Fault(shown, 1, "is a web page, not data", _OPEN)
    if known := _known(text[:100].encode()):
        return Fault(shown, 0, f"is {known[0]}, not plain text", known[1])
    return None


def no_csv(text: str, shown: str, columns: Collection[str]) -> Fault | None:
    """The fault of a text whose first line is not the header of a CSV file with `columns`."""
    if fault := no_content(text, shown):
        return fault
    found = _FIRST_LINE.match(text.removeprefix("\ufeff"))
    first = found[0] if found else ""
    if _JSON.match(first):
        return Fault(shown, 1, "is JSON, not CSV", "write it as CSV, with a line of column names")
    if first.lower().startswith("sep="):
        what = f"begins with a note for Excel ({first!r})"
        remedy = "delete that line alone, and separate the columns by commas"
        return Fault(shown, 1, what, remedy)
    for sign, signs in _SEPARATORS.items():
        names = [name.strip(' "') for name in first.split(sign)]
        if len(names) > 1 and ("," not in first or sum(name in columns for name in names) > 1):
            what = f"the columns are separated by {signs}, not by commas"
            return Fault(shown, 1, what, _WITH_COMMAS)
    return None


def separated(cell: str, count: int) -> str:
    """What separates the cells of a line that was read as one cell instead of `count` cells.

    Returns the name of the separators, or an empty text where there is none.
    """
    return next((name for sign, name in _SEPARATORS.items() if cell.count(sign) == count - 1), "")


def _known(content: bytes) -> tuple[str, str] | None:
    """What a file is according to its first bytes, and what to do with it."""
    if content.startswith(_ZIP):
        return _zipped(content)
    found = (told for begins, *told in _BEGINNINGS if content.startswith(begins))
    return next(((what, remedy) for what, remedy in found), None)


def _zipped(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "a damaged ZIP archive, as workbooks (.xlsx) are", "see whether it can be opened"
    found = (told for part, told in _WORKBOOKS.items() if any(n.startswith(part) for n in names))
    return next(found, ("a ZIP archive", _UNPACK))


def wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, where the text is in one of them; otherwise an empty text."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    start = content[:400]
    even, odd = start[::2].count(0), start[1::2].count(0)
    # Without a mark, every ASCII letter has a NUL beside it, always on the same side.
    alternates = max(even, odd) > max(3, len(start) // 5) and min(even, odd) == 0
    return marked or ("UTF-16" if alternates else "")


def _older(content: bytes, offset: int) -> tuple[str, str]:
    """The fault and remedy of a text in an older encoding, which one of its words shows."""
    words = _WORD.finditer(content, max(offset - _LONGEST, 0))
    word = next((match[0] for match in words if match.end() > offset), b"")
    codec, name = ("gb18030", "GB 18030") if _MANY.search(word) else ("cp1252", "Windows-1252")
    read = word.decode(codec, "replace")
    if read and read.isprintable() and "\ufffd" not in read:
        what = f"not UTF-8; in {name} it would say {read[:_LONGEST]!r}"
        return what, f"{_IN_EDITOR.format(name)}, if that is right"
    what = f"not UTF-8, from byte {content[offset]:02X} on"
    return what, "find out in which encoding it was written, and save it as UTF-8 from there"
