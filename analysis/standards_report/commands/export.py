"""An edition packed for deposit, as it is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from standards_report.build.current import require_current
from standards_report.evidence.release import history
from standards_report.evidence.release.archive import open_archive
from standards_report.evidence.release.datacite import Described
from standards_report.evidence.release.manifest import NAME, parse_manifest
from standards_report.evidence.release.ro_crate import (
    crate_files,
    project_sources,
    published_report,
    write_crate,
)
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.releases import (
    Release,
    editions_to_build,
    find_release,
)
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.book.site_config import load_publisher


def export(project: Project, name: str, target: str, jobs: int) -> tuple[Path, int]:
    """Writes the crate of an edition or version; returns its file and how many files it holds.

    A released one comes out of its archive, with the sources of its commit. Raises UsageError where
    what is published of any other is not what the sources give now, and where the commit is not in
    the history at hand.
    """
    release = None if name in editions_to_build(project) else find_release(project, name)
    if release:
        return _export_release(project, release, target)
    # No build changes the site while it is packed.
    with only_build(project, Reporter(), finish_interrupted):
        edition = require_current(project, name, jobs)
        report = published_report(project, edition)
        sources = project_sources(project, parse_manifest(report[NAME], NAME))
        path = _target(target, edition.version)
        return path, _write(project, edition, report, sources, path)


def _export_release(project: Project, release: Release, target: str) -> tuple[Path, int]:
    archive = open_archive(project, release)
    report = {name: content.read_bytes() for name, (content, _) in archive.site.items()}
    sources = history.files_of_commit(project.root, release.commit)
    path = _target(target, release.version)
    return path, _write(project, release, report, sources, path)


def _write(
    project: Project,
    edition: Described,
    report: Mapping[str, bytes],
    sources: Mapping[str, bytes],
    path: Path,
) -> int:
    author = load_publisher(project).author
    return write_crate(edition, author, crate_files(edition, author, report, sources), path)


def _target(target: str, version: str) -> Path:
    return Path(target or f"standards-report-{version}.crate.zip")
