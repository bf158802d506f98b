"""What a chapter's filters are given: all that it names, and no more."""

from __future__ import annotations

import pytest
from standards_report.render.chapters.index_slices import part_of

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
    results = built.root / ".build" / "results"

    def parts() -> dict[str, bytes]:
        shown = results.glob("2030-html-shown-*")
        return {folder.name: (folder / "part.json").read_bytes() for folder in shown}

    before = parts()
    built.replace("data/itu_members.csv", ",25,", ",26,")
    process = built.build("--allow-stale")
    assert process.returncode == 0, process.stderr
    changed = {name for name, part in parts().items() if part != before[name]}
    assert "2030-html-shown-chapters-members.qmd" in changed
    assert changed < before.keys()
