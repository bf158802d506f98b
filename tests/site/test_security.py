"""Data are text, not markup: what tries to be more reaches pages, PDF and files as its letters."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from standards_report.csv_writer import csv_text

from tests.conftest import SmallProject
from tests.support.hostile import TEXTS, TITLE, make_hostile

# Elements and attributes that only markup in the data could have brought there.
_FOREIGN = {"img", "iframe", "object", "embed", "form", "b", "i", "u", "s", "del", "math", "hr"}
# Quotation marks are set as such, and Typst sets three dots as one sign.
_CURLED = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "\N{NO-BREAK SPACE}": " "}
)


class _Page(HTMLParser):
    """The words of a page, its elements, and what of it would act."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: Counter[str] = Counter()
        self.active: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        for key, value in attrs:
            leads = key in ("href", "src") and re.match(r"javascript:|https?:", value or "")
            data = (key, value) == ("type", "application/ld+json")  # which no browser runs
            if key.startswith("on") or leads or (tag == "script" and key != "src" and not data):
                self.active.append(f"<{tag} {key}={value!r}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split()).translate(_CURLED)


@pytest.fixture(scope="module")
def hostile(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The hostile project, built."""
    folder = tmp_path_factory.mktemp("hostile") / "small"
    shutil.copytree(built_once, folder)
    project = SmallProject(folder)
    make_hostile(project)
    process = project.build("--jobs", "1")
    assert process.returncode == 0, process.stderr
    return project


def _pages(project: SmallProject) -> dict[str, _Page]:
    paths = sorted((project.site / "2030").rglob("*.html"))
    return {path.stem: _Page(path.read_text(encoding="utf-8")) for path in paths}


@pytest.mark.slow
def test_data_are_text_on_pages(hostile: SmallProject) -> None:
    pages = _pages(hostile)
    for page in ("glossary", "about", "claims"):
        missing = [text for text in TEXTS if " ".join(text.split()) not in pages[page].text]
        assert not missing, page
    assert TITLE in pages["index"].text


@pytest.mark.slow
def test_data_bring_no_element_and_nothing_that_acts(
    hostile: SmallProject, built_once: Path
) -> None:
    plain = _pages(SmallProject(built_once))
    for name, page in _pages(hostile).items():
        like = plain[name.replace("hostile", "members")]  # its own figure and table have pages, too
        assert not page.active, name
        foreign = {tag for tag in page.elements if tag in _FOREIGN}
        assert foreign <= like.elements.keys(), name
        for tag in ("script", "style", "h1", "h2", "ol", "ul", "blockquote", "pre", "code"):
            if name in ("glossary", "index", "references"):
                assert page.elements[tag] == like.elements[tag], (name, tag)
        assert page.elements["script"] == like.elements["script"], name


@pytest.mark.slow
def test_outputs_that_act_reach_neither_pages_nor_published_notebooks(
    hostile: SmallProject,
) -> None:
    published = (hostile.site / "2030" / "notebooks" / "members.ipynb").read_text(encoding="utf-8")
    outputs = [one for cell in json.loads(published)["cells"] for one in cell.get("outputs", [])]
    kinds = {mime for one in outputs for mime in one.get("data", {})}
    assert not kinds & {"text/html", "application/javascript"}
    page = hostile.page("notebooks/members.html")
    assert "<i>printed" not in page
    assert "&lt;i&gt;printed&lt;/i&gt;" in page
    assert "id=planted" not in _Page(page).words


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there")
def test_data_are_text_in_the_pdf(hostile: SmallProject) -> None:
    pdf = hostile.site / "2030" / "standards-report-2030.pdf"
    process = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    # Words are broken at the ends of lines.
    text = re.sub(r"[\s-]+", "", process.stdout.translate(_CURLED))
    for shown in TEXTS[:-1]:
        assert re.sub(r"[\s-]+", "", shown) in text, shown


@pytest.mark.slow
def test_published_data_keep_the_letters(hostile: SmallProject) -> None:
    path = hostile.site / "2030" / "data" / "gaps.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["what"] for row in csv.DictReader(file)] == list(TEXTS)


def test_texts_that_a_spreadsheet_would_run_are_marked_and_numbers_are_not() -> None:
    rows: list[list[object]] = [["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx"]]
    rows += [[-5, -2.5, "-5", "+3.1 %", "-1,000", None], ["a=b", "5", 5, "—", "", "'"]]
    text = csv_text(list("abcdef"), rows)
    _, first, second, third = csv.reader(io.StringIO(text, newline=""))
    assert first == ["'=1+1", "'+cmd|' /C calc'!A0", "'-2+3", "'@SUM(A1)", "'\tx", "'\nx"]
    assert second == ["-5", "-2.5", "-5", "+3.1 %", "-1,000", ""]
    assert third == ["a=b", "5", "5", "—", "", "'"]
