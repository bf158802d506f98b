"""Releases unpacked into the site, beside what was computed."""

from __future__ import annotations

from collections.abc import Sequence

from standards_report.evidence.release.archive import Archive
from standards_report.render.site.listed import place_of
from standards_report.render.site.publish import Content


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
    return files
