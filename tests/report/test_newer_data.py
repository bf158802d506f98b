"""What chapters say follows what each theme has: later numbers, and records in their place."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SmallProject
from tests.support.generated import HEADER, quoted, write_members
from tests.support.open_report import EDITION, open_report, said_on

pytestmark = pytest.mark.slow

_EXPORT, _AS_OF = "2030-08-31", "2030-10-31"
_DAY = "31 August 2030"
# Of each theme, the words that name it, and the date of its last published numbers.
_THEMES = {
    "members": (r"members (of|in) ITU-T", "July 2022"),
    "contributions": (r"Contributions", "2021"),
    "work items": (r"Work Items", "2017 to 2022"),
}
# Words by which a sentence says that nothing later is there.
_LAST = re.compile(
    r"\b(last published|printed in our sources|the last numbers|newest shares, published|"
    r"last (counted|observed|told)|no later|no newer|newer than|carried forward|"
    r"is the last date|none in this edition)\b",
    re.IGNORECASE,
)
MEMBERS = {
    ("CHN", "sector"): 30,
    ("CHN", "associate"): 31,
    ("CHN", "academia"): 50,
    ("CHN", "administration"): 1,
    ("USA", "sector"): 33,
    ("USA", "associate"): 40,
    ("USA", "academia"): 11,
    ("USA", "administration"): 4,
    ("JPN", "sector"): 9,
}


def outdated(report: SmallProject, theme: str) -> list[str]:
    """Sentences that still call the last published numbers of a theme the newest there are."""
    words, date = _THEMES[theme]
    return [
        f"{page}: {sentence}"
        for page, sentence in sentences(report)
        if _LAST.search(sentence)
        and re.search(words, sentence)
        and re.search(rf"(?<!to )\b{date}\b", sentence)
    ]


def sentences(report: SmallProject) -> Iterator[tuple[str, str]]:
    site = report.site / EDITION
    for page in [site / "index.html", *sorted((site / "chapters").glob("*.html"))]:
        for block in said_on(page):
            for sentence in re.split(r"(?<=[.:;])\s+(?=[A-Z])", block):
                yield page.stem, sentence


def built(report: SmallProject) -> SmallProject:
    process = report.build("--to", "html")
    assert process.returncode == 0, process.stdout + process.stderr
    return report


def numbers(report: SmallProject) -> str:
    return "\n".join(said_on(report.site / EDITION / "chapters" / "summary.html"))


def ingested(report: SmallProject, adapter: str, lines: list[str] | None = None) -> None:
    path = report.root / f"{adapter}.csv"
    if lines:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = report.run("ingest", adapter, str(path), "--date", _EXPORT, "--write")
    assert done.returncode == 0, done.stdout + done.stderr


def cite_exports(report: SmallProject) -> None:
    """The entry that exports of ITU are cited by, which their author adds once."""
    if "{itu-exports," not in (report.root / "references.bib").read_text(encoding="utf-8"):
        report.append("references.bib", "\n@misc{itu-exports, title = {Exports of ITU}}\n")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The report with its published numbers alone."""
    return built(open_report(tmp_path_factory.mktemp("plain") / "report", as_of=_AS_OF))


def copy_of(report: SmallProject, folder: Path) -> SmallProject:
    """The same report with what is built of it, so that a build computes what differs."""
    shutil.copytree(report.root, folder)
    return SmallProject(folder)


@pytest.fixture(scope="module")
def counted(plain: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The report with records of all three exports, taken in by the command."""
    report = copy_of(plain, tmp_path_factory.mktemp("counted") / "report")
    write_members(report.root / "itu-members.csv", MEMBERS)
    ingested(report, "itu-members")
    contributions = ["contribution,study_group,date,questions,title,sources"]
    for at in range(400):
        name = "China Mobile" if at % 100 < 58 else "AT&T" if at % 100 < 70 else "ETRI"
        contributions.append(f"SG15-C{at},SG15,{2027 + at // 100}-0{at % 8 + 1},,Title,{name}")
    ingested(report, "itu-contributions", contributions)
    items = [HEADER]
    for at in range(300):
        names = ["China Mobile", "AT&T"] if at % 3 == 0 else ["China Mobile"] if at % 3 else []
        start = f"{2027 + at % 4}-0{at % 8 + 1}"
        items.append(f"X.{at},Q11/15,Title,Approved,AAP,2030-09,,{quoted(names)},{start}")
    ingested(report, "itu-work-items", items)
    cite_exports(report)
    return built(report)


@pytest.fixture(scope="module")
def totals(plain: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The report with later totals of members, without categories."""
    report = copy_of(plain, tmp_path_factory.mktemp("totals") / "report")
    append_source(report, "itu-directory-2030", "2030-06-30")
    cite_exports(report)
    for code, number in (("CHN", 102), ("USA", 85)):
        append_row(
            report.root / "data" / "itu_members.csv",
            {
                "id": f"itu-t-members.{code.lower()}.2030-06.total",
                "date": "2030-06",
                "body": "ITU-T",
                "country": code,
                "category": "total",
                "value": str(number),
                "unit": "count",
                "qualifier": "exact",
                "source": "itu-directory-2030",
                "locator": "Directory",
            },
        )
    return built(report)


def append_row(path: Path, cells: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, lineterminator="\n", restval="").writerow(cells)


def append_source(report: SmallProject, key: str, day: str) -> None:
    cells = {
        "key": key,
        "title": "Directory of members",
        "short": "ITU directory",
        "producer": "International Telecommunication Union (ITU)",
        "date": day,
        "known_from": day,
        "kind": "evidence",
        "licence": "Not stated",
        "obtain": "Website of ITU",
        "bibkey": "itu-exports",
    }
    append_row(report.root / "data" / "sources.csv", cells)


@pytest.mark.parametrize("theme", _THEMES)
def test_published_numbers_are_said_to_be_the_last_while_they_are(
    plain: SmallProject, theme: str
) -> None:
    assert len(outdated(plain, theme)) > 1


@pytest.mark.parametrize("theme", _THEMES)
def test_no_page_calls_them_the_last_beside_records(counted: SmallProject, theme: str) -> None:
    assert outdated(counted, theme) == []


def test_the_numbers_in_focus_take_the_counts(counted: SmallProject) -> None:
    said = numbers(counted)
    assert f"Members of ITU-T: China 112 and the United States 88 ({_DAY})" in said
    assert "China 58.0% and the United States 12.0% (2029)" in said
    assert f"China 100.0% and the United States 33.3% (2027 to {_DAY})" in said
    beside = "In 2021, most Contributions to the Study Groups had a sponsor from China"
    assert beside in said  # the published numbers


def test_chapters_figures_and_ages_follow_the_records(counted: SmallProject) -> None:
    chapters = counted.site / EDITION / "chapters"
    said = {page.stem: "\n".join(said_on(page)) for page in chapters.glob("*.html")}
    assert f"Members of ITU-T by category, {_DAY}" in said["membership"]
    assert "China 112 30 31 50 1" in said["membership"]
    assert f"where it had 50 members on {_DAY}, and the United States 11" in said["membership"]
    assert "a count of records for 2029" in said["itu"]
    assert "counted from records" in said["summary"]
    for title in ("Members of ITU-T, one by one", "Contributions to ITU-T, one by one"):
        row = next(line for line in said["data"].split("\n") if title in line)
        assert _DAY in row, row


def test_roles_supporters_and_work_items_follow_the_records(counted: SmallProject) -> None:
    chapters = counted.site / EDITION / "chapters"
    itu, iso = ("\n".join(said_on(chapters / f"{name}.html")) for name in ("itu", "iso"))
    assert "the most support comes from China Mobile 300 and AT&T 100 (2027 to 31" in itu
    assert "Work Items of ITU-T, 2027 to 31 August 2030, counted from records" in itu
    assert "2017 to 2022, as published" in itu
    assert "of all to the Study Groups, counted, 2029" in iso
    assert "of those with any, counted, 2027 to 31 August 2030" in iso


def test_the_first_page_has_the_newest_members(counted: SmallProject) -> None:
    said = " ".join(said_on(counted.site / EDITION / "index.html"))
    assert "112 to 88" in said
    assert f"the newest number of members of ITU-T at hand is of {_DAY}" in said


def test_later_totals_without_categories_are_taken(totals: SmallProject) -> None:
    assert "Members of ITU-T: China 102 and the United States 85 (June 2030)" in numbers(totals)
    assert outdated(totals, "members") == []
    chapter = "\n".join(said_on(totals.site / EDITION / "chapters" / "membership.html"))
    assert "Members of ITU-T by category, July 2022" in chapter  # where categories are
    assert "Total, June 2030" in chapter
    assert "China 95 26 31 37 1 102" in chapter  # the total of June 2030 comes last
    assert "in June 2030: 102 against 85" in chapter
    assert "academia, where it had 37 members in July 2022, and the United States 11" in chapter
