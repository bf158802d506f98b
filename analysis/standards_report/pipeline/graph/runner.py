"""Runs the graph of steps: each step that is not up to date, after those that it depends on.

`graphlib` gives the order and `concurrent.futures` the threads. After a step has run, what it
read is compared with the hashes from before. Where something has changed, the step runs again.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path

from standards_report.errors import Fault, ReportError, UsageError
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.step import Outcome, Step
from standards_report.pipeline.progress import Reporter
from standards_report.workspace import folder_name

Make = Callable[[Path], Mapping[str, str] | None]
Runner = Callable[[Make, Path], Mapping[str, str] | None]
_TRIES = 5
_LOOKS = 0.1  # seconds between two checks for an interrupt


class SupersededError(Exception):
    """A run was stopped early, since another one supersedes it."""


def _nothing(name: str) -> None:
    """Ignores the name of a step that is done."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Wishes:
    """What a caller wants that uses results while others are still being made.

    `first` names steps that run before all others, with those that they depend on. `told` is
    called in the thread of the caller with the name of each step whose result is up to date. Once
    `superseded` returns True, no other step begins, and unfinished results are not kept.
    """

    first: Collection[str] = ()
    told: Callable[[str], None] = _nothing
    superseded: Callable[[], bool] = _never


NO_WISHES = Wishes()


def here(make: Make, folder: Path) -> Mapping[str, str] | None:
    """Runs a step in this process."""
    return make(folder)


def run_steps(
    steps: Sequence[Step],
    decision: Decision,
    *,
    jobs: int,
    reporter: Reporter,
    run: Runner = here,
    wishes: Wishes = NO_WISHES,
) -> Outcome:
    """Runs each step that is not up to date, `jobs` at a time, by calling `run`.

    Raises the error of the steps that failed, with the faults of all that failed in the same way.
    Steps that do not depend on them are finished first, so that the next build has less to do.
    Raises UsageError where two steps have the same name, and SupersededError where the wishes say
    so.
    """
    started = time.monotonic()
    graph = _Graph(steps, decision, reporter, run)
    pool = ThreadPoolExecutor(max(jobs, 1))
    try:
        graph.run(pool, max(jobs, 1), wishes)
    except BaseException:
        graph.give_up()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    graph.raise_failures()
    return Outcome(tuple(graph.ran), len(steps) - len(graph.ran), time.monotonic() - started)


def explain_steps(steps: Sequence[Step], decision: Decision) -> dict[str, list[str]]:
    """The reasons why steps would run, by the name of the step."""
    found: dict[str, list[str]] = {}
    for name in TopologicalSorter({step.name: step.before for step in steps}).static_order():
        step = next(step for step in steps if step.name == name)
        causes = [f"runs after {before}, which runs" for before in step.before if before in found]
        if reasons := decision.reasons(step, decision.inputs(step)) or causes:
            found[name] = [*reasons, *causes] if reasons is not causes else causes
    return found


class _Graph:
    def __init__(
        self,
        steps: Sequence[Step],
        decision: Decision,
        reporter: Reporter,
        run: Runner,
    ) -> None:
        _require_own_names(steps)
        self._steps = {step.name: step for step in steps}
        self._memory, self._decision = decision.memory, decision
        self._reporter, self._run = reporter, run
        self._failures: dict[str, BaseException | None] = {}
        self._keeping = threading.Lock()
        self._is_over = False
        self.ran: list[str] = []
        reporter.expects(Counter(step.shown for step in steps))

    def run(self, pool: ThreadPoolExecutor, jobs: int, wishes: Wishes) -> None:
        """Visits all steps, `jobs` at a time, each as soon as those before it are done."""
        order = TopologicalSorter({name: step.before for name, step in self._steps.items()})
        order.prepare()
        ranks = self._ranks(wishes.first)
        ready: list[str] = []
        visits: dict[Future[bool], str] = {}
        while order.is_active():
            ready = sorted([*ready, *order.get_ready()], key=ranks.__getitem__)
            while ready and len(visits) < jobs:
                name = ready.pop(0)
                visits[pool.submit(self._visit, self._steps[name])] = name
            done, _ = wait(visits, timeout=_LOOKS, return_when=FIRST_COMPLETED)
            for visit in [visit for visit in visits if visit in done]:
                name = visits.pop(visit)
                self._note(name, visit)
                order.done(name)
                if name not in self._failures:
                    wishes.told(name)
            if wishes.superseded():
                raise SupersededError

    def give_up(self) -> None:
        """Keeps no further result. Steps that are still running end by themselves."""
        with self._keeping:
            self._is_over = True

    def _ranks(self, first: Collection[str]) -> dict[str, tuple[bool, int]]:
        """Sort keys for steps that are ready: wanted ones first, others in the given order."""
        wanted: set[str] = set()
        waiting = [name for name in first if name in self._steps]
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting += self._steps[name].before
        return {name: (name not in wanted, place) for place, name in enumerate(self._steps)}

    def raise_failures(self) -> None:
        """Raises the most basic failure, with the faults of others of the same kind."""
        failures = [failure for failure in self._failures.values() if failure]
        if not failures:
            return
        # A fault in the data comes before the failures that it causes.
        first = min(failures, key=lambda failure: getattr(failure, "exit_code", 0))
        alike = [failure for failure in failures if type(failure) is type(first)]
        if isinstance(first, ReportError) and len(alike) > 1:
            faults = (
                fault
                for failure in alike
                if isinstance(failure, ReportError)
                for fault in failure.faults
            )
            raise type(first)(faults)
        raise first

    def _note(self, name: str, visit: Future[bool]) -> None:
        """Records how a visit ended: the step ran, did not have to run, or failed."""
        shown = self._steps[name].shown
        failure = visit.exception()
        if failure:
            self._failures[name] = failure
            self._reporter.finished(shown, "FAIL")
        elif name not in self._failures:
            if visit.result():
                self.ran.append(name)
            self._reporter.finished(shown, "SUCCESS" if visit.result() else "UNCHANGED")

    def _visit(self, step: Step) -> bool:
        """Runs the step where it has to run. Returns whether it ran."""
        if any(before in self._failures for before in step.before):
            self._failures[step.name] = None
            return False
        inputs = self._decision.inputs(step)
        if not self._decision.reasons(step, inputs):
            return False
        self._reporter.started(step.shown)
        for _ in range(_TRIES):
            room = self._memory.room(step.name)
            found = self._run(step.make, room) or {}
            moved = self._decision.moved(step, found)
            if not moved:
                made = replace(inputs, found=found, outputs=hashes_below(room))
                with self._keeping:
                    if not self._is_over:
                        self._memory.keep(step.name, room, made)
                return True
            inputs = self._decision.inputs(step)
        raise still_changing(moved)


def still_changing(names: Sequence[str]) -> UsageError:
    """The error for files that change faster than a build reads them."""
    what = "keeps changing while the build reads it"
    return UsageError(
        Fault(name, 0, what, "build again once it no longer changes") for name in names
    )


def _require_own_names(steps: Sequence[Step]) -> None:
    counted = Counter(folder_name(step.name) for step in steps)
    twice = sorted(name for name, count in counted.items() if count > 1)
    if twice:
        raise UsageError(
            Fault(name, 0, "two steps have this name", "rename the notebook or chapter")
            for name in twice
        )
