"""What was released, as `editions/releases/<version>.yml` records it, and which edition is open.

The working tree is the open edition, the default profile of `_quarto.yml`. A released edition is an
archive beside its record, and a commit; its file in `editions/` stays as its description.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from standards_report.errors import DataError, Fault, UsageError
from standards_report.observations.domain.editions import Edition, edition_ids, load_edition
from standards_report.observations.domain.errata import number_of
from standards_report.observations.domain.yaml_reader import parse_yaml, read_yaml
from standards_report.project import Project
from standards_report.source_files import read_source, source_files
from standards_report.suggestions import did_you_mean

_RESTORE = "restore it: git checkout -- {}"


class Release(BaseModel):
    """The record of one version: what lists say of it, its commit, the hash of its archive.

    Keys that a later version of the program adds are passed over.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    edition: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[a-z0-9]+)?$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[a-z0-9]+)?\.[0-9]+$")]
    title: str
    subtitle: str
    date: datetime.date
    as_of: datetime.date
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40,64}$")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

    @property
    def id(self) -> str:
        """The edition, by the name that editions have."""
        return self.edition

    @property
    def released_on(self) -> str:
        """The day of release (YYYY-MM-DD)."""
        return self.date.isoformat()

    @property
    def order(self) -> tuple[str, int]:
        """By edition, then by the number of the version: 10 comes after 9."""
        return self.edition, number_of(self.version)


def archive_path(project: Project, version: str) -> Path:
    """Where the archive of a version lies."""
    return project.releases / f"{version}.zip"


def releases(project: Project) -> list[Release]:
    """Every release, the newest edition first, and of one edition the newest version first.

    Raises DataError with every record that cannot be used.
    """
    found: list[Release] = []
    faults: list[Fault] = []
    for path in source_files(project.releases, "*.yml"):
        try:
            found.append(_load(path, project.relative(path)))
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)
    return sorted(found, key=lambda release: release.order, reverse=True)


def newest_releases(project: Project) -> dict[str, Release]:
    """The newest version of each released edition, the newest edition first."""
    newest: dict[str, Release] = {}
    for release in releases(project):
        newest.setdefault(release.edition, release)
    return newest


def find_release(project: Project, name: str) -> Release | None:
    """The release of a version, or the newest of an edition; None where nothing of it was
    released."""
    known = releases(project)
    return next((release for release in known if name in (release.version, release.edition)), None)


def require_release(project: Project, name: str) -> Release:
    """As `find_release`. Raises UsageError, with the versions that there are, instead of None."""
    found = find_release(project, name)
    if found is None:
        versions = [release.version for release in releases(project)]
        hint = did_you_mean(name, versions) if versions else "nothing has been released yet"
        raise UsageError(f"no release {name!r} in editions/releases/: {hint}")
    return found


def open_id(project: Project) -> str:
    """The id of the open edition: the default profile of `_quarto.yml`, or, where that is no
    edition, the last one. Raises UsageError where there is no edition."""
    known = edition_ids(project.editions)
    if not known:
        raise UsageError("no edition in editions/: add one, as editions/2022.yml")
    profile = read_yaml(project.root / "_quarto.yml", "_quarto.yml").get("profile")
    default = profile.get("default") if isinstance(profile, dict) else None
    named = default if isinstance(default, list) else [default]
    return next((str(name) for name in named if str(name) in known), known[0])


def open_edition(project: Project) -> Edition:
    """The open edition. Raises as `open_id` and `load_edition` do."""
    return load_edition(project.editions, open_id(project))


def require_open(project: Project, name: str) -> Edition:
    """An edition that is still worked on. Raises UsageError where it is released, and as
    `load_edition` does."""
    edition = load_edition(project.editions, name)
    if is_released(project, edition):
        raise UsageError(
            f"edition {name} is released as version {edition.version} and stays as it is: open the "
            "next one (standards-report new-edition), or correct it as CONTRIBUTING.md says"
        )
    return edition


def is_released(project: Project, edition: Edition) -> bool:
    """Whether the version that the edition's file states was released."""
    return any(release.version == edition.version for release in releases(project))


def editions_to_build(project: Project) -> list[str]:
    """Ids of the editions that a build without names computes: the open one, unless its version
    is released. Where nothing was ever released, also those that it follows."""
    edition = open_edition(project)
    if is_released(project, edition):
        return []
    found = [edition.id]
    while edition.previous and not releases(project):
        edition = load_edition(project.editions, edition.previous)
        found.append(edition.id)
    return found


def unreleased_faults(project: Project) -> Iterator[Fault]:
    """A fault for each edition that is neither open nor released, once anything was released."""
    newest = newest_releases(project)
    if not newest:
        return
    opened = open_id(project)
    for name in edition_ids(project.editions):
        if name != opened and name not in newest:
            remedy = (
                f"name it as the default profile in _quarto.yml and release it "
                f"(standards-report build {name} --release), or take the file away"
            )
            what = f"is neither the open edition, {opened}, nor released"
            yield Fault(f"editions/{name}.yml", 0, what, remedy)


def _load(path: Path, shown: str) -> Release:
    return _parsed(read_source(path, shown), path.stem, shown)


@lru_cache(maxsize=256)
def _parsed(text: bytes, name: str, shown: str) -> Release:
    content = parse_yaml(text, shown)
    remedy = _RESTORE.format(shown)
    try:
        release = Release.model_validate(content)
    except ValidationError as error:
        faults = [
            Fault(shown, 0, f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}", remedy)
            for problem in error.errors()
        ]
        raise DataError(faults) from None
    if release.version != name:
        what = f"version {release.version!r} does not match the name of the file"
        raise DataError(Fault(shown, 0, what, remedy))
    if release.version.rpartition(".")[0] != release.edition:
        what = f"version {release.version!r} is not one of edition {release.edition!r}"
        raise DataError(Fault(shown, 0, what, remedy))
    return release
