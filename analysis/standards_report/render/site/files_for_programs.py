"""Files beside the editions that programs read: the list for switchers, what search engines and
other programs may read, and, where the site has an address, its map and its feed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from standards_report.observations.domain.dates import in_words
from standards_report.render.book.edition_words import LANG
from standards_report.render.book.site_config import Publisher
from standards_report.render.html.page_heads import FEED
from standards_report.render.html.pages import render_template
from standards_report.render.site.editions_script import SCRIPT, editions_script, script_edition
from standards_report.render.site.listed import OLDER, Listed, Listing

MAP = "sitemap.xml"
_ROBOTS, _TWINS = "robots.txt", "llms.txt"
_NO_PAGES = ("notebooks/", f"{OLDER}/")  # folders of an edition whose pages are no part of it


def files_for_programs(site: Listing) -> dict[str, str]:
    """File name to text.

    Dates are those of the versions: nothing depends on the day of the build. Map and feed are left
    out where the site has no address.
    """
    publisher = site.publisher
    known = [
        script_edition(entry, site.versions, edition_pages(site.folder / entry.folder))
        for entry in site.newest
    ]
    files = {
        SCRIPT: editions_script(known),
        _ROBOTS: _robots(publisher),
        _TWINS: _twins(site),
    }
    if publisher.site:
        dated = [entry for entry in site.versions if entry.date]
        files[MAP] = _map(site)
        if dated:
            files[FEED] = _feed(dated, publisher)
    return files


def edition_pages(folder: Path) -> list[str]:
    """Addresses of the pages of a published edition below its folder, notebooks left out."""
    pages = [*folder.glob("*.html"), *folder.glob("*/*.html")]
    places = (path.relative_to(folder).as_posix() for path in pages)
    return sorted(place for place in places if not place.startswith(_NO_PAGES))


def _map(site: Listing) -> str:
    publisher = site.publisher
    last = max((entry.released_on for entry in site.newest), default="")
    pages = [{"address": publisher.address("index.html"), "date": last}]
    for entry in site.newest:
        folder = site.folder / entry.folder
        pages += [
            {"address": publisher.address(f"{entry.folder}/{page}"), "date": entry.released_on}
            for page in edition_pages(folder)
        ]
    return render_template("sitemap.xml.j2", pages=pages)


def _robots(publisher: Publisher) -> str:
    """All may be read; the map is named by its whole address, or not at all."""
    address = publisher.address(MAP)
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {address}\n" if address else "")


def _twins(site: Listing) -> str:
    """What programs may read of the site: the list of each edition that has one."""
    first = site.newest[0]
    lines = [f"# {first.title}", "", f"> {first.subtitle}.", "", "## Editions", ""]
    for entry in site.newest:
        own = f"{entry.folder}/{_TWINS}"
        name = own if (site.folder / own).is_file() else f"{entry.folder}/index.html"
        known = f"sources known on {in_words(entry.as_of.isoformat())}"
        address = site.publisher.address(name) or name
        lines.append(f"- [Edition {entry.id}]({address}): {known}")
    return "\n".join(lines) + "\n"


def _feed(dated: Sequence[Listed], publisher: Publisher) -> str:
    return render_template(
        "feed.xml.j2",
        lang=LANG,
        site=publisher.site,
        title=dated[0].title,
        author=publisher.author,
        updated=max(entry.released_on for entry in dated),
        versions=dated,
    )
