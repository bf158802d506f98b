"""Formats: one object each, and the same names wherever formats are named."""

from __future__ import annotations

import re

from standards_report.build.formats import FORMATS, formats_named
from standards_report.render.book import format_names

from tests.conftest import ROOT

_FILTERS = (
    ROOT / "_extensions" / "standards-report" / "filters",
    ROOT / "analysis" / "standards_report" / "render" / "pandoc" / "filters",
)


def test_commands_and_chapters_know_the_formats_by_the_same_names() -> None:
    named = [(made.name, made.form) for made in FORMATS]
    assert named == list(format_names.FORM_OF.items())


def test_formats_keep_their_order_however_they_are_asked_for() -> None:
    names = [made.name for made in FORMATS]
    assert formats_named(reversed(names)) == FORMATS
    assert [made.name for made in formats_named(names[1:])] == names[1:]


def test_filters_ask_what_a_format_can_do_and_not_what_it_is_called() -> None:
    found = {
        path.name
        for folder in _FILTERS
        for path in folder.glob("*.lua")
        if re.search(r"\bFORMAT\b", path.read_text(encoding="utf-8"))
    }
    assert found == {"report.lua"}
    abilities = (_FILTERS[0] / "report.lua").read_text(encoding="utf-8")
    for made in FORMATS:
        [own] = re.findall(rf"(?m)^  {made.form} = {{(.*)}},$", abilities)
        assert ("drawings = true" in own) == made.has_inline_drawings
        for name in made.shared:
            assert (_FILTERS[0] / f"{name}.lua").is_file()
        for name in made.own:
            assert (_FILTERS[1] / f"{name}.lua").is_file()
