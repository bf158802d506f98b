"""Data are text wherever they are shown: in figures, captions, cells, titles, search, metadata."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.csv_writer import csv_text, without_mark
from standards_report.display.figures.style import lay_out, to_svg, unlisted_labels, use_house_style
from standards_report.display.text.markdown import code
from standards_report.render.content.inline_svg import prepare_svg, standalone_svg
from standards_report.render.pandoc import program as pandoc

from tests.conftest import SmallProject
from tests.support.hostile import SHORT, WHOLE
from tests.support.pdf_pages import read_print

mpl.use("Agg")
_SVG = "{http://www.w3.org/2000/svg}"
# Quotation marks are set as such, as in prose.
_CURLED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})


def texts_of(svg: str) -> list[str]:
    """What a figure writes, text by text."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{_SVG}text")]


def drawn(label: str, **options: Any) -> str:
    """A figure that shows a label in each place that it may have."""
    import matplotlib.pyplot as plt
    from matplotlib.lines import Line2D

    use_house_style()
    figure, axes = plt.subplots(**options)
    axes.set_title(label)
    axes.set_xticks([0, 1], [label, "second"])
    axes.set_ylabel(label)
    axes.annotate(label, (0, 0))
    figure.legend(handles=[Line2D([], [], label=label)])
    assert not unlisted_labels(figure)
    lay_out(figure)
    svg = to_svg(figure)
    plt.close(figure)
    return svg


@pytest.mark.parametrize("label", SHORT)
def test_figures_show_labels_as_typed_wherever_they_stand(label: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of characters that no font has
        svg = drawn(label)
    for one in (svg, prepare_svg(svg, "fig-a", label), standalone_svg(svg, label)):
        assert texts_of(one).count(label) == 5
    for one in (prepare_svg(svg, "fig-a", label), standalone_svg(svg, label)):
        assert ElementTree.fromstring(one).get("aria-label") == label


# What a notebook may show: everything but characters that nobody sees, which tables refuse.
_TYPED = st.text(st.sampled_from("ab$_^\\{}%#&~'\"`<>@*[]()=+-/!?.,;: 文"), min_size=1, max_size=24)


@settings(max_examples=25)
@given(text=_TYPED.map(str.strip).filter(bool))
def test_any_label_is_drawn_as_typed(text: str) -> None:
    svg = drawn(text, layout="none")
    assert [" ".join(one.split()) for one in texts_of(svg)].count(" ".join(text.split())) == 5


def test_powers_of_ten_keep_their_form() -> None:
    import matplotlib.pyplot as plt

    use_house_style()
    figure, axes = plt.subplots()
    axes.plot([1, 1000], [1, 1000])
    axes.set_yscale("log")
    lay_out(figure)
    shown = "".join(texts_of(to_svg(figure)))
    plt.close(figure)
    assert "mathdefault" not in shown
    assert "$" not in shown


@pytest.mark.slow
def test_a_label_that_a_legend_leaves_out_is_a_fault_with_its_remedy(small: SmallProject) -> None:
    def add(notebook: Any) -> None:
        cell = next(cell for cell in notebook["cells"] if cell.get("id") == "fig-members")
        drawn = "figure.axes[0].plot([0], [0], label='_x_')\nfigure.axes[0].legend()\nemit.figure("
        cell["source"] = "".join(cell["source"]).replace("emit.figure(", drawn)

    small.edit_notebook("members", add)
    process = small.build("--to", "html")
    assert process.returncode == 4, process.stderr
    said = " ".join(process.stderr.split())
    assert "left out of the legend: '_x_': give the legend its handles" in said


@settings(max_examples=15)
@given(st.text(st.sampled_from("ab`` *_$\\<"), min_size=1, max_size=12))
def test_code_holds_any_signs_of_code(text: str) -> None:
    shown = json.loads(pandoc.read(f"x {code(text)} y", "a test"))["blocks"][0]["c"][2]
    assert (shown["t"], " ".join(shown["c"][1].split())) == ("Code", " ".join(text.split()))


@given(st.text(max_size=20))
def test_cells_that_a_spreadsheet_would_run_are_marked_and_come_back(text: str) -> None:
    for cell in (text, *(sign + text for sign in "=+@-＝＋－＠")):
        read = next(csv.reader(io.StringIO(csv_text(["a"], [[cell]]).partition("\n")[2])), [""])[0]
        assert read == "" or read[0] not in "=@＝＋－＠"
        kept = cell.replace("\r\n", "\n").replace("\r", "\n")
        assert without_mark(read) == kept or read == kept


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)
        self.text = " ".join("".join(self.words).split()).translate(_CURLED)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(value or "").translate(_CURLED) for __, value in attrs]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_FIGURE = """#| label: fig-hostile
import pandas as pd
kinds = {kinds!r}
data = pd.DataFrame({{"country": "CHN", "body": kinds, "value": range(len(kinds))}})
data["rows"] = [("m.chn.2030",)] * len(data)
figure = grouped_bars(data, names, by="body", order=kinds, label={title!r})
emit.figure(figure, data, caption="Caption " + {whole!r}, alt="Alt " + {whole!r}, note={whole!r})
"""
_TABLE = """#| label: tbl-hostile
heads = {{"body": "Head " + {whole!r}, "cell": "Cell", "value": "Value"}}
emit.table(data.assign(cell="Cell " + {whole!r}), heads, caption="Above " + {whole!r})
emit.text("hostile.text", "Value " + {whole!r}, ["m.chn.2030"])
"""
_TAIL = """
{{< var hostile.text >}} {{< var edition.title >}} {{< var focus2.in_text >}}

{{< embed /_executed/members.ipynb#fig-hostile >}}

{{< embed /_executed/members.ipynb#tbl-hostile >}}

{{< embed /_executed/generated.ipynb#glossary-groups >}}
"""


@pytest.fixture(scope="module")
def hostile(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A project that has the hostile text in each name and title, built."""
    root = tmp_path_factory.mktemp("text") / "small"
    shutil.copytree(built_once, root)
    project = SmallProject(root)
    named = f"JPN,{_quoted(SHORT[0])},{_quoted('Land ' + WHOLE)},Japanese"
    project.replace("data/countries.csv", "JPN,Japan,Japan,Japanese", named)
    sources = "A Synthetic Register of Members,Synthetic register"
    named = f"{_quoted('Title ' + WHOLE)},{_quoted('Short ' + WHOLE)}"
    project.replace("data/sources.csv", sources, named)
    body = f"X1,{_quoted('Committee ' + WHOLE)},ITU,study group,,register,Page 1,,\n"
    project.append("data/bodies.csv", body)
    for key, old in (("title", "A small report"), ("subtitle", "With synthetic data")):
        new = f"{key.capitalize()} {WHOLE}".replace("'", "''")
        project.replace("editions/2030.yml", f'{key}: "{old}"', f"{key}: '{new}'")
    author = "  author: Small report"
    project.replace("_quarto.yml", author, f"{author}\n  site-url: https://example.org/report")
    cells = [
        _FIGURE.format(kinds=list(SHORT), title=SHORT[0], whole=WHOLE),
        _TABLE.format(whole=WHOLE),
    ]

    def add(notebook: Any) -> None:
        for at, source in enumerate(cells):
            cell = {**notebook["cells"][-1], "id": f"hostile-{at}"}
            notebook["cells"].append({**cell, "source": source.splitlines(keepends=True)})
        notebook["metadata"]["title"] = f"Notebook {WHOLE}"

    project.edit_notebook("members", add)
    project.append("chapters/members.qmd", _TAIL)
    cited = "\n{{< embed /_executed/generated.ipynb#about-citation >}}\n"
    project.append("chapters/about.qmd", cited)
    process = project.build()
    assert process.returncode == 0, process.stderr
    return project


_SHOWN = [f"{name} {WHOLE}" for name in (
    "Value", "Title", "Land", "Caption", "Short", "Head", "Cell", "Above", "Committee"
)]  # fmt: skip


@pytest.mark.slow
def test_pages_show_what_was_typed(hostile: SmallProject) -> None:
    page = _Page(hostile.page("chapters/members.html"))
    assert [text for text in _SHOWN if text not in page.text] == []
    assert f"Alt {WHOLE}" in page.attributes
    assert [text for text in SHORT if text not in page.text] == []
    assert f"Notebook {WHOLE}" in _Page(hostile.page("notebooks/members.html")).text
    front = _Page(hostile.page("index.html"))
    assert f"Subtitle {WHOLE}" in front.text
    assert f"Title {WHOLE}" in front.attributes  # what other sites show


@pytest.mark.slow
def test_the_pdf_shows_what_was_typed(hostile: SmallProject) -> None:
    shown = read_print(hostile.site / "2030" / "standards-report-2030.pdf")
    wanted = [*_SHOWN, *SHORT, f"Subtitle {WHOLE}"]
    assert [text for text in wanted if not shown.shows(text)] == []
    assert not shown.overlapping()
    assert not shown.outside(30)


@pytest.mark.slow
def test_files_hold_what_was_typed(hostile: SmallProject) -> None:
    site = hostile.site
    svg = (site / "2030" / "figures" / "fig-hostile.svg").read_text(encoding="utf-8")
    assert set(SHORT) <= set(texts_of(svg))
    assert ElementTree.fromstring(svg).get("aria-label") == f"Alt {WHOLE}"
    rows = list(csv.DictReader(io.StringIO(hostile.page("data/tbl-hostile.csv"))))
    assert {row["Cell"] for row in rows} == {f"Cell {WHOLE}"}
    assert [without_mark(row[f"Head {WHOLE}"]) for row in rows] == list(SHORT)
    package = json.loads(hostile.page("data/datapackage.json"))
    assert f"Caption {WHOLE}" in {one.get("title") for one in package["resources"]}
    script = hostile.page("assets/search-index.js").removeprefix("window.searchIndex = ")
    found = " ".join(entry["text"] for entry in json.loads(script.rstrip().rstrip(";")))
    assert [text for text in _SHOWN[:1] if text not in found.translate(_CURLED)] == []
    feed = ElementTree.parse(site / "feed.xml").getroot()
    assert f"Title {WHOLE}" in {element.text for element in feed.iter()}
    assert re.search(
        r"\\\$x\\textasciicircum\{\}2", _Page(hostile.page("chapters/about.html")).text
    )
