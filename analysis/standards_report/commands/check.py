"""Everything that is wrong with the open edition, with the data, and beside what was released."""

from __future__ import annotations

from collections.abc import Sequence

from standards_report.build.compute import compute
from standards_report.build.derived import write_derived
from standards_report.errors import (
    CheckError,
    DataError,
    Fault,
    NotebookError,
    RenderError,
    SourceError,
)
from standards_report.evidence.release.release_faults import errata_faults, release_faults
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.observations.domain.releases import (
    editions_to_build,
    is_released,
    open_id,
)
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project, find_project
from standards_report.render.checks.prose_checks import prose_check, source_check
from standards_report.render.checks.unshown import unshown_check


def check_here(jobs: int) -> None:
    """`require_no_faults` of the project of this folder, whose files may not be readable."""
    try:
        project = find_project()
    except SourceError as error:
        raise CheckError(error.faults) from None
    require_no_faults(project, jobs)


def require_no_faults(project: Project, jobs: int, names: Sequence[str] = ()) -> None:
    """Raises CheckError with everything that is wrong; no names mean the editions of a build.

    What stops any other command is a fault like the others here.
    """
    try:
        chosen = names or editions_to_build(project) or [open_id(project)]
        faults = _all_faults(project, jobs, chosen)
    except (SourceError, DataError, NotebookError, RenderError) as error:
        raise CheckError(error.faults) from None
    if faults:
        raise CheckError(faults)


def _all_faults(project: Project, jobs: int, names: Sequence[str]) -> set[Fault]:
    editions = [load_edition(project.editions, name) for name in names]
    # First, since an edition that is out of place cannot be computed either.
    faults = {*release_faults(project), *errata_faults(project)}
    _write_derived(project, editions)
    for report in compute(project, editions, jobs, prose=True):
        for find in (source_check, prose_check, unshown_check):
            faults |= set(find(report))
    return faults


def _write_derived(project: Project, editions: Sequence[Edition]) -> None:
    """Writes what follows from other files, as a build of these editions would."""
    computed = [edition for edition in editions if not is_released(project, edition)]
    for name in write_derived(project, computed) if computed else ():
        Reporter().say(f"Written, as it follows from other files: {name}")
