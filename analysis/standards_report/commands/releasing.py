"""Releases the open edition: its archive and its record, from a checkout that is all committed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from standards_report.build.build import BuildPlan, Built, build
from standards_report.build.compute import compute
from standards_report.build.current import require_current
from standards_report.build.derived import write_derived
from standards_report.build.formats import FORMATS
from standards_report.build.recorded import full_record
from standards_report.build.render_steps import assets_folder
from standards_report.commands.check import require_no_faults
from standards_report.commands.kept_records import RECORDS, records_note
from standards_report.errors import DataError, Fault, UsageError
from standards_report.evidence.release import history
from standards_report.evidence.release.archive import (
    EDITION_FILE,
    ERRATA_FILE,
    RECORD,
    RECORD_FILE,
    SITE,
    packed,
)
from standards_report.evidence.release.manifest import NAME, parse_manifest, sha256
from standards_report.evidence.release.release_faults import touched_faults
from standards_report.evidence.results.record import Record, record_text
from standards_report.files import write_whole
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.errata import load_errata
from standards_report.observations.domain.releases import (
    archive_path,
    is_released,
    open_edition,
)
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.site.publish import publish_list

_SHOWN = 5


@dataclass(frozen=True)
class Released:
    """What a release wrote: the version, its commit, the files to commit next, and the records that
    it was computed from, with their hashes."""

    built: Built
    version: str
    commit: str
    files: tuple[str, str]
    records: Mapping[str, str]

    def lines(self) -> list[str]:
        """What was released, and the commands that follow."""
        option = f" --records {RECORDS}" if self.records else ""
        return [
            f"Released: {self.version}, of commit {self.commit[:12]}. Commit it next:",
            f"  git add {' '.join(self.files)}",
            f'  git commit -m "Release {self.version}"',
            f"  standards-report verify {self.version}{option}",
            *records_note(self.version, self.records),
        ]


def release(plan: BuildPlan) -> Released:
    """Builds and checks the open edition, then writes its archive and its record.

    Raises UsageError where anything is not committed, the edition is not the open one, its version
    was released already, or its file states no day of release; CheckError with what `check` finds.
    """
    project = plan.project
    edition = open_edition(project)
    _require_releasable(plan, edition)
    write_derived(project, [edition])
    commit = _clean_commit(project)
    built = build(replace(plan, names=[edition.id]))
    require_no_faults(project, plan.jobs, [edition.id])
    [report] = compute(project, [edition], plan.jobs, chapters=True)
    with only_build(project, Reporter(), finish_interrupted):
        require_current(project, edition.id, plan.jobs)
        record = full_record(report)
        _require_errata(project, edition, record)
        site = _site_files(project, edition)
        files = site | _record_files(project, edition, record)
        if _clean_commit(project) != commit:
            raise UsageError("another commit was checked out meanwhile: release again")
        written = _write(project, edition, commit, packed(files))
        publish_list(project, project.site, assets_folder(project), FORMATS)
    records = parse_manifest(site[SITE + NAME], NAME).records
    return Released(built, edition.version, commit, written, records)


def _require_releasable(plan: BuildPlan, edition: Edition) -> None:
    shown = f"editions/{edition.id}.yml"
    if set(plan.names) - {edition.id}:
        raise UsageError(
            f"only the open edition, {edition.id}, can be released: name another one as the "
            "default profile in _quarto.yml"
        )
    if is_released(plan.project, edition):
        what = f"version {edition.version} is released already"
        raise UsageError(Fault(shown, 0, what, "state the next version, or open the next edition"))
    if edition.date is None:
        what = "states no day of release"
        raise UsageError(Fault(shown, 0, what, "write date: and the day, and commit it"))


def _clean_commit(project: Project) -> str:
    remedy = "commit it, or take it away, and release again"
    commit = history.head(project.root)
    changed = history.uncommitted(project.root)
    if changed:
        more = [f"and {len(changed) - _SHOWN} more"] if len(changed) > _SHOWN else []
        faults = [Fault(name, 0, "is not committed", remedy) for name in changed[:_SHOWN]]
        raise UsageError([*faults, *(Fault(text, 0, "", "") for text in more)])
    return commit


def _require_errata(project: Project, edition: Edition, record: Record) -> None:
    faults = [
        fault
        for erratum in load_errata(project)
        if erratum.version == edition.version
        for fault in touched_faults(erratum, record)
    ]
    if faults:
        raise DataError(faults)


def _site_files(project: Project, edition: Edition) -> dict[str, bytes]:
    """What readers see of the edition: what its manifest names, and the manifest."""
    folder = project.site / edition.id
    manifest = parse_manifest((folder / NAME).read_bytes(), NAME)
    return {SITE + name: (folder / name).read_bytes() for name in [*manifest.outputs, NAME]}


def _record_files(project: Project, edition: Edition, record: Record) -> dict[str, bytes]:
    errata: Path = project.editions / ERRATA_FILE
    files = {
        RECORD_FILE: record_text(record).encode(),
        EDITION_FILE: (project.editions / f"{edition.id}.yml").read_bytes(),
    }
    if errata.is_file():
        files[ERRATA_FILE] = errata.read_bytes()
    return {RECORD + name: content for name, content in files.items()}


def _write(project: Project, edition: Edition, commit: str, archive: bytes) -> tuple[str, str]:
    """Writes the archive, then the record, without which an archive counts for nothing."""
    content = {
        "edition": edition.id,
        "version": edition.version,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "date": edition.date,
        "as_of": edition.as_of,
        "commit": commit,
        "sha256": sha256(archive),
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    target = archive_path(project, edition.version)
    target.parent.mkdir(exist_ok=True)
    write_whole(target, archive)
    write_whole(target.with_suffix(".yml"), text.encode())
    return project.relative(target), project.relative(target.with_suffix(".yml"))
