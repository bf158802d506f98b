"""Figures as files of their own, and the card that other sites show beside a link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from standards_report.evidence.results.index import Index
from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.editions import Edition
from standards_report.render.book.edition_profile import CARD
from standards_report.render.content.inline_svg import standalone_svg
from standards_report.render.static.fonts import pdf_font_folders

_TYPST = Path(__file__).parent
_FIGURE_DOTS, _CARD_DOTS = 300.0, 72.0  # an inch


def write_figure_files(edition: Edition, index: Index, folder: Path) -> None:
    """Writes each figure of an edition as SVG and PNG into `folder`, and the edition's card."""
    folder.mkdir(parents=True)
    figures = index.figures
    for label, figure in figures.items():
        text = standalone_svg(figure.svg, figure.alt)
        (folder / f"{label}.svg").write_text(text, encoding="utf-8", newline="\n")
    names = json.dumps([f"{label}.svg" for label in figures])
    pictures = (
        _pictures("figure_pictures", folder, {"names": names}, _FIGURE_DOTS) if figures else []
    )
    for label, picture in zip(figures, pictures, strict=True):
        (folder / f"{label}.png").write_bytes(picture)
    words = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "edition": f"Edition {edition.id}, sources known on {in_words(edition.as_of.isoformat())}",
    }
    (folder / CARD).write_bytes(_pictures("social_card", folder, words, _CARD_DOTS)[0])


def _pictures(source: str, folder: Path, words: Mapping[str, str], dots: float) -> list[bytes]:
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
