"""Pages in a real browser, opened from disk: theme, search, switcher, pop-ups, figures, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SmallProject
from tests.support.browser import NARROW, Theme, chromium, needs_chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, needs_chromium]
THEMES: tuple[Theme, Theme] = ("light", "dark")
MEMBERS = "chapters/members.html"
# Two frames after a scroll, what came into view has been laid out.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def members(built_once: Path) -> Path:
    return built_once / "_site" / "2030" / "chapters" / "members.html"


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_opened_from_disk_follows_the_theme(
    browser: Browser, members: Path, theme: Theme
) -> None:
    with opened(browser, members, theme=theme) as page:
        root = page.locator("html")
        assert root.get_attribute("data-theme") == theme
        button = page.locator("[data-theme-toggle]")
        assert button.inner_text() == ("Light" if theme == "dark" else "Dark")
        button.press("Enter")
        assert root.get_attribute("data-theme") != theme


def test_search_works_from_disk_and_by_keyboard_alone(browser: Browser, members: Path) -> None:
    with opened(browser, members) as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("china members")
        page.locator(".results a").first.wait_for()
        assert re.fullmatch(r"\d+ places?", page.locator(".results [role=status]").inner_text())
        assert page.locator(".results mark").first.inner_text().lower() in ("china", "members")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('.results') !== null")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "search"
        assert page.locator(".results a").count() == 0
        page.locator("#search").fill("by country")
        page.locator(".results a").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/members.html?found=by%20country#sec-by-country")
        assert page.evaluate("CSS.highlights.get('found').size") > 1


def test_search_says_when_nothing_is_found(browser: Browser, members: Path) -> None:
    with opened(browser, members) as page:
        page.locator("#search").fill("zzzz")
        status = page.locator(".results [role=status]")
        status.filter(has_text="Nothing found.").wait_for()


def test_without_scripts_the_page_can_be_read_and_its_links_followed(
    browser: Browser, members: Path
) -> None:
    with opened(browser, members, java_script_enabled=False) as page:
        assert page.locator(".bar a.edition").get_attribute("href") == "../../index.html"
        assert not page.locator("[data-search]").is_visible()
        assert not page.locator("[data-theme-toggle]").is_visible()
        page.locator(".footnote-ref").first.click()
        assert page.url.endswith("#fn1")
        page.locator(".cite summary").first.click()
        assert "fig-members" in page.locator(".cite-text").first.inner_text()
        term = page.locator("a.term").first.get_attribute("href") or ""
        assert re.match(r"\.\./chapters/glossary\.html#term-", term)


@pytest.mark.parametrize(
    ("link", "says"),
    [(".footnote-ref", "The note."), (".citation a", "Synthetic Register"), ("a.term", ": ")],
)
def test_pop_ups_open_by_mouse_keyboard_and_touch_and_close_by_escape(
    browser: Browser, members: Path, link: str, says: str
) -> None:
    with opened(browser, members) as page:
        popup = page.locator(".popup")
        target = page.locator(link).first
        target.scroll_into_view_if_needed()
        page.evaluate(SETTLED)  # else the link may slip from under the pointer
        target.hover()
        page.locator(".popup.shown").wait_for()
        assert says in popup.inner_text()
        assert target.get_attribute("aria-describedby") == "popup"
        page.keyboard.press("Escape")
        assert not popup.is_visible()
        page.mouse.move(0, 0)
        target.focus()
        assert says in popup.inner_text()
        assert popup.is_visible()
    with opened(browser, members, width=NARROW, has_touch=True) as page:
        page.locator(link).first.tap()
        assert says in page.locator(".popup.shown").inner_text()
        box = page.locator(".popup").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
        assert page.url.endswith("members.html")
        page.locator(link).first.tap()
        page.wait_for_url(re.compile("#"))


def test_a_claim_opens_by_keyboard_and_touch(browser: Browser, members: Path) -> None:
    with opened(browser, members) as page:
        page.locator(".claim-mark").first.focus()
        assert page.locator(".claim-note").first.is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(".claim-note").first.is_visible()
    with opened(browser, members, width=NARROW, has_touch=True) as page:
        page.locator(".claim-mark").first.tap()
        assert page.locator(".claim-note").first.is_visible()
        assert page.url.endswith("members.html")


def test_escape_puts_a_note_away_and_keeps_the_focus(browser: Browser, members: Path) -> None:
    with opened(browser, members) as page:
        mark, note = page.locator(".claim-mark").first, page.locator(".claim-note").first
        mark.hover()
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        page.mouse.move(0, 0)
        mark.focus()
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        assert page.evaluate("document.activeElement.className") == "claim-mark"
        mark.click()  # the note of the mark does not cover it
        page.wait_for_url(re.compile("claims.html#"))


@pytest.mark.parametrize("width", [320, NARROW, 480])
def test_results_of_a_search_lie_on_a_small_screen(
    browser: Browser, members: Path, width: int
) -> None:
    with opened(browser, members, width=width) as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("members")
        page.locator(".results a").first.wait_for()
        box = page.locator(".results").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_a_notebook_page_leads_back_and_has_search_and_theme(
    browser: Browser, built_once: Path, width: int
) -> None:
    page_of_notebook = next((built_once / "_site" / "2030" / "notebooks").glob("*.html"))
    with opened(browser, page_of_notebook, width=width) as page:
        assert page.locator(".bar .edition").is_visible()
        assert page.locator("[data-theme-toggle]").is_visible()
        page.locator("#search").fill("members")
        page.locator(".results a").first.click()
        page.wait_for_url(re.compile("/2030/(index|chapters/.*)[.]html"))


def test_the_value_of_a_mark_shows_by_mouse_keyboard_and_touch(
    browser: Browser, members: Path
) -> None:
    with opened(browser, members) as page:
        note = page.locator(".point-note")
        page.locator("#fig-members .mark").first.hover()
        first = note.inner_text()
        assert re.fullmatch(r"ITU: (China|Japan) \d+", first)
        page.mouse.move(0, 0)
        page.locator("#fig-members .mark[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        assert note.inner_text() not in ("", first)
        page.keyboard.press("Escape")
        assert not note.is_visible()
    with opened(browser, members, width=NARROW, has_touch=True) as page:
        page.locator("#fig-members .mark").first.tap()
        assert page.locator(".point-note").inner_text() == first


def test_a_figure_opens_large_and_goes_back_to_its_place(browser: Browser, members: Path) -> None:
    with opened(browser, members) as page:
        small = page.locator("#fig-members svg").bounding_box()
        page.locator(".enlarge").first.press("Enter")
        large = page.locator("dialog .figure-svg").bounding_box()
        assert small
        assert large
        assert large["width"] > small["width"]
        page.keyboard.press("Escape")
        assert page.locator("#fig-members svg").bounding_box() == small
        assert page.evaluate("document.activeElement.className") == "enlarge"


def test_a_citation_can_be_copied(browser: Browser, members: Path) -> None:
    with opened(browser, members, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator(".cite summary").first.press("Enter")
        page.locator(".cite button").first.press("Enter")
        page.locator(".cite [role=status]", has_text="Copied.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".cite-text").first.inner_text()


def test_a_table_sorts_by_keyboard_and_says_so(browser: Browser, built: SmallProject) -> None:
    names = ("1,000", "9", "not in our sources", "200")
    rows = "".join(f"<tr><td>{name}</td><td>{name}</td></tr>" for name in names)
    text = re.sub(r"<tbody>.*?</tbody>", f"<tbody>{rows}</tbody>", built.page(MEMBERS), flags=re.S)
    path = built.site / "2030" / MEMBERS
    path.write_text(text, encoding="utf-8")
    with opened(browser, path) as page:
        head = page.locator("#tbl-members th").first
        cells = page.locator("#tbl-members td:first-child")
        for said, order in {
            "ascending": ["9", "200", "1,000", "not in our sources"],
            "descending": ["1,000", "200", "9", "not in our sources"],
            None: list(names),
        }.items():
            head.locator("button").press("Enter")
            assert head.get_attribute("aria-sort") == said
            assert cells.all_inner_texts() == order


def test_a_ledger_is_filtered(browser: Browser, built_once: Path) -> None:
    claims = built_once / "_site" / "2030" / "chapters" / "claims.html"
    with opened(browser, claims) as page:
        ledger = page.locator(".ledger").first
        status = ledger.locator("output")
        assert re.fullmatch(r"(\d+) of \1 entries", status.inner_text())
        ledger.locator("input").fill("zzzz")
        assert status.inner_text().startswith("0 of ")
        assert not ledger.locator("tbody tr").first.is_visible()
