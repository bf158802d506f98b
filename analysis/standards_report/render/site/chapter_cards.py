"""The card that other sites show beside a link to a chapter: its number and what that counts."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

from standards_report.observations.domain.dates import in_words
from standards_report.render.chapters.report import Report
from standards_report.render.site.figure_files import pictures
from standards_report.workspace import PUBLISHED

_DOTS = 72.0  # an inch: a point of the drawing is one of the picture
_COLORS = 24  # the steps from the ground to each of its few colors


def write_cards(report: Report, folder: Path) -> None:
    """Writes the card of each chapter of an edition."""
    edition = report.edition
    told = []
    for chapter in report.book.chapters:
        headline = report.facts("html", chapter.file).headline
        told.append(
            {
                "heading": edition.title if chapter.is_front else chapter.heading,
                "number": headline.number,
                "sentence": headline.sentence,
                "report": edition.subtitle if chapter.is_front else edition.title,
                "edition": f"Edition {edition.id}",
                "as_of": f"sources known on {in_words(edition.as_of.isoformat())}",
            }
        )
    with tempfile.TemporaryDirectory() as empty:
        drawn = pictures("chapter_cards", Path(empty), {"cards": json.dumps(told)}, _DOTS)
    for chapter, picture in zip(report.book.chapters, drawn, strict=True):
        path = folder / PUBLISHED / chapter.card
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_in_few_colors(picture))


def _in_few_colors(picture: bytes) -> bytes:
    """The same picture in a third of the bytes; nobody sees the difference at this size."""
    from PIL import Image

    packed = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        flat = image.convert("RGB")
        few = flat.quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(packed, "PNG", compress_level=6)
    return packed.getvalue()
