"""Sequences are made up, followed and, where a course disagrees, kept."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.conftest import ROOT
from tests.stateful.clean import BUILD, CleanBuilds
from tests.stateful.commands import run
from tests.stateful.courses import Course, DisagreementError
from tests.stateful.operations import Sequence, as_json, sequences
from tests.stateful.projects import make_place

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Failure:
    """What came to something else than it has to, and the sequence up to there."""

    what: str
    sequence: Sequence
    story: list[str]

    def __str__(self) -> str:
        listed = ",\n  ".join(json.dumps(operation) for operation in as_json(self.sequence))
        return "\n".join([self.what, *self.story, f"[\n  {listed}\n]"])


class Ground:
    """A folder with a project that is built, to be copied for each course, and clean builds.

    Processes may share one; the first one builds.
    """

    def __init__(
        self, folder: Path, code: Path = ROOT / "analysis", watch_processes: bool = True
    ) -> None:
        """`code` holds the package to try."""
        self._folder = folder
        self._watch = watch_processes
        self.clean = CleanBuilds(folder / "remembered")
        base = folder / "base"
        if not base.exists():
            with tempfile.TemporaryDirectory(prefix="base-", dir=folder) as making:
                place = Path(making) / "base"
                make_place(place, code)
                built = run(place, place / "project", BUILD)
                assert built.code == 0, built.said
                # Another process may have been faster.
                if not base.exists():
                    place.rename(base)
        self._base = base

    def follow(self, sequence: Sequence) -> Failure | None:
        """Follows a sequence on a copy; what disagreed, or None."""
        place = Path(tempfile.mkdtemp(prefix="course-", dir=self._folder))
        shutil.copytree(self._base, place, dirs_exist_ok=True)
        course = Course(place, self.clean, self._watch)
        try:
            course.follow(sequence)
        except DisagreementError as disagreement:
            return Failure(str(disagreement), course.done, course.story)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return None

    def shorten(self, failure: Failure, patience: float = 120) -> Failure:
        """The failure with operations left out as long as something disagrees without them."""
        deadline = time.monotonic() + patience
        position = len(failure.sequence) - 1
        while position >= 0 and time.monotonic() < deadline:
            shorter = failure.sequence[:position] + failure.sequence[position + 1 :]
            found = self.follow(shorter)
            failure = found or failure
            position = min(position, len(failure.sequence)) - 1
        return failure


def explore(
    ground: Ground,
    count: int,
    number: int,
    done: Callable[[Failure | None], None] = lambda _: None,
) -> list[Failure]:
    """Follows so many sequences that the seed `number` makes up; what disagreed.

    `done` is told how each of them ended.
    """
    failures: list[Failure] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sequences)
    def follow(sequence: Sequence) -> None:
        failure = ground.follow(sequence)
        done(failure)
        if failure:
            failures.append(failure)

    follow()
    return failures


def base_seed(default: int = 16) -> int:
    """The seed of what is made up, by STATEFUL_SEED."""
    return int(os.environ.get("STATEFUL_SEED", default))
