"""Search finds what is typed as it stands, or plain: by the script of the pages, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standards_report.render.static import assets

from tests.conftest import SmallProject
from tests.support.browser import chromium, needs_chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium
FIRST = 3  # results that a reader looks at
SCRIPT = Path(assets.__file__).parent / "files" / "matching.js"
TEXTS = {
    "share": ("China’s share", "China’s share isn’t what it was. It was 10–12 percent for years."),
    "rights": ("Members' rights", "The delegates' votes count, and a chair’s as well."),
    "ivoire": ("Côte d’Ivoire", "The body of Côte d’Ivoire, CODINORM, takes part."),
    "turkey": ("Türkiye", "TSE in İstanbul and in Diyarbakır holds none."),
    "europe": ("České země", "São Tomé, Łódź, Málaga, Århus, Straße, Þingvellir, Ærø and Gdańsk."),
    "items": ("Work Items", "Of 92,289 documents 1 234 567 were read, 12’500 of them twice."),
    "decimals": ("Percent", "The share was 23.4 percent, or −3.1 points, from 2012–2025."),
    "areas": (
        "Sub-committees",
        "Co-operation by e-mail in ISO/IEC JTC 1/SC\u00a042, ITU\u2011T SG20.",
    ),
    "outline": (
        "国家标准化发展纲要",
        "The Outline (国家标准化发展纲要) of 国务院 names 5G标准 first.",
    ),
    "report": ("中国标准 2035", "A plan of the 中国工程院, with 标准化 and 国际标准化组织."),
    "quoted": ("What “open” means", "The word “open” has two meanings, “public” and “free”."),
    "dashes": ("Trade—and standards", "Trade–standards links; the US–China rivalry—so called."),
    "wide": ("ＷＩＤＥ letters", "Full width ＡＢＣ １２３ and the ligature ﬁnance."),
    "years": ("Two years", "In 2017 100 members, and 300 in 2021."),
}
QUERIES = {
    "China's share": "share", "China’s": "share", "chinas": "share", "isn't": "share",
    "isnt": "share", "isn’t": "share", "10-12": "share", "10–12": "share",
    "members' rights": "rights", "members’ rights": "rights", "delegates votes": "rights",
    "chair's": "rights", "Côte d'Ivoire": "ivoire", "Cote d'Ivoire": "ivoire",
    "cote d’ivoire": "ivoire", "COTE DIVOIRE": "ivoire", "Cote d Ivoire": "ivoire",
    "Türkiye": "turkey", "Turkiye": "turkey", "TÜRKİYE": "turkey", "istanbul": "turkey",
    "İstanbul": "turkey", "Istanbul": "turkey", "Diyarbakir": "turkey", "Diyarbakır": "turkey",
    "ceske zeme": "europe", "Sao Tome": "europe", "lodz": "europe", "Łódź": "europe",
    "strasse": "europe", "thingvellir": "europe", "aero": "europe", "Arhus": "europe",
    "92,289": "items", "92289": "items", "92 289": "items", "92’289": "items",
    "1,234,567": "items", "1234567": "items", "12,500": "items", "23.4": "decimals",
    "-3.1": "decimals", "−3.1": "decimals", "2012-2025": "decimals", "subcommittees": "areas",
    "sub committees": "areas", "cooperation": "areas", "email": "areas", "ITU-T": "areas",
    "ITUT SG20": "areas", "ISO/IEC JTC 1/SC 42": "areas", "国家标准化": "outline",
    "标准化发展": "outline", "5G标准": "outline", "国家发展纲要": "outline", "中国标准": "report",
    "国际标准": "report", "\"open\"": "quoted", "“public”": "quoted", "US-China": "dashes",
    "trade and standards": "dashes", "wide abc 123": "wide", "finance": "wide",
    "2017 100": "years",
    "work-items": "items",
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page that has the script and the index, and nothing else."""
    index = [
        {"address": name, "chapter": "A chapter", "title": title, "text": text}
        for name, (title, text) in TEXTS.items()
    ]
    blank = browser.new_page()
    blank.add_script_tag(path=SCRIPT)
    blank.evaluate("index => { window.searchIndex = index; }", index)
    return blank


def found(page: Page, query: str) -> list[str]:
    """Addresses of what a query finds, in their order."""
    script = "query => matching.search(searchIndex, query).entries.map(one => one.address)"
    return [str(address) for address in page.evaluate(script, query)]


def test_at_least_fifty_queries_find_their_place_among_the_first(page: Page) -> None:
    assert len(QUERIES) >= 50
    results = {query: found(page, query)[:FIRST] for query in QUERIES}
    missed = {query: got for query, got in results.items() if QUERIES[query] not in got}
    assert not missed


@pytest.mark.parametrize(
    "query", ["10–13", "92,288", "1012", "Kote", "美国标准局", "23,4", "2018 100", "-", "’", "zzz"]
)
def test_what_is_not_there_is_not_found(page: Page, query: str) -> None:
    assert found(page, query) == []


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("Of 92,289 documents", "92289", ["92,289"]),
        ("In Côte d’Ivoire", "cote divoire", ["Côte", "d’Ivoire"]),
        ("İstanbul, Diyarbakır", "istanbul diyarbakir", ["İstanbul", "Diyarbakır"]),
        ("the sub-committees of it", "subcommittees", ["sub-committees"]),
        ("Straße", "strasse", ["Straße"]),
        ("Cafe\u0301s", "café", ["Cafe\u0301"]),
        ("国务院和标准化", "标准化", ["标准化"]),
        ("<b>R&D</b> $x$", "<b>r&d</b>", ["<b>R&D</b>"]),
    ],
)
def test_marks_hold_what_stands_in_the_text(
    page: Page, text: str, query: str, marks: list[str]
) -> None:
    script = """([text, query]) => {
        const words = matching.search([{chapter: "", title: "", text}], query).words;
        return matching.places(text, words).map(([from, to]) => text.slice(from, to));
    }"""
    assert page.evaluate(script, [text, query]) == marks


_WORDS = sorted({word for _, text in TEXTS.values() for word in text.split() if len(word) > 3})
_CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda word: word,
    "in capitals": str.upper,
    "with straight quotes": lambda word: word.replace("’", "'"),
    "without quotes": lambda word: word.replace("’", "").replace("“", "").replace("”", ""),
    "with plain hyphens": lambda word: word.replace("–", "-").replace("\u2011", "-"),
    "taken apart": lambda word: normalize("NFD", word),
}


@settings(max_examples=100)
@given(word=st.sampled_from(_WORDS), changes=st.lists(st.sampled_from(sorted(_CHANGES))))
def test_every_word_is_found_as_typed_and_as_plain(
    page: Page, word: str, changes: list[str]
) -> None:
    query = word
    for change in changes:
        query = _CHANGES[change](query)
    holds = {name for name, (_, text) in TEXTS.items() if word in text}
    assert holds <= set(found(page, query)), query


@settings(max_examples=40)
@given(st.text(max_size=20))
def test_any_text_finds_itself_and_its_places_lie_in_it(page: Page, text: str) -> None:
    script = """text => {
        const {plain, starts, ends} = matching.fold(text);
        const lie = starts.every((at, i) => at < ends[i] && ends[i] <= text.length);
        const all = matching.search([{chapter: "", title: "", text}], text);
        return [lie && plain.length === starts.length, all.entries.length, all.words.length];
    }"""
    places_lie_in_it, entries, words = page.evaluate(script, text)
    assert places_lie_in_it
    assert entries == (1 if words else 0)


@pytest.mark.slow
def test_a_page_shows_and_marks_what_search_found(
    browser: Browser, published: SmallProject
) -> None:
    site = published.site / "2030"
    with opened(browser, site / "chapters" / "members.html") as shown:
        shown.locator("#search").fill("more-than “Japan”")
        shown.locator(".results a").first.wait_for()
        marks = {text.lower() for text in shown.locator(".results mark").all_inner_texts()}
        assert "japan" in marks
        shown.locator(".results a").first.click()
        shown.wait_for_url("**/members.html?found=*")
        assert shown.evaluate("CSS.highlights.get('found').size") > 0
