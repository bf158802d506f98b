"""The recipes of CONTRIBUTING for one change: a figure, an observation from a new source, a third
country; followed through the commands."""

from __future__ import annotations

import csv

import pytest

from tests.conftest import SmallProject
from tests.support.releasing import done

pytestmark = pytest.mark.slow

_FIGURE = """\
#| label: fig-growth
grown = changes[changes["country"].isin(names)].assign(value=lambda rows: rows["times"])
figure = grouped_bars(grown, names, by="body", order=["ITU"], label="Times as many")
emit.figure(
    figure,
    grown[["country", "body", "value", "rows"]],
    caption="How often as many members there are.",
    alt="Bars of growth by country.",
)\
"""
_EMBED = "\nGrowth is in @fig-growth.\n\n{{< embed /_executed/members.ipynb#fig-growth >}}\n"
_ENTRY = """
@report{almanac,
  author = {{Test Almanac}},
  title  = {An Almanac of Members},
}
"""


def words(project: SmallProject) -> str:
    """The chapter on members, its white space plain."""
    return " ".join(project.page("chapters/members.html").split())


def test_a_figure(built: SmallProject) -> None:
    def add(notebook: dict[str, object]) -> None:
        cells = notebook["cells"]
        assert isinstance(cells, list)
        cells.append({**cells[-1], "id": "fig-growth", "source": _FIGURE})

    built.edit_notebook("members", add)
    built.append("chapters/members.qmd", _EMBED)
    done(built.build())
    done(built.run("check"))
    page = built.page("chapters/members.html")
    assert 'id="fig-growth"' in page
    assert "How often as many members there are." in page
    with (built.site / "2030/data/fig-growth.csv").open(encoding="utf-8") as file:
        values = {row["Country"]: float(row["Value"]) for row in csv.DictReader(file)}
    assert values == {"CHN": 2.5, "JPN": 1.2}
    traced = done(built.run("trace", "fig-growth")).stdout
    assert "m.chn.2020" in traced
    assert "m.jpn.2030" in traced


def test_an_observation_from_a_new_source(built: SmallProject) -> None:
    row = "m.jpn.2019,2019,ITU,JPN,total,16,,,count,exact,almanac,Page 8,,\n"
    built.append("data/itu_members.csv", row)
    process = built.run("check")
    assert process.returncode == 1
    assert "data/itu_members.csv:8: unknown source 'almanac': add it to" in process.stderr
    built.append(
        "data/sources.csv",
        "almanac,An Almanac of Members,Almanac,Test Almanac,,2030-07-01,evidence,Synthetic,"
        "Made up for tests,,almanac,\n",
    )
    built.append("references.bib", _ENTRY)
    built.append("chapters/members.qmd", "\nAn almanac counts them as well [@almanac].\n")
    done(built.build())
    done(built.run("check"))
    published = (built.site / "2030/data/itu_members.csv").read_text(encoding="utf-8")
    assert row in published
    assert "An Almanac of Members" in built.page("chapters/references.html")
    traced = done(built.run("trace", "itu.members.JPN.times")).stdout
    assert "prints as  1.5" in traced
    assert "m.jpn.2019 = 16 count" in traced
    assert "Page 8" in traced
    assert "Almanac" in traced


def test_a_third_country(built: SmallProject) -> None:
    built.replace("editions/2030.yml", "[CHN, JPN]", "[CHN, JPN, FRA]")
    done(built.build())
    assert "Members of China, Japan and France." in words(built)
    traced = done(built.run("trace", "itu.members.FRA.latest")).stdout
    assert "prints as  not in our sources" in traced

    row = "m.fra.2030,2030,ITU,FRA,total,12,,,count,exact,register,Page 4,,\n"
    built.append("data/itu_members.csv", row)
    process = built.run("check")
    assert process.returncode == 1
    assert "data/itu_members.csv:8" in process.stderr
    assert "FRA" in process.stderr
    built.append("data/countries.csv", "FRA,France,France,French\n")
    done(built.build())
    done(built.run("check"))
    assert "m.fra.2030 = 12 count" in done(built.run("trace", "itu.members.FRA.latest")).stdout
