"""Opening the next edition, and what its author is told to look at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.commands.new_edition import exports_to_fetch
from standards_report.errors import UsageError
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.margins import claims_near_edge
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.results.age import age_in_months, age_in_words
from standards_report.observations.domain.editions import load_edition
from standards_report.observations.next_edition import Opened, open_edition, write_edition
from standards_report.observations.tables.loader import load_tables

from tests.conftest import ROOT, SMALL, SmallProject

SMALL_EDITIONS = SMALL / "editions"


def test_new_edition_copies_the_last_one_and_lists_what_to_look_at(built: SmallProject) -> None:
    listed = built.root / "work.md"
    process = built.run("new-edition", "2031", "--as-of", "2033-06-30", "--output", str(listed))
    assert process.returncode == 0, process.stderr
    assert process.stdout == listed.read_text(encoding="utf-8")

    last, new = (load_edition(built.root / "editions", name) for name in ("2030", "2031"))
    own = {
        "id": "2031",
        "version": "2031.1",
        "date": date(2033, 6, 30),
        "as_of": date(2033, 6, 30),
        "previous": "2030",
    }
    assert new == last.model_copy(update=own)
    assert [path.name for path in (built.root / "editions").iterdir() if path.name[0] == "."] == []

    assert "ingest iso-open-data FILE --date 2033-06-30 --previous OLDER" in process.stdout
    assert "ingest itu-work-items FILE --date 2033-06-30\n" in process.stdout.replace("`", "")
    assert "- [ ] itu_members: December 2030, 29 months ago (row m.chn.2031)" in process.stdout
    text = (built.root / "chapters" / "members.qmd").read_text(encoding="utf-8")
    line = text[: text.index("{.claim")].count("\n") + 1
    assert f"- [ ] chapters/members.qmd: December 2030: lines {line}\n" in process.stdout
    line = text[: text.index("unless-profile")].count("\n") + 1
    assert f'chapters/members.qmd:{line}: shown unless-profile "2030"' in process.stdout


def test_an_export_that_was_taken_in_is_not_asked_for_again() -> None:
    previous = load_edition(SMALL_EDITIONS, "2030")
    opened = Opened(SMALL_EDITIONS / "2031.yml", "", "2031", date(2033, 6, 30), previous)
    before, last = "itu-members-2030-01-01", "itu-work-items-2033-06-30"
    asked = {export.command.split()[2] for export in exports_to_fetch(opened, {before, last})}
    assert asked == {"iso-open-data", "itu-members", "itu-contributions"}


def test_a_refused_edition_leaves_no_file(small: SmallProject) -> None:
    before = sorted(path.name for path in (small.root / "editions").iterdir())
    process = small.run("new-edition", "../2031", "--as-of", "2031-12-31")
    assert process.returncode == 2
    assert process.stderr.startswith("'../2031' cannot be the id of an edition: write a year")
    assert sorted(path.name for path in (small.root / "editions").iterdir()) == before
    assert not (small.root / "2031.yml").exists()


@pytest.mark.parametrize(
    ("identifier", "as_of", "words"),
    [
        ("2030", "2031-12-31", "edition 2030 already exists: see editions/2030.yml"),
        ("2029", "2031-12-31", "2029 comes before the last edition, 2030"),
        ("2031/../x", "2031-12-31", "cannot be the id of an edition"),
        ("/tmp/2031", "2031-12-31", "cannot be the id of an edition"),
        ("2031\n", "2031-12-31", "cannot be the id of an edition"),
        ("", "2031-12-31", "cannot be the id of an edition"),
        ("next", "2031-12-31", "cannot be the id of an edition"),
        ("2031", "2030-12-31", "is not after 2030-12-31, the date of edition 2030"),
        ("2031", "2031-02-30", "'2031-02-30' is not a day: write it as 2026-08-31"),
        ("2031", "2031-12", "'2031-12' is not a day"),
        ("2031", "20311231", "'20311231' is not a day"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(identifier: str, as_of: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        open_edition(SMALL_EDITIONS, identifier, as_of)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_title_is_written_as_it_was_given(title: str) -> None:
    import yaml

    opened = open_edition(SMALL_EDITIONS, "2031", "2031-12-31", title)
    assert yaml.safe_load(opened.text)["title"] == title


def test_comments_of_the_last_edition_stay(tmp_path: Path) -> None:
    for file in (ROOT / "editions").glob("*.yml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    opened = open_edition(tmp_path, "2099", "2099-01-01")
    old = sorted(tmp_path.glob("*.yml"))[-1].read_text(encoding="utf-8")
    comments = re.findall(r"#.*", old)
    assert comments
    assert re.findall(r"#.*", opened.text) == comments
    write_edition(opened)
    with pytest.raises(UsageError, match=r"editions/2099.yml already exists"):
        write_edition(opened)


def test_an_edition_has_to_follow_an_earlier_one(small: SmallProject) -> None:
    small.append("editions/2030.yml", 'previous: "2031"\n')
    process = small.run("build")
    assert process.returncode == 3
    fault = "editions/2030.yml:12: previous: no edition '2031' before this one"
    assert fault in process.stderr


@pytest.mark.parametrize(
    ("written", "known", "day", "words"),
    [
        ("2022-07", "", "2025-08-31", "3 years and 1 month"),
        ("2022-07", "", "2025-07-31", "3 years"),
        ("2022-07", "", "2025-07-01", "2 years and 11 months"),
        ("2021", "2022-07-31", "2025-08-31", "3 years and 8 months"),
        ("2017/2022", "2022-07-31", "2025-08-31", "3 years and 1 month"),
        ("2012/2022", "", "2023-01-01", "less than a month"),
        ("2020-09/..", "", "2025-08-31", ""),
        ("2030", "", "2025-08-31", ""),
        ("", "", "2025-08-31", ""),
    ],
)
def test_the_age_of_an_observation_is_counted_from_the_last_day_that_was_observed(
    written: str, known: str, day: str, words: str
) -> None:
    assert age_in_words(written, day, known) == words


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_an_age_is_never_cut_down_by_more_than_half_a_month(first: date, second: date) -> None:
    earlier, later = sorted((first, second))
    months = age_in_months(earlier.isoformat(), later.isoformat())
    assert months is not None
    assert abs((later - earlier).days - months * 30.436875) <= 30.436875 / 2 + 0.01


@pytest.mark.parametrize(
    ("china", "japan", "near"),
    [(100, 96, True), (100, 94, False), (94, 100, False), (96, 100, True)],
)
def test_an_order_is_near_its_edge_within_a_twentieth(china: int, japan: int, near: bool) -> None:
    ledger = load_tables(SMALL / "data", ["claims"])["claims"]
    values = {
        "itu.members.CHN.latest": Quantity(float(china), "count"),
        "itu.members.JPN.latest": Quantity(float(japan), "count"),
    }
    found = claims_near_edge(ledger, Environment(values), {"members.order": None})
    assert [one.claim for one in found] == (["members.order"] if near else [])
