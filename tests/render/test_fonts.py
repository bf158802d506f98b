"""Fonts: their licenses and names go along, and Chinese has a glyph for all that is written."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from standards_report.display.figures.palette import CHINESE_FONT_FILE
from standards_report.errors import RenderError
from standards_report.project import Project
from standards_report.render.static import chinese_font
from standards_report.render.static.fonts import page_font_names, pdf_font_folders, write_page_fonts
from standards_report.render.static.glyphs import chinese_characters, glyph_faults, written_texts

from tests.conftest import ROOT, SmallProject

FONTS = CHINESE_FONT_FILE.parent
# What a reader sees as the font's name: family, identifier, full name, PostScript name.
SHOWN = (1, 3, 4, 6, 16, 25)
COPYRIGHT, TRADEMARK, MAKER, LICENSE, ADDRESS = 0, 7, 8, 13, 14
WHEELS = {
    "fontpkg-fira-sans": "OFL-fira-sans.txt",
    "fontpkg-source-code-pro": "OFL-source-code-pro.txt",
    "fontpkg-source-serif-4": "OFL-source-serif-4.txt",
}


@pytest.fixture(scope="module")
def page_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    write_page_fonts(folder, "国家标准")
    return folder


def font_names(path: Path) -> dict[int, str]:
    """Texts of the font's table of names, by their numbers."""
    table: Any = TTFont(path)["name"]
    return {record.nameID: record.toUnicode() for record in table.names}


def licenses(folder: Path) -> dict[str, str]:
    """The license of each file, as the list in the folder gives it."""
    parts = (folder / "fonts.txt").read_text(encoding="utf-8").split("\n\n")
    named = re.compile(r"[\w-]+\.(?:woff2|ttf)")
    return {
        file: re.findall(r"License: (\S+)", part)[0]
        for part in parts
        if "License: " in part
        for file in named.findall(part.split("License: ")[0])
    }


def reserved(names: dict[int, str]) -> list[str]:
    return re.findall(r"Reserved Font Name\s*\W(\w+)", names[COPYRIGHT])


def test_all_files_that_are_promised_are_written(page_fonts: Path) -> None:
    assert sorted(page_font_names()) == sorted(path.name for path in page_fonts.iterdir())


def test_every_font_of_a_site_has_its_license_beside_it(built: SmallProject) -> None:
    fonts = [path for path in built.site.rglob("*") if path.suffix in {".woff2", ".ttf", ".otf"}]
    assert {path.name for path in fonts} >= {"serif.woff2", "sans.woff2", "chinese.woff2"}
    for path in fonts:
        license_name = licenses(path.parent)[path.name]
        text = (path.parent / license_name).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert text.startswith("Copyright")


def test_subsets_keep_copyright_makers_and_license(page_fonts: Path) -> None:
    for path in [*page_fonts.glob("*.woff2"), CHINESE_FONT_FILE]:
        names = font_names(path)
        assert {1, COPYRIGHT, TRADEMARK, MAKER, LICENSE, ADDRESS} <= set(names), path
        assert re.search(r"(?i)copyright|©|\(c\)", names[COPYRIGHT])
        assert "Open Font License" in names[LICENSE]


def test_a_subset_bears_no_reserved_name(page_fonts: Path) -> None:
    kept = set()
    for path in [*page_fonts.glob("*.woff2"), CHINESE_FONT_FILE]:
        names = font_names(path)
        kept |= set(reserved(names))
        shown = " ".join(names.get(number, "") for number in SHOWN)
        assert not [word for word in reserved(names) if word.lower() in shown.lower()], path
    assert kept == {"Source"}
    assert font_names(page_fonts / "serif.woff2")[1] == "Report Serif"
    assert font_names(page_fonts / "sans.woff2")[1] == "Fira Sans"
    assert font_names(page_fonts / "chinese.woff2")[1] == "Noto Sans SC"


def test_styles_give_no_subset_a_reserved_name() -> None:
    assets = ROOT / "analysis" / "standards_report" / "render" / "static" / "files"
    styles = (assets / "site.css").read_text(encoding="utf-8")
    faces = re.findall(r'@font-face \{ font-family: "([^"]*)"[^}]*url\(', styles)
    script = (assets / "theme.js").read_text(encoding="utf-8")
    loaded = re.findall(r'family: "([^"]*)", file:', script)
    assert set(faces) == {"Report Serif", "Fira Sans", "Report Chinese"}
    assert set(loaded) == {"Report Serif", "Fira Sans"}


def test_the_list_quotes_the_copyright_of_every_font() -> None:
    text = (FONTS / "fonts.txt").read_text(encoding="utf-8")
    used = ("SourceSerif4[", "SourceCodePro[", "FiraSans-Regular", "NotoSansSC")
    paths = [path for folder in pdf_font_folders() for path in folder.glob("*.ttf")]
    found = [path for path in paths if path.name.startswith(used)]
    assert len(found) == len(used)
    for path in found:
        assert f"Copyright: {font_names(path)[COPYRIGHT]}\n" in text


@pytest.mark.parametrize("wheel", WHEELS)
def test_a_license_is_the_one_that_came_with_the_font(wheel: str) -> None:
    files = [file for file in distribution(wheel).files or [] if file.name == "LICENSE"]
    own = (FONTS / WHEELS[wheel]).read_text(encoding="utf-8")
    assert own in {Path(str(file.locate())).read_text(encoding="utf-8") for file in files}


def test_the_chinese_font_has_gb_2312_and_all_that_is_written_here() -> None:
    known = set(map(chr, TTFont(CHINESE_FONT_FILE).getBestCmap()))
    characters = chinese_font.repertoire()
    assert len(re.findall("[\u4e00-\u9fff]", characters)) == 6763
    assert set(characters) <= known
    texts = [path.read_text(encoding="utf-8") for path in written_texts(Project(ROOT))]
    assert "国" in chinese_characters(texts)
    assert set(chinese_characters(texts)) <= known
    assert CHINESE_FONT_FILE.stat().st_size < 3_000_000


def test_a_character_that_no_font_has_is_named_with_its_line(small: SmallProject) -> None:
    small.append("chapters/members.qmd", "\nA name: 张喆, 李䶮.\n")
    small.append("references.bib", "\n@misc{a, title = {\ufeff国\U00013000\ufe0f}}\n")
    lines = (small.root / "chapters" / "members.qmd").read_text("utf-8").splitlines()
    first, second = glyph_faults(Project(small.root))
    assert (first.where, first.line) == ("chapters/members.qmd", len(lines))
    assert first.what.endswith("has 䶮 (U+4DAE), 喆 (U+5586)")
    assert "make fonts" in first.remedy
    assert second.where == "references.bib"
    assert second.what.endswith("has \U00013000 (U+13000)")


def test_a_chapter_has_only_signs_that_the_fonts_of_the_pdf_have(small: SmallProject) -> None:
    small.append(
        "chapters/members.qmd", "\nא, ☒ and 😀.\n\nя, ω, é, ₂, →, ≥, \u200d, \ufe0f, \u2003.\n"
    )
    small.append("references.bib", "\n% א in a comment\n")
    lines = (small.root / "chapters" / "members.qmd").read_text("utf-8").splitlines()
    [fault] = glyph_faults(Project(small.root))
    assert (fault.where, fault.line) == ("chapters/members.qmd", len(lines) - 2)
    assert fault.what.endswith("has א (U+05D0), ☒ (U+2612), 😀 (U+1F600)")


# What an author may write where, and the place that is named.
PLACES = {
    "data/countries.csv": (
        "JPN,Japan,Japan",
        "JPN,Japan,%",
        "data/countries.csv:3: column in_text",
    ),
    "data/gaps.csv": ("note\n", 'note\na,"b\nc",,,"%",,,,,\n', "data/gaps.csv:2: column obtain"),
    "data/datapackage.yaml": ("title: ", "title: % ", "data/datapackage.yaml:"),
    "references.bib": ("Synthetic Register", "Synthetic % Register", "references.bib:3"),
    "editions/2030.yml": ("With synthetic data", "With %", "editions/2030.yml:3"),
    "analysis/notebooks/members.ipynb": ("Members by", "% by", "analysis/notebooks/members.ipynb:"),
}


@pytest.mark.parametrize("file", PLACES)
@pytest.mark.parametrize(
    ("sign", "code"), [("☒", "U+2612"), ("א", "U+05D0"), ("喆", "U+5586"), ("😀", "U+1F600")]
)
def test_a_sign_that_no_font_has_is_named_wherever_it_is_written(
    small: SmallProject, file: str, sign: str, code: str
) -> None:
    old, new, place = PLACES[file]
    text = (small.root / file).read_text(encoding="utf-8")
    (small.root / file).write_text(text.replace(old, new.replace("%", sign), 1), "utf-8")
    [fault] = glyph_faults(Project(small.root))
    assert str(fault).startswith(place)
    assert f"no font of the report has {sign} ({code}): " in str(fault)
    assert ("make fonts" in fault.remedy) == (sign in "喆😀")


def test_what_is_escaped_in_a_notebook_is_written_too(small: SmallProject) -> None:
    def add(notebook: Any) -> None:
        notebook["cells"][-1]["source"] = [r"a = '\u2612'", "\nb = '😀 国'"]

    small.edit_notebook("members", add)
    assert r"\u2612" in (small.root / "analysis/notebooks/members.ipynb").read_text("utf-8")
    [fault] = glyph_faults(Project(small.root))
    assert fault.what.endswith("has ☒ (U+2612), 😀 (U+1F600)")


def test_comments_and_what_fonts_have_are_no_fault(small: SmallProject) -> None:
    small.append("editions/2030.yml", "# ☒\n")
    small.append("references.bib", "\n  % ☒\n")
    small.append("data/gaps.csv", 'a,"я, ω\n→ 国 é ₂",,,\ufe0f,,,,,\n')
    assert glyph_faults(Project(small.root)) == []


@pytest.mark.slow
def test_check_names_the_cell_whose_sign_the_pdf_could_not_show(built: SmallProject) -> None:
    built.replace("data/countries.csv", "JPN,Japan,Japan", "JPN,Jap☒an,Jap☒an")
    for process, code in ((built.build(), 5), (built.run("check"), 1)):
        assert process.returncode == code, process.stderr
        assert "data/countries.csv:3: column name: no font" in process.stderr
        assert "data/countries.csv:3: column in_text: no font" in process.stderr
        assert "Typst:" not in process.stderr


@pytest.mark.slow
def test_a_character_that_no_font_has_fails_build_and_check(built: SmallProject) -> None:
    before = built.hashes()
    built.append("chapters/members.qmd", "\nA name: 张喆.\n")
    for process, code in ((built.build(), 5), (built.run("check"), 1)):
        assert process.returncode == code, process.stderr
        assert re.search(r"chapters/members\.qmd:\d+: .*喆.*make fonts", process.stderr)
    assert built.hashes() == before


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return chinese_font.fetched(tmp_path_factory.mktemp("packed"))
    except RenderError as error:
        pytest.skip(f"the whole Chinese font cannot be had: {error}")


@pytest.mark.slow
def test_the_command_that_made_the_chinese_font_makes_it_again(
    packed: Path, tmp_path: Path
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in written_texts(Project(ROOT))]
    font = tmp_path / CHINESE_FONT_FILE.name
    chinese_font.write_chinese_font(packed, font, chinese_characters(texts))
    assert font.read_bytes() == CHINESE_FONT_FILE.read_bytes()
    name = "OFL-noto-sans-sc.txt"
    assert (tmp_path / name).read_bytes() == (FONTS / name).read_bytes()


@pytest.mark.slow
def test_the_command_adds_what_is_written(packed: Path, tmp_path: Path) -> None:
    font = tmp_path / "more.ttf"
    chinese_font.write_chinese_font(packed, font, "喆\U00013000")
    known = TTFont(font).getBestCmap()
    assert ord("喆") in known
    assert 0x13000 not in known


@pytest.mark.parametrize("name", ["-pip", "", "-test"])
def test_locks_hold_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / f"requirements{name}.lock").read_text(encoding="utf-8")
    pins = [one for one in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if one]
    assert pins
    for pin in pins:
        assert re.match(
            r"[\w.-]+==[\w.!+]+[^\n]* \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+$", pin
        )
    assert "://" not in text
    assert "setuptools==" not in text
