"""The real Quarto, where it is found: the same text as the embedded engine, page by page."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from standards_report.build.formats import FORMATS
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.chapters.report import load_report
from standards_report.render.quarto.quarto_program import find_quarto
from standards_report.render.quarto.quarto_project import render_with_quarto, stage
from standards_report.workspace import PUBLISHED

from tests.conftest import ROOT, SmallProject
from tests.support.countries import with_countries
from tests.support.read_by_programs import without_what_programs_read
from tests.support.real import computed

QUARTO = find_quarto()
needs_quarto = pytest.mark.skipif(
    QUARTO is None or not QUARTO.usable,
    reason="no Quarto 1.9 or later on the PATH (or in QUARTO): nothing to compare with",
)


@pytest.mark.parametrize("identifier", computed(ROOT))
def test_the_committed_profile_matches_its_edition(identifier: str) -> None:
    edition = load_edition(ROOT / "editions", identifier)
    committed = (ROOT / f"_quarto-{identifier}.yml").read_text(encoding="utf-8")
    assert committed == profile_text(edition)


# Quarto leaves the sign as it is in the texts of attributes.
TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^<>"'])+>""")


def words(page: Path) -> str:
    """The text of a page's main part, as a reader sees it, figures left out."""
    html = page.read_text(encoding="utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(r"<svg.*?</svg>|<script.*?</script>|<style.*?</style>", " ", main, flags=re.S)
    # Both keep a hidden list of references on each page, for their pop-ups.
    hidden = r'<div id="refs"[^>]*(?:display: none|hidden).*?</div>\s*</div>'
    main = re.sub(hidden, " ", main, flags=re.S)
    main = re.sub(r"<nav.*?</nav>|<footer.*?</footer>", " ", main, flags=re.S)
    main = re.sub(r'<(?:div|span) class="screen-reader-only">.*?</(?:div|span)>', "", main)
    text = TAG.sub(" ", main)
    text = text.replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ").replace("&amp;", "&")
    text = text.replace("&gt;", ">").replace("&lt;", "<").replace("↩︎", "").replace("↩", "")
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(text.split())).replace("( ", "(")


def main_part(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    return html[html.index("<main") : html.index("</main>")]


def broken_by_links(page: Path) -> list[str]:
    """Links of ours beside the text: titles in the sidebar and at the foot are links themselves."""
    html = page.read_text(encoding="utf-8")
    beside = html.replace(main_part(page), " ".join(re.findall(r"<nav.*?</nav>", html, re.DOTALL)))
    return re.findall(r'<a\b[^>]*class="(?:term|value)"[^>]*>', beside)


def sidebar(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    return html.partition('<nav id="quarto-sidebar"')[2].partition("</nav>")[0]


def asked(sheet: Path) -> list[str]:
    """Other hosts that a style sheet takes something from."""
    return re.findall(r"@import[^;]*?(https?://[^/\"')]+)", sheet.read_text(encoding="utf-8"))


def headings(page: Path) -> list[tuple[str, str]]:
    """Level and text, with its number, of every heading."""
    found = re.findall(r"<h([1-6])\b[^>]*>(.*?)</h\1>", main_part(page), re.DOTALL)
    listed = [(level, shown(title)) for level, title in found if shown(title)]
    if page.name != FRONT:
        return listed
    return [("", title) for _, title in listed if title != "Summary"]


def captions(page: Path) -> list[str]:
    found = re.findall(r"<figcaption\b[^>]*>(.*?)</figcaption>", main_part(page), re.DOTALL)
    return [shown(caption) for caption in found]


def references(page: Path) -> list[tuple[str, str]]:
    """Words and target of every cross reference."""
    links = re.findall(r"<a\b([^>]*)>(.*?)</a>", main_part(page), re.DOTALL)
    return [
        (shown(text), attribute("href", inside).rpartition("#")[2])
        for inside, text in links
        if "quarto-xref" in attribute("class", inside).split()
    ]


def values(page: Path) -> list[tuple[str, str]]:
    """Name and text of every value that leads to its notebook."""
    links = re.findall(r"<a\b([^>]*)>(.*?)</a>", main_part(page), re.DOTALL)
    return [
        (attribute("data-id", inside), shown(text))
        for inside, text in links
        if "value" in attribute("class", inside).split()
    ]


def claims(page: Path) -> list[tuple[str, str]]:
    spans = re.findall(r"<span\b([^>]*data-claim[^>]*)>", main_part(page))
    return [(attribute("data-claim", one), attribute("data-outcome", one)) for one in spans]


def sources(page: Path) -> list[str]:
    """Where the notebook and the data of each figure and table are to be had."""
    found = re.findall(r'<div class="provenance">(.*?)</div>', main_part(page), re.DOTALL)
    return [target for text in found for target in re.findall(r'href="([^"]*)"', text)]


def attribute(name: str, inside: str) -> str:
    match = re.search(rf'(?<![\w-]){name}="([^"]*)"', inside)
    return match[1] if match else ""


def shown(html: str) -> str:
    text = unescape(TAG.sub("", html)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


@pytest.fixture(scope="module", params=computed(ROOT))
def both(
    request: pytest.FixtureRequest, report_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The report by the embedded engine and by Quarto: folders of the same edition's pages."""
    assert QUARTO
    project = Project(ROOT)
    edition = load_edition(project.editions, request.param)
    folder = tmp_path_factory.mktemp("quarto")
    render_with_quarto(QUARTO, load_report(project, edition), FORMATS, (), folder)
    return report_site / edition.id, folder / PUBLISHED


@needs_quarto
@pytest.mark.slow
def test_the_whole_report_is_the_same_in_both_engines(both: tuple[Path, Path]) -> None:
    embedded, quarto = both
    pages = [embedded / "index.html", *sorted((embedded / "chapters").glob("*.html"))]
    different, seen = [], Counter[str]()
    for page in pages:
        name = page.relative_to(embedded)
        for look in (headings, captions, references, values, claims, sources, text):
            ours, theirs = look(page), look(quarto / name)
            seen[look.__name__] += len(ours)
            if ours != theirs:
                different.append(f"{name}, {look.__name__}: {first_difference(ours, theirs)}")
        different += [f"{name}, beside the text: {link}" for link in broken_by_links(quarto / name)]
    different += [
        f"{sheet.name} asks {host}" for sheet in quarto.rglob("*.css") for host in asked(sheet)
    ]
    assert not different, "\n".join(different)
    assert len(pages) > 20
    for kind, least in {"captions": 50, "references": 100, "values": 200, "claims": 200}.items():
        assert seen[kind] > least, f"{seen[kind]} {kind}"


# What cannot agree: the first page opens with the book's title. Quarto puts its author there, and
# below it the chapter's title as a heading; the embedded engine names edition, version and PDF, and
# leaves that heading out, so that the numbers come first.
FRONT = "index.html"
_OPENING = re.compile(r" Read as PDF | Summary ")


def text(page: Path) -> list[str]:
    """The words of a page; of the first one those from its numbers on."""
    shown_words = words(page)
    return (_OPENING.split(shown_words, 1)[1] if page.name == FRONT else shown_words).split()


def first_difference(ours: Sequence[object], theirs: Sequence[object]) -> str:
    at = next(
        (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    return f"embedded {ours[at : at + 8]}, Quarto {theirs[at : at + 8]}"


@needs_quarto
@pytest.mark.slow
def test_both_pdfs_hold_the_same_headings_and_pass_the_same_check(
    both: tuple[Path, Path],
) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: PDFs are not read")
    found = []
    for folder in both:
        [path] = folder.glob("*.pdf")
        assert b"pdfuaid" in path.read_bytes()
        reader = pypdf.PdfReader(path)
        fonts = {
            str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0]
            for page in reader.pages
            for font in page["/Resources"].get("/Font", {}).values()
        }
        titles = [entry.title for entry in flat(reader.outline)]
        text = "".join("".join(page.extract_text().split()) for page in reader.pages)
        on_web = re.findall(r"Ontheweb,withitsdata:(figures/[\w-]+\.html)", text)
        assert on_web
        found.append((fonts, [NUMBER.sub("", title) for title in titles], sorted(on_web)))
    assert found[0] == found[1]


# Bookmarks of the embedded engine hold the number as text; Typst leaves Quarto's to the reader.
NUMBER = re.compile(r"^(?:Appendix [A-Z] — |[A-Z0-9]+(?:\.\d+)*\s+)")


def flat(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


@needs_quarto
def test_both_engines_give_the_same_text(built: SmallProject, tmp_path: Path) -> None:
    embedded = tmp_path / "embedded"
    shutil.copytree(built.site / "2030", embedded)
    process = built.run("build", "--engine", "quarto")
    assert process.returncode == 0, process.stderr
    for page in ("members", "claims", "about", "references"):
        file = Path("chapters") / f"{page}.html"
        assert words(built.site / "2030" / file) == words(embedded / file), page
    assert not without_what_programs_read(built.site / "2030")
    for name in ("llms.txt", "assets/search-index.js", "chapters/members.md"):
        assert (built.site / "2030" / name).read_bytes() == (embedded / name).read_bytes(), name


@needs_quarto
@pytest.mark.slow
def test_quarto_previews_one_chapter(built: SmallProject) -> None:
    assert QUARTO
    shutil.copytree(ROOT / "_extensions", built.root / "_extensions", dirs_exist_ok=True)
    edition = load_edition(built.root / "editions", "2030")
    (built.root / "_quarto-2030.yml").write_text(profile_text(edition), encoding="utf-8")
    stage(load_report(Project(built.root), edition), built.root)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        QUARTO.program,
        "preview",
        "chapters/members.qmd",
        "--no-browser",
        "--port",
        str(port),
    ]
    told = ""
    with subprocess.Popen(
        command, cwd=built.root, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr
        for line in process.stderr:
            told += line
            if "Browse at" in line:
                break
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    assert "Browse at" in told, told[-2000:]
    assert "provenance" in (built.site / "2030" / "chapters" / "members.html").read_text("utf-8")


WRITING = """#!{python}
import pathlib, sys
if "--version" in sys.argv:
    print("1.9.20")
    raise SystemExit
for source in [*pathlib.Path().glob("*.qmd"), *pathlib.Path("chapters").glob("*.qmd")]:
    page = pathlib.Path("_site/2030") / source.with_suffix(".html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("<head>\\n<title>T</title>\\n</head>\\n<body></body>\\n")
"""


def test_heads_of_pages_by_quarto_tell_what_those_of_our_own_tell(
    built: SmallProject, tmp_path: Path
) -> None:
    site = "https://example.org/report"
    built.replace("_quarto.yml", "book:\n", f"book:\n  site-url: {site}/\n")
    program = tmp_path / "quarto"
    program.write_text(WRITING.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    heads = []
    for engine in ("pandoc", "quarto"):
        process = built.run("build", "--engine", engine, "--to", "html", QUARTO=str(program))
        assert process.returncode == 0, process.stderr
        head = built.page("chapters/members.html").partition("</head>")[0]
        heads.append({line for line in head.splitlines() if re.search(TOLD, line)})
    assert heads[0] == heads[1]
    told = "".join(heads[1])
    assert f'<meta property="og:image" content="{site}/2030/figures/card-members.png">' in told
    for name in ("citation_title", "application/ld+json", 'rel="canonical"', "og:description"):
        assert name in told


# What the head of a page says to other sites and programs.
TOLD = r"property=|name=\"(?:citation|twitter|description)|canonical|ld\+json|atom\+xml|icon"


@needs_quarto
@pytest.mark.slow
def test_both_engines_say_what_changed_and_switch_editions(released: SmallProject) -> None:
    built = released
    opened = built.run("new-edition", "2031", "--as-of", "2031-12-31")
    assert opened.returncode == 0, opened.stderr
    texts = []
    for engine in ("pandoc", "quarto"):
        process = built.run("build", "2031", "--allow-stale", "--engine", engine)
        assert process.returncode == 0, process.stderr
        texts.append(words(built.site / "2031/chapters/changes.html"))
    assert texts[0] == texts[1]
    assert "compares edition 2031 with edition 2030" in texts[0]
    page = (built.site / "2031/chapters/members.html").read_text(encoding="utf-8")
    assert re.search(r'data-edition-switch[^>]*href="../../index.html"', page)
    assert re.search(r'<script src="[^"]*/switcher.js"', page)


@needs_quarto
def test_quarto_render_at_the_root_works_by_itself(small: SmallProject) -> None:
    assert QUARTO
    with_countries(small)
    shutil.copyfile(
        ROOT / "analysis" / "quarto_step.py", small.root / "analysis" / "quarto_step.py"
    )
    small.replace(
        "_quarto.yml",
        "  type: book\n",
        "  type: book\n  pre-render: analysis/quarto_step.py pre\n"
        "  post-render: analysis/quarto_step.py post\n",
    )
    small.replace(
        "chapters/members.qmd",
        "# Members {#sec-members}",
        "# The register of members, {{< var itu.members.CHN.latest >}} {#sec-members}",
    )
    edition = load_edition(small.root / "editions", "2030")
    (small.root / "_quarto-2030.yml").write_text(profile_text(edition), encoding="utf-8")
    process = subprocess.run(
        [QUARTO.program, "render"],
        cwd=small.root,
        capture_output=True,
        text=True,
        env={**os.environ, "QUARTO_PYTHON": sys.executable},
    )
    assert process.returncode == 0, process.stderr[-2000:]
    edition_folder = small.site / "2030"
    for name in ("chapters/members.html", "data/fig-members.csv", "manifest.json"):
        assert (edition_folder / name).is_file(), name
    assert not without_what_programs_read(edition_folder)
    for name, address in (("index", "countries/"), ("chapters/members", "../countries/")):
        assert f'href="{address}index.html"' in sidebar(edition_folder / f"{name}.html"), name
    assert "Kenya holds 6 secretariats" in (edition_folder / "countries/KEN.html").read_text(
        "utf-8"
    )
    found = json.loads((edition_folder / "search.json").read_text("utf-8"))
    assert [one["title"] for one in found if one["href"] == "countries/KEN.html"] == ["Kenya"]
    for page in (edition_folder / "index.html", edition_folder / "chapters" / "references.html"):
        assert "The register of members, 25" in shown(page.read_text(encoding="utf-8"))
        assert not broken_by_links(page), page.name
    assert (edition_folder / "standards-report-2030.pdf").read_bytes().startswith(b"%PDF-")
    assert (small.site / "index.html").is_file()
