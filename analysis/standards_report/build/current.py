"""Whether a published edition is what its sources give now: whole, true, and not edited by hand."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.build.build import BuildPlan, edition_files
from standards_report.build.compute_steps import compute_steps
from standards_report.build.formats import FORMATS
from standards_report.build.render_steps import render_steps
from standards_report.build.step_inputs import watched
from standards_report.errors import Fault, UsageError
from standards_report.evidence.release.manifest import NAME, read_manifest
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.pipeline.graph.decision import DAMAGED, UNREADABLE, Decision
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.runner import explain_steps
from standards_report.pipeline.graph.sources import Sources
from standards_report.project import Project
from standards_report.render.chapters.report import load_reports, with_previous
from standards_report.render.quarto.quarto_program import EMBEDDED_NAME, choose_engine
from standards_report.render.site.listed import OLDER

_SHOWN = 5


def require_current(project: Project, identifier: str, jobs: int) -> Edition:
    """Returns the edition if what is published of it is what a build would publish now.

    The caller holds the project's lock. Raises UsageError where the edition is not
    built, is older than its sources, lacks a format, may hold false sentences, or holds a file
    that is not as it was built.
    """
    edition = load_edition(project.editions, identifier)
    manifest = read_manifest(project.site / edition.id / NAME)
    remedy = f"run standards-report build {edition.id}"
    if manifest is None:
        raise UsageError(f"edition {edition.id} is not built: {remedy}")
    where = f"_site/{edition.id}"
    lacking = [form.name for form in FORMATS if form.name not in manifest.formats]
    if lacking:
        raise UsageError(Fault(where, 0, f"is not built as {' and '.join(lacking)}", remedy))
    if manifest.stale_allowed:
        raise UsageError(Fault(where, 0, "may hold false sentences (--allow-stale)", remedy))
    engine = "pandoc" if manifest.engine == EMBEDDED_NAME else "quarto"
    quarto, _ = choose_engine(engine)
    plan = BuildPlan(project, [edition.id], quarto, jobs)
    faults = [Fault(where, 0, what, remedy) for what in _differences(plan, edition)]
    if faults:
        more = len(faults) - _SHOWN
        rest = [Fault(where, 0, f"and {more} more", remedy)] if more > 0 else []
        raise UsageError([*faults[:_SHOWN], *rest])
    return edition


def _differences(plan: BuildPlan, edition: Edition) -> Iterator[str]:
    project, memory = plan.project, Memory(plan.project)
    decision = Decision(memory, Sources(project.root, watched(project)))
    reports = load_reports(project, [edition])
    steps = compute_steps(project, with_previous(reports))
    steps += render_steps(project, reports, plan.quarto, plan.formats)
    reasons = [reason for found in explain_steps(steps, decision).values() for reason in found]
    causes = [cause for cause in dict.fromkeys(reasons) if not cause.startswith("runs after")]
    if causes and all(cause in (UNREADABLE, DAMAGED) for cause in causes):
        yield "cannot be compared with its build: what that left in .build was changed"
    elif causes:
        yield f"is older than its sources ({'; '.join(causes[:_SHOWN])})"
    # Older versions lie in a folder of the edition; their archives say what they are.
    published = {
        name: known
        for name, known in hashes_below(project.site / edition.id).items()
        if not name.startswith(f"{OLDER}/")
    }
    built = {name: known for name, (_, known) in edition_files(memory, edition, plan).items()}
    for name in sorted({*published, *built}):
        if published.get(name) != built.get(name):
            yield f"{name} is not as it was built"
