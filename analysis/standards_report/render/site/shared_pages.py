"""Pages beside the editions: their list, versions and errata, and the one for wrong addresses.

Each is a line in `PAGES` and a template. Where it has words for a link, the list names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.errata import Erratum, number_of
from standards_report.render.book.edition_profile import CARD
from standards_report.render.book.edition_words import LANG, version_words
from standards_report.render.chapters.format import downloads
from standards_report.render.html.page_heads import FEED
from standards_report.render.html.pages import render_template
from standards_report.render.html.search_index import SCRIPT
from standards_report.render.site.listed import Listed, Listing
from standards_report.render.static.assets import LIST_SCRIPTS

_VERSIONS = "versions.html"


@dataclass(frozen=True)
class SharedPage:
    """`content` is what the template shows, None where the site has no such page; `link` is what
    the list of editions calls it, empty where it does not name it."""

    template: str
    content: Callable[[Listing], Mapping[str, object] | None]
    link: str = ""


def shared_pages(site: Listing) -> dict[str, str]:
    """The text of every page that the site has, by its file, the list of editions last."""
    made = {file: page.content(site) for file, page in PAGES.items()}
    there = {file: content for file, content in made.items() if content is not None}
    texts = {
        file: render_template(PAGES[file].template, lang=LANG, **content)
        for file, content in there.items()
    }
    links = [{"address": file, "words": PAGES[file].link} for file in there if PAGES[file].link]
    content = _editions(site) | {"links": links, "versions": _VERSIONS}
    return texts | {"index.html": render_template("editions.html.j2", lang=LANG, **content)}


def errata_shown(errata: Sequence[Erratum], edition: str) -> list[dict[str, object]]:
    """The errata of an edition as pages list them, the newest version first."""
    own = [erratum for erratum in errata if erratum.edition == edition]
    ordered = sorted(own, key=lambda found: number_of(found.version), reverse=True)
    return [
        {
            "version": found.version,
            "wrong": found.wrong,
            "right": found.right,
            "touches": found.touches,
        }
        for found in ordered
    ]


def _missing(site: Listing) -> Mapping[str, object]:
    """A host shows this page at any depth, so its links start from the root of the site."""
    address = site.publisher.site
    path = urlsplit(address).path.rstrip("/") if address else "."
    return {
        "offset": path,
        "root": f"{path}/",
        "description": "",
        "title": site.newest[0].title,
        "editions": site.newest,
    }


def _versions(site: Listing) -> Mapping[str, object] | None:
    """Nothing where nothing was released."""
    if not any(entry.commit for entry in site.versions):
        return None
    editions = [
        {
            "id": newest.id,
            "versions": [_version(entry) for entry in site.versions if entry.id == newest.id],
            "errata": errata_shown(site.errata, newest.id),
        }
        for newest in site.newest
    ]
    return {
        "offset": ".",
        "description": "Every version that was published, and what was corrected in it.",
        "title": site.versions[0].title,
        "editions": editions,
    }


def _version(entry: Listed) -> dict[str, str]:
    return {
        "words": _version_words(entry),
        "folder": entry.folder,
        "released": in_words(entry.released_on) if entry.date else "",
        "commit": entry.commit,
    }


def _version_words(entry: Listed) -> str:
    words = version_words(entry.version, entry.released_on)
    return words[:1].upper() + words[1:]


def _editions(site: Listing) -> dict[str, object]:
    first, publisher = site.newest[0], site.publisher
    editions = [_edition(site, entry) for entry in site.newest]
    return {
        "offset": ".",
        "description": f"{first.subtitle}.",
        "title": first.title,
        "editions": editions,
        "scripts": LIST_SCRIPTS if any(edition["index"] for edition in editions) else (),
        "address": publisher.address("index.html"),
        "card": publisher.address(f"{first.id}/figures/{CARD}"),
        "card_alt": first.title,
        "feed": publisher.address(FEED),
    }


def _edition(site: Listing, entry: Listed) -> dict[str, object]:
    """What the list says of an edition; no address for what it was not set as."""
    folder = site.folder / entry.folder
    offered = downloads(
        site.formats, entry.id, lambda form: (folder / form.file_name(entry.id)).is_file()
    )
    if entry.commit:  # a release lacks no format that came after it
        offered = [file for file in offered if file.file]
    return {
        "id": entry.id,
        "subtitle": entry.subtitle,
        "version": _version_words(entry),
        "released": in_words(entry.released_on) if entry.date else "",
        "as_of": in_words(entry.as_of.isoformat()),
        "page": "index.html" if (folder / "index.html").is_file() else "",
        # An edition that was set as PDF alone has none.
        "index": f"{entry.folder}/{SCRIPT}" if (folder / SCRIPT).is_file() else "",
        "downloads": offered,
        "older": [each for each in site.versions if each.id == entry.id and not each.is_newest],
        "errata": errata_shown(site.errata, entry.id),
    }


PAGES: Mapping[str, SharedPage] = {
    "404.html": SharedPage("missing.html.j2", _missing),
    _VERSIONS: SharedPage("versions.html.j2", _versions, "Versions and errata"),
}
