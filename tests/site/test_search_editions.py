"""The list of editions searches all of them, by the indexes that archives hold."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from standards_report.build.formats import FORMATS
from standards_report.project import Project
from standards_report.render.html.search_index import SCRIPT, Entry, search_script
from standards_report.render.site.publish import publish_list

from tests.conftest import ROOT, SmallProject
from tests.support.axe import THEMES, violations
from tests.support.browser import NARROW, WIDE, chromium, needs_chromium, opened
from tests.support.releasing import done

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

# As archives hold it: a change that this example does not survive makes them unsearchable.
EXAMPLE = """window.searchIndex = [\
{"address": "index.html", "chapter": "Summary", "title": "Summary", "text": "Côte d’Ivoire."}, \
{"address": "chapters/members.html#sec-who", "chapter": "1 Members", "title": "Who they are", \
"text": "Quinces."}];
"""
ENTRIES: list[Entry] = [
    {"address": "index.html", "chapter": "Summary", "title": "Summary", "text": "Côte d’Ivoire."},
    {
        "address": "chapters/members.html#sec-who",
        "chapter": "1 Members",
        "title": "Who they are",
        "text": "Quinces.",
    },
]
ARCHIVES = sorted((ROOT / "editions" / "releases").glob("*.zip"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def list_again(project: SmallProject) -> str:
    """Writes the list of editions for what lies in the site; returns the page."""
    assets = project.root / "assets"
    shutil.copytree(project.site / "assets", assets)
    publish_list(Project(project.root), project.site, assets, FORMATS)
    shutil.rmtree(assets)
    return (project.site / "index.html").read_text(encoding="utf-8")


def loaded(page: Page) -> list[str]:
    """The indexes that a page has asked for, in order."""
    scripts = page.locator("script[src*='search-index']").all()
    return [script.get_attribute("src") or "" for script in scripts]


def results(page: Page) -> dict[str, list[str]]:
    """The links under each edition, below the site and without what pages mark."""
    page.locator(".results [role=status]:not(:empty)").wait_for()
    return {
        section.locator("h2").inner_text(): [place(link) for link in section.locator("a").all()]
        for section in page.locator(".results section").all()
    }


def place(link: Locator) -> str:
    address = str(link.evaluate("link => link.href")).rpartition("_site/")[2]
    return re.sub(r"[?]found=[^#]*", "", address)


def test_the_form_of_the_index_is_that_of_archives() -> None:
    assert search_script(ENTRIES) == EXAMPLE


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.stem)
def test_archives_hold_the_index_in_this_form(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        names = set(files.namelist())
        script = files.read(f"site/{SCRIPT}").decode()
    entries = json.loads(script.removeprefix("window.searchIndex = ").removesuffix(";\n"))
    assert entries
    for entry in entries:
        assert {"address", "chapter", "title", "text"} <= entry.keys()
        assert all(isinstance(value, str) for value in entry.values())
        assert f"site/{entry['address'].partition('#')[0]}" in names


def test_the_list_searches_editions_that_have_an_index(built: SmallProject) -> None:
    page = (built.site / "index.html").read_text(encoding="utf-8")
    assert f'<li data-edition="2030" data-search-index="2030/{SCRIPT}">' in page
    scripts = re.findall(r'<script src="([^"]+)"', page.partition("</main>")[2])
    assert scripts == [f"assets/{name}.js" for name in ("matching", "results", "search-editions")]
    assert all((built.site / script).is_file() for script in scripts)
    assert "search-editions.js" not in built.page("index.html")

    (built.site / "2030" / SCRIPT).unlink()
    page = list_again(built)
    assert "search" not in page
    assert '<a href="2030/index.html">Edition 2030</a>' in page


@pytest.mark.slow
@needs_chromium
def test_the_list_reads_the_form_of_archives(built: SmallProject, browser: Browser) -> None:
    (built.site / "2030" / SCRIPT).write_text(EXAMPLE, encoding="utf-8")
    with opened(browser, built.site / "index.html") as page:
        page.get_by_label("Search all editions").fill("quinces")
        assert results(page) == {"Edition 2030": ["2030/chapters/members.html#sec-who"]}
        assert page.locator(".results small").all_inner_texts() == ["1 Members", "Quinces."]
        assert page.locator(".results [role=status]").inner_text() == "1 place."
        page.locator("#search").fill("cote divoire")
        assert results(page) == {"Edition 2030": ["2030/index.html"]}
        page.locator("#search").fill("medlars")
        assert results(page) == {}
        assert page.locator(".results [role=status]").inner_text() == "Nothing found."


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("folder", ["2030", "2030/v/2030.1"])
def test_a_page_hands_its_query_to_the_list(
    built: SmallProject, browser: Browser, folder: str
) -> None:
    """From an older version's folder as well, and where the page itself finds nothing."""
    if folder != "2030":
        shutil.copytree(built.site / "2030", built.site / "older")
        (built.site / "2030" / "v").mkdir()
        (built.site / "older").rename(built.site / folder)
    with opened(browser, built.site / folder / "chapters" / "members.html") as page:
        page.locator("#search").fill("no such words & more")
        last = page.locator(".results a").last
        assert last.inner_text() == "Search all editions"
        assert page.locator(".results [role=status]").inner_text() == "Nothing found."
        page.keyboard.press("Escape")
        assert page.locator(".results a").count() == 0
        page.locator("#search").fill("“Japan”")
        page.locator(".results li a").first.wait_for()
        assert page.locator(".results a").last.inner_text() == "Search all editions"
        for _ in page.locator(".results a").all():
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/_site/index.html?q=*")
        assert parse_qs(urlsplit(page.url).query) == {"q": ["“Japan”"]}
        assert page.locator("#search").input_value() == "“Japan”"
        assert "2030/chapters/members.html" in str(results(page))


@pytest.mark.slow
@needs_chromium
def test_results_of_two_editions_the_newest_first(released: SmallProject, browser: Browser) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31"))
    released.append("chapters/members.qmd", "\n## Orchards {#sec-orchards}\n\nQuinces in Japan.\n")
    done(released.build())
    with opened(browser, released.site / "index.html") as page:
        assert loaded(page) == []
        page.locator("#search").focus()
        page.locator("#search").fill("quinces")
        assert results(page) == {"Edition 2031": ["2031/chapters/members.html#sec-orchards"]}
        assert loaded(page) == [f"2031/{SCRIPT}", f"2030/{SCRIPT}"]
        page.locator("#search").fill("Japan")
        found = results(page)
        assert next(iter(found)) == "Edition 2031"
        # What both say in the same words is listed once, and leads to both.
        both = "chapters/members.html#fig-members"
        assert f"2031/{both}" in found["Edition 2031"]
        assert f"2030/{both}" in found["Edition 2031"]
        assert f"2030/{both}" not in found.get("Edition 2030", [])
        assert page.locator(".results li p").first.inner_text() == "Also in edition 2030"
        assert loaded(page) == [f"2031/{SCRIPT}", f"2030/{SCRIPT}"], "each once"
        # What the older one says in other words stands under it.
        other = "chapters/members.html#sec-by-country"
        page.locator("#search").fill("25 members")
        assert f"2030/{other}" in results(page)["Edition 2030"]
        page.locator(f".results a[href^='2030/'][href$='{other.rpartition('#')[2]}']").click()
        page.wait_for_url("**/2030/chapters/members.html?found=*")


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("width", [320, NARROW, WIDE])
def test_results_can_be_read_and_reached_at_any_width(
    built: SmallProject, browser: Browser, width: int
) -> None:
    with opened(browser, built.site / "index.html", width=width) as page:
        page.get_by_role("search", name="All editions").get_by_role("searchbox").fill("members")
        region = page.get_by_role("region", name="Results in all editions")
        region.locator("a").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.locator(f"html[data-theme='{theme}']").wait_for(state="attached")
            assert not violations(page)
        page.keyboard.press("ArrowDown")
        assert place(page.locator(":focus")).startswith("2030/")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "search"
        assert region.locator("a").count() == 0
        assert region.locator("[role=status]").inner_text() == ""
