"""Pages in a real browser, opened from disk."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import SmallProject
from tests.screenshots import FLAGS, THEMES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium was not found: pages are not opened"),
]


def opened(page: Path, profile: Path, theme: str) -> str:
    """The page as Chromium has it after its scripts have run."""
    command = [
        CHROMIUM,
        *FLAGS,
        f"--user-data-dir={profile}",
        f"--blink-settings=preferredColorScheme={THEMES[theme]}",
        "--virtual-time-budget=3000",
        "--dump-dom",
        page.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_a_page_opened_from_disk_follows_the_theme_and_offers_search(
    built: SmallProject, tmp_path: Path, theme: str
) -> None:
    page = opened(built.site / "2030" / "chapters" / "members.html", tmp_path / "profile", theme)
    assert f'data-theme="{theme}"' in page
    assert re.search(r'<form class="search" role="search" data-search="">', page)
    button = re.search(r'<button type="button" data-theme-toggle="">(\w+)</button>', page)
    assert button
    assert button[1] == ("Light" if theme == "dark" else "Dark")
