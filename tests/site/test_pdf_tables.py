"""Tables of the PDF keep to the page: measured where each letter stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standards_report.display.text.markdown import escape, pipe_table
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pdf.pdf import TEMPLATES
from standards_report.render.pdf.typst import typeset
from standards_report.render.static.fonts import pdf_font_folders

from tests.conftest import ROOT, SmallProject
from tests.support.pdf_pages import Print, read_print

MARGIN = 2.0 / 2.54 * 72  # points; the text keeps 2.1 cm from the lower edge, 2.4 from the others
FOOT = 30  # points from the lower edge to the page's number
ADDRESS = (
    "https://example.org/a/very/long/path/that/never/ends/and/has_underscores/and~tildes/"
    "index.html?query=1&more=2&even=3"
)
TYPE = '#import "report.typ": report\n#show: report.with(title: [Tables], date: none)\n= Tables\n'
Rows = Sequence[Sequence[str]]
Setter = Callable[[str], Print]


@pytest.fixture(scope="module")
def set_markdown(tmp_path_factory: pytest.TempPathFactory) -> Setter:
    """Sets Markdown with the templates that both engines use."""
    folder = tmp_path_factory.mktemp("set")
    extension = ROOT / "_extensions" / "standards-report"
    for name in TEMPLATES:
        shutil.copyfile(extension / "typst" / name, folder / name)
    filters = (extension / "filters" / "literal.lua",)
    recipe = pandoc.Recipe(("--to=typst",), filters, {}, extension / "filters")

    def set_text(markdown: str) -> Print:
        blocks = json.loads(pandoc.read(markdown, "a test"))["blocks"]
        text = pandoc.write(blocks, recipe, "a test").decode()
        (folder / "main.typ").write_text(TYPE + text, encoding="utf-8")
        fonts = [str(path) for path in pdf_font_folders()]
        return read_print(typeset(folder / "main.typ", fonts))

    return set_text


def table_of(header: Sequence[str], rows: Rows) -> str:
    """A table with a caption, as notebooks emit them."""
    return f"{pipe_table(header, rows, [False] * len(header))}\n: A table {{#tbl-a}}\n"


def assert_fits(shown: Print, header: Sequence[str], rows: Rows) -> None:
    """Every cell's text is there, no two words overlap, and nothing leaves the page's text."""
    missing = [cell for row in (header, *rows) for cell in row if not shown.shows(cell)]
    assert not missing
    assert not shown.overlapping()
    assert not shown.outside(FOOT)
    within = [word for word in shown.words if word.bottom > MARGIN]
    assert not [word.text for word in within if word.right > shown.width - MARGIN]


def test_an_address_leaves_room_for_the_columns_beside_it(set_markdown: Setter) -> None:
    header, rows = ["Row", "Address", "N"], [["m.chn.2020", ADDRESS, "1"], ["m.chn.2030", "x", "2"]]
    shown = set_markdown(table_of(header, rows))
    assert_fits(shown, header, rows)
    # It breaks after its signs, and no sign comes to its letters.
    assert ADDRESS in shown.text


def test_many_columns_stand_in_parts_that_each_name_their_rows(set_markdown: Setter) -> None:
    header = ["Country", *(f"Year {year}" for year in range(2000, 2018))]
    rows = [[name, *(f"{n * 12345:,}" for n in range(18))] for name in ("China", "Côte d'Ivoire")]
    shown = set_markdown(table_of(header, rows))
    assert_fits(shown, header, rows)
    assert shown.text.count("Country") == 2
    assert shown.text.count("China") == 2
    left = [word.left for word in shown.words if word.text == "Country"]
    assert left[0] == pytest.approx(left[1])


def test_a_word_without_any_sign_breaks_where_its_column_ends(set_markdown: Setter) -> None:
    rows = [["x" * 300, "W" * 60, "中文字符" * 20], ["deadbeef" * 8, "plain", "words and " * 20]]
    shown = set_markdown(table_of(["A", "B", "C"], rows))
    assert_fits(shown, ["A", "B", "C"], rows)
    assert any(word.text == "plain" for word in shown.words)


@pytest.mark.parametrize("sign", "/.!?;:,)]")
def test_a_line_ends_at_a_space_before_any_sign(set_markdown: Setter, sign: str) -> None:
    """By itself Typst keeps a slash, or the end of a sentence, on the line before it."""
    zeros = ["0"] * 18
    header = [*zeros, "0000__~~", "0000000000", "0", "0"]
    rows = [[*zeros, "0", "0", f"0 {sign}0 {sign}000000000", "0"]]
    assert_fits(set_markdown(table_of(header, rows)), header, rows)


def test_a_row_that_is_higher_than_a_page_goes_on_on_the_next(set_markdown: Setter) -> None:
    words = [f"word{n}" for n in range(1500)]
    rows = [["short", " ".join(words)], ["last", "row"]]
    shown = set_markdown(table_of(["A", "B"], rows))
    found = [word.text for word in shown.words]
    assert [word for word in found if word in set(words)] == words
    assert found.index("last") > found.index("word1499")
    assert not shown.outside(FOOT)
    assert len({word.page for word in shown.words}) > 3


@pytest.mark.parametrize(
    "markdown",
    [
        "| A | B |\n|---|-----------------------------------------------------------|\n"
        f"| Kraftfahrzeughaftpflichtversicherung | {'some words ' * 20} |\n",
        f"| A | B |\n|---|---|\n| `{'0123456789abcdef' * 4}` | **{'Bold' * 12}** |\n",
        f"Words {'y' * 300} and [{'l' * 90}](https://example.org).\n",
        f"## A heading of {'h' * 70}\n\nText.\n",
        f"- a list\n    - in a list {'z' * 120}\n",
        f"Term {'t' * 90}\n:   {'m' * 90}\n",
    ],
    ids=["typed", "code", "prose", "heading", "list", "terms"],
)
def test_words_in_any_place_keep_to_the_page(set_markdown: Setter, markdown: str) -> None:
    shown = set_markdown(markdown)
    assert not shown.overlapping()
    assert not shown.outside(FOOT)
    assert not [word.text for word in shown.words if word.right > shown.width - MARGIN]


_LETTERS = st.sampled_from("abcxyzWWMM0123456789-_/.&=~?é中文")
_CELLS = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=60),
    st.lists(st.text(_LETTERS, min_size=1, max_size=24), min_size=1, max_size=8).map(" ".join),
    st.integers(0, 10**9).map("{:,}".format),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_the_cells_hold(set_markdown: Setter, data: Any) -> None:
    count = data.draw(st.integers(1, 24), "columns")
    row = st.lists(_CELLS, min_size=count, max_size=count)
    header, *rows = data.draw(st.lists(row, min_size=2, max_size=5), "rows")
    assert_fits(set_markdown(table_of(header, rows)), header, rows)


@pytest.mark.slow
def test_the_pdf_of_a_project_holds_its_widest_tables(built: SmallProject) -> None:
    columns = {f"y{n}": f"Year {2000 + n}" for n in range(18)}
    source = f"""#| label: tbl-wide
wide = table.assign(address={ADDRESS!r}, **{{name: 1234567 for name in {list(columns)!r}}})
columns = {{"name": "Country", "address": "Address"}} | {columns!r}
emit.table(wide, columns, caption="A wide table.")
"""

    def add(notebook: Any) -> None:
        cell = {**notebook["cells"][-1], "id": "tbl-wide"}
        notebook["cells"].append({**cell, "source": source.splitlines(keepends=True)})

    built.edit_notebook("members", add)
    built.append("chapters/members.qmd", "\n{{< embed /_executed/members.ipynb#tbl-wide >}}\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    shown = read_print(Path(built.site / "2030" / "standards-report-2030.pdf"))
    assert not shown.overlapping()
    assert not shown.outside(FOOT)
    missing = [text for text in (ADDRESS, *columns.values()) if not shown.shows(text)]
    assert not missing
    assert shown.text.count("1,234,567") == 2 * len(columns)
    assert escape("Year 2017") in built.page("chapters/members.html")
