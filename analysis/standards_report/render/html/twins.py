"""The Markdown beside each page, for programs that read text, and the list of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from standards_report.render.book.book import Chapter
from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.report import Report
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import Node

LIST = "llms.txt"
_FILTERS = ("provenance",)  # of both engines
_OWN = Path(__file__).parents[1] / "pandoc" / "filters" / "twin.lua"


def twin_of(page: str) -> str:
    """The Markdown beside a page, by its place in the edition."""
    return f"{page.removesuffix('.html')}.md"


def twin_text(report: Report, chapter: Chapter, blocks: list[Node], recipe: pandoc.Recipe) -> str:
    """The text of a chapter as Markdown below its heading. `recipe` is that of its page."""
    folder = report.project.extension / "filters"
    filters = (*(folder / f"{name}.lua" for name in _FILTERS), _OWN)
    own = {"STANDARDS_REPORT_FORM": "markdown", "STANDARDS_REPORT_PAGE": Path(chapter.page).name}
    wanted = {**recipe.environment, **own}
    told = replace(recipe, output=("--to=gfm",), filters=filters, environment=wanted)
    text = pandoc.write(blocks, told, chapter.file).decode()
    words = edition_words(report.edition)
    head = (
        f"# {chapter.heading}\n\n{report.edition.title}. Edition {report.edition.id}, "
        f"{words['version']}, sources known on {words['as_of']}.\n\n"
    )
    return head + text


def twin_list(report: Report, described: Sequence[tuple[Chapter, str]]) -> str:
    """`llms.txt` of an edition: what it is, and each chapter with what it begins with."""
    edition, publisher = report.edition, report.publisher
    words = edition_words(edition)
    folder = publisher.address(edition.id)
    start = f"{folder}/" if folder else ""
    lines = [
        f"# {edition.title}",
        "",
        f"> {edition.subtitle}. Edition {edition.id}, {words['version']}, sources known on "
        f"{words['as_of']}. Every number is computed from published statements and leads to them.",
        "",
        "## Chapters",
        "",
        *(
            f"- [{chapter.heading}]({start}{twin_of(chapter.page)})" + (f": {text}" if text else "")
            for chapter, text in described
        ),
        "",
        "## Data",
        "",
        f"- [Every figure, table and observation]({start}data/datapackage.json): a data package "
        "that describes each file and each of its columns",
        f"- [Every number of the text]({start}data/values.csv): by name, with the rows behind it",
        f"- [How it was made]({start}manifest.json): hashes of all that went in and came out",
    ]
    return "\n".join(lines) + "\n"
