"""A build from end to end: compute, check the prose, render, publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.build.compute_steps import compute_steps, expect_notebooks
from standards_report.build.reading_steps import paragraph_steps, read_steps
from standards_report.build.render_steps import (
    assets_folder,
    draft_steps,
    published_steps,
    render_steps,
    shown_prose_steps,
    site_step,
)
from standards_report.errors import Fault, RenderError, UsageError
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import (
    Edition,
    edition_ids,
    load_edition,
    previous_edition,
)
from standards_report.observations.tables.data_dictionary import data_dictionary
from standards_report.observations.tables.schema import load_schema
from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.lock import only_build
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.progress import Reporter
from standards_report.pipeline.graph.runner import (
    NO_WISHES,
    Wishes,
    explain_steps,
    here,
    run_steps,
    still_changing,
)
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.graph.step import Outcome, Step
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.chapters.chapter_files import chapter_step
from standards_report.render.quarto.quarto_program import EMBEDDED, Quarto
from standards_report.render.site.assemble import published_files
from standards_report.render.site.publish import (
    PublishedFiles,
    publish_edition,
    publish_list,
    write_if_changed,
)
from standards_report.render.site.release_record import release
from standards_report.source_files import source_files

if TYPE_CHECKING:
    from standards_report.pipeline.workers.dask_cluster import Workers

FORMATS = ("html", "pdf")
_TRIES = 5


@dataclass(frozen=True)
class Plan:
    """What a build is to do. No names of editions mean all of them.

    `drafts` are chapters whose pages are made as soon as they can be, as steps of their own.
    """

    project: Project
    names: Sequence[str]
    quarto: Quarto | None
    jobs: int
    formats: Sequence[str] = FORMATS
    allow_stale: bool = False
    force: bool = False
    explain: bool = False
    release: bool = False  # record the manifests, once all is published
    scheduler: str = ""  # of a Dask cluster; none means this machine
    drafts: Sequence[str] = ()
    wishes: Wishes = NO_WISHES

    @property
    def engine(self) -> str:
        return self.quarto.name if self.quarto else EMBEDDED

    def editions(self) -> list[Edition]:
        """The editions as their files are now. Raises UsageError for one that is unknown."""
        folder = self.project.editions
        identifiers = list(self.names) or edition_ids(folder)
        if not identifiers:
            raise UsageError("no edition in editions/: add one, as editions/2022.yml")
        return [load_edition(folder, name) for name in dict.fromkeys(identifiers)]


@dataclass(frozen=True)
class Built:
    """What a build did."""

    outcome: Outcome
    changed: list[str]
    stale: list[Fault]
    released: list[str]


def build(plan: Plan) -> Built:
    """Computes, checks, renders and publishes; a failure leaves the published site as it is.

    Where a source changes before the end, the build begins again with what has changed.
    """
    reporter = Reporter()
    with only_build(plan.project, reporter, finish_interrupted), _workers(plan) as workers:
        for _ in range(_TRIES):
            run = _Run(plan, reporter)
            built = run.build(workers)
            moved = run.moved()
            if not moved:
                released = release(plan.project, run.editions) if plan.release else []
                return replace(built, released=released)
            reporter.say(f"Changed while the build ran: {', '.join(moved)}: building again")
            plan = replace(plan, force=False)
        raise still_changing(moved)


def compute(
    project: Project,
    editions: list[Edition],
    jobs: int,
    *,
    chapters: bool = False,
    prose: bool = False,
) -> None:
    """The computing half alone, for commands that only read what it leaves.

    `chapters` asks for the chapters as they are written as well, `prose` for all that they are
    set and checked from, the comparison with the edition before included.
    """
    project.require_parts()
    reporter = Reporter()
    with only_build(project, reporter, finish_interrupted):
        memory = Memory(project)
        decision = Decision(memory, Sources(project.root, watched(project)))
        wanted = with_previous(project, editions) if prose else editions
        expect_notebooks(project, wanted)
        steps = compute_steps(project, wanted)
        if prose:
            steps += shown_prose_steps(project, editions)
        elif chapters:
            steps += [*read_steps(project, editions), *paragraph_steps(project, editions)]
        run_steps(steps, decision, jobs=jobs, reporter=reporter)


def with_previous(project: Project, editions: list[Edition]) -> list[Edition]:
    """The editions with those that they are compared with, which have to be computed first."""
    before = [previous_edition(project.editions, one) for one in editions]
    every = [*editions, *(one for one in before if one)]
    return list({one.id: one for one in every}.values())


def watched(project: Project) -> Iterator[Path]:
    """Every file that a build may read, but for those that it writes itself."""
    written = {
        project.data / "README.md",
        *source_files(project.editions, "*.manifest.json"),
        *source_files(project.root, "_quarto-*.yml"),
    }
    for source in project.sources:
        below = source_files(source, "**/*") if source.is_dir() else [source]
        yield from (path for path in below if path.is_file() and path not in written)


class _Run:
    """One pass over the graph, with the sources as they were when it began."""

    def __init__(self, plan: Plan, reporter: Reporter) -> None:
        self._plan, self._reporter = plan, reporter
        self._project = plan.project
        self._memory = Memory(plan.project)
        self._memory.clear_room()
        self._sources = Sources(plan.project.root, watched(plan.project))
        self.editions = plan.editions()

    def build(self, workers: Workers | None) -> Built:
        """Runs what has to run, and publishes it unless a source has moved."""
        plan, project = self._plan, self._project
        project.require_own_files()
        project.require_parts()
        _write_derived(project, self.editions)
        steps = self._steps()
        decision = Decision(self._memory, self._sources, force=plan.force)
        if plan.explain:
            for step, reasons in explain_steps(steps, decision).items():
                self._reporter.say(f"  {step}: {'; '.join(reasons)}")
        outcome = run_steps(
            steps,
            decision,
            jobs=workers.threads if workers else plan.jobs,
            reporter=self._reporter,
            run=workers.run if workers else here,
            wishes=self._wishes(),
        )
        if self.moved():
            return Built(outcome, [], [], [])
        changed = self._publish()
        return Built(outcome, changed, _stale(plan, self.editions), [])

    def moved(self) -> list[str]:
        """Names of the sources that are no longer what they were when the pass began."""
        return self._sources.all_moved(watched(self._project))

    def _steps(self) -> list[Step]:
        plan, project = self._plan, self._project
        wanted = with_previous(project, self.editions)
        if not plan.scheduler:
            expect_notebooks(project, wanted)
        steps = compute_steps(project, wanted) + render_steps(
            project, self.editions, plan.quarto, plan.formats, plan.allow_stale
        )
        for edition in self.editions:
            steps += draft_steps(project, edition, plan.drafts)
        return steps

    def _wishes(self) -> Wishes:
        """The text of a draft goes first: the prose is checked while Pandoc sets it."""
        plan = self._plan
        texts = [
            chapter_step(one, "html set", file) for one in self.editions for file in plan.drafts
        ]
        return replace(plan.wishes, first=texts)

    def _publish(self) -> list[str]:
        site, changed = self._project.site, []
        try:
            for edition in self.editions:
                files = edition_files(self._memory, edition, self._plan)
                if publish_edition(site, files, edition.id):
                    changed.append(edition.id)
            publish_list(self._project, site, assets_folder(self._project))
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise RenderError(Fault(site.name, 0, what, "check its owner and space")) from None
        return changed


def edition_files(memory: Memory, edition: Edition, plan: Plan) -> PublishedFiles:
    """Every file of an edition as the plan makes it."""
    parts = published_steps(edition, plan.quarto, plan.formats)
    return published_files(memory, [*parts, site_step(edition)])


def _workers(plan: Plan) -> AbstractContextManager[Workers | None]:
    if not plan.scheduler:
        return nullcontext()
    from standards_report.pipeline.workers.dask_cluster import dask_workers

    return dask_workers(plan.scheduler, plan.project)


def _write_derived(project: Project, editions: list[Edition]) -> None:
    """Committed files that follow from others: the profile of each edition, the dictionary."""
    for edition in editions:
        write_if_changed(project.root / f"_quarto-{edition.id}.yml", profile_text(edition))
    dictionary = data_dictionary(load_schema(project.data))
    write_if_changed(project.data / "README.md", dictionary)


def _stale(plan: Plan, editions: list[Edition]) -> list[Fault]:
    """Sentences that were rendered although they are false."""
    from standards_report.render.checks.prose_checks import stale_check

    if not plan.allow_stale:
        return []
    return sorted({fault for one in editions for fault in stale_check(plan.project, one)})
