"""A build from end to end: compute, check the prose, render, publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standards_report.build.compute_steps import compute_steps, expect_notebooks
from standards_report.build.derived import derived_texts, write_derived
from standards_report.build.formats import FORMATS
from standards_report.build.render_steps import (
    assets_folder,
    draft_steps,
    published_steps,
    render_steps,
    shared_steps,
    site_step,
)
from standards_report.build.step_inputs import watched
from standards_report.errors import DataError, Fault, RenderError
from standards_report.evidence.release.archive import Archive
from standards_report.evidence.release.manifest import sha256
from standards_report.evidence.release.release_faults import open_archives, release_faults
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.observations.domain.releases import editions_to_build, is_released
from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.runner import (
    NO_WISHES,
    Wishes,
    explain_steps,
    here,
    run_steps,
    still_changing,
)
from standards_report.pipeline.graph.settled import (
    Settled,
    hashes_of,
    keep,
    kind_of,
    read_files,
    unnamed,
)
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.graph.step import Outcome, Step
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.book.site_config import load_publisher
from standards_report.render.chapters.format import Format
from standards_report.render.chapters.report import Report, load_reports, with_previous
from standards_report.render.quarto.quarto_program import Quarto, engine_name
from standards_report.render.site.assemble import published_files
from standards_report.render.site.publish import (
    PublishedFiles,
    publish_edition,
    publish_list,
)
from standards_report.render.site.released import unpacked
from standards_report.workspace import folder_name

if TYPE_CHECKING:
    from standards_report.pipeline.workers.dask_cluster import Workers

_TRIES = 5


@dataclass(frozen=True)
class BuildPlan:
    """What a build is to do. No names mean the open edition, with the released ones beside it.

    `drafts` are chapters whose pages are made as soon as they can be, as steps of their own.
    """

    project: Project
    names: Sequence[str]
    quarto: Quarto | None
    jobs: int
    formats: Sequence[Format] = FORMATS
    allow_stale: bool = False
    force: bool = False
    explain: bool = False
    scheduler: str = ""  # of a Dask cluster; none means this machine
    drafts: Sequence[str] = ()
    wishes: Wishes = NO_WISHES

    @property
    def engine(self) -> str:
        return engine_name(self.quarto)

    @property
    def is_of_all(self) -> bool:
        """Whether it makes all that the site holds, and nothing that may be false."""
        return not (self.names or self.allow_stale or self.scheduler or self.drafts)

    def editions(self) -> list[Edition]:
        """The editions to compute, as their files are now.

        Raises UsageError for one that is unknown, or that is neither open nor released.
        """
        project = self.project
        names = list(self.names) or editions_to_build(project)
        named = [load_edition(project.editions, name) for name in dict.fromkeys(names)]
        return [edition for edition in named if not is_released(project, edition)]

    def unpacked(self, archives: Sequence[Archive]) -> list[str]:
        """Ids of the editions whose releases are put into the site, the newest first."""
        known = dict.fromkeys(archive.release.edition for archive in archives)
        return [name for name in known if not self.names or name in self.names]


@dataclass(frozen=True)
class Built:
    """What a build did."""

    outcome: Outcome
    changed: list[str]
    stale: list[Fault]


def build(plan: BuildPlan) -> Built:
    """Computes, checks, renders and publishes; a failure leaves the published site as it is.

    Where a source changes before the end, the build begins again with what has changed.
    """
    reporter = Reporter()
    with only_build(plan.project, reporter, finish_interrupted), _workers(plan) as workers:
        for _ in range(_TRIES):
            this_pass = _Pass(plan, reporter)
            built = this_pass.build(workers)
            moved = this_pass.moved()
            if not moved:
                return built
            reporter.say(f"Changed while the build ran: {', '.join(moved)}: building again")
            plan = replace(plan, force=False)
        raise still_changing(moved)


class _Pass:
    """One pass over the graph, with the sources as they were when it began."""

    def __init__(self, plan: BuildPlan, reporter: Reporter) -> None:
        self._plan, self._project, self._reporter = plan, plan.project, reporter
        self._memory = Memory(plan.project)
        self._memory.clear_room()
        self._watched = list(watched(plan.project))
        self._sources = Sources(plan.project.root, self._watched)
        self._others = hashes_of(plan.project.root, {*read_files(plan.project)} - {*self._watched})
        self.editions = plan.editions()

    def build(self, workers: Workers | None) -> Built:
        """Runs what has to run, and publishes it unless a source has moved."""
        self._prepare()
        reports = load_reports(self._project, self.editions)
        steps = self._planned(reports)
        outcome = self._run(steps, reports, workers)
        if self.moved():
            return Built(outcome, [], [])
        changed, site = self._publish()
        if self._plan.is_of_all and self.editions:
            self._keep_settled(steps, site)
        return Built(outcome, changed, self._stale_sentences(reports))

    def moved(self) -> list[str]:
        """Names of the sources that are no longer what they were when the pass began."""
        return self._sources.all_moved(watched(self._project))

    def _prepare(self) -> None:
        """Checks the project and its releases, and writes the files that follow from others."""
        project = self._project
        project.require_own_files()
        project.require_parts()
        self._archives = open_archives(project)
        faults = release_faults(project)
        if faults:
            raise DataError(faults)
        if not self.editions and not self._plan.names:
            self._reporter.say(
                "No edition is open: the released ones are unpacked, and nothing is computed. Open "
                "the next one with standards-report new-edition"
            )
        if self.editions:
            write_derived(project, self.editions)

    def _planned(self, reports: Sequence[Report]) -> list[Step]:
        """Every step of the build: computing the editions, setting them, drafts."""
        plan, computed = self._plan, with_previous(reports)
        if not reports:  # only releases are unpacked
            return shared_steps(plan.project)
        if not plan.scheduler:
            expect_notebooks(computed)
        return [
            *compute_steps(plan.project, computed),
            *render_steps(plan.project, reports, plan.quarto, plan.formats, plan.allow_stale),
            *(step for report in reports for step in draft_steps(report, plan.drafts)),
        ]

    def _run(
        self, steps: Sequence[Step], reports: Sequence[Report], workers: Workers | None
    ) -> Outcome:
        plan = self._plan
        decision = Decision(self._memory, self._sources, force=plan.force)
        if plan.explain:
            for step, reasons in explain_steps(steps, decision).items():
                self._reporter.say(f"  {step}: {'; '.join(reasons)}")
        # The text of a draft goes first: the prose is checked while Pandoc sets it.
        first = [report.step("html set", file) for report in reports for file in plan.drafts]
        return run_steps(
            steps,
            decision,
            jobs=workers.threads if workers else plan.jobs,
            reporter=self._reporter,
            run=workers.run if workers else here,
            wishes=replace(plan.wishes, first=first),
        )

    def _publish(self) -> tuple[list[str], dict[str, str]]:
        """Moves what was made into the site; returns the ids of the editions that changed, and the
        hash of every file by its place in the site."""
        site, changed = self._project.site, []
        hashes: dict[str, str] = {}
        try:
            computed = {edition.id: edition for edition in self.editions}
            for name in dict.fromkeys([*computed, *self._plan.unpacked(self._archives)]):
                files = unpacked(self._archives, name, behind=name in computed)
                if name in computed:
                    files |= edition_files(self._memory, computed[name], self._plan)
                if publish_edition(site, files, name):
                    changed.append(name)
                hashes |= {f"{name}/{file}": known for file, (_, known) in files.items()}
            hashes |= publish_list(self._project, site, assets_folder(self._project), FORMATS)
            self._say_unnamed()
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise RenderError(Fault(site.name, 0, what, "check its owner and space")) from None
        return changed, hashes

    def _keep_settled(self, steps: Sequence[Step], site: Mapping[str, str]) -> None:
        """Keeps the hashes of this pass, by which the next build may know that nothing changed."""
        project, plan = self._project, self._plan
        texts = derived_texts(project, self.editions)
        derived = {name: sha256(text.encode("utf-8")) for name, text in texts.items()}
        reads = self._others | self._sources.known(self._watched) | self._sources.seen | derived
        left = {f"{project.site.name}/{name}": known for name, known in site.items()}
        for step in steps:
            kept = self._memory.left(step.name)
            left |= {f"{project.scratch.name}/{name}": known for name, known in kept.items()}
        told = Settled(
            steps=len(steps),
            missing=load_publisher(project).missing(),
            folders=[folder_name(step.name) for step in steps],
            found=sorted(self._sources.seen),
        )
        formats = () if tuple(plan.formats) == FORMATS else [form.name for form in plan.formats]
        keep(project, kind_of(plan.engine, formats), told, reads, left)

    def _say_unnamed(self) -> None:
        """Says what readers of the first page will not find there."""
        missing = load_publisher(self._project).missing() if self.editions else []
        if missing:
            self._reporter.say(unnamed(missing))

    def _stale_sentences(self, reports: Sequence[Report]) -> list[Fault]:
        """Sentences that were rendered although the data make them false."""
        if not self._plan.allow_stale:
            return []
        from standards_report.render.checks.prose_checks import stale_check

        return sorted({fault for report in reports for fault in stale_check(report)})


def edition_files(memory: Memory, edition: Edition, plan: BuildPlan) -> PublishedFiles:
    """Every file of an edition as the plan makes it."""
    parts = published_steps(plan.project, edition, plan.quarto, plan.formats)
    return published_files(memory, [*parts, site_step(edition)])


def _workers(plan: BuildPlan) -> AbstractContextManager[Workers | None]:
    if not plan.scheduler:
        return nullcontext()
    from standards_report.pipeline.workers.dask_cluster import dask_workers

    return dask_workers(plan.scheduler, plan.project)
