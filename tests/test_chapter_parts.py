"""What a chapter's filters are given: all that it names, and no more."""

from __future__ import annotations

import pytest
from standards_report.render.chapter_parts import part_of

from tests.conftest import SmallProject

INDEX = {
    "site": "",
    "terms": [{"text": "P-member"}],
    "claims": {"one.holds": 1, "other": 2},
    "items": {"fig-a": 1, "tbl-b": 2, "fig-other": 3},
    "values": {"itu.CHN": 1, "itu.CHN.latest": 2, "other": 3},
}


def test_a_part_holds_what_is_named_and_all_that_has_no_name() -> None:
    named = ("itu.CHN.latest", "one.holds", "fig-a", "tbl-b", "unknown")
    assert part_of(INDEX, named) == INDEX | {
        "claims": {"one.holds": 1},
        "items": {"fig-a": 1, "tbl-b": 2},
        "values": {"itu.CHN.latest": 2},
    }


@pytest.mark.slow
def test_a_value_that_changes_sets_the_chapters_anew_that_name_it(
    built: SmallProject,
) -> None:
    kept = built.root / ".build" / "editions" / "2030" / "named-html"
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    built.replace("data/itu_members.csv", ",25,", ",26,")
    process = built.build("--allow-stale")
    assert process.returncode == 0, process.stderr
    changed = {path.name for path in kept.iterdir() if path.read_bytes() != before[path.name]}
    assert "chapters-members.qmd.json" in changed
    assert changed < before.keys()
