"""What Quarto's pages lack, put into them: what programs read of a page, and the way to the pages
that Quarto does not make, in its sidebar and in its search."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from standards_report.render.book.book import Chapter
from standards_report.render.chapters.format import Download
from standards_report.render.chapters.report import Report
from standards_report.render.html.pages import Pages, head_text, series_entries, series_lists

_SEARCH = "search.json"
_END = "</head>"
# Before what a page got here, so that a second render finds it.
_MARK = "<!-- read by programs -->\n"

_SIDEBAR = '<nav id="quarto-sidebar"'
# As Quarto writes a chapter there; the class is ours, so that a second render finds it.
_ITEM = """<li class="sidebar-item page-list">
  <div class="sidebar-item-container">
  <a href="{address}" class="sidebar-item-text sidebar-link">
 <span class="menu-text">{title}</span></a>
  </div>
</li>
"""
_LISTED = re.compile(r'<li class="sidebar-item page-list">.*?</li>\n', re.DOTALL)


def complete_pages(report: Report, downloads: Sequence[Download], folder: Path) -> None:
    """Completes the pages of an edition that Quarto left in `folder`; it may render some alone."""
    pages = Pages(report, folder, downloads)
    for chapter in report.book.chapters:
        page = folder / chapter.page
        if page.is_file():
            _add_head(page, head_text(pages, chapter))
            _add_lists(page, report, chapter)
    _add_entries(report, folder / _SEARCH)


def _add_head(page: Path, head: str) -> None:
    html = page.read_text(encoding="utf-8")
    before, end, body = html.partition(_END)
    before = before.partition(_MARK)[0]
    page.write_text(f"{before}{_MARK}{head}{end}{body}", encoding="utf-8", newline="\n")


def _add_lists(page: Path, report: Report, chapter: Chapter) -> None:
    """Adds the lists of the pages that notebooks make at the end of Quarto's sidebar, which takes
    chapters alone."""
    html = _LISTED.sub("", page.read_text(encoding="utf-8"))
    start = html.find(_SIDEBAR)
    end = html.rfind("</ul>", start, html.find("</nav>", start)) if start >= 0 else -1
    if end < 0:
        return
    items = "".join(
        _ITEM.format(address=escape(item["address"]), title=escape(item["title"]))
        for item in series_lists(report, chapter)
    )
    page.write_text(html[:end] + items + html[end:], encoding="utf-8", newline="\n")


def _add_entries(report: Report, path: Path) -> None:
    """Adds the pages of notebooks to what Quarto's own search looks through."""
    if not path.is_file():
        return
    known: list[dict[str, Any]] = json.loads(path.read_bytes())
    added = [
        {
            "objectID": entry["address"],
            "href": entry["address"],
            "title": entry["title"],
            "section": "",
            "text": entry["text"],
            "crumbs": [entry["chapter"]],
        }
        for entry in series_entries(report)
    ]
    addresses = {entry["href"] for entry in added}
    kept = [entry for entry in known if entry["href"] not in addresses]
    text = json.dumps([*kept, *added], ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
