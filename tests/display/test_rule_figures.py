"""Figures of numbers under two rules, and of shares over releases."""

from __future__ import annotations

import pandas as pd
from standards_report.display import paired_points, points_by_step
from standards_report.display.figures.style import (
    cut_texts,
    to_svg,
    unlisted_labels,
    use_house_style,
)

NAMES = {"CHN": "China", "USA": "United States"}


def test_each_country_has_both_numbers_and_the_key_tells_them_apart() -> None:
    use_house_style()
    data = pd.DataFrame(
        [("CHN", "China", 397, 516), ("IND", "India", 35, 0), ("NZL", "New Zealand", 1, 1)],
        columns=["country", "name", "seat", "headquarters"],
    )
    ends = {"seat": "by seat", "headquarters": "by headquarters"}
    figure = paired_points(data, ["CHN"], ends=ends, label="Rapporteurs")
    assert not cut_texts(figure)
    assert not unlisted_labels(figure)
    svg = to_svg(figure)
    told = ("China, by seat: 397", "China, by headquarters: 516", "India, by headquarters: 0")
    assert [words for words in told if words not in svg] == []
    # Equal numbers are written once.
    assert svg.count(">397<") == svg.count(">516<") == svg.count(">35<") == 1


def test_shares_over_steps_have_a_panel_a_country_and_write_the_last() -> None:
    use_house_style()
    data = pd.DataFrame(
        [
            (code, release, f"Release {release}", kind, share, share + 2)
            for code, first in (("CHN", 20.0), ("USA", 10.0))
            for kind, more in (("all", 0.0), ("new", 5.5))
            for release, share in (
                ("8", first + more),
                ("9", first + more + 1),
                ("10", first + more),
            )
        ],
        columns=["country", "release", "step", "kind", "percent", "percent_most"],
    )
    figure = points_by_step(
        data,
        NAMES,
        by="release",
        order=["8", "9", "10"],
        kinds={"all": "of all", "new": "of the new"},
        label="Shares",
        steps="Release",
    )
    assert [axes.get_title(loc="left") for axes in figure.axes] == list(NAMES.values())
    assert not cut_texts(figure)
    written = {text.get_text() for axes in figure.axes for text in axes.texts}
    assert written == {"20.0%", "25.5%", "10.0%", "15.5%"}
    assert "China, of the new, Release 9: 26.5%" in to_svg(figure)
