"""The graph of steps: their order, their failures, and sources that move while they run."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from standards_report import own_code
from standards_report.errors import DataError, Fault, NotebookError, UsageError
from standards_report.pipeline.graph.content_hash import file_hash
from standards_report.pipeline.graph.runner import SupersededError, Wishes, run_steps
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.graph.step import Step
from standards_report.pipeline.progress import Reporter

from tests.support.graph_rig import Make, Rig


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path / "project")


def test_steps_run_after_those_that_they_read(rig: Rig) -> None:
    steps = [rig.step("c", after=["b"]), rig.step("b", after=["a"]), rig.step("a")]
    assert rig.run(*steps) == ["a", "b", "c"]
    assert rig.explain(*steps) == {}


def test_steps_run_at_the_same_time(rig: Rig) -> None:
    meet = threading.Barrier(3, timeout=10)

    def wait(_: Path) -> None:
        meet.wait()

    steps = [rig.step(name, do=wait) for name in "abc"]
    assert sorted(rig.run(*steps, jobs=3)) == ["a", "b", "c"]


def test_a_runner_of_its_own_gets_every_step(rig: Rig) -> None:
    rooms = []

    def run(make: Make, folder: Path) -> Mapping[str, str] | None:
        rooms.append(folder)
        return make(folder)

    steps = [rig.step("a"), rig.step("b", after=["a"])]
    run_steps(steps, rig.decision(), jobs=2, reporter=Reporter(quiet=True), run=run)
    assert [room.name.partition("-")[2] for room in rooms] == ["a", "b"]
    assert rig.run(*steps) == []


def test_what_is_wanted_first_goes_first_with_what_it_waits_for(rig: Rig) -> None:
    told: list[str] = []
    steps = [rig.step(name) for name in "ab"] + [rig.step("c"), rig.step("d", after=["c"])]
    wishes = Wishes(first=["d", "unknown"], told=told.append)
    run_steps(steps, rig.decision(), jobs=1, reporter=Reporter(quiet=True), wishes=wishes)
    assert rig.made == told == ["c", "d", "a", "b"]
    assert rig.run(*steps) == []


def test_who_is_told_of_a_step_finds_its_result_and_hears_of_no_failure(rig: Rig) -> None:
    def fail(_: Path) -> None:
        raise DataError(Fault("a", 0, "is wrong", "correct it"))

    told: dict[str, str] = {}
    steps = [rig.step("a", do=fail), rig.step("b", after=["a"]), rig.step("c")]
    wishes = Wishes(told=lambda name: told.update({name: rig.text(name)}))
    with pytest.raises(DataError):
        run_steps(steps, rig.decision(), jobs=2, reporter=Reporter(quiet=True), wishes=wishes)
    assert told == {"c": "{}"}


def test_a_run_that_is_superseded_keeps_nothing_of_what_is_being_made(rig: Rig) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def long(_: Path) -> None:
        begun.set()
        assert goes_on.wait(10)

    steps = [rig.step("a"), rig.step("b", after=["a"], do=long), rig.step("c", after=["b"])]
    decision, wishes = rig.decision(), Wishes(superseded=begun.is_set)
    with pytest.raises(SupersededError):
        run_steps(steps, decision, jobs=2, reporter=Reporter(quiet=True), wishes=wishes)
    others = threading.enumerate()
    goes_on.set()
    for thread in others:
        if thread.name.startswith("ThreadPoolExecutor"):
            thread.join(10)
    assert rig.run(*steps) == ["b", "c"]


def test_two_steps_of_one_name_are_refused(rig: Rig) -> None:
    with pytest.raises(UsageError, match="2030-a: two steps have this name"):
        rig.run(rig.step("2030 a"), rig.step("2030/a"), rig.step("b"))
    assert rig.made == []


def _failing(error: Exception) -> Make:
    def fail(_: Path) -> None:
        raise error

    return fail


def test_failures_of_one_kind_are_told_together_and_what_depends_on_them_waits(rig: Rig) -> None:
    first, second = Fault("b.csv", 2, "is wrong"), Fault("a.csv", 1, "is wrong")
    steps = [
        rig.step("a", do=_failing(DataError(first))),
        rig.step("b", do=_failing(DataError(second))),
        rig.step("c", do=_failing(NotebookError("not this one"))),
        rig.step("d", after=["a"]),
        rig.step("e", after=["d"]),
        rig.step("f"),
    ]
    with pytest.raises(DataError) as caught:
        rig.run(*steps)
    assert list(caught.value.faults) == [second, first]
    assert sorted(rig.made) == ["a", "b", "c", "f"]
    # What did not fail is done.
    mended = [rig.step(name) for name in "abc"]
    assert rig.run(*mended, *steps[3:]) == ["a", "b", "c", "d", "e"]


def test_a_mistake_in_the_code_comes_before_all_faults(rig: Rig) -> None:
    steps = [
        rig.step("a", do=_failing(DataError("a fault"))),
        rig.step("b", do=_failing(ZeroDivisionError("a mistake"))),
    ]
    with pytest.raises(ZeroDivisionError, match="a mistake"):
        rig.run(*steps)


def test_a_step_that_fails_keeps_its_last_result(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")
    rig.run(rig.step("a", path))
    rig.source("a.csv", "2\n")
    with pytest.raises(DataError):
        rig.run(rig.step("a", path, do=_failing(DataError("wrong"))))
    assert rig.text("a") == "{}1\n"
    rig.source("a.csv", "1\n")
    assert rig.run(rig.step("a", path)) == []


def test_an_interrupt_is_no_end_of_the_work(rig: Rig) -> None:
    def interrupt(_: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)

    second = rig.step("second", after=["first"])
    with pytest.raises(KeyboardInterrupt):
        rig.run(rig.step("first", do=interrupt), second)
    assert rig.made == ["first"]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and "Pool" in thread.name:
            thread.join(10)
    assert rig.run(rig.step("first"), second)[-1] == "second"


def _change_once(path: Path, *texts: str) -> Make:
    """Writes the texts, one after the other, the first time that the step runs."""
    left = list(texts)

    def change(_: Path) -> None:
        while left:
            time.sleep(0.02)  # clocks of file systems tick slowly
            path.write_text(left.pop(0))

    return change


def test_a_source_that_is_saved_while_its_step_runs_makes_it_run_again(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")
    step = rig.step("a", path, do=_change_once(path, "2\n"))
    assert rig.run(step) == ["a"]
    assert rig.made == ["a", "a"]
    assert rig.text("a") == "{}2\n"
    assert rig.run(step) == []


def test_a_source_that_was_changed_and_changed_back_may_have_been_read(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")
    step = rig.step("a", path, do=_change_once(path, "2\n", "1\n"))
    assert rig.run(step) == ["a"]
    assert rig.made == ["a", "a"]
    assert rig.text("a") == "{}1\n"


def test_a_source_that_moved_before_its_step_began_is_read_as_it_is(rig: Rig) -> None:
    a, b = rig.source("a.csv", "1\n"), rig.source("b.csv", "1\n")
    steps = [rig.step("a", a, do=_change_once(b, "2\n")), rig.step("b", b, after=["a"])]
    rig.run(*steps)
    assert rig.text("b") == "{}2\n{}1\n"
    assert rig.run(*steps) == []


def test_what_a_step_turned_out_to_read_must_not_move_either(rig: Rig) -> None:
    path = rig.source("notes.txt", "1\n")
    change = _change_once(path, "2\n")

    def found(folder: Path) -> dict[str, str]:
        known = file_hash(path)
        change(folder)
        return {"data/notes.txt": known}

    assert rig.run(rig.step("a", do=found)) == ["a"]
    assert rig.made == ["a", "a"]


def test_a_source_without_rest_is_told(rig: Rig) -> None:
    path = rig.source("a.csv", "0\n")

    def change(_: Path) -> None:
        path.write_text(path.read_text() + "1\n")

    with pytest.raises(UsageError, match=r"data/a\.csv: keeps changing while the build reads it"):
        rig.run(rig.step("a", path, do=change))
    assert rig.made == ["a"] * 5
    assert rig.memory.recall("a") is None


def test_all_that_came_went_or_moved_is_known(rig: Rig) -> None:
    stays, goes, moves = (rig.source(f"{name}.csv", "1\n") for name in "abc")
    sources = Sources(rig.root, rig.watched())
    assert sources.all_moved(rig.watched()) == []
    goes.unlink()
    moves.write_text("2\n")
    rig.source("d.csv", "1\n")
    assert sources.all_moved(rig.watched()) == ["data/b.csv", "data/c.csv", "data/d.csv"]
    assert stays.exists()


def test_code_counts_as_it_was_loaded_and_must_not_change(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = rig.source("code.py", "X = 1\n")
    monkeypatch.setattr(own_code, "HASHES", {code: file_hash(code)})
    step = rig.step("a", code)
    rig.run(step)
    assert rig.explain(step) == {}

    def change(_: Path) -> None:
        code.write_text("X = 2\n")

    changes = rig.step("b", do=change)
    with pytest.raises(UsageError, match=r"data/code\.py: changed while the build ran"):
        rig.run(step, changes)
    assert not rig.record("b").exists()
    with pytest.raises(UsageError, match=r"data/code\.py: changed while the build ran"):
        rig.run(step)


def test_progress_names_what_ran_and_what_failed(
    rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = [Step(name, _one_file, told="2030 notebooks") for name in ("a", "b")]
    fails = rig.step("c", do=_failing(DataError("wrong")))
    with pytest.raises(DataError):
        run_steps([*shown, fails], rig.decision(), jobs=1, reporter=Reporter())
    said = capsys.readouterr().err
    assert "✓ 2030 notebooks (2)" in said
    assert "✗ c" in said


def _one_file(folder: Path) -> None:
    (folder / "made.txt").touch()
