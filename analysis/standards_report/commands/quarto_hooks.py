"""What `quarto render` at the root calls: compute before it, complete its output after it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from standards_report.build.completing_steps import completing_steps
from standards_report.build.compute import compute
from standards_report.build.compute_steps import compute_steps
from standards_report.build.formats import FORMATS
from standards_report.build.render_steps import (
    assets_folder,
    published_steps,
    shared_steps,
    shown_prose_steps,
)
from standards_report.build.step_inputs import watched
from standards_report.errors import CheckError
from standards_report.evidence.release.manifest import NAME
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import Edition, edition_ids
from standards_report.observations.domain.releases import open_id, require_open
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.runner import run_steps
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.chapters.report import Report, load_report, with_previous
from standards_report.render.checks.prose_checks import prose_check
from standards_report.render.quarto.quarto_heads import complete_heads
from standards_report.render.quarto.quarto_program import find_quarto
from standards_report.render.quarto.quarto_project import INSIDE, stage
from standards_report.render.site.assemble import published_files, write_manifest
from standards_report.render.site.publish import publish_list


def before_render(project: Project, jobs: int) -> None:
    """Computes what is stale for the profile that Quarto renders, and stages it at the root."""
    if os.environ.get(INSIDE):
        return
    edition = _edition(project)
    compute(project, [edition], jobs, prose=True)
    report = load_report(project, edition)
    faults = prose_check(report)
    if faults:
        raise CheckError(faults)
    stage(report, project.root)


def after_render(project: Project) -> None:
    """Adds data, notebooks and manifest to what Quarto rendered, and the list of editions."""
    if os.environ.get(INSIDE):
        return
    edition = _edition(project)
    output = project.root / os.environ.get("QUARTO_PROJECT_OUTPUT_DIR", f"_site/{edition.id}")
    if not (output / "index.html").is_file():
        return
    reporter = Reporter()
    with only_build(project, reporter, finish_interrupted):
        memory = Memory(project)
        decision = Decision(memory, Sources(project.root, watched(project)))
        report = load_report(project, edition)
        steps = compute_steps(project, with_previous([report]))
        steps += [*shared_steps(project), *shown_prose_steps(project, [report])]
        steps += completing_steps(report)
        run_steps(steps, decision, jobs=1, reporter=reporter)
        _complete(report, memory, output)
        publish_list(project, project.site, assets_folder(project), FORMATS)


def _complete(report: Report, memory: Memory, output: Path) -> None:
    """Adds to what Quarto rendered all that every engine leaves to us, the manifest last."""
    for name, (path, _) in published_files(
        memory, published_steps(report.project, report.edition, None, ())
    ).items():
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    complete_heads(report, FORMATS, output)
    quarto = find_quarto()
    engine = quarto.name if quarto else "quarto"
    outputs = {name: known for name, known in hashes_below(output).items() if name != NAME}
    edition = report.edition.id
    formats = [
        form.name
        for form in FORMATS
        if not form.title or (output / form.file_name(edition)).is_file()
    ]
    write_manifest(report, engine, outputs, formats, False, output / NAME)


def _edition(project: Project) -> Edition:
    """The edition among the active profiles; Quarto names them in its environment.

    Raises UsageError where it is a released one, which no render changes.
    """
    profiles = os.environ.get("QUARTO_PROFILE", "").split(",")
    known = edition_ids(project.editions)
    chosen = [name for name in profiles if name in known] or [open_id(project)]
    return require_open(project, chosen[0])
