"""Figures as files of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from standards_report.evidence.results.index import Index
from standards_report.render.content.inline_svg import standalone_svg
from standards_report.render.static.fonts import pdf_font_folders

_TYPST = Path(__file__).parent
_DOTS = 300.0  # an inch


def write_figure_files(index: Index, folder: Path) -> None:
    """Writes each figure of an edition as SVG and PNG into `folder`."""
    folder.mkdir(parents=True)
    figures = index.figures
    for label, figure in figures.items():
        text = standalone_svg(figure.svg, figure.alt)
        (folder / f"{label}.svg").write_text(text, encoding="utf-8", newline="\n")
    names = json.dumps([f"{label}.svg" for label in figures])
    drawn = pictures("figure_pictures", folder, {"names": names}, _DOTS) if figures else []
    for label, picture in zip(figures, drawn, strict=True):
        (folder / f"{label}.png").write_bytes(picture)


def pictures(source: str, folder: Path, words: Mapping[str, str], dots: float) -> list[bytes]:
    """The pages of one of the Typst sources as PNG; `folder` holds what it reads."""
    import typst

    options: dict[str, Any] = {"root": str(folder), "format": "png", "ppi": dots}
    pages: Any = typst.compile(
        (_TYPST / f"{source}.typ").read_bytes(),
        font_paths=[str(path) for path in pdf_font_folders()],
        ignore_system_fonts=True,
        sys_inputs=dict(words),
        **options,
    )
    return list(pages) if isinstance(pages, list) else [pages]
