"""What a build remembers: a step runs again where anything differs, for a reason that is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standards_report.pipeline.graph import decision
from standards_report.pipeline.graph.content_hash import file_hash, folder_hash
from standards_report.pipeline.graph.memory import Memory, Record
from standards_report.project import Project

from tests.support.graph_rig import Rig

_MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    # Hundreds of looks at all packages take longer than all else here.
    monkeypatch.setattr(decision, "environment_hash", lambda: "these")
    return Rig(tmp_path / "project")


def test_a_step_runs_once(rig: Rig) -> None:
    step = rig.step("a", rig.source("a.csv", "1\n"), rule="seat")
    assert rig.explain(step) == {"a": ["never run before"]}
    assert rig.run(step) == ["a"]
    assert rig.text("a") == "{'rule': 'seat'}1\n"
    assert rig.explain(step) == {}
    assert rig.run(step) == []
    assert rig.made == []
    assert rig.explain(step, force=True) == {"a": ["forced"]}
    assert rig.run(step, force=True) == ["a"]


def test_each_thing_that_a_step_reads_makes_it_run_again(rig: Rig) -> None:
    a, b = rig.source("a.csv", "1\n"), rig.source("b.csv", "2\n")
    first, second = rig.step("first", a, rule="seat"), rig.step("second", b, after=["first"])
    rig.run(first, second)
    assert rig.explain(rig.step("first", a, rule="headquarters"), second) == {
        "first": ["setting changed: rule"],
        "second": ["runs after first, which runs"],
    }
    assert rig.explain(rig.step("first", a, rule="seat", more=1), second)["first"] == [
        "setting changed: more"
    ]
    rig.source("b.csv", "3\n")
    assert rig.explain(first, second) == {"second": ["input changed: b.csv"]}
    assert rig.run(first, second) == ["second"]
    rig.source("a.csv", "4\n")
    assert rig.run(first, second) == ["first", "second"]
    assert rig.text("second") == "{}3\n{'rule': 'seat'}4\n"


def test_a_step_whose_result_comes_out_as_before_stops_there(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")

    def same(folder: Path) -> None:
        (folder / "made.txt").write_text("always\n")

    first = rig.step("first", path)
    first = type(first)("first", same, first.files)
    second = rig.step("second", after=["first"])
    assert rig.run(first, second) == ["first", "second"]
    rig.source("a.csv", "2\n")
    assert rig.run(first, second) == ["first"]


def test_times_and_sizes_hide_no_change(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")
    step = rig.step("a", path)
    rig.run(step)
    before = path.stat()
    path.write_text("2\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert rig.run(step) == ["a"]
    path.touch()
    assert rig.run(step) == []


def test_what_a_step_turned_out_to_read_counts_later(rig: Rig) -> None:
    notes = rig.source("notes.txt", "1\n")
    folder = rig.project.data

    def found(_: Path) -> dict[str, str]:
        return {
            "data/notes.txt": file_hash(notes),
            "data/": folder_hash(folder),
            "data/absent.txt": "",
        }

    step = rig.step("a", do=found)
    assert rig.run(step) == ["a"]
    assert rig.run(step) == []
    rig.source("notes.txt", "2\n")
    assert rig.explain(step) == {"a": ["input changed: notes.txt"]}
    rig.run(step)
    rig.source("absent.txt", "here\n")
    assert rig.explain(step) == {"a": ["input changed: data", "input changed: absent.txt"]}


def test_another_package_or_python_makes_all_run_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = rig.step("a")
    rig.run(step)
    monkeypatch.setattr(decision, "environment_hash", lambda: "other")
    assert rig.explain(step) == {"a": ["setting changed: Python and packages"]}
    assert rig.run(step) == ["a"]


@_MANY
@given(st.data())
@pytest.mark.slow
def test_a_damaged_record_is_no_record(rig: Rig, data: st.DataObject) -> None:
    step = rig.step("a", rig.source("a.csv", "1\n"), rule="seat")
    rig.run(step)
    path = rig.record("a")
    path.write_bytes(_damaged(path.read_bytes(), data))
    assert rig.memory.recall("a") is None
    assert rig.explain(step) == {"a": ["its record cannot be read"]}


@_MANY
@given(st.data())
@pytest.mark.slow
def test_a_damaged_result_is_made_again(rig: Rig, data: st.DataObject) -> None:
    step = rig.step("a", rig.source("a.csv", "1\n"), rule="seat")
    rig.run(step)
    path = rig.memory.result("a") / "made.txt"
    before = path.read_bytes()
    path.write_bytes(_damaged(before, data))
    assert rig.explain(step) == {"a": ["its result is not what it was"]}
    assert rig.run(step) == ["a"]
    assert path.read_bytes() == before


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    """The content with a byte changed, cut off, or with something put in."""
    position = data.draw(st.integers(0, len(content) - 1))
    how = data.draw(st.sampled_from(["flip", "cut", "insert"]))
    if how == "cut":
        return content[:position]
    if how == "insert":
        added = data.draw(st.binary(min_size=1, max_size=4))
        return content[:position] + added + content[position:]
    flipped = content[position] ^ data.draw(st.integers(1, 255))
    return content[:position] + bytes([flipped]) + content[position + 1 :]


def _remove_file(result: Path) -> None:
    (result / "made.txt").unlink()


def _add_file(result: Path) -> None:
    (result / "below" / "more").touch()


def _folder_for_file(result: Path) -> None:
    _remove_file(result)
    (result / "made.txt").mkdir()


def _pipe_for_file(result: Path) -> None:
    _remove_file(result)
    os.mkfifo(result / "made.txt")


def _nothing(result: Path) -> None:
    shutil.rmtree(result)


def _file_for_folder(result: Path) -> None:
    _nothing(result)
    result.touch()


def _link_for_folder(result: Path) -> None:
    elsewhere = result.parents[2] / "elsewhere"
    result.rename(elsewhere)
    result.symlink_to(elsewhere)


def _read_only(result: Path) -> None:
    _remove_file(result)
    result.chmod(0o500)


@pytest.mark.parametrize(
    "damage",
    [
        _remove_file,
        _add_file,
        _folder_for_file,
        _pipe_for_file,
        _nothing,
        _file_for_folder,
        _link_for_folder,
        _read_only,
    ],
)
def test_a_result_that_is_not_as_it_was_is_made_again(
    rig: Rig, damage: Callable[[Path], None]
) -> None:
    step = rig.step("a", rig.source("a.csv", "1\n"))
    rig.run(step)
    damage(rig.memory.result("a"))
    assert rig.explain(step) == {"a": ["its result is not what it was"]}
    assert rig.run(step) == ["a"]
    assert not rig.memory.result("a").is_symlink()
    assert rig.text("a") == "{}1\n"
    assert rig.run(step) == []
    # What a link led to is nobody's to change.
    elsewhere = rig.root / "elsewhere"
    if elsewhere.exists():
        assert sorted(path.name for path in elsewhere.iterdir()) == ["below", "made.txt"]


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_in_the_place_of_a_record_is_none(rig: Rig, put: Callable[[Path], None]) -> None:
    step = rig.step("a")
    rig.run(step)
    rig.record("a").unlink()
    put(rig.record("a"))
    assert rig.explain(step) == {"a": ["its record cannot be read"]}
    assert rig.run(step) == ["a"]
    assert rig.run(step) == []


def test_a_kill_between_result_and_record_leaves_nothing_that_holds(rig: Rig) -> None:
    path = rig.source("a.csv", "1\n")
    step = rig.step("a", path)
    rig.run(step)
    old = rig.record("a").read_bytes()
    rig.source("a.csv", "2\n")
    rig.run(step)
    rig.record("a").write_bytes(old)
    rig.source("a.csv", "1\n")
    assert rig.explain(step) == {"a": ["its result is not what it was"]}
    rig.record("a").unlink()
    assert rig.explain(step) == {"a": ["never run before"]}


def test_rooms_are_new_and_empty_and_go_with_the_next_build(tmp_path: Path) -> None:
    project = Project(tmp_path)
    first = Memory(project)
    rooms = {first.room("2030 a"), first.room("2030 a"), Memory(project).room("2030 a")}
    assert len(rooms) == 3
    assert not any(list(room.iterdir()) for room in rooms)
    first.clear_room()
    assert not any(room.exists() for room in rooms)
    assert first.room("2030 a").is_dir()


def test_a_record_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    memory = Memory(Project(tmp_path))
    record = Record({"a": "1"}, {"b": "2"}, {"c": "3"}, {"ü/\udcff": ""}, {"made.txt": "4"})
    memory.keep("2030 a", memory.room("2030 a"), record)
    assert Memory(Project(tmp_path)).recall("2030 a") == record
    assert memory.is_known("2030 a")
    assert not memory.holds("2030 a", record)
    assert memory.recall("2030 b") is None
    assert not memory.is_known("2030 b")
