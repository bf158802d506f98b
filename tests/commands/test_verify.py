"""A released edition is rebuilt and compared, file by file."""

from __future__ import annotations

import pytest
from standards_report.evidence.release.manifest import Manifest
from standards_report.evidence.release.manifest_diff import differences

from tests.conftest import SmallProject
from tests.support.results import made


@pytest.mark.slow
def test_a_released_edition_is_rebuilt_as_it_was_and_a_change_is_named(built: SmallProject) -> None:
    assert built.run("verify", "2030").returncode == 2
    process = built.build("--release")
    assert process.returncode == 0, process.stderr
    assert "editions/2030.manifest.json" in process.stderr

    process = built.run("verify", "2030")
    assert process.returncode == 0, process.stderr
    assert "as released" in process.stderr

    built.replace("chapters/members.qmd", "A callout.", "Another callout.")
    process = built.run("verify", "2030")
    assert process.returncode == 6
    changed = [line for line in process.stderr.splitlines() if "differs:" in line]
    assert any("chapters/members.html differs" in line for line in changed)
    assert all("input chapters/members.qmd" in line for line in changed)
    assert not any("data/itu_members.csv differs" in line for line in changed)


def test_missing_and_added_files_and_unexplained_ones_are_told_apart() -> None:
    released = made(Manifest, engine="pandoc", outputs={"a": "1", "b": "1"})
    rebuilt = made(Manifest, engine="pandoc", outputs={"b": "2", "c": "1"})
    said = [str(fault) for fault in differences(released, rebuilt, "manifest")]
    assert [line.split(":")[1].strip() for line in said] == [
        "a was not rebuilt",
        "b differs",
        "c was not released",
    ]
    assert all("nothing else differs" in line for line in said)


def test_what_else_differs_is_named_and_counted() -> None:
    inputs = {f"input-{number}": "1" for number in range(10)}
    released = made(Manifest, engine="quarto 1.9", inputs=inputs, tools={"pandas": "1"})
    rebuilt = made(Manifest, engine="pandoc", outputs={"a": "1"}, tools={"pandas": "2"})
    (fault,) = differences(released, rebuilt, "manifest")
    assert "engine (quarto 1.9, now pandoc), input input-0, " in str(fault)
    assert str(fault).endswith("input input-7, and 2 more, version pandas")
