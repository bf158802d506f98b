"""What stands beside the editions: the list that switchers read, the page for wrong addresses,
that of versions and errata, and, where the site has an address, its map and its feed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.errata import Erratum, number_of
from standards_report.render.book.edition_words import LANG, version_words
from standards_report.render.book.site_config import Publisher
from standards_report.render.html.pages import FEED, render_template
from standards_report.render.site.editions_script import SCRIPT, editions_script, script_edition
from standards_report.render.site.listed import OLDER, Listed, newest_of_each

MAP, MISSING, VERSIONS = "sitemap.xml", "404.html", "versions.html"
ROBOTS, TWINS = "robots.txt", "llms.txt"
_NO_PAGES = ("notebooks/", f"{OLDER}/")  # folders of an edition whose pages are no part of it
OPTIONAL = (MAP, FEED, VERSIONS)  # files that a site may lack


def site_files(
    site: Path, versions: Sequence[Listed], errata: Sequence[Erratum], publisher: Publisher
) -> dict[str, str]:
    """File name to text for all `versions` that are published in `site`, newest first.

    Dates are those of the versions: nothing depends on the day of the build. Map and feed are left
    out where the site has no address, the page of versions where nothing was released.
    """
    newest = newest_of_each(versions)
    known = [
        script_edition(entry, versions, edition_pages(site / entry.folder)) for entry in newest
    ]
    files = {SCRIPT: editions_script(known), MISSING: _missing(newest, publisher)}
    files |= {ROBOTS: _robots(publisher), TWINS: _twins(site, newest, publisher)}
    if any(entry.commit for entry in versions):
        files[VERSIONS] = _versions(versions, errata)
    if publisher.site:
        dated = [entry for entry in versions if entry.date]
        files[MAP] = _map(site, newest, publisher)
        if dated:
            files[FEED] = _feed(dated, publisher)
    return files


def edition_pages(folder: Path) -> list[str]:
    """Addresses of the pages of a published edition below its folder, notebooks left out."""
    pages = [*folder.glob("*.html"), *folder.glob("*/*.html")]
    places = (path.relative_to(folder).as_posix() for path in pages)
    return sorted(place for place in places if not place.startswith(_NO_PAGES))


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


def _missing(newest: Sequence[Listed], publisher: Publisher) -> str:
    """A host shows this page at any depth, so its links start from the root of the site."""
    path = urlsplit(publisher.site).path.rstrip("/") if publisher.site else "."
    return render_template(
        "missing.html.j2",
        lang=LANG,
        offset=path,
        root=f"{path}/",
        description="",
        title=newest[0].title,
        editions=newest,
    )


def _versions(versions: Sequence[Listed], errata: Sequence[Erratum]) -> str:
    editions = [
        {
            "id": newest.id,
            "versions": [_version(entry) for entry in versions if entry.id == newest.id],
            "errata": errata_shown(errata, newest.id),
        }
        for newest in newest_of_each(versions)
    ]
    return render_template(
        "versions.html.j2",
        lang=LANG,
        offset=".",
        description="Every version that was published, and what was corrected in it.",
        title=versions[0].title,
        editions=editions,
    )


def _version(entry: Listed) -> dict[str, str]:
    words = version_words(entry.version, entry.released_on)
    return {
        "words": words[:1].upper() + words[1:],
        "folder": entry.folder,
        "released": in_words(entry.released_on) if entry.date else "",
        "commit": entry.commit,
    }


def _map(site: Path, newest: Sequence[Listed], publisher: Publisher) -> str:
    last = max((entry.released_on for entry in newest), default="")
    pages = [{"address": publisher.address("index.html"), "date": last}]
    pages += [
        {"address": publisher.address(f"{entry.folder}/{page}"), "date": entry.released_on}
        for entry in newest
        for page in [*edition_pages(site / entry.folder), *_item_pages(site / entry.folder)]
    ]
    return render_template("sitemap.xml.j2", pages=pages)


def _item_pages(folder: Path) -> list[str]:
    """Addresses of the pages of figures and tables."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("figures/*.html"))


def _robots(publisher: Publisher) -> str:
    """All may be read; the map is named by its whole address, or not at all."""
    address = publisher.address(MAP)
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {address}\n" if address else "")


def _twins(site: Path, newest: Sequence[Listed], publisher: Publisher) -> str:
    """What programs may read of the site: the list of each edition that has one."""
    lines = [f"# {newest[0].title}", "", f"> {newest[0].subtitle}.", "", "## Editions", ""]
    for entry in newest:
        own = f"{entry.folder}/{TWINS}"
        name = own if (site / own).is_file() else f"{entry.folder}/index.html"
        known = f"sources known on {in_words(entry.as_of.isoformat())}"
        lines.append(f"- [Edition {entry.id}]({publisher.address(name) or name}): {known}")
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
