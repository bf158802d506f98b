"""What `quarto render` at the root calls: compute before it, complete its output after it."""

from __future__ import annotations

import os
from pathlib import Path

from standards_report.errors import CheckError, UsageError
from standards_report.observations.editions import Edition, edition_ids, load_edition
from standards_report.pipeline.graph import run_steps
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.assemble import complete_edition
from standards_report.render.build import compute
from standards_report.render.check import prose_check
from standards_report.render.choice import find_quarto
from standards_report.render.publish import publish_list
from standards_report.render.quarto import INSIDE, stage
from standards_report.render.steps import completing_steps, fonts_folder, render_steps


def before_render(project: Project, jobs: int) -> None:
    """Computes what is stale for the profile that Quarto renders, and stages it at the root."""
    if os.environ.get(INSIDE):
        return
    edition = _edition(project)
    compute(project, [edition], jobs, prose=True)
    faults = prose_check(project, edition)
    if faults:
        raise CheckError(faults)
    stage(project, edition, project.root)


def after_render(project: Project) -> None:
    """Adds data, notebooks and manifest to what Quarto rendered, and the list of editions."""
    if os.environ.get(INSIDE):
        return
    edition = _edition(project)
    output = project.root / os.environ.get("QUARTO_PROJECT_OUTPUT_DIR", f"_site/{edition.id}")
    if not (output / "index.html").is_file():
        return
    fonts = fonts_folder(project)
    steps = [*render_steps(project, [], None), *completing_steps(project, edition)]
    run_steps(steps, project.states, jobs=1, reporter=Reporter())
    quarto = find_quarto()
    complete_edition(project, edition, Path(output), fonts, quarto.name if quarto else "quarto")
    publish_list(project, project.site, fonts)


def _edition(project: Project) -> Edition:
    """The edition among the active profiles; Quarto names them in its environment."""
    profiles = os.environ.get("QUARTO_PROFILE", "").split(",")
    known = edition_ids(project.editions)
    chosen = [name for name in profiles if name in known] or known[:1]
    if not chosen:
        raise UsageError("no edition in editions/: add one")
    return load_edition(project.editions, chosen[0])
