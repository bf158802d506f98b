"""Every page leads to the same chapter in the other editions."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from standards_report.build.formats import FORMATS
from standards_report.evidence.release.release_faults import open_archives
from standards_report.project import Project
from standards_report.render.site.publish import publish_edition, publish_list
from standards_report.render.site.released import unpacked

from tests.conftest import ROOT, SmallProject
from tests.support.browser import chromium, needs_chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def editions_of(site: Path) -> list[dict[str, object]]:
    """What the script beside the editions says."""
    script = (site / "editions.js").read_text(encoding="utf-8")
    found: list[dict[str, object]] = json.loads(
        script.removeprefix("window.editions = ").rstrip().rstrip(";")
    )
    return found


def test_the_script_beside_the_editions_names_their_pages(built: SmallProject) -> None:
    [edition] = editions_of(built.site)
    assert edition["id"] == "2030"
    chapters = ["about", "claims", "glossary", "members", "references"]
    items = ["figures/fig-members.html", "figures/tbl-members.html"]
    assert edition["pages"] == [
        *(f"chapters/{name}.html" for name in chapters),
        *items,
        "index.html",
    ]


def test_without_the_script_a_page_links_to_the_list_of_editions(built: SmallProject) -> None:
    links = re.findall(r"<a[^>]*data-edition-switch[^>]*>", built.page("chapters/members.html"))
    assert len(links) == 2
    assert all('href="../../index.html"' in link for link in links)
    assert '<script src="../assets/switcher.js">' in built.page("chapters/members.html")


@pytest.mark.slow
@needs_chromium
def test_a_page_switches_to_its_chapter_or_to_the_first_page(built: SmallProject) -> None:
    site = built.site
    shutil.copytree(site / "2030", site / "2031")
    shutil.copyfile(site / "2031/chapters/members.html", site / "2031/chapters/new.html")
    pages = [str(name) for name in editions_of(site)[0]["pages"]]  # type: ignore[attr-defined]
    both = [{"id": "2031", "pages": [*pages, "chapters/new.html"]}, {"id": "2030", "pages": pages}]
    (site / "editions.js").write_text(f"window.editions = {json.dumps(both)};\n", encoding="utf-8")

    with chromium() as browser:

        def switches(page: str) -> list[tuple[str, str]]:
            with opened(browser, site / page) as shown:
                assert shown.locator(".edition-menu").count() == 2, "in the bar and in the list"
                links = shown.locator(".bar .edition-menu a").all()
                return [(_below_site(one), one.text_content() or "") for one in links]

        with opened(browser, site / "2031/chapters/members.html") as shown:
            menu = shown.locator(".bar .edition-menu")
            menu.locator("summary").focus()
            shown.keyboard.press("Enter")
            assert menu.get_attribute("open") is not None
            assert menu.locator("[aria-current]").inner_text() == "Edition 2031"
            shown.keyboard.press("Escape")
            assert menu.get_attribute("open") is None
            shown.keyboard.press("Enter")
            shown.keyboard.press("Tab")
            shown.keyboard.press("Tab")
            shown.keyboard.press("Enter")
            shown.wait_for_url("**/2030/chapters/members.html")
        here = switches("2031/chapters/members.html")
        assert here == [
            ("2031/chapters/members.html", "Edition 2031"),
            ("2030/chapters/members.html", "Edition 2030"),
            ("index.html", "All editions"),
        ]
        elsewhere = switches("2031/chapters/new.html")[1]
        assert elsewhere == ("2030/index.html", "Edition 2030 (without this chapter)")
        assert switches("2030/index.html")[0] == ("2031/index.html", "Edition 2031")


def _below_site(link: Locator) -> str:
    return (link.get_attribute("href") or "").rpartition("_site/")[2]


@pytest.mark.slow
@needs_chromium
def test_old_pages_say_that_there_is_a_newer_one(built: SmallProject) -> None:
    """By the form of the script that archives read, which never changes."""
    site = built.site
    shutil.copytree(site / "2030", site / "2031")
    shutil.copytree(site / "2030", site / "old")
    (site / "2030" / "v").mkdir()
    (site / "old").rename(site / "2030" / "v" / "2030.1")
    pages = editions_of(site)[0]["pages"]
    script = """window.editions = [
      {"id": "2031", "pages": PAGES, "version": "2031.1", "released": "DAY",
       "versions": [{"version": "2031.1", "released": "DAY", "folder": "2031"}]},
      {"id": "2030", "pages": PAGES, "version": "2030.2", "released": "2030-12-31",
       "versions": [{"version": "2030.2", "released": "2030-12-31", "folder": "2030"},
                    {"version": "2030.1", "released": "2030-10-31", "folder": "2030/v/2030.1"}]}];
    """.replace("PAGES", json.dumps(pages))

    with chromium() as browser:

        def note(page: str, day: str) -> tuple[str, str]:
            (site / "editions.js").write_text(script.replace("DAY", day), encoding="utf-8")
            with opened(browser, site / page) as shown:
                shown.locator(".bar .edition-menu").wait_for()
                links = shown.locator(".newer-version a").all()
                return (_below_site(links[0]), links[0].inner_text()) if links else ("", "")

        members = "chapters/members.html"
        told = "version 2030.2 of this edition is newer"
        assert note(f"2030/v/2030.1/{members}", "2031-12-31") == (f"2030/{members}", told)
        later = (f"2031/{members}", "edition 2031 is newer")
        assert note(f"2030/{members}", "2031-12-31") == later
        assert note(f"2030/{members}", "") == ("", ""), "a draft is nothing to send readers to"
        assert note(f"2031/{members}", "2031-12-31") == ("", "")


@pytest.mark.slow
@needs_chromium
def test_pages_that_know_no_older_versions_get_the_switcher_that_does(tmp_path: Path) -> None:
    """Those of 2022.1 and 2025.1 ask for the list one folder above them, wherever they lie."""
    project, site = Project(ROOT), tmp_path / "_site"
    archives = open_archives(project)
    for name in ("2022", "2025"):
        publish_edition(site, unpacked(archives, name), name)
    publish_list(project, site, ROOT / "_extensions" / "standards-report" / "scripts", FORMATS)

    with chromium() as browser:
        for page in ("index.html", "chapters/itu.html"):
            with opened(browser, site / "2022" / "v" / "2022.1" / page) as shown:
                links = shown.locator(".bar .edition-menu a")
                links.first.wait_for(state="attached")
                assert [_below_site(link) for link in links.all()] == [
                    f"2025/{page}",
                    f"2022/{page}",
                    "index.html",
                ]
                newer = shown.locator(".newer-version a")
                assert _below_site(newer) == f"2022/{page}"
