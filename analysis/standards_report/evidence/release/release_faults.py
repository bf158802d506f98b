"""What is wrong between the working tree and what was released; `check` and `build` ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.errors import DataError, Fault
from standards_report.evidence.release.archive import Archive, open_archive
from standards_report.evidence.results.record import Record
from standards_report.observations.domain.editions import edition_ids
from standards_report.observations.domain.errata import Erratum, load_errata, number_of
from standards_report.observations.domain.releases import (
    newest_releases,
    open_edition,
    releases,
    unreleased_faults,
)
from standards_report.observations.domain.yaml_reader import parse_yaml, read_yaml
from standards_report.project import Project
from standards_report.suggestions import did_you_mean


def release_faults(project: Project) -> list[Fault]:
    """Editions that are neither open nor released, and descriptions of released ones that were
    changed.

    Raises DataError where a record or an archive is not as it was released.
    """
    return [*unreleased_faults(project), *_changed(project)]


def open_archives(project: Project) -> list[Archive]:
    """The archives of all releases, the newest first.

    Raises DataError with a fault for each that is missing or not as it was released.
    """
    found: list[Archive] = []
    faults: list[Fault] = []
    for release in releases(project):
        try:
            found.append(open_archive(project, release))
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)
    return found


def touched_faults(erratum: Erratum, *records: Record) -> Iterator[Fault]:
    """A fault for each statement of an erratum that none of the versions has."""
    known = sorted({name for record in records for name in record.names})
    for name in erratum.touches:
        if name not in known:
            what = f"touches {name!r}, which version {erratum.version} does not have"
            yield erratum.fault(what, did_you_mean(name, known, "name what it has, by its id"))


def _changed(project: Project) -> Iterator[Fault]:
    known = edition_ids(project.editions)
    opened = open_edition(project) if known else None
    for name, release in newest_releases(project).items():
        shown = f"editions/{name}.yml"
        archived = f"editions/releases/{release.version}.zip"
        if name not in known:
            remedy = f"restore it: git checkout -- {shown}"
            yield Fault(shown, 0, f"missing, though {release.version} was released", remedy)
            continue
        if opened and name == opened.id and opened.version != release.version:
            continue  # the next version of it, which is not released yet
        here = read_yaml(project.editions / f"{name}.yml", shown)
        then = parse_yaml(open_archive(project, release).described(), archived)
        if here != then:
            differ = [
                key for key in dict.fromkeys([*then, *here]) if here.get(key) != then.get(key)
            ]
            what = f"is not as it was released in {release.version} ({', '.join(differ)})"
            yield Fault(shown, 0, what, "restore it, or make an erratum: see CONTRIBUTING.md")


def errata_faults(project: Project) -> Iterator[Fault]:
    """Errata of versions that are neither released nor open, and what they name and no version has.

    Raises DataError where a record or an archive is not as it was released.
    """
    errata = load_errata(project)
    if not errata:
        return
    stated = open_edition(project).version
    records = {
        release.version: open_archive(project, release).record
        for release in releases(project)
        if release.edition in {erratum.edition for erratum in errata}
    }
    for erratum in errata:
        if erratum.version not in records:
            if erratum.version != stated:
                known = [*records, stated]
                what = f"version {erratum.version} is neither released nor open"
                yield erratum.fault(what, did_you_mean(erratum.version, known))
            continue
        earlier = f"{erratum.edition}.{number_of(erratum.version) - 1}"
        found = [records[name] for name in (erratum.version, earlier) if name in records]
        yield from touched_faults(erratum, *found)
