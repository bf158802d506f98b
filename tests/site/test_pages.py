"""What the pages of the embedded engine hold."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from standards_report.render.html.pages import render_template

from tests.conftest import SmallProject

NBSP = "\N{NO-BREAK SPACE}"


class Page(HTMLParser):
    """Identifiers, links, loaded files and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if tag in ("script", "img", "iframe", "source") and "src" in attributes:
            self.loads.append(attributes["src"])
        if tag == "link":
            self.loads.append(attributes["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_numbers_and_references_are_those_of_the_chapter(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    text = re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "", page))
    assert f"1{NBSP} Members" in text
    assert "1.1 By country" in text
    assert f"Figure{NBSP}1.1: Members of China and Japan." in text
    assert f"Table{NBSP}1.1: Members by country." in text
    assert f"See Figure{NBSP}1.1 and Table{NBSP}1.1, and Section{NBSP}1.2." in text
    assert "Appendix B — About" in re.sub(r"<[^>]+>", "", published.page("chapters/about.html"))


def test_a_notebook_shows_its_parameters_once_and_as_it_was_run(published: SmallProject) -> None:
    text = html.unescape(re.sub(r"<[^>]+>", "", published.page("notebooks/members.html")))
    assert text.count("focus_countries = [") == 1
    edition = (published.root / "editions" / "2030.yml").read_text(encoding="utf-8")
    as_of = re.search(r"as_of: (\S+)", edition)
    assert as_of
    assert f'as_of = "{as_of.group(1)}"' in text


def test_source_date_notebook_and_data_stand_under_figure_and_table(
    published: SmallProject,
) -> None:
    page = published.page("chapters/members.html")
    for label in ("fig-members", "tbl-members"):
        at = page.index(f'id="{label}"')
        under = page[page.index('class="provenance"', at) :][:600]
        assert "Source: Synthetic register. As of 2030." in re.sub(r"\s+", " ", under)
        assert f'href="../notebooks/members.html#{label}"' in under
        assert f'href="../data/{label}.csv"' in under


def test_conditional_passages_follow_format_and_edition(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    assert "Only on pages." in page
    assert "Only in another edition." not in page


def test_values_lead_to_their_cell_and_claims_to_the_ledger(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    assert re.search(r'<a href="../notebooks/members.html#load" class="value"[^>]*>25</a>', page)
    assert 'data-claim="members.order"' in page
    assert 'href="../chapters/claims.html#claim-members-order"' in page
    assert 'id="claim-members-order"' in published.page("chapters/claims.html")


def test_citations_lead_to_the_references_and_notes_to_their_text(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    assert 'href="references.html#ref-register"' in page
    assert 'id="ref-register"' in published.page("chapters/references.html")
    assert 'id="fn1"' in page


def test_chinese_says_that_it_is_chinese_and_headers_what_they_head(
    published: SmallProject,
) -> None:
    glossary = published.page("chapters/glossary.html")
    assert '<span lang="zh">名册</span>' in glossary
    assert not re.findall(r"[\u4e00-\u9fff]", re.sub(r'<span lang="zh">[^<]*</span>', "", glossary))
    members = published.page("chapters/members.html")
    assert '<th scope="col"' in members
    assert not re.search(r"<th(?! scope)[ >]", members)


def test_no_page_loads_anything_from_another_host(published: SmallProject) -> None:
    for path, page in pages(published.site).items():
        assert not [load for load in page.loads if re.match(r"(?:\w+:)?//", load)], path
    for style in published.site.rglob("*.css"):
        assert not re.search(r"url\(\"?(?:\w+:)?//|@import", style.read_text(encoding="utf-8"))


def test_identifiers_are_unique_on_each_page(published: SmallProject) -> None:
    for path, page in pages(published.site).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_no_markup_shows_through(published: SmallProject) -> None:
    for path, page in pages(published.site / "2030" / "chapters").items():
        assert "{{<" not in page.text, path
        assert ":::" not in page.text, path
        assert "?fig-" not in page.text, path


def test_search_finds_sections_from_a_classic_script(published: SmallProject) -> None:
    script = published.page("assets/search-index.js")
    index = json.loads(script.removeprefix("window.searchIndex = ").rstrip().rstrip(";"))
    entry = next(one for one in index if one["address"] == "chapters/members.html#sec-by-country")
    assert "China has 25 members" in entry["text"]


@pytest.mark.slow
def test_data_are_text_and_never_markup(built: SmallProject) -> None:
    built.replace("data/countries.csv", "JPN,Japan,", 'JPN,"<b>J</b> *x* {{< a >}} $y$ #z",')
    process = built.build()
    assert process.returncode == 0, process.stderr
    page = built.page("chapters/members.html")
    # In the table, and in the figure as it is drawn.
    assert page.count(">&lt;b&gt;J&lt;/b&gt; *x* {{&lt; a &gt;}} $y$ #z") > 1
    assert "<b>J" not in page


def test_figures_carry_their_alt_text_and_keep_text_as_text(published: SmallProject) -> None:
    page = published.page("chapters/members.html")
    svg = re.search(r"<svg[^>]*figure-svg.*?</svg>", page, re.DOTALL)
    assert svg
    assert 'aria-label="Bars of members for China and Japan."' in svg[0]
    assert ">China 25</text>" in svg[0]
    assert "<style" not in svg[0]


@pytest.mark.parametrize("name", ["fig-members", "tbl-members"])
def test_published_data_name_the_rows_behind_each_line(published: SmallProject, name: str) -> None:
    lines = published.page(f"data/{name}.csv").splitlines()
    assert lines[0].endswith(",Rows of data")
    assert "m.chn.2020 m.chn.2030" in lines[1]


def test_an_independent_validator_accepts_the_published_data(published: SmallProject) -> None:
    from frictionless import Package

    report = Package(str(published.site / "2030" / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


@pytest.mark.slow
def test_trace_leads_from_value_figure_and_claim_to_rows(published: SmallProject) -> None:
    for identifier in ("itu.members.CHN.latest", "fig-members", "tbl-members", "members.order"):
        process = published.run("trace", identifier)
        assert process.returncode == 0, process.stderr
        assert "analysis/notebooks/members.ipynb, cell" in process.stdout
        assert "data/itu_members.csv:3  m.chn.2030 = 25 count" in process.stdout
        assert "Synthetic register: Page 3" in process.stdout


def test_trace_offers_the_nearest_names(published: SmallProject) -> None:
    process = published.run("trace", "fig-member")
    assert process.returncode == 2
    assert "fig-members" in process.stderr


def test_a_template_prints_texts_alone() -> None:
    """An object would be printed with its place in memory, which differs from build to build."""
    words = {"lang": "en", "offset": "..", "description": "", "versions": []}
    assert "Edition 2030" in render_template("older.html.j2", identifier="2030", **words)
    with pytest.raises(TypeError, match="method"):
        render_template("older.html.j2", identifier="2030".title, **words)
