"""What an edition or a version published, for commands that only read it.

The record of a release comes out of its archive; that of any other edition is computed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from standards_report.build.compute import compute
from standards_report.build.edition_changes import changes_between
from standards_report.build.recorded import data_record, released_record, with_chapters
from standards_report.commands.country_numbers import changes_of_country, country_lines
from standards_report.errors import UsageError
from standards_report.evidence.results.comparison import Change
from standards_report.evidence.results.lineage import Lineage, lineage_of, row_lines
from standards_report.evidence.results.record import Record, record_of_index
from standards_report.observations.domain.countries import is_iso_code
from standards_report.observations.domain.editions import Edition, edition_ids, load_edition
from standards_report.observations.domain.releases import (
    editions_to_build,
    newest_releases,
    open_id,
    releases,
)
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project
from standards_report.render.chapters.report import Report
from standards_report.render.checks.claim_sentences import claims_of_chapter
from standards_report.suggestions import did_you_mean


def changes(project: Project, old: str, new: str, jobs: int, country: str = "") -> list[Change]:
    """Every difference between two editions or versions, or those about one country.

    Raises UsageError for a name that is neither, and for the code of no country.
    """
    if country and not is_iso_code(country):
        raise UsageError(f"{country!r} is the code of no country: give three letters, such as CHN")
    records = []
    for name in (old, new):
        record = _released(project, name)
        if record is None:
            [report] = compute(project, [_open(project, name)], jobs, chapters=True)
            record = with_chapters(data_record(report), report)
        records.append(record)
    found = changes_between(*records)
    if not country:
        return found
    before, after = (load_edition(project.editions, record.edition.id) for record in records)
    return changes_of_country(load_tables(project.data), found, country, (before, after))


def country_trace(project: Project, name: str, identifier: str) -> Iterator[str]:
    """Where the numbers of a country come from, in an edition or version; no name means the open
    edition. They are counted by today's rules from the rows that it sees."""
    wanted = name or open_id(project)
    tables = load_tables(project.data)
    edition = load_edition(project.editions, wanted.partition(".")[0])
    for line, rows in country_lines(tables, edition, identifier):
        yield line
        yield from row_lines(tables, rows)


def lineage(project: Project, name: str, jobs: int) -> Lineage:
    """Where every result of an edition or version comes from; no name means the open edition."""
    record = _released(project, name)
    if record is None:
        report = _computed(project, name, jobs)
        return lineage_of(report.index, load_tables(project.data))
    assert record.lineage, "a release records the lineage of its results"
    return record.lineage


def ledgers(
    project: Project, name: str, chapter: str, jobs: int
) -> tuple[Record, Collection[str] | None]:
    """The record with the ledgers of an edition or version, and the claims on which a chapter
    rests, None where none is named.

    Raises UsageError for an unknown edition, version or chapter.
    """
    record = _released(project, name)
    if record:
        return record, _claims_of(record, chapter) if chapter else None
    report = _computed(project, name, jobs, chapters=bool(chapter))
    used = claims_of_chapter(report, chapter) if chapter else None
    return record_of_index(report.index), used


def _claims_of(record: Record, name: str) -> Collection[str]:
    found = [file for file in record.chapters if name in (file, PurePosixPath(file).stem)]
    if not found:
        stems = sorted(PurePosixPath(file).stem for file in record.chapters)
        raise UsageError(f"no chapter {name!r}: {did_you_mean(name, stems)}")
    return record.chapters[found[0]].claims


def _computed(project: Project, name: str, jobs: int, *, chapters: bool = False) -> Report:
    return compute(project, [_open(project, name)], jobs, chapters=chapters)[0]


def _released(project: Project, name: str) -> Record | None:
    """The record of a released version or edition; None for an edition that has to be computed:
    one that is not released, and the open one, unless its version is released."""
    wanted = name or open_id(project)
    return None if wanted in editions_to_build(project) else released_record(project, wanted)


def _open(project: Project, name: str) -> Edition:
    wanted = name or open_id(project)
    known = edition_ids(project.editions)
    if wanted not in known:
        every = dict.fromkeys([*known, *newest_releases(project)])
        versions = [release.version for release in releases(project)]
        hint = did_you_mean(wanted, [*every, *versions])
        raise UsageError(f"no edition {wanted!r} in editions/: {hint}")
    return load_edition(project.editions, wanted)
