"""Every word of a chapter is on its page and in the PDF, or `check` refuses it and names a line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from standards_report.errors import Fault, RenderError

from tests.support.chapter_rig import Rig, squeezed

# Words by which a loss is noticed: each stands once in a text.
_WORD = re.compile(r"\bq\d+[a-zéßяω中]+")
_ENDS = ("a", "ab", "é", "ß", "я", "ω", "中")
_INLINE = (
    "%",
    "% %",
    "*%*",
    "**% %**",
    "`%`",
    "[%](https://example.org/a_b)",
    "[%][address]",
    "%^[% %]",
    "“%” '%' \"%\"",
    "~~%~~ %~%~ %^%^",
    "[%]{.smallcaps}",
    "[%]{.content-visible when-format='html'}[%]{.content-visible when-format='typst'}",
    "% -- % ... %",
    "% & % # % + % = % / %; %: %",
    "\\*% \\_% \\#% \\[%\\] \\<%> \\$% \\@% \\\\% \\|% \\~% \\^% \\`%",
    "&amp;% &eacute;% %&nbsp;%",
    "%\\\n%",
    "%\n%",
    "<https://example.org/?a=b&c=d#e>%",
)
_BLOCKS = (
    "%",
    "% %",
    "## %",
    "## % {.unnumbered}",
    "### %",
    "- %\n- %\n  - %\n- %",
    "- %\n\n  %\n\n- %\n\n  > %",
    "1. %\n2. %\n\n   - %",
    "(@) %",
    "> %\n>\n> - %\n>\n> > %",
    "| % | % |\n|---|--:|\n| % | % |\n| % |",
    "| % | % |\n|---|---|\n| % | % | % |",
    "+-------------+-------------+\n| x           | y           |\n+=============+=============+\n"
    "| q0a         | z           |\n+-------------+-------------+",
    "```\n%\n```",
    "    %",
    "::: {.callout-note}\n## %\n\n%\n\n- %\n:::",
    "::: {.content-visible when-profile='2030'}\n%\n:::",
    "%\n:   %\n\n    %",
    "| %\n|    %\n| %",
    "%[^n]\n\n[^n]: %\n\n    %",
    "---",
    "[address]: https://example.org/",
    "Table: %\n\n| % |\n|---|\n| % |",
)


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """Markdown of all kinds of blocks and inlines, with a slip of the hand now and then."""
    numbers = count(1)
    blocks = draw(st.lists(st.sampled_from(_BLOCKS), min_size=1, max_size=6))
    text = draw(st.sampled_from(["\n\n", "\n\n", "\n\n", "\n"])).join(blocks)

    def filled(template: str, depth: int) -> Iterator[str]:
        for part in re.split("(%)", template):
            if part != "%":
                yield part
            elif depth:
                yield f"q{next(numbers)}{draw(st.sampled_from(_ENDS))}"
            else:
                yield from filled(draw(st.sampled_from(_INLINE)), 1)

    text = "".join(filled(text, 0))
    slips = draw(st.lists(st.floats(0, 1, exclude_max=True), max_size=2))
    for place in slips:
        at = int(place * len(text))
        width = draw(st.integers(1, 3))
        text = (
            text[:at]
            + draw(st.sampled_from(["", "", "\n", " ", "*", "|", "["]))
            + text[at + width :]
        )
    return text


@pytest.fixture(scope="module")
def rig(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Rig:
    root = tmp_path_factory.mktemp("words") / "small"
    shutil.copytree(built_once, root)
    return Rig.at(root)


def lost(rig: Rig, text: str, in_print: bool) -> list[str]:
    """Words that are not shown where they should be, unless the text is refused."""
    try:
        document = rig.read(text)
        faults: Sequence[Fault] = rig.faults(document)
    except RenderError as error:
        faults = error.faults
    if faults:
        lines = text.count("\n") + 3
        assert all(1 <= fault.line <= lines for fault in faults), faults
        return []
    hidden = "html" if in_print else "typst"
    seen = re.sub(rf"\[[^\]]*\]\{{\.content-visible when-format='{hidden}'\}}", "", text)
    shown = rig.pdf(document) if in_print else squeezed(rig.page(document))
    return [word for word in dict.fromkeys(_WORD.findall(seen)) if squeezed(word) not in shown]


_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=20, suppress_health_check=_QUIET)
@given(text=chapters())
@example(text="q1a[^n]\n\n[^n]: q2a^[q3a q4a]\n\n    q5a")
def test_every_word_is_on_the_page_or_refused(rig: Rig, text: str) -> None:
    assert lost(rig, text, in_print=False) == []


@pytest.mark.slow
@settings(max_examples=250, suppress_health_check=_QUIET)
@given(text=chapters())
def test_every_word_of_many_chapters_is_on_the_page_or_refused(rig: Rig, text: str) -> None:
    assert lost(rig, text, in_print=False) == []


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=_QUIET)
@given(text=chapters())
def test_every_word_is_in_the_pdf_or_refused(rig: Rig, text: str) -> None:
    assert lost(rig, text, in_print=True) == []


def placed(page: Any) -> Iterator[tuple[float, float, str]]:
    """The texts of a page, with the places of their beginnings."""
    found: list[tuple[float, float, str]] = []

    def see(text: str, page_matrix: list[float], matrix: list[float], *_: Any) -> None:
        if text.strip():
            left, above = (
                page_matrix[3 * at] * matrix[4 + at] + page_matrix[4 + at] for at in (0, 1)
            )
            found.append((left, above, text.strip()))

    page.extract_text(visitor_text=see)
    yield from found


def test_what_is_long_does_not_leave_the_page(rig: Rig) -> None:
    pytest.importorskip("pypdf", reason="pypdf is not installed: PDFs are not read")
    paragraphs = "\n\n".join(f"Paragraph q{number}a of a long callout." for number in range(60))
    long = "".join(f"{number:04}" for number in range(60))
    text = f"::: {{.callout-note}}\n{paragraphs}\n:::\n\n```\n{long}\n```\n\nThe word {long}.\n"
    pages = rig.pdf_pages(rig.read(text))
    lines: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pages):
        for left, above, words in placed(page):
            assert 0 < left < 595, words
            assert 0 < above < 842, words
            at = number, round(above)
            lines[at] = lines.get(at, "") + squeezed(words)
    shown = "".join(lines.values())
    assert all(f"q{number}a" in shown for number in range(60))
    assert shown.count(long) == 2
    assert max(len(line) for line in lines.values() if "0007" in line) < 100
