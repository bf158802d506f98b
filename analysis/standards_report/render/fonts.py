"""Fonts, from locked wheels alone: whole for the PDF, subsets for pages."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

# Latin letters with their accents, punctuation, and the signs that the report uses.
_PAGE_CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    0x2030, 0x2032, 0x2033, 0x2044, 0x20AC, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
]  # fmt: skip

_SERIF, _SANS = "fontpkg_source_serif_4", "fontpkg_fira_sans"

# Signs that only the Chinese font has; by themselves, since every page uses them.
_SIGNS, _SIGN_CHARACTERS = "signs", "\N{REFERENCE MARK}"

_CHINESE, _CHINESE_WHEEL = "chinese", "cvttf_NotoSansCJK_Regular"
_CHINESE_SIGN = re.compile("[\u2e80-\U0010ffff]")

_FEATURES = ("kern", "liga", "lnum", "tnum", "mark", "mkmk", "locl", "ccmp")

# Page font: wheel, file, limits of its axes (none: a static font).
_Limit = float | tuple[float, float]
_PAGE_FONTS: dict[str, tuple[str, str, dict[str, _Limit]]] = {
    "serif": (_SERIF, "SourceSerif4[opsz,wght].ttf", {"opsz": 12, "wght": (400, 700)}),
    "serif-italic": (_SERIF, "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 12, "wght": 400}),
    "sans": (_SANS, "FiraSans-Regular.ttf", {}),
    "sans-semibold": (_SANS, "FiraSans-SemiBold.ttf", {}),
}  # fmt: skip


def page_font_names() -> list[str]:
    """File names of the fonts that pages use."""
    return [f"{name}.woff2" for name in (*_PAGE_FONTS, _CHINESE, _SIGNS)]


def chinese_characters(texts: Iterable[str]) -> str:
    """The Chinese characters and marks of the texts, each once, in order."""
    some = [text for text in texts if not text.isascii()]
    return "".join(sorted({one for text in some for one in _CHINESE_SIGN.findall(text)}))


def write_page_fonts(folder: Path, chinese: str) -> None:
    """Writes the subsets as WOFF2 into `folder`; the same bytes every time.

    `chinese` holds the characters that the report uses: the whole font has sixteen megabytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (package, file, limits) in _PAGE_FONTS.items():
        source = _package_folder(package) / "files" / file
        (folder / f"{name}.woff2").write_bytes(_woff2(_subset(source, limits, _PAGE_CHARACTERS)))
    source = _package_folder(_CHINESE_WHEEL) / "NotoSansCJKtc-Regular.otf"
    for name, characters in {_CHINESE: chinese, _SIGNS: _SIGN_CHARACTERS}.items():
        (folder / f"{name}.woff2").write_bytes(_woff2(_subset(source, {}, map(ord, characters))))


def pdf_font_folders() -> list[Path]:
    """Folders with the fonts of the PDF; system fonts are not looked at."""
    packages = (_SERIF, _SANS, "fontpkg_source_code_pro")
    folders = [_package_folder(package) / "files" for package in packages]
    return [*folders, _package_folder(_CHINESE_WHEEL)]


def stage_pdf_fonts(folder: Path) -> None:
    """Puts the fonts of the PDF into `folder`, for a Typst that is told of one folder only."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(path for one in pdf_font_folders() for path in one.glob("*.[ot]tf")):
        target = folder / source.name
        if not target.is_file() or target.stat().st_size != source.stat().st_size:
            shutil.copyfile(source, target)


def _subset(source: Path, limits: dict[str, _Limit], characters: Iterable[int]) -> bytes:
    """HarfBuzz does in milliseconds what takes fontTools ten seconds for the Chinese font."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(source))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    for axis, limit in limits.items():
        if isinstance(limit, tuple):
            wanted.set_axis_range(face, axis, *limit)
        else:
            wanted.pin_axis_location(face, axis, limit)
    return bytes(hb.subset(face, wanted).blob.data)


def _woff2(font: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    packed, buffer = TTFont(io.BytesIO(font), recalcTimestamp=False), io.BytesIO()
    packed.flavor = "woff2"
    packed.save(buffer, reorderTables=False)
    return buffer.getvalue()


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent
