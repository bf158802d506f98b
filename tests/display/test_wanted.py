"""The panel in the place of a figure whose numbers are not in our sources."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from standards_report.display import data_wanted
from standards_report.display.figures.style import cut_texts, to_svg, use_house_style
from standards_report.render.content.inline_svg import prepare_svg

from tests.conftest import ROOT
from tests.support.tables import real_tables

_GAPS = real_tables()["gaps"].rows


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("gap", _GAPS.to_dict("records"), ids=lambda gap: gap["id"])
def test_a_panel_holds_all_that_its_gap_says(gap: dict[str, str]) -> None:
    use_house_style()
    figure = data_wanted(gap, label="Quantity")
    assert cut_texts(figure) == []
    printed = " ".join(text.get_text() for text in figure.texts)
    for part in ("what", "obtain", "format"):
        assert " ".join(gap[part].split()) in printed


def test_chinese_is_set_in_a_font_that_has_it() -> None:
    use_house_style()
    gap = {"what": "Outlays", "obtain": "Read the line 外交支出", "format": "CSV"}
    svg = to_svg(data_wanted(gap, label="Outlays"))
    sheet = ROOT / "analysis/standards_report/render/static/files/site.css"
    style = sheet.read_text(encoding="utf-8")
    on_page = chinese_line(prepare_svg(svg, "fig-outlays", "Outlays"))
    assert "'Report Chinese'" in on_page
    assert '@font-face { font-family: "Report Chinese"' in style
    assert "'Noto Sans SC'" in chinese_line(svg)


def chinese_line(svg: str) -> str:
    return next(line for line in svg.splitlines() if "外交支出" in line)
