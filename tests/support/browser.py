"""Chromium, driven for tests: pages opened as readers open them, from disk or from a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_chromium = pytest.mark.skipif(
    not CHROMIUM, reason="Chromium was not found: pages are not opened"
)
Theme = Literal["light", "dark"]
WIDE, NARROW = 1280, 375
_OWN = ("file:", "data:", "http://127.0.0.1:")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine; Playwright's own is not needed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    address: Path | str,
    *,
    width: int = WIDE,
    theme: Theme = "light",
    **context: Any,
) -> Iterator[Page]:
    """A page in a window of its own. What it logs as an error or asks of another host fails it."""
    window = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, **context
    )
    page = window.new_page()
    faults: list[str] = []

    def heard(line: ConsoleMessage) -> None:
        if line.type == "error":
            faults.append(line.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(_OWN):
            faults.append(request.url)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", heard)
    page.on("request", asked)
    page.goto(address.resolve().as_uri() if isinstance(address, Path) else address)
    # Text that moves when its font comes would slip from under the pointer. The page of a preview
    # may be loaded again meanwhile.
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    yield page
    window.close()
    assert not faults, f"{address}: {faults}"
