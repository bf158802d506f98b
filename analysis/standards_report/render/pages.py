"""The pages of an edition, by the embedded engine: Pandoc for the text, a shell around it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standards_report.evidence.publisher import Publisher, load_publisher
from standards_report.observations.dates import in_words
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.assets import page_scripts
from standards_report.render.book import REFERENCES, Chapter
from standards_report.render.chapter_parts import Parts, write_chapter_parts
from standards_report.render.crossref import Node, Target, resolve
from standards_report.render.figure_files import CARD
from standards_report.render.kept import Kept
from standards_report.render.manuscript import Manuscript, load_manuscript, load_material
from standards_report.render.profile import pdf_name
from standards_report.render.reading import ReadChapter
from standards_report.render.recipe import Output, chapter_recipe
from standards_report.render.search_index import Entry, search_entries
from standards_report.workspace import PUBLISHED, Workspace

_HERE = Path(__file__).parent
_HTML = Output(
    ("--to=html5", "--section-divs", "--email-obfuscation=none"),
    ("terms", "inline_svg", "provenance", "values", "claims"),
    ("callouts", "anchors", "tables"),
)
ABOUT = "chapters/about.html"
LANG = "en-US"
FEED = "feed.xml"
# What makes a page besides Pandoc.
_CODE = [_HERE / f"{name}.py" for name in ("pages", "search_index", "crossref")]
_BACK = ">\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}</a>"


@dataclass(frozen=True)
class Pages:
    """What all pages of an edition share while they are written."""

    project: Project
    edition: Edition
    manuscript: Manuscript
    folder: Path
    kept: Kept
    publisher: Publisher
    parts: Mapping[str, Parts]
    has_pdf: bool


def write_pages(project: Project, edition: Edition, has_pdf: bool, folder: Path) -> None:
    """Writes every page, the search index and the shell's assets of an edition into `folder`."""
    folder = folder / PUBLISHED
    material = load_material(project, edition)
    manuscript = load_manuscript(project, edition, material, "html")
    kept = Kept(Workspace(project, edition.id).folder / "kept-pages")
    parts = write_chapter_parts(project, edition, manuscript, "html")
    publisher = load_publisher(project)
    pages = Pages(project, edition, manuscript, folder, kept, publisher, parts, has_pdf)
    with ThreadPoolExecutor(4) as pool:
        entries = list(pool.map(lambda at: _write_page(pages, at), range(len(manuscript.chapters))))
    kept.forget_others()
    index = [entry for page in entries for entry in page]
    script = f"window.searchIndex = {json.dumps(index, ensure_ascii=False)};\n"
    write_text(folder / "assets" / "search-index.js", script)


def render_template(template: str, /, **content: Any) -> str:
    """One of the shell's templates, filled; everything is escaped unless it says otherwise."""
    return str(_environment().get_template(template).render(**content))


def write_text(path: Path, text: str) -> None:
    """Writes a text file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def edition_words(edition: Edition) -> dict[str, Any]:
    """What every page says of its edition."""
    return {
        "edition": edition,
        "released": in_words(edition.date.isoformat()),
        "as_of": in_words(edition.as_of.isoformat()),
        "pdf": f"{pdf_name(edition)}.pdf",
        "lang": LANG,
    }


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )


def _write_page(pages: Pages, at: int) -> list[dict[str, str]]:
    chapter, read = pages.manuscript.chapters[at]
    body, entries = _set(pages, chapter, read)
    words = edition_words(pages.edition)
    words["pdf"] = words["pdf"] if pages.has_pdf else ""
    heading = chapter.heading
    page = render_template(
        "page.html.j2",
        **words,
        **_social(pages, chapter),
        offset=chapter.offset,
        page=chapter.page,
        scripts=page_scripts(pages.project),
        description=read.facts.description,
        page_title=_page_title(pages.edition, chapter),
        front=at == 0,
        heading=heading,
        identifier=_identifier(read, chapter),
        body=_safe(body),
        headings=[one for one in read.facts.headings if one.level <= 3],
        chapters=_navigation(pages, chapter),
        previous=_neighbour(pages, at, -1),
        next=_neighbour(pages, at, 1),
        cite=chapter.path_to(ABOUT) + "#sec-cite",
        report_error=_report_error(pages, chapter),
    )
    write_text(pages.folder / chapter.page, page)
    return entries


def _social(pages: Pages, chapter: Chapter) -> dict[str, str]:
    """What other sites show of a page; addresses only where the site has one."""
    publisher, edition = pages.publisher, pages.edition
    return {
        "kind": "article",
        "address": publisher.address(f"{edition.id}/{chapter.page}"),
        "card": publisher.address(f"{edition.id}/figures/{CARD}"),
        "card_alt": f"{edition.title}, edition {edition.id}",
        "feed": publisher.address(FEED),
    }


def _set(pages: Pages, chapter: Chapter, read: ReadChapter) -> tuple[str, list[Entry]]:
    """The text of a page and what search finds on it; as kept, where nothing of it has changed."""
    recipe = _recipe(pages, chapter)
    words, files = recipe.ingredients()
    words += [*read.words, repr(read.references(pages.manuscript.targets))]

    def make() -> str:
        blocks = _linked(pages, chapter, read)
        html = pandoc.write(blocks, recipe, chapter.file)
        # Pandoc's sign for the way back is in none of the fonts; the style sheet sets another.
        html = html.replace(_BACK, ' aria-label="Back to the text"></a>')
        return json.dumps([html, search_entries(chapter, blocks)], ensure_ascii=False)

    html, entries = json.loads(pages.kept.text(words, [*files, *_CODE], make))
    return html, entries


def _linked(pages: Pages, chapter: Chapter, read: ReadChapter) -> list[Node]:
    """The chapter with its cross references as links."""

    def link(target: Target) -> str:
        page = "" if target.page == chapter.page else chapter.path_to(target.page)
        return f"{page}#{target.identifier}"

    return resolve(read.blocks, pages.manuscript.targets, link)[0]


def _recipe(pages: Pages, chapter: Chapter) -> pandoc.Recipe:
    return chapter_recipe(
        pages.project,
        pages.manuscript,
        chapter,
        pages.parts[chapter.file],
        _HTML,
        STANDARDS_REPORT_OFFSET=chapter.offset,
        STANDARDS_REPORT_REFERENCES=chapter.path_to(REFERENCES),
    )


def _navigation(pages: Pages, current: Chapter) -> list[dict[str, Any]]:
    items = []
    first_appendix = True
    for chapter in pages.manuscript.book.chapters:
        items.append(
            {
                "address": current.path_to(chapter.page),
                "title": chapter.title,
                "number": chapter.number,
                "current": chapter == current,
                "first_appendix": chapter.appendix and first_appendix,
            }
        )
        first_appendix = first_appendix and not chapter.appendix
    return items


def _neighbour(pages: Pages, at: int, step: int) -> Mapping[str, str] | None:
    chapters = pages.manuscript.book.chapters
    if not 0 <= at + step < len(chapters):
        return None
    other = chapters[at + step]
    return {"address": chapters[at].path_to(other.page), "heading": other.heading}


def _report_error(pages: Pages, chapter: Chapter) -> str:
    contact = pages.manuscript.book.config.get("publication", {}).get("report-error", "")
    return contact or chapter.path_to(ABOUT) + "#sec-errors"


def _identifier(read: ReadChapter, chapter: Chapter) -> str:
    own = [target.identifier for target in read.facts.targets if target.page == chapter.page]
    return own[0] if own else "top"


def _page_title(edition: Edition, chapter: Chapter) -> str:
    if chapter.page == "index.html":
        return edition.title
    return f"{chapter.heading} – {edition.title}"


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)
