"""What Pandoc is given of the bibliography: the works that a chapter cites, and all they need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.project import Project
from standards_report.render import pandoc
from standards_report.render.bibliography import bibliography_keys, entries_of

ROOT = Path(__file__).resolve().parent.parent
WORKS = (ROOT / "references.bib").read_text(encoding="utf-8")
KEYS = list(bibliography_keys(Project(ROOT)))

SHORT = """% of the works
@string{itu = {International Telecommunication Union}}

@report{one, title = {One}, publisher = itu,
  note = {@two is not an entry}}

@book{two,
  title = {Two}}
"""


def test_it_holds_the_works_that_are_named_and_what_is_no_work() -> None:
    one = entries_of(SHORT, {"one"})
    assert "@string{itu" in one
    assert "@two is not an entry" in one
    assert "{Two}" not in one
    assert entries_of(SHORT, {"one", "two"}) == SHORT


@pytest.mark.parametrize("field", ["crossref = {one}", "XDATA={one}"])
def test_all_stays_where_a_work_takes_from_another(field: str) -> None:
    text = SHORT + f"\n@inbook{{three,\n  {field}}}\n"
    assert entries_of(text, {"three"}) == text


@given(st.sets(st.sampled_from(KEYS)))
def test_of_the_report_s_works_each_stands_there_whole_or_not_at_all(keys: set[str]) -> None:
    part = entries_of(WORKS, keys)
    assert {key for key in KEYS if f"{{{key}," in part} == keys
    assert part in WORKS or all(entry in WORKS for entry in part.split("\n\n"))


def test_pandoc_says_the_same_of_a_work_as_with_all_of_them(tmp_path: Path) -> None:
    said = []
    for name, text in {"all": WORKS, "some": entries_of(WORKS, KEYS[:3])}.items():
        file = tmp_path / f"{name}.bib"
        file.write_text(text, encoding="utf-8")
        cited = json.loads(pandoc.read(" ".join(f"[@{key}]" for key in KEYS[:3]), "test"))["blocks"]
        finish = ("--citeproc", f"--bibliography={file}")
        said.append(
            pandoc.write(
                cited, pandoc.Recipe(("--to=html5",), (), finish, {}, {}, tmp_path), "test"
            )
        )
    assert said[0] == said[1]
    assert said[0].count('class="csl-entry"') == 3
