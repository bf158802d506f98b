"""An edition packed for deposit, as it is published."""

from __future__ import annotations

from pathlib import Path

from standards_report.build.current import require_current
from standards_report.evidence.release.ro_crate import write_crate
from standards_report.ingest.transaction import finish_interrupted
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.book.site_config import load_publisher


def export(project: Project, identifier: str, target: str, jobs: int) -> tuple[Path, int]:
    """Writes the crate of an edition; returns its file and how many files it holds.

    Raises UsageError where what is published is not what the sources give now.
    """
    # No build changes the site while it is packed.
    with only_build(project, Reporter(), finish_interrupted):
        edition = require_current(project, identifier, jobs)
        path = Path(target or f"standards-report-{edition.version}.crate.zip")
        return path, write_crate(project, edition, load_publisher(project).author, path)
