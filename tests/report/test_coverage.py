"""Nothing of the two documents is left over: each part has its place in this report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.tables import real_tables
from tests.wording.sources import SOURCES

TABLES = real_tables()
COVERAGE = TABLES["coverage"].rows
STUDY, REVIEW = "003_*.txt", "000_*.txt"
NEEDS_SOURCES = pytest.mark.skipif(SOURCES is None, reason="the source documents are not at hand")

# Headings of the study that no capitals mark: of its parts, and of the areas of technology.
PARTS = (
    "Introduction, Key Findings, and Recommendations",
    "Ends, Ways, and Means",
    "Artificial Intelligence",
    "Quantum Computing",
    "Biotechnology",
    "New-Generation Information Technology",
    "Transportation Technologies",
    "Assessing the PRC's Impact",
    "Implications and Possible Futures",
    "Recommendations",
    "Appendix 1:",
    "Appendix 2:",
    "Appendix 3:",
)
# What follows the heading in a locator.
_WITHIN = re.compile(
    r", (?:paragraphs?|items?|(?:foot)?notes?|(?:key|ninth|tenth) findings?|recommendations?"
    r"|heading|quotation|bullet|list|definition|caption|Table \d|Figure \d"
    r"|\[\d\]|publication date).*"
)


def covered(source: str, kind: str) -> dict[int, str]:
    """Line to name of the parts of a document that the coverage table takes up."""
    rows = COVERAGE[(COVERAGE["source"] == source) & (COVERAGE["kind"] == kind)]
    return dict(zip(rows["line"].astype(int), rows["name"], strict=True))


def lines(pattern: str) -> list[str]:
    assert SOURCES
    (path,) = Path(SOURCES).glob(pattern)
    text = path.read_text(encoding="utf-8-sig").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return [line.strip() for line in text.split("\n")]


def capital_headings(text: list[str]) -> Iterator[tuple[int, str]]:
    """Headings in capitals with their first line; those that go on over two lines once."""
    before = -1
    for number, line in enumerate(text, 1):
        if not is_heading(line):
            continue
        if number != before + 1:
            yield number, line
        before = number


def is_heading(line: str) -> bool:
    if re.fullmatch(r"SG \d+", line):
        return True
    words = re.findall(r"[A-Z]+", line)
    no_number = not re.search(r"\d", line.replace("5G", ""))
    return (
        line == line.upper()
        and no_number
        and sum(map(len, words)) > 6
        and not {"TRUE", "FALSE"} & set(words)
        and line.isascii()
    )


@NEEDS_SOURCES
def test_every_heading_of_the_study_has_its_place() -> None:
    text = lines(STUDY)
    headings = dict(capital_headings(text))
    for part in PARTS:
        assert any(line.startswith(part) for line in text), part
    known = covered("cira", "section")
    assert len(headings) > 60
    missing = [f"{n}: {line}" for n, line in headings.items() if n not in known]
    # The section about the publisher's center is taken up together with that about the publisher.
    assert missing == ["15: ABOUT CIRA"]
    others = sorted(name for n, name in known.items() if n not in headings)
    assert len(others) == len(PARTS)
    for part in PARTS:
        assert any(name.startswith(part.rstrip(":")) for name in others), part


@NEEDS_SOURCES
def test_a_section_stands_on_the_line_that_the_table_gives() -> None:
    text = lines(STUDY)
    for number, name in covered("cira", "section").items():
        in_appendix = name.startswith("Appendix 3, ")
        last = name.split(", ")[-1] if in_appendix else name.split("; ")[0]
        heading = text[number - 1].casefold()
        first = last.split(": ")[0].casefold()
        assert first.startswith(heading[:20]) or heading.startswith(first[:20]), (number, name)


@NEEDS_SOURCES
def test_every_heading_of_the_review_has_its_place() -> None:
    text = lines(REVIEW)
    numbered = re.compile(r"(\d(?:\.\d)?)\.? [A-Z][^.]*")
    others = ("Abstract:", "Disclosure statement", "References", "Publisher's note", "A Review on")
    found = {
        number
        for number, line in enumerate(text, 1)
        if numbered.fullmatch(line) or line.startswith(others)
    }
    assert found == set(covered("zhi", "section"))


@NEEDS_SOURCES
@pytest.mark.parametrize("kind", ["table", "figure"])
def test_every_caption_of_the_study_has_its_place(kind: str) -> None:
    caption = re.compile(rf"\W*({kind.capitalize()} \d+)[:.] ")
    found = {match[1] for line in lines(STUDY) if (match := caption.match(line))}
    assert found == set(covered("cira", kind).values())


@NEEDS_SOURCES
def test_every_finding_and_recommendation_is_a_row() -> None:
    text = lines(STUDY)
    begin = text.index("This report finds the following:")
    middle = text.index("The report makes the following recommendations:")
    end = next(n for n, line in enumerate(text) if n > middle and line.startswith("Ends, Ways"))

    def bullets(first: int, last: int) -> list[int]:
        return [n + 1 for n in range(first, last) if text[n].startswith("•")]

    findings = TABLES["findings"].rows
    stated = findings.loc[findings["source"] == "cira", "line"].astype(int).tolist()
    for bullet, line, following in zip(
        bullets(begin, middle), stated, [*bullets(begin, middle)[1:], middle], strict=True
    ):
        assert bullet <= line < following
    listed = TABLES["recommendations"].rows["listed_line"].astype(int).tolist()
    assert listed == bullets(middle, end)


@pytest.mark.parametrize("source", ["cira", "zhi"])
def test_every_place_that_a_row_was_read_at_is_covered(source: str) -> None:
    names = COVERAGE.loc[COVERAGE["source"] == source, "name"]
    parts = {part for name in names for part in str(name).split("; ")}
    known = parts | {part.split(": ")[0] for part in parts}
    places = {
        _WITHIN.sub("", place)
        for name, table in TABLES.items()
        if name != "coverage" and {"source", "locator"} <= set(table.rows)
        for locator in table.rows.loc[table.rows["source"] == source, "locator"].unique()
        for place in str(locator).split("; ")
    }
    assert places <= known


def test_every_finding_and_recommendation_has_a_place_here() -> None:
    evidence = TABLES["finding_evidence"].rows
    placed = set(evidence.loc[evidence["section"] != "", "finding"])
    assert placed == set(TABLES["findings"].rows["id"])
    text = (ROOT / "chapters" / "recommendations.qmd").read_text(encoding="utf-8")
    sections = {
        heading: body for part in text.split("\n## ") for heading, _, body in [part.partition("\n")]
    }
    given = TABLES["recommendations"].rows
    assert set(given["source"]) == {"cira"}
    places = COVERAGE.set_index(["source", "name"])["place"]
    for group, locator in zip(given["group"], given["locator"], strict=True):
        place = places["cira", locator.rpartition(", ")[0]]
        [body] = [body for heading, body in sections.items() if f"{{#{place}}}" in heading]
        assert f"#recommendations-{group.replace(' ', '-')} >}}}}" in body
