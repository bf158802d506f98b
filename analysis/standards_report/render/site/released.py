"""Releases unpacked into the site, beside what was computed."""

from __future__ import annotations

from collections.abc import Sequence

from standards_report.evidence.release.archive import Archive
from standards_report.evidence.release.manifest import sha256
from standards_report.observations.domain.dates import in_words
from standards_report.render.book.edition_words import LANG
from standards_report.render.html.pages import render_template
from standards_report.render.site.editions_script import OLDER_SCRIPT, SCRIPT
from standards_report.render.site.listed import OLDER, place_of
from standards_report.render.site.publish import Content, Written


def unpacked(
    archives: Sequence[Archive], edition: str, behind: int = 0
) -> dict[str, tuple[Content, str]]:
    """Every file of the released versions of an edition, by its place in the edition's folder:
    where it lies, and the hash that it has to have.

    The newest of `archives` comes first; `behind` is 1 where a version that is not released comes
    before all of them.
    """
    files: dict[str, tuple[Content, str]] = {}
    own = [archive for archive in archives if archive.release.edition == edition]
    for position, archive in enumerate(own):
        below = place_of(archive.release, position + behind).removeprefix(edition).lstrip("/")
        stem = f"{below}/" if below else ""
        files |= {stem + name: content for name, content in archive.site.items()}
    older = own[1 - behind :]
    if older:
        for written in (
            Written("index.html", _list(edition, older)),
            Written(SCRIPT, OLDER_SCRIPT.encode()),
        ):
            files[f"{OLDER}/{written.name}"] = (written, sha256(written.content))
    return files


def _list(edition: str, older: Sequence[Archive]) -> bytes:
    """The page to which those of older versions lead as the list of editions."""
    versions = [
        {
            "version": archive.release.version,
            "released": in_words(archive.release.released_on),
        }
        for archive in older
    ]
    page = render_template(
        "older.html.j2",
        lang=LANG,
        offset="..",
        description="",
        identifier=edition,
        versions=versions,
    )
    return page.encode()
