"""What the PDF of the embedded engine has to hold."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from standards_report.errors import RenderError
from standards_report.evidence.results.index import load_index
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.chapters.report import load_report
from standards_report.render.pdf.pdf import write_pdf
from standards_report.workspace import Workspace

from tests.conftest import ROOT, SmallProject
from tests.support.pdf_pages import read_print
from tests.support.real import computed

CHAPTER = "chapters/members.qmd"
EDITIONS = computed(ROOT)
MOST_PAGES = 120


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
    assert b"NotoSansSC" in pdf
    assert b"/MarkInfo" in pdf  # tagged
    assert b"pdfuaid" in pdf  # declares PDF/UA


@pytest.mark.slow
def test_what_typst_refuses_is_a_fault_of_its_chapter(built: SmallProject) -> None:
    before = built.hashes()
    # An entity, which no check sees in the text.
    built.append(CHAPTER, "\nA letter of &#x780; Thaana.\n\nA word, and &#x1f600; here.\n")
    lines = (built.root / CHAPTER).read_text(encoding="utf-8").splitlines()
    process = built.build()
    assert process.returncode == 5, process.stderr
    for line, sign in ((len(lines) - 2, "\u0780"), (len(lines), "\U0001f600")):
        assert f'{CHAPTER}:{line}: Typst: PDF/UA-1 error: the text `"{sign}"`' in process.stderr
    assert "Traceback" not in process.stderr
    assert built.hashes() == before


@pytest.mark.slow
def test_a_figure_without_alt_text_fails_the_build(built: SmallProject) -> None:
    before = built.hashes()
    alt = 'alt=f\\"Bars of members for {listing(list(names.values()))}.\\"'
    built.replace("analysis/notebooks/members.ipynb", alt, 'alt=\\" \\"')
    process = built.build()
    assert process.returncode == 4, process.stderr
    assert "Members of China and Japan.: no alt text" in " ".join(process.stderr.split())
    assert built.hashes() == before


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("The register of members (REG) #link(<nothing>)[x]", "label `<nothing>` does not exist"),
        ("The register of members (REG) #foo(", "unclosed delimiter"),
        ('The register of members (REG) #image("none.svg")', "file not found"),
        ("The register of members <a> <b>", "content labelled multiple times"),
    ],
)
def test_a_complaint_of_typst_names_chapter_and_line(
    built: SmallProject, tmp_path: Path, source: str, says: str
) -> None:
    project = Project(built.root)
    edition = load_edition(project.editions, "2030")
    place = Workspace(project, edition.id).result("Typst") / "chapter-02.typ"
    place.write_text(f"{place.read_text(encoding='utf-8')}\n{source}\n", encoding="utf-8")
    lines = (built.root / CHAPTER).read_text(encoding="utf-8").splitlines()
    with pytest.raises(RenderError) as caught:
        write_pdf(load_report(project, edition), (), tmp_path)
    [fault] = caught.value.faults
    assert fault.where == CHAPTER
    assert "The register of members" in lines[fault.line - 1]
    assert says in fault.what


def test_typst_itself_refuses_a_figure_without_alt_text(
    built: SmallProject, tmp_path: Path
) -> None:
    project = Project(built.root)
    edition = load_edition(project.editions, "2030")
    source = Workspace(project, edition.id).result("Typst")
    described = 0
    for path in source.glob("chapter-*.typ"):
        text, count = re.subn(r', alt: "[^"]*"', "", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        described += count
    assert described
    with pytest.raises(RenderError, match="PDF/UA-1 error: missing alt text"):
        write_pdf(load_report(project, edition), (), tmp_path)
    assert not any(path.is_file() for path in tmp_path.rglob("*.pdf") if "small" not in path.parts)


# What follows reads the PDF of the report itself.


@cache
def opened(path: Path) -> Any:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: PDFs are not read")
    return pypdf.PdfReader(path)


@cache
def texts(path: Path) -> list[str]:
    """The text of each page without its spaces, since lines break anywhere."""
    return [squeezed(page.extract_text()) for page in opened(path).pages]


def squeezed(text: str) -> str:
    for curly, straight in {"‘": "'", "’": "'", "“": '"', "”": '"', "\N{SOFT HYPHEN}": ""}.items():
        text = text.replace(curly, straight)
    return "".join(text.split())


def bookmarks(path: Path) -> Iterator[tuple[int, str, int]]:
    """Depth, title and page of every bookmark."""

    def below(entries: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from below(entry, depth + 1)
            else:
                yield depth, entry.title, opened(path).get_destination_page_number(entry)

    yield from below(opened(path).outline, 0)


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(report_site: Path, edition: str) -> Path:
    return report_site / edition / f"standards-report-{edition}.pdf"


@pytest.mark.slow
def test_every_heading_has_a_bookmark_and_stands_above_text(pdf: Path) -> None:
    found = list(bookmarks(pdf))
    pages = texts(pdf)
    chapters = [title for depth, title, _ in found if depth == 0]
    assert chapters[0] == "Summary"
    assert any(title.startswith("Appendix A") for title in chapters)
    assert sum(depth > 0 for depth, _, _ in found) > 3 * len(chapters)
    for _, title, number in found:
        text = pages[number].removesuffix(str(number + 1))
        assert squeezed(title) in text, f"{title!r} is not on page {number + 1}"
        assert not text.endswith(squeezed(title)), f"{title!r} ends page {number + 1}"


@pytest.mark.slow
def test_cards_fill_the_page_on_which_they_begin(pdf: Path) -> None:
    number = next(n for _, title, n in bookmarks(pdf) if title.endswith("What the numbers show"))
    assert len(re.findall(r"C\d+", texts(pdf)[number])) > 5


def lists_begin(pages: list[str]) -> int:
    """The page, from 0, on which the lists of figures and tables begin."""
    return max(number for number, text in enumerate(pages) if text.startswith("Figures"))


@pytest.mark.slow
def test_the_title_page_and_the_contents_come_first_and_the_lists_last(
    pdf: Path, edition: str
) -> None:
    pages = texts(pdf)
    chosen = load_edition(ROOT / "editions", edition)
    released = chosen.released_in_words
    assert f"version{chosen.version}" in pages[0]
    said = f"Released {released}" if released else f"Draft of version {chosen.version}"
    assert squeezed(said) in pages[0]
    first = next(number for _, title, number in bookmarks(pdf) if title == "Summary")
    assert pages[1].startswith("Contents")
    assert first == 2, "the contents take more than a page"
    lists = "".join(pages[lists_begin(pages) :])
    index = load_index(Workspace(Project(ROOT), edition).index)
    listed = 0
    for label, item in index.items.items():
        line = squeezed(f", cell {label} · Data")
        if any(line in text for text in pages):
            assert squeezed(item.caption) in lists, f"{label} is not listed"
            listed += 1
    assert listed > 50


@pytest.mark.slow
def test_the_header_of_a_table_stands_on_each_of_its_pages(pdf: Path, edition: str) -> None:
    index = load_index(Workspace(Project(ROOT), edition).index)
    pages = texts(pdf)
    first = next(number for _, title, number in bookmarks(pdf) if title == "Summary")
    end, over_pages = lists_begin(pages), 0
    for label, table in index.tables.items():
        caption, line = squeezed(table.caption), squeezed(f", cell {label} · Data")
        begins = [at for at, text in enumerate(pages[:end]) if at >= first and caption in text]
        ends = [at for at, text in enumerate(pages) if line in text]
        if not begins or not ends:
            continue
        cells = table.markdown.splitlines()[0].strip("| ").split(" | ")
        header = squeezed("".join(cells)).replace("\\", "")
        # The last page may hold nothing but the source line.
        for page in range(begins[0], ends[0]):
            assert header in pages[page], f"{label}: no header on page {page + 1}"
        over_pages += ends[0] > begins[0]
    assert over_pages > 1


@pytest.mark.slow
def test_the_book_has_less_than_its_most_pages(pdf: Path) -> None:
    assert len(opened(pdf).pages) < MOST_PAGES


@pytest.mark.slow
def test_what_print_leaves_to_the_web_keeps_its_caption_and_names_its_address(
    pdf: Path, edition: str
) -> None:
    index = load_index(Workspace(Project(ROOT), edition).index)
    print_ = "".join(texts(pdf))
    left = [label for path in (ROOT / "chapters").glob("*.qmd") for label in on_the_web(path)]
    assert left
    for label in left:
        address = f"On the web, with its data: figures/{label}.html."
        assert squeezed(index.items[label].caption + address) in print_, label


def on_the_web(chapter: Path) -> list[str]:
    """Labels of the figures and tables that a chapter leaves to the pages."""
    blocks = re.findall(
        r"^::: \{\.on-the-web\}\n(.*?)\n:::$", chapter.read_text("utf-8"), re.M | re.S
    )
    return re.findall(r"#([\w-]+) >", "".join(blocks))


@pytest.mark.slow
def test_no_word_stands_on_another_or_leaves_its_page(pdf: Path) -> None:
    shown = read_print(pdf)
    assert len(shown.words) > 10_000
    assert not shown.overlapping()
    assert not shown.outside(30)


@pytest.mark.slow
def test_fonts_are_embedded_and_no_glyph_is_missing(pdf: Path) -> None:
    generic = pytest.importorskip("pypdf.generic", reason="pypdf is not installed")
    names = set()
    for number, page in enumerate(opened(pdf).pages, 1):
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            described = below["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described), below["/BaseFont"]
            names.add(str(below["/BaseFont"]))
        content = generic.ContentStream(page.get_contents(), opened(pdf))
        for operands, operator in content.operations:
            for glyphs in shown_glyphs(operands, operator):
                pairs = {glyphs[at : at + 2] for at in range(0, len(glyphs), 2)}
                assert b"\0\0" not in pairs, f"page {number} shows a missing glyph"
    assert any("NotoSansSC" in name for name in names)


def shown_glyphs(operands: list[Any], operator: bytes) -> Iterator[bytes]:
    """Glyph numbers, two bytes each, of an operator that shows text."""
    if operator in (b"Tj", b"TJ"):
        strings = operands[0] if operator == b"TJ" else operands
        for string in strings:
            if hasattr(string, "original_bytes"):
                yield string.original_bytes
