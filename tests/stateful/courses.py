"""A course: a sequence of operations on a project, and what each of them has to leave."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.stateful import watched
from tests.stateful.authors import Author, damage
from tests.stateful.clean import BUILD, Clean, CleanBuilds, Hashes, hashes
from tests.stateful.commands import PLAIN, Finished, left_running, run
from tests.stateful.edits import CODE, next_contents
from tests.stateful.operations import (
    Build,
    Check,
    Damage,
    Edit,
    Export,
    Ingest,
    Install,
    Kill,
    Meet,
    Operation,
    Save,
    Sequence,
    Undo,
)
from tests.stateful.projects import EXPORTS, install

_CHECK = ("check",)
_CRATE = "crate.zip"
# Two seconds to end, and some for a machine that is busy.
_LONG = 6.0
_INGESTED = ("data/sources.csv", "data/records/member_records.csv")
_EXPORT = ("export", "2030", "--target", _CRATE)


class DisagreementError(Exception):
    """A command came to something else than its sources give."""


@dataclass
class Course:
    """Works on the project in a place of its own; `done` is what it did, `story` what happened."""

    place: Path
    clean: CleanBuilds
    watch_processes: bool = True
    story: list[str] = field(default_factory=list)
    done: Sequence = ()

    def __post_init__(self) -> None:
        self._project = self.place / "project"
        self._author = Author(self._project)
        self._is_damaged = False  # what the last build left in .build

    def follow(self, sequence: Sequence) -> None:
        """Does one operation after another, and at last a build.

        Raises DisagreementError at the first command that comes to something else than it has to.
        """
        for number, operation in enumerate((*sequence, Build())):
            self.done = sequence[: number + 1]
            self._say(repr(operation))
            self._do(operation)

    def _do(self, operation: Operation) -> None:
        match operation:
            case Edit():
                contents = next_contents(self._project, operation.name, operation.steps)
                self._author.write(contents, operation.time == "old")
            case Undo():
                self._author.undo(operation.time == "old")
            case Install():
                install(self.place, operation.version)
            case Damage():
                self._say(f"  {damage(self._project, operation)}")
                self._is_damaged |= operation.below == ".build"
            case Build():
                self._build(operation)
            case Save():
                self._save(operation)
            case Meet():
                self._meet(operation)
            case Kill():
                self._kill(operation)
            case Check():
                self._check()
            case Export():
                self._export()
            case Ingest():
                self._leaves_the_site(_ingest_command(self.place, operation.export))

    # Commands that nothing disturbs.

    def _build(self, build: Build) -> None:
        before = self._published()
        command = build_command(build, self.place)
        finished = self._run(command)
        self._judge(finished, before, self._clean(command))
        self._is_damaged &= finished.code != 0

    def _check(self) -> None:
        finished = self._leaves_the_site(_CHECK)
        clean = self._clean(_CHECK)
        if (finished.code, finished.faults) != (clean.code, clean.faults):
            self._fail("check finds something else than in a fresh copy", finished, clean)

    def _export(self) -> None:
        crate = self._project / _CRATE
        crate.unlink(missing_ok=True)
        finished = self._leaves_the_site(_EXPORT)
        whole = self._clean(BUILD)
        if whole.code != 0 or _packed(whole.site) != _packed(self._published()):
            if finished.code == 0:
                self._fail("export packs a site that is not current", finished, whole)
            return
        packed = self._clean(_EXPORT)
        if self._is_damaged and (finished.code, packed.code) == (2, 0):
            if "run standards-report build 2030" not in finished.said:
                self._fail("export does not say what to do", finished, packed)
            return
        if finished.code != packed.code:
            self._fail("export refuses a site that is current", finished, packed)
        if crate.exists() and hashes(self._project)[_CRATE] != packed.site[_CRATE]:
            self._fail("export packs something else", finished, packed)

    # Commands that something disturbs.

    def _save(self, save: Save) -> None:
        before = self._published()
        contents = next_contents(self._project, save.edit.name, save.edit.steps)
        former = self._author.state(contents)
        old_time = save.edit.time == "old" and CODE not in contents
        edited = False
        if save.moment.where == "clock":

            def act(_: subprocess.Popen[bytes]) -> None:
                self._author.write(contents, old_time)

            finished = self._run(BUILD, meanwhile=_after(save.moment.number, act))
            edited, may_wait = True, True  # nobody knows whether it had begun to publish
        else:
            moments = {save.moment.number: watched.save(contents)}
            if save.undone_after:
                undone = save.moment.number + save.undone_after
                moments[undone] = watched.save(former.contents, "undo")
            start = watched.watched(self._project, save.moment.where, moments, old_time)
            finished = self._run(BUILD, start)
            happened = self._happened()
            edited = [moment.what for moment in happened] == ["save"]
            may_wait = any(moment.publishing for moment in happened[-1:])
            if edited:
                self._author.remember(former)
        if self._agrees(finished, before, self._clean(BUILD)):
            return
        # What is saved after a build has begun to publish may wait for the next build; and a
        # build may stop at a fault that stood there for a moment.
        if may_wait or finished.code != 0:
            with self._author.put_back(former.contents if edited else contents):
                meanwhile = self._clean(BUILD)
            if self._agrees(finished, before, meanwhile):
                return
        self._judge(finished, before, self._clean(BUILD))

    def _kill(self, kill: Kill) -> None:
        before = self._published()
        number = int(getattr(signal, f"SIG{kill.signal}"))
        command = {
            "build": BUILD,
            "check": _CHECK,
            "export": _EXPORT,
            "ingest": _ingest_command(self.place, 1),
        }[kill.command]
        if kill.moment.where == "clock":
            act = _after(kill.moment.number, lambda process: process.send_signal(number))
            began = time.monotonic()
            finished = self._run(command, meanwhile=act)
            killed = finished.code in (-number, 128 + number)
            took = time.monotonic() - began - kill.moment.number / 1000
            if killed and took > _LONG:
                self._fail(f"a command goes on for {took:.0f} s after a signal", finished)
        else:
            moments = {kill.moment.number: watched.kill(number)}
            start = watched.watched(self._project, kill.moment.where, moments, old_time=False)
            finished = self._run(command, start)
            killed = bool(self._happened())
        if kill.command != "build":
            self._same(before, f"{kill.command} changed the site", finished)
        elif finished.code == 0 or not killed:
            self._judge(finished, before, self._clean(BUILD))
        elif _entries(self._published()) != _entries(before):
            clean = self._clean(BUILD)
            if not _entries(self._published()) <= _entries(before) | _entries(clean.site):
                self._fail("a build that was killed left a site in pieces", finished, clean)

    def _meet(self, meet: Meet) -> None:
        before = self._published()
        former = self._author.state(dict.fromkeys(_INGESTED))
        second: list[Finished] = []

        def act(_: subprocess.Popen[bytes]) -> None:
            if meet.edit:
                contents = next_contents(self._project, meet.edit.name, meet.edit.steps)
                former.contents.update(self._author.state(contents).contents)
                self._author.write(contents, meet.edit.time == "old")
            second.append(self._run(BUILD, stops=False))

        first = {"ingest": _ingest_command(self.place, 0), "build": BUILD, "check": _CHECK}
        self._run(first[meet.first], meanwhile=_after(meet.after, act))
        [finished] = second
        if self._agrees(finished, before, self._clean(BUILD)):
            return
        # The ingest may have had to wait for the build; or the first build published, and the
        # second one failed.
        if meet.first == "ingest" or finished.code != 0:
            names = former.contents if finished.code else _INGESTED
            with self._author.put_back({name: former.contents[name] for name in names}):
                earlier = self._clean(BUILD)
            if self._agrees(finished, before, earlier) or earlier.site == self._published():
                return
        self._judge(finished, before, self._clean(BUILD))

    def _happened(self) -> list[watched.Happened]:
        happened = watched.happened(self._project)
        for moment in happened:
            self._say(f"  {moment}")
        return happened

    # Judgment.

    def _run(
        self,
        command: tuple[str, ...],
        start: tuple[str, ...] = PLAIN,
        meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None,
        stops: bool = True,
    ) -> Finished:
        """Runs a command; `stops` says that nothing of the project is at work after it."""
        began = time.monotonic()
        finished = run(self.place, self._project, command, start, meanwhile)
        self._say(f"  exit {finished.code}, {time.monotonic() - began:.1f} s")
        left = left_running(self._project) if stops else []
        if finished.hangs:
            self._fail("a command hangs", finished)
        if "Traceback (most recent call last)" in finished.said:
            self._fail("a traceback", finished)
        if left and self.watch_processes:
            self._fail(f"processes are left: {'; '.join(left)}", finished)
        return finished

    def _leaves_the_site(self, command: tuple[str, ...]) -> Finished:
        before = self._published()
        finished = self._run(command)
        self._same(before, f"{command[0]} changed the site", finished)
        return finished

    def _agrees(self, finished: Finished, before: Hashes, clean: Clean) -> bool:
        if finished.code != 0:
            return clean.code != 0 and _entries(self._published()) == _entries(before)
        return clean.code == 0 and clean.site == self._published()

    def _judge(self, finished: Finished, before: Hashes, clean: Clean) -> None:
        if self._agrees(finished, before, clean):
            return
        if finished.code != 0 and clean.code == 0:
            self._fail("a build fails where a clean one succeeds", finished, clean)
        self._same(before if finished.code else None, "a build that failed changed it", finished)
        if clean.code != 0:
            self._fail("a build succeeds where a clean one fails", finished, clean)
        files = dict(sorted(_entries(self._published()) ^ _entries(clean.site)))
        names = ", ".join(list(files)[:6])
        self._fail(f"the site is not that of a clean build, in {len(files)}: {names}", finished)

    def _same(self, before: Hashes | None, otherwise: str, finished: Finished) -> None:
        if before is not None and _entries(self._published()) != _entries(before):
            self._fail(otherwise, finished)

    def _published(self) -> Hashes:
        return hashes(self._project / "_site")

    def _clean(self, command: tuple[str, ...]) -> Clean:
        return self.clean.of(self.place, command)

    def _say(self, line: str) -> None:
        self.story.append(line)

    def _fail(self, what: str, finished: Finished, clean: Clean | None = None) -> None:
        said = [f"    | {line}" for line in finished.said.splitlines()[-12:]]
        if clean:
            said += [f"    where nothing was built, exit {clean.code}:"]
            said += [f"    | {line}" for line in clean.said.splitlines()[-6:]]
        self.story += [f"  => {what}", *said]
        raise DisagreementError(what)


def build_command(build: Build, place: Path) -> tuple[str, ...]:
    """The command line of a build."""
    formats = [part for name in build.to for part in ("--to", name)]
    force = ["--force"] if build.force else []
    stale = ["--allow-stale"] if build.allow_stale else []
    known = _help(place)
    return (
        *BUILD,
        *(formats if "--to" in known else []),
        *(force if "--force" in known else []),
        *stale,
    )


@cache
def _help(place: Path) -> str:
    return run(place, place, ("build", "--help")).said


def _ingest_command(place: Path, number: int) -> tuple[str, ...]:
    file = str(place / f"export-{number}.csv")
    return ("ingest", "itu-members", file, "--date", EXPORTS[number][0], "--write")


def _entries(site: Hashes) -> set[tuple[str, str]]:
    """The site without what a killed command may leave for the next one to clear away."""
    return {(name, value) for name, value in site.items() if not name.startswith(".")}


def _after(
    milliseconds: int, act: Callable[[subprocess.Popen[bytes]], None]
) -> Callable[[subprocess.Popen[bytes]], None]:
    def wait_and_act(process: subprocess.Popen[bytes]) -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=milliseconds / 1000)
        act(process)

    return wait_and_act


def _packed(site: Hashes) -> Hashes:
    """What a crate takes from a site: the edition, and none of the lists beside it."""
    return {name: known for name, known in site.items() if name.startswith("2030/")}
