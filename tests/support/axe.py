"""axe-core on pages: WCAG 2.2 at levels A and AA, and what axe calls best practice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.browser import Theme, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

THEMES: tuple[Theme, Theme] = ("light", "dark")
# Target sizes, of WCAG 2.2, are looked at only where their tag is named.
EVERY = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLORS = ("cat.color",)


@cache
def _script() -> str:
    """axe-core as a wheel brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec
    assert spec.origin
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, rules: Iterable[str] = EVERY) -> list[str]:
    """What axe-core objects to on the page as it stands, with the first element; `rules` are tags
    of axe."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    # Preloading would fetch style sheets, which the policy of the pages forbids.
    options = {"resultTypes": ["violations"], "preload": False, "runOnly": list(rules)}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:300]}"
        for one in found["violations"]
    ]


def violations_in_all_forms(browser: Browser, path: Path, widths: Iterable[int]) -> list[str]:
    """The same at these widths; dark at the first of them, and only what rests on its colors,
    which no width changes."""
    found = []
    for at, width in enumerate(widths):
        with opened(browser, path, width=width) as page:
            for theme in THEMES if at == 0 else THEMES[:1]:
                rules = COLORS if theme == "dark" else EVERY
                page.emulate_media(color_scheme=theme)
                page.locator(f"html[data-theme='{theme}']").wait_for(state="attached")
                place = f"{path.parent.name}/{path.name}"
                found += [f"{place} {width} {theme}: {one}" for one in violations(page, rules)]
    return found
