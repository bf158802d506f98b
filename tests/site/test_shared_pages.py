"""Pages beside the editions: each is known by one line, which its link and its removal follow."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from standards_report.render.book.site_config import Publisher
from standards_report.render.site import shared_pages as pages
from standards_report.render.site.listed import Listed, Listing
from standards_report.render.site.shared_pages import PAGES, SharedPage, shared_pages

_DAY = datetime.date(2030, 12, 31)


def listing(folder: Path, commit: str = "") -> Listing:
    """One edition, released where it has a commit, in a site of its own."""
    released = _DAY if commit else None
    only = Listed("2030", "2030.1", "Title", "Subtitle", _DAY, released, "2030", commit)
    return Listing(folder, [only], [], Publisher("Author", ""), ())


def help_page(site: Listing) -> Mapping[str, object] | None:
    return {"offset": ".", "root": "./", "description": "", "title": "T", "editions": site.newest}


def test_a_line_is_a_page_and_its_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pages, "PAGES", {**PAGES, "help.html": SharedPage("missing.html.j2", help_page, "Help")}
    )
    texts = shared_pages(listing(tmp_path, "0" * 40))
    assert list(texts) == ["404.html", "versions.html", "help.html", "index.html"]
    links = '<a href="versions.html">Versions and errata</a> · <a href="help.html">Help</a></p>'
    assert links in texts["index.html"]


def test_a_page_without_content_is_neither_made_nor_named(tmp_path: Path) -> None:
    texts = shared_pages(listing(tmp_path))
    assert list(texts) == ["404.html", "index.html"]
    assert "versions.html" not in texts["index.html"]
    assert "stays as it was released.</p>" in texts["index.html"]
