"""Formats: one object each, known by one line, and nothing else knows which formats there are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml
from standards_report.build.formats import FORMATS, formats_named
from standards_report.errors import UsageError

from tests.conftest import ROOT, SMALL, SmallProject

_ROOM = ROOT / "tests" / "support" / "epub_room"
_FILTERS = (
    ROOT / "_extensions" / "standards-report" / "filters",
    ROOT / "analysis" / "standards_report" / "render" / "pandoc" / "filters",
)
_EPUB = "standards-report-2030.epub"


def with_epub(folder: Path) -> Path:
    """The code of the report with one room and one line more."""
    package = folder / "standards_report"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "analysis" / "standards_report", package, ignore=ignored)
    shutil.copytree(_ROOM, package / "render" / "epub", ignore=ignored)
    registry = package / "build" / "formats.py"
    text = registry.read_text(encoding="utf-8")
    text = text.replace("(HTML, PDF)", "(HTML, PDF, EPUB)").replace(
        "from standards_report.render.html",
        "from standards_report.render.epub.epub import EPUB\nfrom standards_report.render.html",
    )
    registry.write_text(text, encoding="utf-8")
    return folder


def build_with(
    code: Path, project: SmallProject, *arguments: str
) -> subprocess.CompletedProcess[str]:
    return project.run("build", "--engine", "pandoc", *arguments, PYTHONPATH=str(code))


@pytest.mark.slow
def test_a_format_is_one_room_and_one_line(built: SmallProject, tmp_path: Path) -> None:
    before = built.hashes()
    code = with_epub(tmp_path / "code")

    process = build_with(code, built)
    assert process.returncode == 0, process.stderr
    book = built.site / "2030" / _EPUB
    assert f'<a href="{_EPUB}">EPUB</a>' in built.page("index.html")
    assert f'<a href="../{_EPUB}">EPUB of this edition</a>' in built.page("chapters/members.html")
    listed = (built.site / "index.html").read_text(encoding="utf-8")
    assert f'<a href="2030/{_EPUB}">EPUB</a>' in listed
    manifest = json.loads(built.page("manifest.json"))
    assert manifest["formats"] == ["html", "pdf", "epub"]
    assert _EPUB in manifest["outputs"]
    content = book.read_bytes()
    unchanged = {name for name in before if name.endswith((".pdf", ".csv", ".svg"))}
    assert {name: before[name] for name in unchanged}.items() <= built.hashes().items()

    process = build_with(code, built, "--to", "nonsense", "--to", "html")
    assert process.returncode == 2
    assert "no format is called 'nonsense': give html or pdf or epub" in process.stderr
    assert book.read_bytes() == content

    process = build_with(code, built, "--to", "epub", "--force")
    assert process.returncode == 0, process.stderr
    assert book.read_bytes() == content, "made again, it is the same"
    assert not (built.site / "2030" / "index.html").exists()

    assert build_with(code, built, "--to", "html", "--to", "pdf").returncode == 0
    assert not book.exists()
    assert "no EPUB in this build" in built.page("index.html")
    assert "pages alone" not in built.page("index.html")

    assert built.build().returncode == 0
    assert built.hashes() == before, "nothing of a format is left once its line is gone"


@pytest.mark.slow
def test_a_format_without_abilities_loses_no_words(built: SmallProject, tmp_path: Path) -> None:
    process = build_with(with_epub(tmp_path / "code"), built, "--to", "epub")
    assert process.returncode == 0, process.stderr
    with zipfile.ZipFile(built.site / "2030" / _EPUB) as book:
        names = book.namelist()
        pages = [book.read(name).decode() for name in names if name.startswith("EPUB/text/ch")]
    assert len(pages) == 6
    [members] = [page for page in pages if 'id="sec-members"' in page]
    plain = re.sub(r"<[^>]+>", "", members)
    assert "China has 25 members, Japan 24" in plain
    assert "Source: Synthetic register. As of 2030." in plain
    assert "fig-members.csv" in plain
    assert "than Japan<sup>C1</sup>." in members, "the number of a claim"
    assert 'src="../media/file0.svg"' in members
    assert "<details" not in members
    [ledger] = [page for page in pages if 'id="sec-claims"' in page]
    assert 'id="audit-members-korea"' in ledger


def test_an_unknown_format_is_refused_with_those_that_there_are(small: SmallProject) -> None:
    process = small.build("--to", "docx")
    assert process.returncode == 2
    assert "no format is called 'docx': give html or pdf" in process.stderr
    assert "Traceback" not in process.stderr
    assert not small.site.exists()


def test_formats_keep_their_order_however_they_are_asked_for() -> None:
    names = [made.name for made in FORMATS]
    assert formats_named(reversed(names)) == FORMATS
    assert formats_named(()) == FORMATS
    assert [made.name for made in formats_named(names[1:])] == names[1:]
    with pytest.raises(UsageError, match="'a' or 'b': give html or pdf"):
        formats_named(["a", "html", "b", "a"])


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["report", "small"])
def test_quarto_is_told_of_the_same_formats(root: Path) -> None:
    told = yaml.safe_load((root / "_quarto.yml").read_text(encoding="utf-8"))
    assert list(told["format"]) == [made.quarto for made in FORMATS]
    if root == ROOT:
        assert told["book"]["downloads"] == [made.name for made in FORMATS if made.title]


def test_names_of_formats_forms_and_steps_are_told_apart() -> None:
    for names in (
        [made.name for made in FORMATS],
        [made.form for made in FORMATS],
        [work.name for made in FORMATS for work in made.works],
    ):
        assert len(names) == len(set(names))


def test_filters_ask_what_a_format_can_do_and_not_what_it_is_called() -> None:
    found = {
        path.name
        for folder in _FILTERS
        for path in folder.glob("*.lua")
        if re.search(r"\bFORMAT\b", path.read_text(encoding="utf-8"))
    }
    assert found == {"report.lua"}
    abilities = (_FILTERS[0] / "report.lua").read_text(encoding="utf-8")
    for made in FORMATS:
        [own] = re.findall(rf"(?m)^  {made.form} = {{(.*)}},$", abilities) or [""]
        assert ("drawings = true" in own) == made.has_inline_drawings
        for name in made.shared:
            assert (_FILTERS[0] / f"{name}.lua").is_file()
        for name in made.own:
            assert (_FILTERS[1] / f"{name}.lua").is_file()
