"""Figures that answer, in a real browser: from disk, from a server, with and without scripts."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT, SmallProject, new_project
from tests.support.asked_figures import FIGURES, add_figures
from tests.support.axe import violations
from tests.support.browser import NARROW, WIDE, Theme, chromium, needs_chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LAZY = ROOT / "_extensions" / "standards-report" / "lazy"
MOST = 150_000  # bytes, compressed, of all that a page loads when a reader asks a figure
TARGET = 24  # pixels that WCAG 2.2 AA asks of what is pressed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project with a figure of each form, built."""
    project = new_project(tmp_path_factory.mktemp("asked") / "small")
    add_figures(project)
    process = project.build("--to", "html")
    assert process.returncode == 0, process.stderr
    return project


def _page(project: SmallProject, label: str) -> Path:
    return project.site / "2030" / "figures" / f"{label}.html"


def _answer(project: SmallProject, label: str) -> dict[str, Any]:
    path = project.site / "2030" / "data" / f"{label}.answer.js"
    told = path.read_text(encoding="utf-8").partition("] = ")[2].rstrip(";\n")
    content: dict[str, Any] = json.loads(told)
    return content


def _lines(project: SmallProject, label: str) -> list[dict[str, str]]:
    path = project.site / "2030" / "data" / f"{label}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _explore(page: Page) -> None:
    page.locator(".ask").first.click()
    page.locator(".explore-svg .mark").first.wait_for()


def _note(page: Page) -> str:
    return page.locator(".point-note.shown").inner_text()


def test_the_library_is_the_one_whose_hash_stands_beside_it_and_small_enough() -> None:
    notice = (LAZY / "plot-licenses.txt").read_text(encoding="utf-8")
    script = (LAZY / "plot.js").read_bytes()
    assert f"SHA-256 of plot.js: {hashlib.sha256(script).hexdigest()}" in notice
    assert "@observablehq/plot 0.6.17 (ISC)" in notice
    assert "Permission to use, copy, modify, and/or distribute this software" in notice
    for acts in (b"eval(", b"new Function", b"http:", b"fetch("):
        assert acts not in script.replace(b"http://www.w3.org", b""), acts
    loaded = sum(len(gzip.compress(path.read_bytes())) for path in LAZY.glob("*.js"))
    assert loaded < MOST


@pytest.mark.slow
def test_a_figure_answers_with_the_numbers_of_its_csv(asked: SmallProject) -> None:
    for label in FIGURES:
        told = _answer(asked, label)
        stated = {line["Value"] for line in _lines(asked, label)}
        assert stated <= {f"{point['y']:g}" for point in told["points"]}, label
        assert told["file"] == f"{label}.csv"
        assert told["sources"]
    course = _answer(asked, "fig-course")
    assert [one["key"] for one in course["series"] if one["is_drawn"]] == ["CHN", "JPN"]
    assert [one["key"] for one in course["series"] if not one["is_drawn"]] == ["KOR"]


@pytest.mark.slow
def test_pages_load_the_library_only_when_a_reader_asks(asked: SmallProject) -> None:
    for page in (asked.site / "2030").rglob("*.html"):
        named = re.findall(r'<script src="[^"]*/([^/"]+)"', page.read_text(encoding="utf-8"))
        assert not {"plot.js", "drawings.js", "explore.js"} & set(named), page.name


@pytest.mark.slow
@needs_chromium
def test_arrow_keys_give_the_values_of_the_csv(browser: Browser, asked: SmallProject) -> None:
    rows = _lines(asked, "fig-course")
    of = {(line["Country"], line["Date"]): line["Value"] for line in rows}
    with opened(browser, _page(asked, "fig-course")) as page:
        _explore(page)
        assert _note(page) == f"China, 2020: {of['CHN', '2020']}"
        page.keyboard.press("ArrowRight")
        assert _note(page) == f"China, 2030: {of['CHN', '2030']}"
        page.keyboard.press("ArrowDown")
        assert _note(page) == f"Japan, 2030: {of['JPN', '2030']}"
        page.keyboard.press("Home")
        assert _note(page) == f"China, 2020: {of['CHN', '2020']}"
        assert page.locator(".point-note").get_attribute("role") == "status"
        focused = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(focused) == _note(page)
        page.keyboard.press("Escape")
        assert not page.locator(".point-note").is_visible()


@pytest.mark.slow
@needs_chromium
def test_pointing_and_tapping_give_values(browser: Browser, asked: SmallProject) -> None:
    for label, says in {"fig-ranked": "China: 25", "fig-pairs": "China, by seat: 20"}.items():
        with opened(browser, _page(asked, label)) as page:
            _explore(page)
            page.locator(".explore-help").click()
            page.locator(f'.explore-svg .mark[aria-label="{says}"]').hover()
            assert _note(page) == says
        with opened(browser, _page(asked, label), width=NARROW, has_touch=True) as page:
            page.locator(".ask").tap()
            page.locator(f'.explore-svg .mark[aria-label="{says}"]').tap()
            assert _note(page) == says


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("label", ["fig-course", "fig-ranked"])
def test_the_address_holds_the_choice_and_brings_it_back(
    browser: Browser, asked: SmallProject, label: str
) -> None:
    korea = '.explore-svg .mark[aria-label^="Korea"]'
    with opened(browser, _page(asked, label)) as page:
        _explore(page)
        assert page.locator(korea).count() == 0
        page.locator(".explore-add select").select_option("KOR")
        page.locator(".explore-add button").click()
        assert page.locator(korea).count() == 1
        page.get_by_role("button", name="Take Japan away").click()
        assert page.locator('.explore-svg .mark[aria-label^="Japan"]').count() == 0
        assert page.locator(".explore-status").inner_text() == "Japan was taken away."
        address = page.url
        assert address.endswith(f"?figure={label}&shown=CHN&shown=KOR#{label}")
    with opened(browser, address) as page:
        page.locator(korea).wait_for()
        assert page.locator('.explore-svg .mark[aria-label^="Japan"]').count() == 0
        page.get_by_role("button", name="As in the report").click()
        assert page.url.endswith(f"?figure={label}#{label}")
        page.get_by_role("button", name="Close").click()
        assert page.locator(f"#{label} .figure-svg").is_visible()
        assert "figure=" not in page.url
        assert page.evaluate("document.activeElement.className") == "ask"


@pytest.mark.slow
@needs_chromium
def test_a_chapter_has_it_too_and_what_is_not_known_is_passed_over(
    browser: Browser, asked: SmallProject
) -> None:
    chapter = asked.site / "2030" / "chapters" / "members.html"
    with opened(browser, chapter) as page:
        assert page.locator(".ask").count() == len(FIGURES) + 1  # and the bars that it had before
        assert page.locator(".explore").count() == 0
    address = chapter.as_uri() + "?figure=fig-ranked&shown=XXX&shown=KOR#fig-ranked"
    with opened(browser, address) as page:
        page.locator(".explore-svg .mark").first.wait_for()
        labels = page.locator(".explore-svg .mark").evaluate_all(
            "marks => marks.map(mark => mark.getAttribute('aria-label'))"
        )
        assert labels == ["Korea: 7"]


@pytest.mark.slow
@needs_chromium
def test_without_scripts_the_figure_is_the_drawing_of_the_report(
    browser: Browser, asked: SmallProject
) -> None:
    with opened(browser, _page(asked, "fig-course"), java_script_enabled=False) as page:
        assert page.locator("#fig-course .figure-svg").is_visible()
        assert page.locator(".ask").count() == 0


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("label", FIGURES)
def test_axe_finds_nothing_in_a_figure_that_was_asked(
    browser: Browser, asked: SmallProject, label: str
) -> None:
    with opened(browser, _page(asked, label)) as page:
        _explore(page)
        assert violations(page) == []


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_it_keeps_to_policy_width_colors_and_sizes_of_targets(
    browser: Browser, asked: SmallProject, width: int, theme: Theme
) -> None:
    for label in FIGURES:
        # What the policy of the page forbids is logged as an error, and fails here.
        with opened(browser, _page(asked, label), width=width, theme=theme) as page:
            ink = page.evaluate("getComputedStyle(document.body).color")
            _explore(page)
            assert page.locator("style").count() == 0
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, label
            texts = page.locator(".explore-title")
            assert texts.evaluate("text => getComputedStyle(text).color") == ink
            for control in page.locator(".explore :is(button, select)").all():
                box = control.bounding_box()
                assert box is None or min(box["width"], box["height"]) >= TARGET
