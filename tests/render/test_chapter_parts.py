"""What a chapter's filters are given: all that it names, and no more."""

from __future__ import annotations

import pytest
from standards_report.render.content.filter_data import (
    FilterData,
    ShownClaim,
    ShownItem,
    ShownValue,
)
from standards_report.render.content.glossary import PrintedTerm

from tests.conftest import SmallProject
from tests.support.results import made

TERM = PrintedTerm("P-member", "term-p-member", True, "P-member: a participant")
CLAIMS = {name: made(ShownClaim, title=name) for name in ("one.holds", "other")}
ITEMS = {name: made(ShownItem, svg=name) for name in ("fig-a", "tbl-b", "fig-other")}
VALUES = {name: made(ShownValue, title=name) for name in ("itu.CHN", "itu.CHN.latest", "other")}
DATA = made(FilterData, site="s", terms=(TERM,), claims=CLAIMS, items=ITEMS, values=VALUES)


def test_a_part_holds_what_is_named_and_all_that_has_no_name() -> None:
    named = ("itu.CHN.latest", "one.holds", "fig-a", "tbl-b", "unknown")
    assert DATA.part(named) == made(
        FilterData,
        site="s",
        terms=(TERM,),
        claims={"one.holds": CLAIMS["one.holds"]},
        items={"fig-a": ITEMS["fig-a"], "tbl-b": ITEMS["tbl-b"]},
        values={"itu.CHN.latest": VALUES["itu.CHN.latest"]},
    )


def test_paper_is_given_neither_drawings_nor_terms() -> None:
    printed = DATA.in_print()
    assert {item.svg for item in printed.items.values()} == {""}
    assert printed.terms == ()
    assert (printed.claims, printed.values) == (CLAIMS, VALUES)
    assert FilterData.model_validate_json(DATA.to_json()) == DATA


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
