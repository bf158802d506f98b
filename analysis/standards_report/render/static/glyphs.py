"""Finds characters in the texts of authors that no font of the report has."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from standards_report.display.figures.palette import CHINESE_FONT_FILE
from standards_report.errors import Fault
from standards_report.project import Project
from standards_report.render.static.fonts import pdf_font_files
from standards_report.source_files import source_files

# The file that the check of characters writes where the fonts have all of them.
GLYPHS_CHECKED = "glyphs-checked"
# Line, column of a table (with a colon, or empty), and the text there.
Text = tuple[int, str, str]

# From the Chinese radicals on, without characters that have no glyph (byte order marks, selectors).
_CHINESE_SIGN = re.compile("[\u2e80-\ufdff\ufe10-\ufefe\uff00-\uffef\U00010000-\U000dffff]")

# They select how the character before them looks.
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_GET_CHINESE = "`make fonts` adds it if its source has it; commit what it writes"
_OTHERWISE = "write it with other characters or in words"
_OTHER_LETTERS = (
    "write it with characters that they have; write a name in letters that its bearer also uses"
)
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


def chinese_characters(texts: Iterable[str]) -> str:
    """The Chinese characters and punctuation of the texts, each once, sorted."""
    some = [text for text in texts if not text.isascii()]
    return "".join(sorted({sign for text in some for sign in _CHINESE_SIGN.findall(text)}))


def written_texts(project: Project) -> list[Path]:
    """The files of authors whose texts pages and the PDF may show."""
    return [
        *source_files(project.root, "*.qmd"),
        *source_files(project.chapters, "**/*.qmd"),
        *source_files(project.data, "*.csv"),
        *source_files(project.data, "*.yaml"),
        *source_files(project.editions, "*.yml"),
        *source_files(project.notebooks, "*.ipynb"),
        *[path for path in [project.bibliography] if path.is_file()],
    ]


def glyph_faults(project: Project) -> list[Fault]:
    """A fault for each line with characters that no font of the PDF has.

    In a table, there is a fault for each such cell, with its column.
    """
    faults = []
    for path in written_texts(project):
        text = path.read_text(encoding="utf-8-sig", errors="ignore")
        if not _missing(_escaped_too(text)):
            continue
        for line, place, written in _READERS.get(path.suffix, _lines)(text):
            if missing := _missing(written):
                signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
                what = f"{place}no font of the report has {signs}"
                remedy = _OTHER_LETTERS if path.suffix == ".csv" else _OTHERWISE
                if chinese_characters(missing):
                    remedy = _GET_CHINESE
                faults.append(Fault(project.relative(path), line, what, remedy))
    return faults


def _missing(text: str) -> list[str]:
    """The characters that need a glyph and have none, each once, sorted."""
    if text.isascii():
        return []
    known = _known()
    signs = sorted(sign for sign in set(text) if ord(sign) not in known)
    return [sign for sign in signs if not _needs_no_glyph(sign)]


def _needs_no_glyph(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zs", "Zl", "Zp") or sign in _SELECTORS


@cache
def _known() -> frozenset[int]:
    """The characters that at least one font of upright text in the PDF has."""
    import uharfbuzz as hb

    files = [CHINESE_FONT_FILE, *pdf_font_files()]
    return frozenset().union(*(hb.Face(hb.Blob.from_file_path(file)).unicodes for file in files))


def _lines(text: str) -> Iterator[Text]:
    yield from ((number, "", line) for number, line in enumerate(text.split("\n"), 1))


def _escaped_lines(text: str) -> Iterator[Text]:
    """Lines of JSON with escapes decoded, since they can stand for any character."""
    yield from ((number, place, _escaped_too(line)) for number, place, line in _lines(text))


def _uncommented(sign: str) -> Callable[[str], Iterator[Text]]:
    """Returns a reader of lines that skips those that begin with `sign`, which are comments."""
    return lambda text: (line for line in _lines(text) if not line[2].lstrip().startswith(sign))


def _cells(text: str) -> Iterator[Text]:
    """The cells of a table, each with its column and the line on which its row begins."""
    reader = csv.reader(io.StringIO(text))
    try:
        header, line = next(reader, []), reader.line_num + 1
        for row in reader:
            for name, cell in zip(header, row, strict=False):
                yield line, f"column {name}: ", cell
            line = reader.line_num + 1
    except csv.Error:  # the checks of tables report it
        return


def _escaped_too(text: str) -> str:
    return _ESCAPES.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    codes = bytes.fromhex(match[0].replace("\\u", ""))
    return codes.decode("utf-16-be", "ignore")


_READERS: dict[str, Callable[[str], Iterator[Text]]] = {
    ".csv": _cells,
    ".ipynb": _escaped_lines,
    ".bib": _uncommented("%"),
    ".yml": _uncommented("#"),
    ".yaml": _uncommented("#"),
}
