"""WCAG 2.2 AA, as far as a program can tell: axe-core in Chromium, and the contrast of colors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from standards_report.display.figures.palette import PALETTE

from tests.conftest import ROOT
from tests.support.axe import THEMES, violations, violations_in_all_forms
from tests.support.browser import NARROW, WIDE, Theme, chromium, needs_chromium, opened
from tests.support.real import computed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SEED = 2026
STYLES = (
    ROOT / "_extensions" / "standards-report" / "styles" / "report.css",
    ROOT / "analysis" / "standards_report" / "render" / "static" / "files" / "site.css",
)
TEXT, GRAPHIC = 4.5, 3.0  # least contrast, WCAG 1.4.3 and 1.4.11


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.slow
@needs_chromium
def test_axe_finds_nothing_on_a_page_with_everything_open(
    browser: Browser, built_once: Path
) -> None:
    with opened(browser, built_once / "_site" / "2030" / "chapters" / "members.html") as page:
        page.locator(".cite summary").first.click()
        page.locator("#search").fill("members")
        page.locator(".results a").first.wait_for()
        page.locator(".enlarge").first.evaluate("button => button.click()")
        assert page.locator("dialog").is_visible()
        assert not violations(page)


def drawn(site: Path, edition: str) -> list[Path]:
    """A page of each template and of each kind of content, and ten more, drawn at random once."""
    folder = site / edition
    kinds = [[path] for path in sorted(site.glob("*.html"))]
    kinds += [[folder / "index.html"], [folder / "countries" / "index.html"]]
    patterns = ("chapters/*", "countries/???", "figures/fig-*", "figures/tbl-*", "notebooks/*")
    kinds += [sorted(folder.glob(f"{pattern}.html")) for pattern in patterns]
    one_of_each = [pages[0] for pages in kinds if pages]
    others = sorted(set(folder.rglob("*.html")) - set(one_of_each))
    return one_of_each + Random(SEED).sample(others, 10)


@pytest.mark.slow
@needs_chromium
def test_axe_finds_nothing_on_a_page_of_each_template_and_on_ten_others(
    browser: Browser, report_site: Path
) -> None:
    """All pages are looked at by `python -m tests.tools.axe_pages`."""
    pages = drawn(report_site, computed(ROOT)[0])
    assert len(pages) > 18
    widths = (WIDE, NARROW)
    found = [one for path in pages for one in violations_in_all_forms(browser, path, widths)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@needs_chromium
def test_no_page_is_wider_than_a_small_screen(browser: Browser, report_site: Path) -> None:
    """Pages of the edition that is computed: what is released stays as it was looked at."""
    folder = report_site / computed(ROOT)[0]
    pages = [*report_site.glob("*.html"), *folder.glob("*.html"), *folder.glob("chapters/*.html")]
    pages += Random(SEED).sample(sorted(folder.glob("countries/???.html")), 5)
    wide = []
    for path in pages:
        with opened(browser, path, width=NARROW) as page:
            width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW:
            wide.append(f"{path.relative_to(report_site)}: {width} pixels")
    assert pages
    assert not wide


def colours(theme: Theme) -> dict[str, str]:
    """The custom properties of the style sheets that hold a colour, under a theme."""
    text = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    found = dict(_declared(text, r":root"))
    if theme == "dark":
        found |= dict(_declared(text, r':root\[data-theme="dark"\][^{]*'))
    return found


def _declared(text: str, selector: str) -> Iterator[tuple[str, str]]:
    for block in re.finditer(rf"^{selector} \{{(.*?)^\}}", text, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1])


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by the formula of WCAG 2."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def too_faint(names: Iterable[str], known: dict[str, str], least: float) -> list[str]:
    grounds = ("page", "panel")
    return [
        f"{name} on {ground}: {contrast(known[name], known[ground]):.2f}"
        for name in names
        for ground in grounds
        if contrast(known[name], known[ground]) < least
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_colours_of_figures_and_text_stand_out(theme: Theme) -> None:
    known = colours(theme)
    series = [f"figure-series-{rank}" for rank, _ in enumerate(PALETTE, 1)]
    # Figures write numbers in the colours of their series: these have to be legible as text.
    words = ["ink", "quiet", "link", "fails", "figure-ink", "figure-muted", *series]
    assert not too_faint(words, known, TEXT)
    assert not too_faint(["field"], known, GRAPHIC)
    assert contrast(known["ink"], known["mark"]) >= TEXT


def test_the_colours_of_the_pages_are_those_of_the_figures() -> None:
    known = colours("light")
    assert [known[f"figure-series-{rank}"] for rank, _ in enumerate(PALETTE, 1)] == list(PALETTE)
