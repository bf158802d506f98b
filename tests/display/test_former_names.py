"""Notebooks that were written with the names of before run as they did."""

from __future__ import annotations

import re

import pytest
from standards_report import display
from standards_report.display import former_names

from tests.conftest import ROOT, SmallProject

_NOW = {"Emitter": "Page", "grouped_bars": "paired_bars", "emit": "page"}


@pytest.mark.parametrize("name", former_names.__all__)
def test_a_former_name_stands_for_what_has_another_one_now(name: str) -> None:
    known = getattr(display, name)
    assert known.__name__ != name
    assert getattr(display, known.__name__) is known


def test_no_notebook_of_the_report_uses_one() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.ipynb")]
    imported = re.findall(r"from standards_report\.display import ([^\\]*)", "\n".join(texts))
    names = {name.strip(" (),") for line in imported for name in line.split(",")}
    assert names
    assert names.isdisjoint(former_names.__all__)


@pytest.mark.slow
def test_a_notebook_in_former_names_builds_the_same_page(built: SmallProject) -> None:
    page = built.page("chapters/members.html")
    path = built.root / "analysis" / "notebooks" / "members.ipynb"
    text = path.read_text(encoding="utf-8")
    for now, before in _NOW.items():
        text = re.sub(rf"\b{now}\b", before, text)
    path.write_text(text, encoding="utf-8")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert built.page("chapters/members.html") == page
