"""The `citation_*` tags of a page, which indexes of scholarly works and Zotero read."""

from __future__ import annotations

from collections.abc import Sequence

from standards_report.observations.domain.editions import Edition
from standards_report.render.book.edition_words import LANG
from standards_report.render.book.site_config import Publisher


def cited_as(
    edition: Edition, publisher: Publisher, part: str = "", files: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Name and content of each tag. `part` is the heading of a chapter, or the caption of a figure
    or table; without it the page stands for the report, with its PDF among `files`.

    There are no addresses where the site has none.
    """
    whole = "citation_inbook_title" if part else "citation_title"
    tags = [
        *([("citation_title", part)] if part else []),
        (whole, edition.title),
        ("citation_author", publisher.author),
        ("citation_publication_date", edition.released_on.replace("-", "/")),
        ("citation_technical_report_number", "" if part else edition.version),
        ("citation_technical_report_institution", "" if part else publisher.author),
        ("citation_language", LANG),
    ]
    whole_files = () if part else files
    tags += [
        ("citation_pdf_url", publisher.address(f"{edition.id}/{file}")) for file in whole_files
    ]
    return [(name, content) for name, content in tags if content]
