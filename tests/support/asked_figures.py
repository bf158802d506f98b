"""The small project with figures of each form that a page draws anew, and countries to choose."""

from __future__ import annotations

from typing import Any

from tests.conftest import SmallProject

_OVER_TIME = """\
#| label: fig-course
counted = members.assign(basis="stated")
emit.chart(
    lines_over_time(
        counted, names, years=(2020, 2030), label="Members of ITU",
        bases={"stated": "register"}, more={"KOR": "Korea"},
    ),
    counted[["country", "date", "value", "rows"]],
    form="Lines",
    said=list(counted["country"]),
    caption="Members over time.",
)
"""
_RANKED = """\
#| label: fig-ranked
newest = members[members["date"] == "2030"].sort_values("value", ascending=False)
newest = newest.assign(name=newest["country"].map({"CHN": "China", "JPN": "Japan", "KOR": "Korea"}))
emit.chart(
    ranked_bars(newest.head(2), ["CHN"], label="Members of ITU", more=newest.tail(1)),
    newest[["country", "name", "value", "rows"]],
    form="Bars",
    said=list(newest["name"]),
    caption="Members by country, the most first.",
)
"""
_PAIRS = """\
#| label: fig-pairs
wide = newest.assign(less=newest["value"] - 5)
emit.chart(
    paired_points(
        wide, ["CHN"], ends={"less": "by seat", "value": "by headquarters"}, label="Two rules"
    ),
    wide[["country", "name", "less", "value", "rows"]],
    form="Pairs",
    said=list(wide["name"]),
    caption="Members under two rules.",
)
"""
FIGURES = {"fig-course": _OVER_TIME, "fig-ranked": _RANKED, "fig-pairs": _PAIRS}


def add_figures(project: SmallProject) -> None:
    """Adds the figures to the notebook of members and to the chapter that shows them."""

    def more(notebook: dict[str, Any]) -> None:
        cells = notebook["cells"]
        first = next(cell for cell in cells if "Emitter" in "".join(cell["source"]))
        source = "".join(first["source"]).replace(
            "grouped_bars", "grouped_bars, lines_over_time, paired_points, ranked_bars"
        )
        first["source"] = source
        for label, text in FIGURES.items():
            cells.append({**first, "id": label, "source": text})

    project.edit_notebook("members", more)
    for label in FIGURES:
        project.append(
            "chapters/members.qmd",
            f"\n{{{{< embed /_executed/members.ipynb#{label} >}}}}\n",
        )
