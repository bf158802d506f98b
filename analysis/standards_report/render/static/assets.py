"""Collects the files that all pages of an edition share: fonts, styles, scripts."""

from __future__ import annotations

import shutil
from pathlib import Path

from standards_report.project import Project
from standards_report.render.static.fonts import page_font_names
from standards_report.source_files import source_files

_ASSETS = Path(__file__).parent / "files"
# Loaded in the head of every page, before the page is drawn.
_IN_HEAD = "theme.js"
# The folder of what a script loads when a reader first asks for it, and no page by itself.
_LAZY = "lazy"
_FIRST = ("matching.js", "results.js")  # define what other scripts call
# Searches all editions, for the list of them.
_ALL_EDITIONS = "search-editions.js"
LIST_SCRIPTS = (*_FIRST, _ALL_EDITIONS)  # what that list loads at its end


def copy_assets(project: Project, fonts: Path, folder: Path) -> None:
    """Copies styles, scripts, and fonts with their licenses into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in [*asset_files(project), *(fonts / name for name in page_font_names())]:
        shutil.copyfile(file, folder / file.name)
    # Quarto's pages use Quarto's styles, and only these lines of ours.
    styles = (_ASSETS / "site.css").read_text(encoding="utf-8")
    faces = [line for line in styles.splitlines(keepends=True) if line.startswith("@font-face")]
    (folder / "fonts.css").write_text("".join(faces), encoding="utf-8", newline="\n")


def page_scripts(project: Project) -> list[str]:
    """Names of the scripts that a page loads at its end. Only the first ones have a fixed order."""
    every = [path for path in asset_files(project) if path.parent.name != _LAZY]
    names = {path.name for path in every if path.suffix == ".js"}
    return [*_FIRST, *sorted(names - {_IN_HEAD, _ALL_EDITIONS, *_FIRST})]


def asset_files(project: Project) -> list[Path]:
    """The files that `copy_assets` copies, without the fonts."""
    # Files of the extension, which Quarto's pages load by themselves.
    shared = [
        *source_files(project.extension / "scripts", "*.js"),
        *source_files(project.extension / _LAZY, "*"),
        project.extension / "styles" / "report.css",
    ]
    return sorted([*source_files(_ASSETS, "*"), *shared])
