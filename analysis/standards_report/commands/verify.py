"""Rebuilds an edition from what the repository holds, elsewhere, and compares every file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from standards_report.build.build import BuildPlan, build
from standards_report.errors import UsageError, VerifyError
from standards_report.evidence.release.manifest import NAME, read_manifest
from standards_report.evidence.release.manifest_diff import differences
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import load_edition
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.quarto.quarto_program import choose_engine
from standards_report.render.site.release_record import released_manifest
from standards_report.source_files import copy_sources

_COPIED = (
    "_quarto.yml",
    "index.qmd",
    "references.bib",
    "requirements.lock",
    "CITATION.cff",
    "LICENSE",
    "chapters",
    "data",
    "editions",
    "analysis/notebooks",
    "_extensions",
)


def verify(project: Project, identifier: str, jobs: int) -> int:
    """Rebuilds with the engine that the released manifest names; returns the number of files.

    Raises UsageError where nothing was released, VerifyError with every file that differs.
    """
    load_edition(project.editions, identifier)
    path = released_manifest(project, identifier)
    released = read_manifest(path)
    if released is None:
        what = f"{project.relative(path)} is missing"
        raise UsageError(f"{what}: run standards-report build {identifier} --release first")
    engine = "pandoc" if released.engine == "pandoc" else "quarto"
    with _elsewhere(project) as scratch:
        _copy(project, scratch)
        quarto, _ = choose_engine(engine)
        build(BuildPlan(scratch, [identifier], quarto, jobs))
        rebuilt = read_manifest(scratch.site / identifier / NAME)
    assert rebuilt is not None, "a build ends with a manifest"
    faults = differences(released, rebuilt, project.relative(path))
    if faults:
        raise VerifyError(faults)
    return len(released.outputs)


@contextmanager
def _elsewhere(project: Project) -> Iterator[Project]:
    """A project of its own, in the scratch folder: what a killed command leaves there goes with
    the next one."""
    with only_build(project, Reporter(), finish_interrupted):
        folder = project.scratch / "verify"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            yield Project(folder / "project")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _copy(project: Project, scratch: Project) -> None:
    for name in _COPIED:
        if (project.root / name).exists():
            copy_sources(project.root / name, scratch.root / name, shutil.copyfile)
