"""What a theme has: the newest of what is published and counted, and the sentence that says it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from standards_report.display import (
    Emitter,
    is_newer,
    measured_by_country,
    show_newest,
    show_standing,
)
from standards_report.observations import open_study

from tests.conftest import SMALL

# Rows of the small report: one of 2020, one of 2030.
OLD, NEW = "m.chn.2020", "m.chn.2030"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the emitter of the fixture below says, by name."""
    found: dict[str, str] = {}

    def keep(_: Emitter, name: str, text: str, rows: Any) -> None:
        found[name] = text if tuple(rows) else "no rows"

    monkeypatch.setattr(Emitter, "text", keep)
    return found


@pytest.fixture
def emitter() -> Emitter:
    return Emitter(open_study("members", "2030-12-31", SMALL), ["CHN"])


def published(*dates: str) -> pd.DataFrame:
    return pd.DataFrame({"date": dates, "rows": [(OLD,)] * len(dates)})


def exports(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"id": [NEW] * len(days), "date": days})


@pytest.mark.parametrize(
    ("dates", "days", "state"),
    [
        (
            ["2012", "2022-07"],
            [],
            "The newest numbers printed in our sources are those of July 2022.",
        ),
        (
            ["2017/2022", "2021"],
            [],
            "The newest numbers printed in our sources are those of 2017 to 2022.",
        ),
        (
            ["2022-07"],
            ["2026-08-31", "2026-08-31"],
            "The last numbers are counted from records, those of 31 August 2026.",
        ),
        (
            ["2022-07"],
            ["2025-08-31", "2026-08-31"],
            "The last numbers are counted from records, those of 31 August 2026, the last of 2 "
            "exports.",
        ),
        (["2027"], ["2026-08-31"], "The newest numbers printed in our sources are those of 2027."),
        ([], ["2026-08-31"], "The last numbers are counted from records, those of 31 August 2026."),
        ([], [], "no rows"),
    ],
)
def test_the_newest_is_said_with_its_date_and_how_it_was_counted(
    emitter: Emitter, said: dict[str, str], dates: list[str], days: list[str], state: str
) -> None:
    show_newest(emitter, "members", "numbers", published(*dates), exports(*days))
    assert said["themes.members.state"] == state


@pytest.mark.parametrize(
    ("day", "dates", "newer"),
    [
        ("2026-08-31", ["2022-07"], True),
        ("2022-07-15", ["2022-07"], False),  # the month ends later
        ("2022-08-01", ["2022-07", ""], True),
        ("2026-08-31", [], True),
    ],
)
def test_an_export_is_newer_than_the_end_of_every_published_date(
    day: str, dates: list[str], newer: bool
) -> None:
    assert is_newer(exports(day), dates) is newer
    assert not is_newer(exports(), dates)


def test_countries_of_the_focus_stand_in_one_sentence(
    emitter: Emitter, said: dict[str, str]
) -> None:
    table = pd.DataFrame(
        [("CHN", 7.5, None, None), ("JPN", None, 7.0, 14.0)],
        columns=["country", "value", "low", "high"],
    ).assign(date="2025", rows=pd.Series([(NEW,), (NEW,)]))
    numbers = measured_by_country(table, "percent", 1)
    show_standing(emitter, "a.b", numbers, ["CHN", "JPN", "KOR"], [NEW])
    assert said["a.b"] == "Japan 7 to 14% and China 7.5% (2025); not in our sources for South Korea"
