"""Every page leads to the same chapter in the other editions."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import SmallProject
from tests.test_browser import CHROMIUM, opened


def editions_of(site: Path) -> list[dict[str, object]]:
    """What the script beside the editions says."""
    script = (site / "editions.js").read_text(encoding="utf-8")
    found: list[dict[str, object]] = json.loads(
        script.removeprefix("window.reportEditions = ").rstrip().rstrip(";")
    )
    return found


def test_the_script_beside_the_editions_names_their_pages(built: SmallProject) -> None:
    [edition] = editions_of(built.site)
    assert edition["id"] == "2030"
    chapters = ["about", "claims", "glossary", "members", "references"]
    assert edition["pages"] == [*(f"chapters/{name}.html" for name in chapters), "index.html"]


def test_without_the_script_a_page_links_to_the_list_of_editions(built: SmallProject) -> None:
    links = re.findall(r"<a[^>]*data-edition-switch[^>]*>", built.page("chapters/members.html"))
    assert len(links) == 2
    assert all('href="../../index.html"' in link for link in links)
    assert '<script src="../assets/switcher.js">' in built.page("chapters/members.html")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="Chromium was not found: pages are not opened")
def test_a_page_switches_to_its_chapter_or_to_the_first_page(
    built: SmallProject, tmp_path: Path
) -> None:
    site = built.site
    shutil.copytree(site / "2030", site / "2031")
    shutil.copyfile(site / "2031/chapters/members.html", site / "2031/chapters/new.html")
    pages = [str(name) for name in editions_of(site)[0]["pages"]]  # type: ignore[attr-defined]
    both = [{"id": "2031", "pages": [*pages, "chapters/new.html"]}, {"id": "2030", "pages": pages}]
    (site / "editions.js").write_text(
        f"window.reportEditions = {json.dumps(both)};\n", encoding="utf-8"
    )

    def switches(page: str) -> list[tuple[str, str]]:
        html = opened(site / page, tmp_path / "profile", "light")
        menus = re.findall(r'<details class="edition-menu">(.*?)</details>', html, re.DOTALL)
        assert len(menus) == 2, "in the bar and in the list of chapters"
        links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', menus[0])
        return [(Path(address).as_posix().rpartition("_site/")[2], text) for address, text in links]

    assert switches("2031/chapters/members.html") == [
        ("2031/chapters/members.html", "Edition 2031"),
        ("2030/chapters/members.html", "Edition 2030"),
        ("index.html", "All editions"),
    ]
    assert switches("2031/chapters/new.html")[1] == (
        "2030/index.html",
        "Edition 2030 (without this chapter)",
    )
    assert switches("2030/index.html")[0] == ("2031/index.html", "Edition 2031")
