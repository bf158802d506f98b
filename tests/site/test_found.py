"""How the site is found and shared, held to the standards: HTML, JSON-LD, sitemap, feed, cards."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import html5lib
import pytest
from lxml import etree
from PIL import Image
from standards_report.build.formats import FORMATS
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.book.site_config import Publisher
from standards_report.render.chapters.report import load_report
from standards_report.render.site.files_for_programs import files_for_programs
from standards_report.render.site.listed import listing

from tests.conftest import ROOT, SmallProject
from tests.support.real import computed
from tests.support.vocabulary import faults_of

SITE = "https://example.org/report"
SCHEMAS = Path(__file__).parent / "schemas"
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_CARD = re.compile(r'<meta property="og:image" content="([^"]*)">')
_ALT = re.compile(r'<meta property="og:image:alt" content="([^"]*)">')


@pytest.fixture(scope="module")
def addressed(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project, built for an address."""
    folder = tmp_path_factory.mktemp("addressed") / "small"
    shutil.copytree(built_once, folder)
    project = SmallProject(folder)
    project.replace("_quarto.yml", "book:\n", f"book:\n  site-url: {SITE}/\n")
    process = project.build("--to", "html")
    assert process.returncode == 0, process.stderr
    return project


def structured(site: Path) -> Iterator[tuple[str, object]]:
    """What the pages of a site tell in JSON-LD, by the page."""
    for path in sorted(site.rglob("*.html")):
        for text in _DATA.findall(path.read_text(encoding="utf-8")):
            yield path.relative_to(site).as_posix(), json.loads(text)


def faults_of_schema(schema: str, text: str) -> list[str]:
    """What a schema of this folder objects to in a text."""
    read = etree.parse(SCHEMAS / schema)
    known = etree.RelaxNG(read) if schema.endswith(".rng") else etree.XMLSchema(read)
    return [] if known.validate(etree.fromstring(text.encode())) else [str(known.error_log)]


def test_pages_are_html_without_an_error(published: SmallProject) -> None:
    faults: dict[str, list[object]] = {}
    for path in published.site.rglob("*.html"):
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text(encoding="utf-8"))
        faults |= {path.name: parser.errors[:3]} if parser.errors else {}
    assert not faults


def test_pages_tell_programs_what_schema_org_defines(addressed: SmallProject) -> None:
    told = dict(structured(addressed.site / "2030"))
    assert {"index.html", "chapters/members.html", "figures/fig-members.html"} <= told.keys()
    assert [f"{page}: {fault}" for page, data in told.items() for fault in faults_of(data)] == []


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"@type": "Rapport"}, "no type 'Rapport'"),
        ({"@type": "Report", "titel": "A"}, ".titel: no property"),
        ({"@type": "Chapter", "reportNumber": "1"}, ".reportNumber: no property of Chapter"),
        (
            {"@type": "Report", "author": [{"@type": "Person", "name": ""}]},
            ".author[0].name: empty",
        ),
    ],
)
def test_data_in_other_words_are_found(data: object, fault: str) -> None:
    assert fault in " ".join(faults_of(data))


@pytest.mark.slow
@pytest.mark.parametrize("edition", computed(ROOT))
def test_the_report_tells_programs_what_schema_org_defines(report_site: Path, edition: str) -> None:
    told = list(structured(report_site / edition))
    assert len(told) > 100
    assert [f"{page}: {fault}" for page, data in told for fault in faults_of(data)] == []


def test_map_and_feed_keep_to_their_schemas(addressed: SmallProject) -> None:
    for name, schema in (("sitemap.xml", "sitemap.xsd"), ("feed.xml", "atom.rng")):
        text = (addressed.site / name).read_text(encoding="utf-8")
        assert faults_of_schema(schema, text) == []
        spoiled = re.sub(r"<(loc|title)>[^<]*</\1>", "", text, count=1)
        assert faults_of_schema(schema, spoiled), "an element that has to be there"


@pytest.mark.slow
def test_map_and_feed_of_the_report_keep_to_their_schemas(report_site: Path) -> None:
    held = listing(Project(ROOT), report_site, FORMATS)
    files = files_for_programs(replace(held, publisher=Publisher("An author", SITE)))
    assert files["sitemap.xml"].count("<loc>") > 300
    assert faults_of_schema("sitemap.xsd", files["sitemap.xml"]) == []
    assert faults_of_schema("atom.rng", files["feed.xml"]) == []


def test_each_chapter_has_a_card_of_its_own_with_its_number(addressed: SmallProject) -> None:
    pages = [addressed.site / "2030" / "index.html"]
    pages += sorted((addressed.site / "2030" / "chapters").glob("*.html"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages}
    cards = {name: _CARD.findall(text) for name, text in texts.items()}
    assert len({card for [card] in cards.values()}) == len(pages) > 3
    for [card] in cards.values():
        content = (addressed.site / card.removeprefix(f"{SITE}/")).read_bytes()
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert len(content) < 50_000
    [alt] = _ALT.findall(texts["members.html"])
    assert re.search(r"\b25\b", unescape(alt)), "the first number of the chapter"


@pytest.mark.slow
def test_the_report_prints_each_number_that_its_cards_show(real: SmallProject) -> None:
    project = Project(real.root)
    edition = load_edition(project.editions, computed(real.root)[0])
    report = load_report(project, edition)
    named = report.contents.config["cards"]
    found = {file: report.facts("html", file).headline.value for file in report.files}
    assert {file: found[file] for file in named} == named
    assert sum(map(bool, found.values())) > len(found) / 2


def test_every_address_in_heads_leads_to_a_file(addressed: SmallProject) -> None:
    pattern = re.compile(rf'(?:href|content)="{re.escape(SITE)}/([^"#]*)')
    for path in addressed.site.rglob("*.html"):
        for place in pattern.findall(path.read_text(encoding="utf-8")):
            assert (addressed.site / place).is_file(), f"{path.name}: {place}"
