"""What the head of a page tells other sites and programs: its card, its citation, what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standards_report.observations.domain.editions import Edition
from standards_report.render.book.book import Chapter
from standards_report.render.book.edition_profile import CARD
from standards_report.render.chapters.format import Download
from standards_report.render.chapters.report import Report
from standards_report.render.document.headline import Headline
from standards_report.render.metadata.citation_tags import cited_as
from standards_report.render.metadata.structured_data import chapter_data, in_page, report_data

FEED = "feed.xml"


def page_title(edition: Edition, chapter: Chapter) -> str:
    """The title of a page, which windows and search engines show."""
    return edition.title if chapter.is_front else f"{chapter.heading} – {edition.title}"


def told_of(
    report: Report,
    chapter: Chapter,
    description: str,
    headline: Headline | None,
    downloads: Sequence[Download],
) -> dict[str, Any]:
    """What the head of a page needs beyond the words of its edition. A page that is no chapter
    has no headline, and the card of the edition. Addresses are there only where the site has one.
    """
    publisher, edition = report.publisher, report.edition
    told = (
        report_data(edition, publisher, description)
        if chapter.is_front
        else chapter_data(edition, publisher, chapter.page, chapter.heading, description)
    )
    files = [file.file for file in downloads if file.file.endswith(".pdf")]
    card = f"figures/{CARD}" if headline is None else chapter.card
    return {
        "structured": _safe(in_page(told)),
        "cited_as": cited_as(
            edition, publisher, "" if chapter.is_front else chapter.heading, files
        ),
        "kind": "article",
        "address": publisher.address(f"{edition.id}/{chapter.page}"),
        "card": publisher.address(f"{edition.id}/{card}"),
        "card_alt": _card_alt(edition, chapter, headline),
        "feed": publisher.address(FEED),
        "footer": publisher.footer,
    }


def _card_alt(edition: Edition, chapter: Chapter, headline: Headline | None) -> str:
    """What the picture says, for those who do not see it."""
    name = f"{edition.title}, edition {edition.id}"
    if headline is None:
        return name
    heading = "" if chapter.is_front else chapter.heading
    return ". ".join(filter(None, [heading, headline.sentence.rstrip("."), name]))


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)
