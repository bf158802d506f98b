"""What the PDF of the embedded engine has to hold."""

from __future__ import annotations

import re
import zlib

import pytest

from tests.conftest import SmallProject

CHAPTER = "chapters/members.qmd"


def unpacked(pdf: bytes) -> bytes:
    """The PDF with its compressed streams opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return pdf + b"".join(opened)


def test_chinese_is_set_in_a_font_that_has_it(built: SmallProject) -> None:
    built.append(CHAPTER, "\nThe outline (国家标准化发展纲要).\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    pdf = unpacked((built.site / "2030" / "standards-report-2030.pdf").read_bytes())
    assert b"NotoSansCJK" in pdf
    assert b"/MarkInfo" in pdf  # tagged
    assert b"pdfuaid" in pdf  # declares PDF/UA


@pytest.mark.slow
def test_a_character_without_a_glyph_fails_the_build(built: SmallProject) -> None:
    before = built.hashes()
    built.append(CHAPTER, "\nA hieroglyph: \U00013000.\n")
    process = built.build()
    assert process.returncode == 5, process.stderr
    assert "Typst" in process.stderr
    assert built.hashes() == before
