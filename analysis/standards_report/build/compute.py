"""The computing half of a build alone, for commands that only read what it leaves."""

from __future__ import annotations

from standards_report.build.compute_steps import compute_steps, expect_notebooks
from standards_report.build.reading_steps import paragraph_steps, read_steps
from standards_report.build.render_steps import (
    shown_prose_steps,
)
from standards_report.build.step_inputs import watched
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import (
    Edition,
)
from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.runner import (
    run_steps,
)
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.chapters.report import Report, load_reports, with_previous


def compute(
    project: Project,
    editions: list[Edition],
    jobs: int,
    *,
    chapters: bool = False,
    prose: bool = False,
) -> list[Report]:
    """Computes the editions, and returns their reports.

    `chapters` asks for the chapters as they are written as well, `prose` for all that they are
    set and checked from, the comparison with the edition before included.
    """
    project.require_parts()
    reporter = Reporter()
    with only_build(project, reporter, finish_interrupted):
        memory = Memory(project)
        decision = Decision(memory, Sources(project.root, watched(project)))
        reports = load_reports(project, editions)
        wanted = with_previous(reports) if prose else reports
        expect_notebooks(wanted)
        steps = compute_steps(project, wanted)
        if prose:
            steps += shown_prose_steps(project, reports)
        elif chapters:
            steps += [*read_steps(project, reports), *paragraph_steps(reports)]
        run_steps(steps, decision, jobs=jobs, reporter=reporter)
    return reports
