"""The real report as one open edition, copied, so that a test can change it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from standards_report.observations.domain.editions import edition_ids, load_edition
from standards_report.render.book.edition_profile import profile_text

from tests.conftest import ROOT, SmallProject

_PARTS = ("analysis/notebooks", "chapters", "data", "editions", "_extensions")
_FILES = ("_quarto.yml", "index.qmd", "references.bib")
_BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "caption", "figcaption"})
_UNSEEN = frozenset({"script", "style", "svg", "nav"})
_EMPTY = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "path", "col", "wbr"})

EDITION = edition_ids(ROOT / "editions")[0]  # the open one


# What leads to the list of changes since the edition before, and to pages of countries.
_LEADING_OUT = (
    ("chapters/summary.qmd", " @sec-changes-statements lists each statement that turned or held."),
    (
        "index.qmd",
        ", or [what changed](chapters/changes.html) since edition\n  {{< var edition.previous >}}",
    ),
    ("index.qmd", "- **Look up a country:** [a page for each](countries/index.html).\n"),
)


def open_report(
    folder: Path, focus: Sequence[str] = ("CHN", "USA"), as_of: str = ""
) -> SmallProject:
    """The report of the open edition alone, with these focus countries; `as_of` (YYYY-MM-DD) is
    the day of its sources and of its release."""
    for part in _PARTS:
        left_out = shutil.ignore_patterns("records", "releases", "errata.csv", "__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    path = folder / "editions" / f"{EDITION}.yml"
    for other in path.parent.glob("*.yml"):
        if other != path:
            other.unlink()
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"focus_countries: .*", f"focus_countries: [{', '.join(focus)}]", text)
    text = re.sub(r"(?m)^previous: .*\n", "", text)  # the edition before is left out
    if as_of:
        text = re.sub(r"(?m)^(as_of|date): [0-9-]+", rf"\1: {as_of}", text)
    path.write_text(text, encoding="utf-8")
    profile = profile_text(load_edition(path.parent, EDITION))
    (folder / f"_quarto-{EDITION}.yml").write_text(profile, encoding="utf-8")
    report = SmallProject(folder)
    # The pages of countries take longer than all others, and depend on none of this.
    (folder / "analysis" / "notebooks" / "country.ipynb").unlink()
    for file, part in _LEADING_OUT:
        report.replace(file, part, "")
    quarto = (folder / "_quarto.yml").read_text(encoding="utf-8")
    quarto = re.sub(r'default: "[^"]*"', f'default: "{EDITION}"', quarto)
    (folder / "_quarto.yml").write_text(quarto, encoding="utf-8")
    return report


def said_on(page: Path) -> list[str]:
    """The blocks of a page as a reader sees them, without what a claim's mark opens."""
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    blocks = "".join(reader.found).split("\n")
    return [squeezed for block in blocks if (squeezed := " ".join(block.split()))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            return
        classes = (dict(attrs).get("class") or "").split()
        self._open.append((tag, tag in _UNSEEN or "claim-place" in classes))
        self.found.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        while tag not in _EMPTY and self._open:
            if self._open.pop()[0] == tag:
                break
        self.found.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.found.append(data.replace("\n", " "))
