"""What an edition publishes beside its chapters: a line makes the step and the part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from standards_report.build.completing_steps import PARTS, Part, completing_steps
from standards_report.build.render_steps import published_steps
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.chapters.report import Report, load_report

from tests.conftest import SmallProject


def make_nothing(report: Report, folder: Path) -> None:
    (folder / report.edition.id).touch()


def test_a_line_is_a_step_and_a_part_of_the_edition(
    small: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(small.root)
    edition = load_edition(project.editions, "2030")
    report = load_report(project, edition)
    before = published_steps(project, edition, None, ())
    assert {f"2030 {name}" for name in ("notebooks", "figures", "data", "items")} < set(before)

    monkeypatch.setitem(PARTS, "poster", Part(make_nothing, after=("data",), reads_notebooks=True))
    made = {step.name: step for step in completing_steps(report)}
    assert list(made) == [f"2030 {name}" for name in PARTS]
    assert {"2030 index", "2030 data", "2030 members"} <= set(made["2030 poster"].after)
    assert set(published_steps(project, edition, None, ())) - set(before) == {"2030 poster"}
    made["2030 poster"].make(small.root)
    assert (small.root / "2030").exists()
