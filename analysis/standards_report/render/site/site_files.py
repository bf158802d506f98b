"""What stands beside the editions: the list that switchers read, the page for wrong addresses,
and, where the site has an address, its map and the feed of its editions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from standards_report.observations.domain.editions import Edition
from standards_report.render.book.edition_words import LANG
from standards_report.render.book.site_config import Publisher
from standards_report.render.html.pages import FEED, render_template

MAP, MISSING, SWITCHER = "sitemap.xml", "404.html", "editions.js"


def site_files(site: Path, editions: Sequence[Edition], publisher: Publisher) -> dict[str, str]:
    """File name to text for all `editions` that are published in `site`, newest first.

    Dates are those of the editions' versions: nothing depends on the day of the build. Map
    and feed are left out where the site has no address.
    """
    files = {SWITCHER: _switcher(site, editions), MISSING: _missing(editions, publisher)}
    if publisher.site:
        files |= {MAP: _map(site, editions, publisher), FEED: _feed(editions, publisher)}
    return files


def edition_pages(folder: Path) -> list[str]:
    """Addresses of the pages of a published edition below its folder, notebooks left out."""
    pages = [*folder.glob("*.html"), *folder.glob("chapters/*.html")]
    return sorted(path.relative_to(folder).as_posix() for path in pages)


def _switcher(site: Path, editions: Sequence[Edition]) -> str:
    known = [{"id": edition.id, "pages": edition_pages(site / edition.id)} for edition in editions]
    return f"window.editions = {json.dumps(known, ensure_ascii=False)};\n"


def _missing(editions: Sequence[Edition], publisher: Publisher) -> str:
    """A host shows this page at any depth, so its links start from the root of the site."""
    path = urlsplit(publisher.site).path.rstrip("/") if publisher.site else "."
    return render_template(
        "missing.html.j2",
        lang=LANG,
        offset=path,
        root=f"{path}/",
        description="",
        title=editions[0].title,
        editions=editions,
    )


def _map(site: Path, editions: Sequence[Edition], publisher: Publisher) -> str:
    newest = max(edition.date for edition in editions)
    pages = [{"address": publisher.address("index.html"), "date": newest.isoformat()}]
    pages += [
        {"address": publisher.address(f"{edition.id}/{page}"), "date": edition.date.isoformat()}
        for edition in editions
        for page in edition_pages(site / edition.id)
    ]
    return render_template("sitemap.xml.j2", pages=pages)


def _feed(editions: Sequence[Edition], publisher: Publisher) -> str:
    return render_template(
        "feed.xml.j2",
        lang=LANG,
        site=publisher.site,
        title=editions[0].title,
        author=publisher.author,
        updated=max(edition.date for edition in editions).isoformat(),
        editions=editions,
    )
