"""Opening the next edition, and what its author is told to look at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import UsageError
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.margins import claims_near_edge
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.results.age import age_in_months, age_in_words
from standards_report.observations.domain.editions import load_edition
from standards_report.observations.next_edition import next_edition, write_edition
from standards_report.observations.tables.loader import load_tables

from tests.conftest import ROOT, SMALL, SmallProject
from tests.support.releasing import done

SMALL_EDITIONS = SMALL / "editions"


def test_the_next_edition_copies_the_last_one_and_is_open(released: SmallProject) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2033-06-30"))
    last, new = (load_edition(released.root / "editions", name) for name in ("2030", "2031"))
    own = {
        "id": "2031",
        "version": "2031.1",
        "date": None,
        "as_of": date(2033, 6, 30),
        "previous": "2030",
    }
    assert new == last.model_copy(update=own)
    assert [
        path.name for path in (released.root / "editions").iterdir() if path.name[0] == "."
    ] == []
    config = (released.root / "_quarto.yml").read_text(encoding="utf-8")
    assert config == (SMALL / "_quarto.yml").read_text(encoding="utf-8").replace("2030", "2031")
    assert "output-dir: _site/2031" in (released.root / "_quarto-2031.yml").read_text("utf-8")

    again = released.run("new-edition", "2032", "--as-of", "2034-06-30")
    assert again.returncode == 2
    assert "editions/2031.yml: the open edition, 2031, is not released" in again.stderr


def test_notebooks_get_the_parameters_of_the_new_edition(released: SmallProject) -> None:
    cell = '"as_of = \\"2030-12-31\\"\\n"'
    noted = '"as_of = \\"2030-12-31\\"  # the day\\n"'
    released.replace("analysis/notebooks/members.ipynb", cell, noted)
    broken = released.root / "analysis" / "notebooks" / "broken.ipynb"
    broken.write_text('{"cells": [', encoding="utf-8")
    before = (released.root / "analysis/notebooks/members.ipynb").read_text(encoding="utf-8")
    done(released.run("new-edition", "2031", "--as-of", "2033-06-30"))
    after = (released.root / "analysis/notebooks/members.ipynb").read_text(encoding="utf-8")
    changed = before.replace('edition = \\"2030\\"', 'edition = \\"2031\\"')
    assert after == changed.replace(noted, noted.replace("2030-12-31", "2033-06-30"))
    assert after.count("2031") == after.count("2033-06-30") == 1
    assert broken.read_text(encoding="utf-8") == '{"cells": ['


@pytest.mark.slow
def test_an_edition_opens_whatever_state_the_data_are_in(released: SmallProject) -> None:
    released.append("data/itu_members.csv", "what,is,this\n")
    assert released.build().returncode == 0  # the released edition is unpacked, nothing computed
    done(released.run("new-edition", "2031", "--as-of", "2033-06-30"))
    assert released.build().returncode == 3


@pytest.mark.slow
def test_the_work_list_says_what_to_look_at(built: SmallProject) -> None:
    built.replace("editions/2030.yml", "as_of: 2030-12-31", "as_of: 2033-06-30")
    built.replace("editions/2030.yml", "date: 2030-12-31", "date: null")
    listed = built.root / "work.md"
    process = done(built.run("work-list", "2030", "--output", str(listed)))
    assert process.stdout == listed.read_text(encoding="utf-8")
    assert "ingest iso-open-data FILE --date 2033-06-30 --previous OLDER" in process.stdout
    assert "ingest itu-work-items FILE --date 2033-06-30\n" in process.stdout.replace("`", "")
    assert "- [ ] itu_members: December 2030, 29 months ago (row m.chn.2031)" in process.stdout
    text = (built.root / "chapters" / "members.qmd").read_text(encoding="utf-8")
    line = text[: text.index("unless-profile")].count("\n") + 1
    assert f'chapters/members.qmd:{line}: shown unless-profile "2030"' in process.stdout


@pytest.mark.slow
def test_a_released_edition_is_no_longer_worked_on(released: SmallProject) -> None:
    for command in (("work-list", "2030"), ("preview", "2030"), ("quarto-step", "pre")):
        process = released.run(*command, QUARTO_PROFILE="2030")
        assert process.returncode == 2
        (line,) = process.stderr.splitlines()
        assert line.startswith("edition 2030 is released as version 2030.1 and stays as it is")


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
        next_edition(SMALL_EDITIONS, identifier, as_of)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_title_is_written_as_it_was_given(title: str) -> None:
    import yaml

    opened = next_edition(SMALL_EDITIONS, "2031", "2031-12-31", title)
    assert yaml.safe_load(opened.text)["title"] == title


def test_comments_of_the_last_edition_stay(tmp_path: Path) -> None:
    for file in (ROOT / "editions").glob("*.yml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    opened = next_edition(tmp_path, "2099", "2099-01-01")
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
