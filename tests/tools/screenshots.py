"""Pictures of every page and every PDF page, for the eyes of a person.

    python tests/tools/screenshots.py _site/2022 FOLDER

Needs Chromium and pdftoppm; see the checklist in CONTRIBUTING.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTHS = {1280: 2600, 375: 3600}
THEMES = {"light": 1, "dark": 0}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def picture(chromium: str, page: Path, target: Path, width: int, theme: str) -> None:
    """One page at one width in one theme."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium,
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--blink-settings=preferredColorScheme={THEMES[theme]}",
            f"--window-size={width},{WIDTHS[width]}",
            f"--screenshot={target}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True)


def main(edition: Path, folder: Path) -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("pdftoppm"):
        print("Chromium or pdftoppm was not found: no pictures", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for page in sorted(edition.rglob("*.html")):
        name = page.relative_to(edition).with_suffix("").as_posix().replace("/", "-")
        for width in WIDTHS:
            for theme in THEMES:
                picture(chromium, page, folder / f"{name}-{width}-{theme}.png", width, theme)
    for pdf in edition.glob("*.pdf"):
        subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, folder / "pdf"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
