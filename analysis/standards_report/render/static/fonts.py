"""Fonts with their licenses: whole ones for the PDF, and subsets for pages."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from standards_report.display.figures.palette import CHINESE_FONT_FILE
from standards_report.source_files import source_files

# Latin letters with accents, punctuation, and the signs that the report uses.
_PAGE_CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    0x2030, 0x2032, 0x2033, 0x2044, 0x20AC, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
]  # fmt: skip

_SERIF, _SANS, _CODE = "fontpkg_source_serif_4", "fontpkg_fira_sans", "fontpkg_source_code_pro"

# Signs that only the Chinese font has. They are a font of their own, since every page uses them.
_CHINESE, _SIGNS, _SIGN_CHARACTERS = "chinese", "signs", "\N{REFERENCE MARK}"

_FEATURES = ("kern", "liga", "lnum", "tnum", "mark", "mkmk", "locl", "ccmp")

# Name records to keep: copyright, names, version, trademark, makers, license and its address.
_NAMES = (*range(15), 16, 17, 25)
# Those of them that show the name of the font.
_SHOWN_NAMES = (1, 3, 4, 6, 16, 25)

Limit = float | tuple[float, float]


# For each font of pages: its package, its file, and limits of its axes (none for a static font).
_PAGE_FONTS: dict[str, tuple[str, str, dict[str, Limit]]] = {
    "serif": (_SERIF, "SourceSerif4[opsz,wght].ttf", {"opsz": 12, "wght": (400, 700)}),
    "serif-italic": (_SERIF, "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 12, "wght": 400}),
    "sans": (_SANS, "FiraSans-Regular.ttf", {}),
    "sans-semibold": (_SANS, "FiraSans-SemiBold.ttf", {}),
}

_PDF_FONTS = {
    _SERIF: "SourceSerif4[opsz,wght].ttf",
    _SANS: "FiraSans-Regular.ttf",
    _CODE: "SourceCodePro[wght].ttf",
}

# "Source" is a reserved name, which a subset must not have: fonts.txt says why.
_RENAMED = {"Source Serif 4": "Report Serif", "SourceSerif4": "ReportSerif"}


def page_font_names() -> list[str]:
    """Names of the files that `write_page_fonts` writes: fonts and the texts of their licenses."""
    fonts = [f"{name}.woff2" for name in (*_PAGE_FONTS, _CHINESE, _SIGNS)]
    return [*fonts, *(path.name for path in _license_texts())]


def write_page_fonts(folder: Path, chinese: str) -> None:
    """Writes the subsets for pages as WOFF2, and their licenses, into `folder`.

    `chinese` has the Chinese characters that the report uses. The bytes are the same every time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (package, file, limits) in _PAGE_FONTS.items():
        source = _package_folder(package) / "files" / file
        (folder / f"{name}.woff2").write_bytes(_woff2(subset(source, _PAGE_CHARACTERS, limits)))
    for name, characters in {_CHINESE: chinese, _SIGNS: _SIGN_CHARACTERS}.items():
        font = subset(CHINESE_FONT_FILE, map(ord, characters))
        (folder / f"{name}.woff2").write_bytes(_woff2(font))
    for text in _license_texts():
        shutil.copyfile(text, folder / text.name)


def pdf_font_folders() -> list[Path]:
    """Folders with the fonts of the PDF. System fonts are not used."""
    folders = [_package_folder(package) / "files" for package in (_SERIF, _SANS, _CODE)]
    return [*folders, CHINESE_FONT_FILE.parent]


def pdf_font_files() -> list[Path]:
    """The fonts of upright text in the PDF, without the Chinese one."""
    return [_package_folder(package) / "files" / name for package, name in _PDF_FONTS.items()]


def copy_pdf_fonts(folder: Path) -> None:
    """Copies the fonts of the PDF into `folder`, for a Typst that takes only one folder.

    Removes other files there, and does not touch a font that is already the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = {
        path.name: path for fonts in pdf_font_folders() for path in source_files(fonts, "*.[ot]tf")
    }
    for path in folder.iterdir():
        if path.name not in sources:
            path.unlink()
    for name, source in sources.items():
        font, target = source.read_bytes(), folder / name
        if not target.is_file() or target.read_bytes() != font:
            target.write_bytes(font)


def subset(
    source: Path, characters: Iterable[int], limits: dict[str, Limit] | None = None
) -> bytes:
    """The font with nothing but these characters (code points), with its names and license.

    `limits` gives an axis of a variable font a value or a range. HarfBuzz takes milliseconds for a
    Chinese font where fontTools takes ten seconds.
    """
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(source))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.name_id_set.update(_NAMES)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    for axis, limit in (limits or {}).items():
        if isinstance(limit, tuple):
            wanted.set_axis_range(face, axis, *limit)
        else:
            wanted.pin_axis_location(face, axis, limit)
    return bytes(hb.subset(face, wanted).blob.data)


def _woff2(font: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    packed, buffer = TTFont(io.BytesIO(font), recalcTimestamp=False), io.BytesIO()
    for record in packed["name"].names:
        if record.nameID in _SHOWN_NAMES:
            name = record.toUnicode()
            for reserved, own in _RENAMED.items():
                name = name.replace(reserved, own)
            record.string = name
    packed.flavor = "woff2"
    packed.save(buffer, reorderTables=False)
    return buffer.getvalue()


def _license_texts() -> list[Path]:
    return source_files(CHINESE_FONT_FILE.parent, "*.txt")


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent
