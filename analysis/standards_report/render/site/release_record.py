"""What is recorded of an edition when it is released, and where."""

from __future__ import annotations

from pathlib import Path

from standards_report.evidence.release.manifest import NAME
from standards_report.observations.domain.editions import Edition
from standards_report.project import Project
from standards_report.render.site.publish import write_if_changed


def released_manifest(project: Project, identifier: str) -> Path:
    """Where the manifest of a released edition is committed."""
    return project.editions / f"{identifier}.manifest.json"


def release(project: Project, editions: list[Edition]) -> list[str]:
    """Commits to what is published now: writes its manifests beside the edition files.

    Returns the names of the files that changed.
    """
    changed = []
    for edition in editions:
        target = released_manifest(project, edition.id)
        text = (project.site / edition.id / NAME).read_text(encoding="utf-8")
        if write_if_changed(target, text):
            changed.append(project.relative(target))
    return changed
