"""The pages of an edition, by the embedded engine: Pandoc for the text, a shell around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standards_report.observations.notebook_metadata import page_folder, series_names
from standards_report.render.book.book import Chapter
from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.chapter_files import (
    result_of,
)
from standards_report.render.chapters.format import Download, Format, Work
from standards_report.render.chapters.report import Report
from standards_report.render.document.headline import Headline
from standards_report.render.html.page_heads import page_title, told_of
from standards_report.render.html.search_index import (
    SCRIPT,
    Entry,
    search_entries,
    search_script,
)
from standards_report.render.html.twins import LIST, twin_list, twin_of, twin_text
from standards_report.render.pandoc import program as pandoc
from standards_report.render.static.assets import asset_files, page_scripts
from standards_report.workspace import PUBLISHED

_HERE = Path(__file__).parent
ABOUT = "chapters/about.html"
_BODY, _ENTRIES, _TWIN = "body.html", "entries.json", "twin.md"
SERIES_ENTRIES = _ENTRIES  # what search finds on the pages of a notebook that is run many times
_BACK = ">\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}</a>"


@dataclass(frozen=True)
class Pages:
    """What all pages of an edition share while they are written."""

    report: Report
    folder: Path
    downloads: Sequence[Download]


def set_page(report: Report, file: str, folder: Path) -> None:
    """Sets the text of a page, and writes what search finds on it."""
    chapter = report.chapter(file)
    blocks = report.blocks("html linked", file)
    recipe = HTML.recipe(report, chapter, STANDARDS_REPORT_OFFSET=chapter.offset)
    # Pandoc's sign for the way back is in none of the fonts; the style sheet sets another.
    html = pandoc.write(blocks, recipe, file).decode()
    html = html.replace(_BACK, ' aria-label="Back to the text"></a>')
    # Pandoc writes header cells of columns alone, and does not say so.
    html = html.replace("<th", '<th scope="col"').replace('<th scope="col"ead', "<thead")
    entries = json.dumps(search_entries(chapter, blocks), ensure_ascii=False)
    write_text(folder / _TWIN, twin_text(report, chapter, blocks, recipe))
    write_text(folder / _BODY, html)
    write_text(folder / _ENTRIES, entries)


def write_pages(report: Report, downloads: Sequence[Download], folder: Path) -> None:
    """Writes every page of an edition into `folder`, with what stands beside the pages."""
    pages = Pages(report, folder / PUBLISHED, downloads)
    for place in range(len(report.book.chapters)):
        _write_page(pages, place)
    _write_lists(report, pages.folder)


def write_beside_pages(report: Report, folder: Path) -> None:
    """Writes what stands beside the pages into `folder`, where Quarto makes the pages."""
    for chapter in report.book.chapters:
        _write_twin(report, chapter, folder / PUBLISHED)
    _write_lists(report, folder / PUBLISHED)


def _write_twin(report: Report, chapter: Chapter, target: Path) -> None:
    text = (_set(report, chapter) / _TWIN).read_text(encoding="utf-8")
    write_text(target / twin_of(chapter.page), text)


def _write_lists(report: Report, target: Path) -> None:
    """What search looks through, and the list of the twins."""
    chapters = report.book.chapters
    found = [json.loads((_set(report, chapter) / _ENTRIES).read_bytes()) for chapter in chapters]
    index = [entry for entries in [*found, series_entries(report)] for entry in entries]
    write_text(target / SCRIPT, search_script(index))
    described = [(chapter, report.facts("html", chapter.file).description) for chapter in chapters]
    write_text(target / LIST, twin_list(report, described))


def series_entries(report: Report) -> list[Entry]:
    """What search finds on the pages that notebooks make."""
    found: list[Entry] = []
    for name in series_names(report.project, report.edition):
        entries = result_of(report.project, report.step(f"{name} pages")) / SERIES_ENTRIES
        found += json.loads(entries.read_bytes())
    return found


def write_draft(report: Report, file: str, downloads: Sequence[Download], folder: Path) -> None:
    """Writes the page of one chapter into `folder`, as it will be published at first."""
    _write_page(Pages(report, folder / PUBLISHED, downloads), report.files.index(file))


def render_template(template: str, /, **content: Any) -> str:
    """One of the shell's templates, filled; everything is escaped unless it says otherwise."""
    return str(_environment().get_template(template).render(**content))


def write_text(path: Path, text: str) -> None:
    """Writes a text file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_only_text,
        trim_blocks=False,
        keep_trailing_newline=True,
    )


def _only_text(value: object) -> object:
    """What a template prints, unless it is an object, whose place in memory would be printed."""
    from jinja2 import Undefined

    if value is None or isinstance(value, (str, int, float, Undefined)):
        return value
    raise TypeError(f"a template prints {type(value).__name__}, which is neither text nor number")


@dataclass(frozen=True)
class Content:
    """What a page shows within the shell that all pages share.

    `headings` have an `identifier`, a `level` and a `text`; `previous` and `next` an `address` and
    a `heading`. A chapter has a `headline`. `twin` is the name of the same page as Markdown, where
    there is one.
    """

    body: str
    headings: Sequence[Any]
    description: str = ""
    headline: Headline | None = None
    identifier: str = "top"
    front: bool = False
    twin: str = ""
    previous: Mapping[str, str] | None = None
    next: Mapping[str, str] | None = None


def page_text(pages: Pages, chapter: Chapter, content: Content) -> str:
    """The page with the shell around its content; `chapter` says where it stands."""
    report = pages.report
    return render_template(
        "page.html.j2",
        **edition_words(report.edition),
        downloads=pages.downloads,
        **told_of(report, chapter, content.description, content.headline, pages.downloads),
        twin=content.twin,
        offset=chapter.offset,
        page=chapter.page,
        scripts=page_scripts(report.project),
        description=content.description,
        page_title=page_title(report.edition, chapter),
        front=content.front,
        heading=chapter.heading,
        identifier=content.identifier,
        body=_safe(content.body),
        headings=content.headings,
        chapters=_navigation(pages, chapter),
        series=series_lists(pages.report, chapter),
        previous=content.previous,
        next=content.next,
        cite=chapter.path_to(ABOUT) + "#sec-cite",
        report_error=_report_error(pages, chapter),
    )


def _set(report: Report, chapter: Chapter) -> Path:
    """Where the text of a page lies."""
    return result_of(report.project, report.step("html set", chapter.file))


def _write_page(pages: Pages, place: int) -> None:
    """Puts the shell around the text of a page."""
    report = pages.report
    chapter = report.book.chapters[place]
    facts = report.facts("html", chapter.file)
    content = Content(
        body=(_set(report, chapter) / _BODY).read_text(encoding="utf-8"),
        headings=[heading for heading in facts.headings if heading.level <= 3],
        description=facts.description,
        headline=facts.headline,
        identifier=facts.identifier_of(chapter.page) or "top",
        front=place == 0,
        twin=Path(twin_of(chapter.page)).name,
        previous=_neighbour(pages, place, -1),
        next=_neighbour(pages, place, 1),
    )
    write_text(pages.folder / chapter.page, page_text(pages, chapter, content))
    _write_twin(report, chapter, pages.folder)


def head_text(pages: Pages, chapter: Chapter) -> str:
    """What programs and other sites read of a chapter, for the head of a page by Quarto."""
    report = pages.report
    facts = report.facts("html", chapter.file)
    return render_template(
        "head.html.j2",
        **edition_words(report.edition),
        **told_of(report, chapter, facts.description, facts.headline, pages.downloads),
        head_title=page_title(report.edition, chapter),
        twin=Path(twin_of(chapter.page)).name,
        offset=chapter.offset,
        description=facts.description,
    )


def _navigation(pages: Pages, current: Chapter) -> list[dict[str, Any]]:
    items = []
    first_appendix = True
    for chapter in pages.report.book.chapters:
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


def series_lists(report: Report, current: Chapter) -> list[dict[str, Any]]:
    """The lists of pages that are made of notebooks run many times."""
    project = report.project
    found = []
    for name in series_names(project, report.edition):
        folder = page_folder(project.notebooks / f"{name}.ipynb")
        here = current.page.startswith(f"{folder}/")
        address = current.path_to(f"{folder}/index.html")
        found.append({"address": address, "title": folder.capitalize(), "current": here})
    return found


def _neighbour(pages: Pages, place: int, step: int) -> Mapping[str, str] | None:
    chapters = pages.report.book.chapters
    if not 0 <= place + step < len(chapters):
        return None
    neighbour = chapters[place + step]
    return {"address": chapters[place].path_to(neighbour.page), "heading": neighbour.heading}


def _report_error(pages: Pages, chapter: Chapter) -> str:
    contact = pages.report.book.config.get("publication", {}).get("report-error", "")
    contact = contact or pages.report.publisher.contact
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    return contact or chapter.path_to(ABOUT) + "#sec-errors"


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)


def _page_files(report: Report) -> dict[str, list[Path]]:
    assets = asset_files(report.project)
    return {"_quarto.yml": [report.project.root / "_quarto.yml"], "assets": assets}


HTML = Format(
    name="html",
    form="html",
    quarto="html",
    options=("--to=html5", "--section-divs", "--email-obfuscation=none"),
    shared=("terms", "inline_svg", "provenance", "values", "claims", "languages"),
    own=("callouts", "anchors", "tables"),
    set_chapter=set_page,
    works=(
        Work(
            "pages",
            write_pages,
            _page_files,
            after=("titles", "index"),
            chapters=("set", "shown"),
            says_downloads=True,
            finds_pages=True,
        ),
    ),
    has_inline_drawings=True,
)
