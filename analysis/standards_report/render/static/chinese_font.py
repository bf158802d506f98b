"""Makes the Chinese font of the repository (`make fonts`). Needs npm."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from standards_report.display.figures.palette import CHINESE_FONT_FILE
from standards_report.errors import Fault, RenderError, ReportError
from standards_report.project import find_project
from standards_report.render.static import npm_package
from standards_report.render.static.fonts import subset
from standards_report.render.static.glyphs import chinese_characters, glyph_faults, written_texts

# The package of the npm registry with the whole font, and the files in it.
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
_SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
_FONT, _LICENSE = "package/400Regular/NotoSansSC_400Regular.ttf", "package/LICENSE_FONT"
_LICENSE_COPY = "OFL-noto-sans-sc.txt"


def repertoire() -> str:
    """The characters of ASCII and GB 2312: 6,763 Chinese characters, punctuation and signs."""
    places = range(0xA1, 0xFF)
    pairs = (bytes((row, cell)) for row in places for cell in places)
    chinese = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    return "".join(map(chr, range(0x20, 0x7F))) + chinese


def fetched(folder: Path) -> Path:
    """Fetches the package into `folder` and returns its archive.

    Raises RenderError where npm is missing or fails, or where the hash of the archive is not the
    one recorded here.
    """
    return npm_package.fetched(PACKAGE, _SHA256, folder)


def write_chinese_font(packed: Path, target: Path, more: Iterable[str] = ()) -> None:
    """Writes the subset of the font to `target`, and its license beside it.

    It has the characters of `repertoire` and of `more`, where the packed font has them. The bytes
    are the same every time.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.ttf"
        whole.write_bytes(npm_package.member(packed, _FONT))
        target.write_bytes(subset(whole, map(ord, {*repertoire(), *more})))
    (target.parent / _LICENSE_COPY).write_bytes(npm_package.member(packed, _LICENSE))


def main() -> int:
    """Writes the font with all characters of the project's texts. Returns the exit code."""
    project = find_project()
    texts = (path.read_text(encoding="utf-8", errors="ignore") for path in written_texts(project))
    try:
        with tempfile.TemporaryDirectory() as folder:
            write_chinese_font(fetched(Path(folder)), CHINESE_FONT_FILE, chinese_characters(texts))
        faults = [
            Fault(
                fault.where,
                fault.line,
                fault.what,
                f"{PACKAGE} does not have it; use other characters",
            )
            for fault in glyph_faults(project)
        ]
        if faults:
            raise RenderError(faults)
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
