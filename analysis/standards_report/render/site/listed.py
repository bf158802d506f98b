"""What the site holds: every version of every edition, in the order in which lists name them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report.evidence.release.manifest import NAME
from standards_report.observations.domain.editions import Edition, edition_ids, load_edition
from standards_report.observations.domain.errata import Erratum, load_errata
from standards_report.observations.domain.releases import Release, releases
from standards_report.project import Project
from standards_report.render.book.site_config import Publisher, load_publisher
from standards_report.render.chapters.format import Format

# Below its edition, the folder of the versions that a newer one has followed.
OLDER = "v"


@dataclass(frozen=True)
class Listed:
    """A version in the site: `folder` is where it lies, `date` the day of release.

    A draft has no day. `commit` is empty for what was not released from this repository.
    """

    id: str
    version: str
    title: str
    subtitle: str
    as_of: datetime.date
    date: datetime.date | None
    folder: str
    commit: str = ""

    @property
    def is_newest(self) -> bool:
        """Whether it stands at the address of its edition."""
        return self.folder == self.id

    @property
    def released_on(self) -> str:
        """The day of release (YYYY-MM-DD); empty for a draft."""
        return self.date.isoformat() if self.date else ""


@dataclass(frozen=True)
class Listing:
    """All that stands in the site `folder`, from which pages and files beside the editions are
    made: `versions` are in the order in which lists name them, `formats` those that there can be.
    """

    folder: Path
    versions: Sequence[Listed]
    errata: Sequence[Erratum]
    publisher: Publisher
    formats: Sequence[Format]

    @property
    def newest(self) -> list[Listed]:
        """The versions that stand at the address of their edition, the newest edition first."""
        return [entry for entry in self.versions if entry.is_newest]


def listing(project: Project, site: Path, formats: Sequence[Format]) -> Listing:
    """What the site holds now."""
    versions = listed_versions(project, site)
    return Listing(site, versions, load_errata(project), load_publisher(project), formats)


def listed_versions(project: Project, site: Path) -> list[Listed]:
    """Every version that the site holds, the newest edition first, then the newest version."""
    known = releases(project)
    computed = _computed(project, {release.version for release in known})
    found = []
    for name in sorted({*computed, *(release.edition for release in known)}, reverse=True):
        versions = [release for release in known if release.edition == name]
        if name in computed:
            found.append(_listed(computed[name], name))
        for position, release in enumerate(versions):
            found.append(_listed(release, place_of(release, position + (name in computed))))
    return [entry for entry in found if (site / entry.folder / NAME).is_file()]


def place_of(release: Release, newer: int) -> str:
    """The folder of a release in the site, where `newer` versions of its edition come before it."""
    return f"{release.edition}/{OLDER}/{release.version}" if newer else release.edition


def _computed(project: Project, released: set[str]) -> dict[str, Edition]:
    """The editions whose version is not a released one, by id."""
    stated = [load_edition(project.editions, name) for name in edition_ids(project.editions)]
    return {edition.id: edition for edition in stated if edition.version not in released}


def _listed(version: Edition | Release, folder: str) -> Listed:
    return Listed(
        id=version.id,
        version=version.version,
        title=version.title,
        subtitle=version.subtitle,
        as_of=version.as_of,
        date=version.date,
        folder=folder,
        commit=version.commit if isinstance(version, Release) else "",
    )
