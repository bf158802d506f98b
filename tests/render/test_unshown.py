"""What is computed and shown nowhere is named."""

from __future__ import annotations

from standards_report.build.compute import compute
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.checks.unshown import unshown_check

from tests.conftest import SmallProject


def unshown(project: SmallProject) -> list[str]:
    place = Project(project.root)
    [report] = compute(place, [load_edition(place.editions, "2030")], 2, prose=True)
    return [str(fault) for fault in unshown_check(report)]


def test_a_table_and_values_that_nothing_shows_are_named(built: SmallProject) -> None:
    assert unshown(built) == []
    chapter = "chapters/members.qmd"
    built.replace(chapter, "{{< embed /_executed/members.ipynb#tbl-members >}}", "")
    built.replace(chapter, "@tbl-members, and ", "")
    built.replace(chapter, "counts {{< var contributions.all >}} Contributions", "counts")
    faults = unshown(built)
    assert [fault.partition(": ")[0] for fault in faults] == [
        "analysis/notebooks/members.ipynb",
        "analysis/notebooks/other.ipynb",
    ]
    assert "table 'tbl-members' is computed and shown nowhere: embed it in a chapter" in faults[0]
    assert "emits 'contributions.all', and no sentence or claim reads its values" in faults[1]
