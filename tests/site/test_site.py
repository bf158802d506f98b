"""The site as a whole: links and anchors, valid HTML, glyphs, what stands beside editions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.conftest import ROOT, SmallProject
from tests.site.test_pages import Page, pages
from tests.support.browser import chromium, needs_chromium, opened

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://example.org/report"
VALIDATOR = "vnu-jar@26.9.27"


def broken_links(site: Path) -> list[str]:
    """Links and loaded files of all pages that lead nowhere inside the site."""
    known = pages(site)
    broken = []
    for path, page in known.items():
        for link in [*page.links, *page.loads]:
            address, _, fragment = link.partition("#")
            if re.match(r"\w+:", address):
                continue
            target = (path.parent / address).resolve() if address else path
            ids = known[target].ids if target in known else []
            if not target.is_file() or (fragment and target in known and fragment not in ids):
                broken.append(f"{path.relative_to(site)}: {link}")
    return broken


def test_every_link_inside_the_site_leads_somewhere(built: SmallProject) -> None:
    assert not broken_links(built.site)


@pytest.mark.slow
def test_no_link_or_anchor_of_the_report_is_broken(report_site: Path) -> None:
    assert not broken_links(report_site)


@pytest.mark.slow
def test_identifiers_of_the_report_are_unique(report_site: Path) -> None:
    for path, page in pages(report_site).items():
        assert len(page.ids) == len(set(page.ids)), path


@pytest.mark.slow
def test_the_html_of_the_report_is_valid(report_site: Path, tmp_path: Path) -> None:
    """The Nu Html Checker of the W3C, from the npm registry."""
    npm, java = shutil.which("npm"), shutil.which("java")
    if not npm or not java:
        pytest.skip("npm or java was not found: the HTML is not validated")
    packed = subprocess.run(
        [npm, "pack", "--silent", VALIDATOR], cwd=tmp_path, capture_output=True, text=True
    )
    if packed.returncode:
        pytest.skip(f"{VALIDATOR} cannot be had from the npm registry: the HTML is not validated")
    shutil.unpack_archive(tmp_path / packed.stdout.split()[-1], tmp_path, "gztar")
    jar = tmp_path / "package" / "build" / "dist" / "vnu.jar"
    checked = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--skip-non-html", "--format", "gnu", report_site],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr[:4000]


def font_characters(font: Path) -> set[int]:
    from fontTools.ttLib import TTFont

    return set(TTFont(font).getBestCmap())


def shown_characters(site: Path) -> set[str]:
    """What the pages print; what only code cells hold is in another font."""
    found: set[str] = set()
    for path in site.rglob("*.html"):
        text = re.sub(
            r"<pre>.*?</pre>|<script.*?</script>", "", path.read_text("utf-8"), flags=re.S
        )
        found |= set("".join(Page(text).words))
    return found


def missing_glyphs(site: Path) -> set[str]:
    """Printed characters that the fonts of the pages do not have."""
    fonts = [path for path in (site / "assets").glob("*.woff2") if path.stem != "serif-italic"]
    known = {font.stem: font_characters(font) for font in fonts}
    latin = known["serif"] & known["sans"] & known["sans-semibold"]
    return {one for one in shown_characters(site) if not one.isspace()} - {
        chr(code) for code in latin | known["chinese"] | known["signs"]
    }


def test_every_printed_character_is_in_a_font_of_the_pages(built: SmallProject) -> None:
    assert not missing_glyphs(built.site)


@pytest.mark.slow
def test_every_character_of_the_report_is_in_a_font_of_the_pages(report_site: Path) -> None:
    assert not missing_glyphs(report_site)


def test_both_stacks_of_fonts_hold_the_chinese_one() -> None:
    styles = [
        ROOT / "_extensions" / "standards-report" / "styles" / "report.css",
        ROOT / "analysis" / "standards_report" / "render" / "static" / "files" / "site.css",
    ]
    text = " ".join(path.read_text(encoding="utf-8") for path in styles)
    for stack in ("serif", "sans"):
        found = re.search(rf"--{stack}: ([^;]*);", text)
        assert found
        assert '"Report Chinese"' in found[1]


def test_pages_run_no_script_but_their_own(built: SmallProject) -> None:
    for path in built.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert policy, path
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy[1].split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self'"
        text = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)  # are data
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text), path
        assert "<style" not in text, path


@pytest.mark.slow
@needs_chromium
def test_the_policy_blocks_nothing_that_pages_need_and_what_they_do_not(
    built: SmallProject,
) -> None:
    page_file = built.site / "2030" / "chapters" / "members.html"
    with chromium() as browser:
        # `opened` fails on what a policy blocks, which the browser logs as an error.
        with opened(browser, page_file) as page:
            assert page.locator("#fig-members svg").is_visible()
            assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") > 0
            color = "getComputedStyle(document.querySelector('#fig-members path')).fill"
            assert page.evaluate(color)
        text = page_file.read_text(encoding="utf-8")
        inside = text.replace("</main>", "<script>document.title = 'taken'</script></main>")
        page_file.write_text(inside, encoding="utf-8")
        blocked = pytest.raises(AssertionError, match="Content Security Policy")
        with blocked, opened(browser, page_file) as page:
            assert page.title() != "taken"


def test_the_list_of_editions_for_switchers_names_every_page(built: SmallProject) -> None:
    script = (built.site / "editions.js").read_text(encoding="utf-8")
    (edition,) = json.loads(script.removeprefix("window.editions = ").rstrip().rstrip(";"))
    assert edition["id"] == "2030"
    assert "chapters/members.html" in edition["pages"]
    assert all((built.site / "2030" / page).is_file() for page in edition["pages"])


def test_without_an_address_there_is_no_map_feed_or_canonical_link(built: SmallProject) -> None:
    assert not (built.site / "sitemap.xml").exists()
    assert not (built.site / "feed.xml").exists()
    assert 'rel="canonical"' not in built.page("index.html")
    assert 'href="./2030/index.html"' in (built.site / "404.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_with_an_address_the_site_has_a_map_a_feed_and_cards(built: SmallProject) -> None:
    built.replace("_quarto.yml", "book:\n", f"book:\n  site-url: {SITE}/\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    listed = ElementTree.parse(built.site / "sitemap.xml").getroot()
    addresses = [one.text or "" for one in listed.iter(f"{MAP}loc")]
    assert f"{SITE}/2030/chapters/members.html" in addresses
    for address in addresses:
        assert (built.site / address.removeprefix(f"{SITE}/")).is_file(), address
    feed = ElementTree.parse(built.site / "feed.xml").getroot()
    (entry,) = feed.iter(f"{ATOM}entry")
    edition = (built.root / "editions" / "2030.yml").read_text(encoding="utf-8")
    day = re.search(r"^date: ([\d-]+)", edition, re.MULTILINE)
    assert day
    assert entry.findtext(f"{ATOM}updated") == f"{day[1]}T00:00:00Z"
    page = built.page("chapters/members.html")
    assert f'<link rel="canonical" href="{SITE}/2030/chapters/members.html">' in page
    assert f'<meta property="og:image" content="{SITE}/2030/figures/card-members.png">' in page
    assert (built.site / "2030" / "figures" / "card.png").read_bytes().startswith(b"\x89PNG")
    assert 'href="/report/2030/index.html"' in (built.site / "404.html").read_text(encoding="utf-8")
    assert f"{SITE}/2030/figures/fig-members.html" in page


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_every_figure_comes_as_a_file(built: SmallProject, kind: str) -> None:
    page = built.page("chapters/members.html")
    assert f'href="../figures/fig-members.{kind}"' in page
    content = (built.site / "2030" / "figures" / f"fig-members.{kind}").read_bytes()
    assert content.startswith(b"\x89PNG" if kind == "png" else b"<?xml")
    if kind == "svg":
        drawing = ElementTree.fromstring(content)
        titles = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}title")]
        assert "ITU: China 25" in titles
