"""A build from end to end: compute, check the prose, render, publish."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_report.errors import Fault, RenderError, UsageError
from standards_report.observations.dictionary import data_dictionary
from standards_report.observations.editions import (
    Edition,
    edition_ids,
    load_edition,
    previous_edition,
)
from standards_report.observations.schema import load_schema
from standards_report.pipeline.compute import compute_steps, expect_notebooks
from standards_report.pipeline.computed import is_computed
from standards_report.pipeline.graph import Outcome, Step, explain_steps, run_steps
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.pipeline.unchanged import Look, is_built
from standards_report.project import Project
from standards_report.render.choice import EMBEDDED, Quarto, choose_engine
from standards_report.render.profile import profile_text
from standards_report.render.publish import publish_edition, publish_list, write_if_changed
from standards_report.render.steps import built_folder, changes_steps, fonts_folder, render_steps

if TYPE_CHECKING:
    from standards_report.pipeline.cluster import Workers


@dataclass(frozen=True)
class Plan:
    """What a build is to do."""

    project: Project
    editions: list[Edition]
    quarto: Quarto | None
    jobs: int
    allow_stale: bool = False
    scheduler: str = ""  # of a Dask cluster; none means this machine
    seen: Look | None = None  # all files as the command found them

    @property
    def engine(self) -> str:
        return self.quarto.name if self.quarto else EMBEDDED


@dataclass(frozen=True)
class Built:
    """What a build did."""

    outcome: Outcome
    changed: list[str]
    stale: list[Fault]


def plan_build(
    project: Project,
    names: Sequence[str],
    engine: str,
    jobs: int,
    allow_stale: bool = False,
    scheduler: str = "",
    seen: Look | None = None,
) -> Plan:
    """Resolves editions and engine. Raises UsageError for an unknown edition or engine."""
    identifiers = list(names) or edition_ids(project.editions)
    if not identifiers:
        raise UsageError("no edition in editions/: add one, as editions/2022.yml")
    editions = [load_edition(project.editions, name) for name in dict.fromkeys(identifiers)]
    quarto, _ = choose_engine(engine)
    return Plan(project, editions, quarto, jobs, allow_stale, scheduler, seen)


def build(plan: Plan) -> Built:
    """Computes, checks, renders and publishes; a failure leaves the published site as it is."""
    reporter = Reporter()
    with only_build(plan.project, reporter):
        computing = _computing(plan.project, plan.editions, plan.scheduler, plan.seen)
        if computing:
            _write_derived(plan)
        with _workers(plan) as workers:
            outcome = run_steps(
                computing + _rendering(plan),
                plan.project.states,
                jobs=plan.jobs,
                reporter=reporter,
                workers=workers,
            )
        return Built(outcome, _publish(plan), _stale(plan))


def _workers(plan: Plan) -> AbstractContextManager[Workers | None]:
    if not plan.scheduler:
        return nullcontext()
    from standards_report.pipeline.cluster import dask_workers

    return dask_workers(plan.scheduler, plan.project)


def _write_derived(plan: Plan) -> None:
    """Committed files that follow from others: the profile of each edition, the dictionary."""
    for edition in plan.editions:
        write_if_changed(plan.project.root / f"_quarto-{edition.id}.yml", profile_text(edition))
    dictionary = data_dictionary(load_schema(plan.project.data))
    write_if_changed(plan.project.data / "README.md", dictionary)


def compute(project: Project, editions: list[Edition], jobs: int, *, prose: bool = False) -> None:
    """The computing half alone, for commands that only read what it leaves.

    `prose` asks for all that chapters are set from, the comparison with the edition before
    included.
    """
    if is_built(project, [edition.id for edition in editions]):
        return
    reporter = Reporter()
    with only_build(project, reporter):
        steps = _computing(project, editions, previous=prose)
        if prose:
            steps += changes_steps(project, editions)
        run_steps(steps, project.states, jobs=jobs, reporter=reporter)


def with_previous(project: Project, editions: list[Edition]) -> list[Edition]:
    """The editions with those that they are compared with, which have to be computed first."""
    before = [previous_edition(project.editions, one) for one in editions]
    every = [*editions, *(one for one in before if one)]
    return list({one.id: one for one in every}.values())


def explain(plan: Plan) -> dict[str, list[str]]:
    """Why each step of the build would run."""
    computing = compute_steps(plan.project, with_previous(plan.project, plan.editions))
    return explain_steps(computing + _rendering(plan), plan.project.states)


def _computing(
    project: Project,
    editions: list[Edition],
    scheduler: str = "",
    seen: Look | None = None,
    *,
    previous: bool = True,
) -> list[Step]:
    """The steps that compute the editions, with those before them if `previous`; none where
    nothing but prose has changed."""
    if is_computed(project, editions, seen):
        project.require_own_files()
        return []
    wanted = with_previous(project, editions) if previous else editions
    if not scheduler:
        expect_notebooks(project, wanted)
    return compute_steps(project, wanted)


def _rendering(plan: Plan) -> list[Step]:
    return render_steps(plan.project, plan.editions, plan.quarto, plan.allow_stale)


def _stale(plan: Plan) -> list[Fault]:
    """Sentences that were rendered although they are false."""
    from standards_report.render.check import stale_check

    if not plan.allow_stale:
        return []
    return sorted({fault for one in plan.editions for fault in stale_check(plan.project, one)})


def _publish(plan: Plan) -> list[str]:
    site = plan.project.site
    fonts = fonts_folder(plan.project)
    changed = []
    try:
        for edition in plan.editions:
            built = built_folder(plan.project, edition)
            if plan.quarto:
                built = built.with_name("site-quarto")
            if publish_edition(site, built, edition.id):
                changed.append(edition.id)
        publish_list(plan.project, site, fonts)
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise RenderError(Fault(str(site.name), 0, what, "check its owner and space")) from None
    return changed
